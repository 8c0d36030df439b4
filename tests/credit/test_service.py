import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.credit.errors import CapExceeded, CreditExceeded
from storefront.credit.service import hold, put_cap, show_credit
from storefront.credit.snapshots import CapStanding
from storefront.credit.tables import CreditAccount, CreditHold, NodeCreditCap
from storefront.db.columns import table_of
from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.kit.money import Money
from storefront.parties.actor import OutletActor
from tests.factories import Trade, act_as

accounts = table_of(CreditAccount)


class TestShowCredit:
    def test_belongs_to_the_organization_and_not_to_an_outlet(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        hold(session, buyer, order_id=new_id(), total=Money(400, "GBP"))
        session.flush()
        sister = act_as(session, trade.admin, trade.second_outlet)
        assert show_credit(session, sister) == show_credit(session, buyer)
        assert show_credit(session, sister).exposure == Money(400, "GBP")
        other = act_as(session, trade.outsider, trade.other_outlet)
        assert show_credit(session, other).exposure == Money(0, "GBP")

    def test_without_an_account_is_all_zero(self, session: Session, buyer: OutletActor) -> None:
        shown = show_credit(session, buyer, currency="EUR")
        assert {shown.limit, shown.exposure, shown.remaining} == {Money(0, "EUR")}


class TestHold:
    @pytest.mark.smoke
    def test_takes_the_last_penny_and_not_one_more(self, session: Session, buyer: OutletActor) -> None:
        session.execute(sa.update(accounts).values(limit_minor=1_000, invoiced_minor=100))
        hold(session, buyer, order_id=new_id(), total=Money(900, "GBP"))
        with pytest.raises(CreditExceeded) as refused:
            hold(session, buyer, order_id=new_id(), total=Money(1, "GBP"))
        assert refused.value.remaining == Money(0, "GBP")

    def test_nothing_needs_no_credit(self, session: Session, buyer: OutletActor) -> None:
        session.execute(sa.delete(accounts))
        hold(session, buyer, order_id=new_id(), total=Money(0, "GBP"))


class TestCap:
    def test_the_nearest_one_decides_for_each_outlet_by_itself(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        put_cap(session, node_ids=[trade.organization.root_id], currency="GBP", cap=Money(500, "GBP"))
        put_cap(session, node_ids=[trade.outlet.id], currency="GBP", cap=Money(900, "GBP"))
        hold(session, buyer, order_id=new_id(), total=Money(600, "GBP"))
        session.flush()
        shown = show_credit(session, buyer)
        assert shown.cap == CapStanding(Money(900, "GBP"), Money(600, "GBP"), Money(300, "GBP"))
        assert (shown.remaining, shown.exposure) == (Money(300, "GBP"), Money(600, "GBP"))
        sister = act_as(session, trade.admin, trade.second_outlet)
        assert show_credit(session, sister).remaining == Money(500, "GBP")

    def test_takes_the_last_penny_and_not_one_more(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        put_cap(session, node_ids=[trade.outlet.id], currency="GBP", cap=Money(900, "GBP"))
        hold(session, buyer, order_id=new_id(), total=Money(700, "GBP"))
        session.flush()
        with pytest.raises(CapExceeded) as refused:
            hold(session, buyer, order_id=new_id(), total=Money(201, "GBP"))
        facts = refused.value
        assert (facts.cap, facts.used, facts.remaining) == (
            Money(900, "GBP"),
            Money(700, "GBP"),
            Money(200, "GBP"),
        )

    def test_names_no_more_than_the_organization_has(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        session.execute(sa.update(accounts).values(limit_minor=1_000))
        put_cap(session, node_ids=[trade.outlet.id], currency="GBP", cap=Money(900, "GBP"))
        sister = act_as(session, trade.admin, trade.second_outlet)
        hold(session, sister, order_id=new_id(), total=Money(50, "GBP"))
        with pytest.raises(CapExceeded) as refused:
            hold(session, buyer, order_id=new_id(), total=Money(920, "GBP"))
        assert refused.value.remaining == Money(900, "GBP")
        with pytest.raises(CreditExceeded):
            hold(session, buyer, order_id=new_id(), total=Money(990, "GBP"))

    def test_what_is_released_counts_no_more(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        put_cap(session, node_ids=[trade.outlet.id], currency="GBP", cap=Money(900, "GBP"))
        hold(session, buyer, order_id=new_id(), total=Money(900, "GBP"))
        session.flush()
        session.execute(sa.update(table_of(CreditHold)).values(released_at=now()))
        assert show_credit(session, buyer).remaining == Money(900, "GBP")
        put_cap(session, node_ids=[trade.outlet.id], currency="GBP", cap=None)
        assert show_credit(session, buyer).cap is None
        assert session.execute(sa.select(sa.func.count()).select_from(table_of(NodeCreditCap))).scalar() == 0
