import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.credit.errors import CreditExceeded
from storefront.credit.service import hold, show_credit
from storefront.credit.tables import CreditAccount
from storefront.db.columns import table_of
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
    def test_takes_the_last_penny_and_not_one_more(self, session: Session, buyer: OutletActor) -> None:
        session.execute(sa.update(accounts).values(limit_minor=1_000, invoiced_minor=100))
        hold(session, buyer, order_id=new_id(), total=Money(900, "GBP"))
        with pytest.raises(CreditExceeded) as refused:
            hold(session, buyer, order_id=new_id(), total=Money(1, "GBP"))
        assert refused.value.remaining == Money(0, "GBP")

    def test_nothing_needs_no_credit(self, session: Session, buyer: OutletActor) -> None:
        session.execute(sa.delete(accounts))
        hold(session, buyer, order_id=new_id(), total=Money(0, "GBP"))
