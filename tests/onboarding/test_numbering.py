import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from storefront.audit.tables import AuditEntry
from storefront.db.numbers import take_numbers
from storefront.db.session import in_transaction
from storefront.kit.errors import Invalid
from storefront.onboarding.errors import NumbersWouldCollide, SequenceNotFound
from storefront.onboarding.service import change_sequence, list_sequences
from storefront.onboarding.snapshots import SequenceChange
from storefront.parties.actor import Actor
from storefront.parties.errors import NothingHere
from tests.digests import digest_of
from tests.factories import Staff, Trade, make_outlet
from tests.onboarding.conftest import actor_of
from tests.trade.together import all_at_once


class TestSequences:
    def test_are_shown_with_their_next_number(self, session: Session, hq: Actor) -> None:
        take_numbers(session, "order", "SO-", 3)
        shown = [(each.name, each.next_number) for each in list_sequences(session, hq)]
        assert shown == [
            ("group", "GRP-000001"),
            ("hierarchy", "HIER-000001"),
            ("order", "SO-000004"),
            ("organization", "ORG-000001"),
            ("outlet", "OUT-000001"),
            ("prospect", "PR-000001"),
        ]

    def test_go_on_as_they_were_changed_with_a_trail(self, session: Session, hq: Actor) -> None:
        take_numbers(session, "outlet", "OUT-", 3)
        wanted = SequenceChange(prefix="shop-", padding=4, next_value=100)
        made = change_sequence(session, hq, name="outlet", wanted=wanted)
        assert made.next_number == "SHOP-0100"
        assert take_numbers(session, "outlet", "OUT-", 2) == ["SHOP-0100", "SHOP-0101"]
        entry = session.exec(select(AuditEntry)).one()
        assert (entry.action, entry.subject, entry.before, entry.after) == (
            "numbers.changed",
            "outlet",
            {"prefix": "OUT-", "padding": 6, "next_value": 4},
            {"prefix": "SHOP-", "padding": 4, "next_value": 100},
        )

    @pytest.mark.parametrize(
        "wanted",
        [
            SequenceChange(next_value=2),
            SequenceChange(prefix="ORG-"),
            SequenceChange(prefix="LEEDS-"),
            SequenceChange(prefix="LEEDS-", next_value=42),
        ],
    )
    def test_that_could_give_a_number_twice_are_refused(
        self, session: Session, trade: Trade, hq: Actor, wanted: SequenceChange
    ) -> None:
        take_numbers(session, "outlet", "OUT-", 3)
        make_outlet(session, organization=trade.organization, number="LEEDS-42")
        before = digest_of(session)
        with pytest.raises(NumbersWouldCollide):
            change_sequence(session, hq, name="outlet", wanted=wanted)
        assert digest_of(session) == before

    def test_go_past_what_exists(self, session: Session, trade: Trade, hq: Actor) -> None:
        make_outlet(session, organization=trade.organization, number="LEEDS-42")
        wanted = SequenceChange(prefix="LEEDS-", next_value=43, padding=2)
        assert change_sequence(session, hq, name="outlet", wanted=wanted).next_number == "LEEDS-43"

    @pytest.mark.parametrize(
        "wanted",
        [
            SequenceChange(prefix=""),
            SequenceChange(prefix="OUT1"),
            SequenceChange(prefix="ö-"),
            SequenceChange(padding=13),
            SequenceChange(next_value=10**13),
        ],
    )
    def test_that_cannot_be_are_refused(self, session: Session, hq: Actor, wanted: SequenceChange) -> None:
        with pytest.raises(Invalid):
            change_sequence(session, hq, name="outlet", wanted=wanted)

    def test_are_for_headquarters(self, session: Session, staff: Staff, hq: Actor) -> None:
        actor = actor_of(session, staff.service)
        with pytest.raises(NothingHere):
            list_sequences(session, actor)
        with pytest.raises(NothingHere):
            change_sequence(session, actor, name="outlet", wanted=SequenceChange())
        with pytest.raises(SequenceNotFound):
            change_sequence(session, hq, name="colour", wanted=SequenceChange())


class TestManyAtOnce:
    def test_a_thousand_numbers_are_a_thousand(self, committing_engine: sa.Engine) -> None:
        def take() -> list[str]:
            return [
                number
                for _ in range(50)
                for number in in_transaction(lambda session: take_numbers(session, "outlet", "OUT-"))
            ]

        taken = [
            number for numbers in all_at_once([take] * 20) if isinstance(numbers, list) for number in numbers
        ]
        assert sorted(taken) == [f"OUT-{place:06d}" for place in range(1, 1_001)]
