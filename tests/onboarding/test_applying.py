from dataclasses import replace

import pytest
from sqlmodel import Session, select

from storefront.audit.tables import AuditEntry
from storefront.mail.tables import MailMessage
from storefront.onboarding.errors import TooManyApplications, UnacceptableApplication
from storefront.onboarding.service import apply, must_wait_to_apply, top_categories
from storefront.onboarding.tables import Prospect
from tests.factories import Trade
from tests.onboarding.applicants import CORNER


class TestApply:
    def test_is_written_down_mailed_and_audited(self, session: Session, trade: Trade) -> None:
        number = apply(
            session, application=replace(CORNER, email=" Cora@Corner.EXAMPLE "), address="10.0.0.9"
        )
        prospect = session.exec(select(Prospect)).one()
        assert (number, prospect.number, prospect.status) == ("PR-000001", "PR-000001", "submitted")
        assert (prospect.company, prospect.company_key) == ("Corner Gifts Ltd", "corner gifts ltd")
        assert (prospect.email, prospect.categories, prospect.address) == (
            "cora@corner.example",
            ["kitchen"],
            "10.0.0.9",
        )
        mail = session.exec(select(MailMessage)).one()
        assert (mail.recipient, mail.subject) == ("cora@corner.example", "We have your request PR-000001")
        assert "Corner Gifts Ltd to buy from us" in mail.text
        entry = session.exec(select(AuditEntry)).one()
        assert (entry.action, entry.subject, entry.name) == ("prospect.submitted", "PR-000001", "Cora Corner")

    def test_of_a_known_address_is_answered_alike(self, session: Session, trade: Trade) -> None:
        known = apply(session, application=replace(CORNER, email=trade.buyer.email), address="")
        unknown = apply(session, application=CORNER, address="")
        assert [known, unknown] == ["PR-000001", "PR-000002"]
        first, second = session.exec(select(MailMessage).order_by(MailMessage.created_at)).all()  # pyright: ignore[reportArgumentType]
        assert first.text == second.text.replace("PR-000002", "PR-000001")

    @pytest.mark.parametrize(
        ("change", "fields"),
        [
            ({"company": " "}, {"company": "is required"}),
            ({"company": "&&&"}, {"company": "must have letters or digits"}),
            ({"contact_name": ""}, {"contact.name": "is required"}),
            ({"email": "cora"}, {"contact.email": "must be an e-mail address, such as name@example.com"}),
            (
                {"email": "cora@corner.example,other@corner.example"},
                {"contact.email": "must be an e-mail address, such as name@example.com"},
            ),
            (
                {"email": "<cora@corner.example>"},
                {"contact.email": "must be an e-mail address, such as name@example.com"},
            ),
            ({"contact_name": "Cora\x1b"}, {"contact.name": "has characters that cannot be used here"}),
            ({"contact_name": "C" * 121}, {"contact.name": "has more than 120 characters"}),
            ({"company": "Corner\u202eGifts"}, {"company": "has characters that cannot be used here"}),
            ({"street": "Low\x07Street"}, {"address.street": "has characters that cannot be used here"}),
            ({"kind": "both"}, {"kind": "must be buyer or seller"}),
            ({"categories": ("mugs",)}, {"categories": "mugs is not known"}),
            ({"postcode": "x" * 21}, {"address.postcode": "has more than 20 characters"}),
            ({"comments": "a\x00"}, {"comments": "has characters that cannot be used here"}),
        ],
    )
    def test_is_refused_field_by_field(
        self, session: Session, trade: Trade, change: dict[str, object], fields: dict[str, str]
    ) -> None:
        with pytest.raises(UnacceptableApplication) as refused:
            apply(session, application=replace(CORNER, **change), address="")  # pyright: ignore[reportArgumentType]
        assert refused.value.facts["fields"] == fields
        assert session.exec(select(Prospect)).all() == []
        assert session.exec(select(MailMessage)).all() == []

    def test_offers_the_top_of_the_catalog(self, session: Session, trade: Trade) -> None:
        assert top_categories(session) == (("kitchen", "Kitchen"), ("candles", "Candles"))


class TestLimit:
    def test_counts_by_network_address(self) -> None:
        class Limiter:
            def __init__(self) -> None:
                self.noted: list[str] = []

            def take(self, address: str) -> int:
                if len(self.noted) == 2:
                    return 61
                self.noted.append(address)
                return 0

        limiter = Limiter()
        must_wait_to_apply(limiter, address="10.0.0.1")
        must_wait_to_apply(limiter, address="10.0.0.1")
        with pytest.raises(TooManyApplications, match="Try again in 2 minutes") as refused:
            must_wait_to_apply(limiter, address="10.0.0.1")
        assert refused.value.facts == {"retry_after": 61}
        assert limiter.noted == ["10.0.0.1", "10.0.0.1"]
