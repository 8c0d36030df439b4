from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from storefront.audit.tables import AuditEntry
from storefront.kit.errors import Invalid
from storefront.mail.tables import MailMessage
from storefront.onboarding.errors import ProspectNotFound, ReasonMissing
from storefront.onboarding.service import apply, check, list_prospects, note, reject, show_prospect
from storefront.onboarding.snapshots import ProspectFilter
from storefront.parties.actor import Actor
from storefront.parties.errors import NothingHere
from tests.conftest import CountStatements
from tests.factories import Staff, Trade
from tests.onboarding.applicants import EASTERN, submit
from tests.onboarding.conftest import actor_of


class TestListing:
    def test_is_paged_by_status_and_searched(self, session: Session, hq: Actor) -> None:
        for place in range(5):
            submit(session, company=f"Shop {place}", email=f"s{place}@corner.example")
        apply(session, application=EASTERN, address="")
        reject(session, hq, number="PR-000002", reason="Too far away")
        first = list_prospects(session, hq, ProspectFilter(limit=4))
        assert [card.number for card in first.items] == ["PR-000006", "PR-000005", "PR-000004", "PR-000003"]
        rest = list_prospects(session, hq, ProspectFilter(limit=4, cursor=first.next_cursor))
        assert [card.number for card in rest.items] == ["PR-000002", "PR-000001"]
        assert rest.next_cursor is None

        def numbers(**wanted: Any) -> list[str]:
            return [card.number for card in list_prospects(session, hq, ProspectFilter(**wanted)).items]

        assert numbers(status="rejected") == ["PR-000002"]
        assert numbers(text="WHOLESALE east") == ["PR-000006"]
        assert numbers(text="s3@corner") == ["PR-000004"]
        assert numbers(text="pr-000001") == ["PR-000001"]
        assert numbers(text="100%") == []
        with pytest.raises(Invalid):
            numbers(status="lost")
        with pytest.raises(Invalid):
            numbers(cursor="nonsense")


class TestDuplicates:
    def test_are_found_among_prospects_organizations_and_sellers(self, session: Session, hq: Actor) -> None:
        submit(session)
        submit(session, company="CORNER  GIFTS, LTD", email="other@else.example", postcode="")
        submit(session, company="Corner Café", email="cafe@else.example", postcode="yo17aa")
        submit(session, company="Quite Different", email="diff@else.example", postcode="YO1 7AA")
        found = show_prospect(session, hq, number="PR-000001").duplicates
        assert [(each.number, each.reasons) for each in found] == [
            ("PR-000003", ("same postcode and a word of the name",)),
            ("PR-000002", ("same company name",)),
        ]
        submit(session, company="First Gifts", email="buyer@other.example", postcode="")
        found = show_prospect(session, hq, number="PR-000005").duplicates
        assert [(each.kind, each.number, each.reasons) for each in found] == [
            ("organization", "ORG-1", ("same company name",)),
            ("organization", "ORG-2", ("same e-mail address",)),
        ]
        submit(session, company="north LTD", email="n@else.example", postcode="")
        [seller] = show_prospect(session, hq, number="PR-000006").duplicates
        assert (seller.kind, seller.number, seller.name) == ("seller", "NORTH", "North Ltd")

    def test_cost_the_same_however_many(
        self, session: Session, hq: Actor, count_statements: CountStatements
    ) -> None:
        submit(session)
        with count_statements() as few:
            show_prospect(session, hq, number="PR-000001")
        for place in range(20):
            submit(session, email=f"x{place}@corner.example")
        with count_statements() as many:
            assert len(show_prospect(session, hq, number="PR-000001").duplicates) == 20
        assert len(few) == len(many) == 5


class TestReview:
    def test_keeps_notes_and_criteria_with_a_trail(self, session: Session, hq: Actor) -> None:
        submit(session)
        note(session, hq, number="PR-000001", text=" Called them. ")
        check(session, hq, number="PR-000001", criteria={"size": True, "policy": True})
        seen = check(session, hq, number="PR-000001", criteria={"policy": False})
        assert [(each.text, each.by) for each in seen.notes] == [("Called them.", "Hedy Headquarters")]
        assert [name for name, is_checked in seen.criteria.items() if is_checked] == ["size"]
        entries = session.exec(select(AuditEntry).order_by(AuditEntry.sequence)).all()  # pyright: ignore[reportArgumentType]
        assert [(entry.action, entry.after) for entry in entries][1:] == [
            ("prospect.noted", {"note": "Called them."}),
            ("prospect.checked", {"size": True, "policy": True}),
            ("prospect.checked", {"policy": False}),
        ]
        with pytest.raises(Invalid):
            check(session, hq, number="PR-000001", criteria={"luck": True})

    def test_rejecting_mails_the_reason_once(self, session: Session, hq: Actor) -> None:
        submit(session)
        with pytest.raises(ReasonMissing):
            reject(session, hq, number="PR-000001", reason="  ")
        first = reject(session, hq, number="PR-000001", reason="Outside our area")
        again = reject(session, hq, number="PR-000001", reason="Another reason")
        assert (first.status, first.reason, first.decided_by) == (
            "rejected",
            "Outside our area",
            "Hedy Headquarters",
        )
        assert again == first
        mails = session.exec(select(MailMessage).where(MailMessage.template == "prospect_rejected")).all()
        assert ["Outside our area" in mail.text for mail in mails] == [True]

    @pytest.mark.parametrize("who", ["service", "field", "north_manager", "buyer", "admin"])
    def test_is_for_headquarters_alone(self, session: Session, trade: Trade, staff: Staff, who: str) -> None:
        submit(session)
        actor = actor_of(session, getattr(staff, who, None) or getattr(trade, who))
        works: list[Callable[[], object]] = [
            lambda: list_prospects(session, actor, ProspectFilter()),
            lambda: show_prospect(session, actor, number="PR-000001"),
            lambda: note(session, actor, number="PR-000001", text="x"),
            lambda: check(session, actor, number="PR-000001", criteria={}),
            lambda: reject(session, actor, number="PR-000001", reason="x"),
        ]
        for work in works:
            with pytest.raises(NothingHere):
                work()

    def test_of_what_is_not_there_is_not_found(self, session: Session, hq: Actor) -> None:
        for number in ("PR-9", "", "x" * 100, "\x00"):
            with pytest.raises(ProspectNotFound):
                show_prospect(session, hq, number=number)
