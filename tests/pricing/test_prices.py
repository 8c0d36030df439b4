"""Which prices reach whom, through the offers that an outlet sees."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from storefront.kit.clock import now
from storefront.offers.service import open_terms, shelve, show_offer
from storefront.parties.actor import OutletActor
from storefront.pricing.service import open_book
from tests.factories import Trade, act_as, make_catalog, make_price_list

HOUR = timedelta(hours=1)


def price(session: Session, actor: OutletActor, sku: str = "M-001", **more: str) -> tuple[str, str]:
    """Amount and rule of the winner at the least quantity."""
    trace = show_offer(session, actor, seller="MAKER", sku=sku, **more).price_trace
    return trace.unit_price.amount, trace.candidates[0].rule


class TestPrices:
    def test_a_group_is_for_its_node_and_what_is_below_it(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        first = trade.maker.products[0]
        make_price_list(
            session, seller=trade.maker, code="NODE", prices={first: 20_000}, node_id=trade.outlet.id
        )
        assert price(session, buyer) == ("2.00", "price_group")
        assert price(session, act_as(session, trade.admin, trade.second_outlet)) == ("2.50", "standard")

    def test_a_group_at_a_node_overrides_the_groups_above_it(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        first = trade.maker.products[0]
        for code, node_id, amount in (
            ("ROOT", trade.organization.root_id, 10_000),
            ("NODE", trade.outlet.id, 20_000),
        ):
            make_price_list(session, seller=trade.maker, code=code, prices={first: amount}, node_id=node_id)
        assert price(session, buyer) == ("2.00", "price_group")
        assert price(session, act_as(session, trade.admin, trade.second_outlet)) == ("1.00", "price_group")

    @pytest.mark.smoke
    def test_an_agreement_is_for_one_organization(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        make_price_list(
            session,
            seller=trade.maker,
            code="DEAL",
            prices={trade.maker.products[0]: 19_900},
            organization_id=trade.organization.id,
        )
        assert price(session, buyer) == ("1.99", "trade_agreement")
        assert price(session, act_as(session, trade.outsider, trade.other_outlet)) == ("2.50", "standard")

    @pytest.mark.parametrize(
        ("start", "end", "amount"),
        [(-HOUR, HOUR, "1.00"), (None, HOUR, "1.00"), (HOUR, None, "2.50"), (None, -HOUR, "2.50")],
    )
    def test_a_dated_list_counts_within_its_dates(
        self,
        session: Session,
        trade: Trade,
        buyer: OutletActor,
        start: timedelta | None,
        end: timedelta | None,
        amount: str,
    ) -> None:
        moment = now()
        make_price_list(
            session,
            seller=trade.maker,
            code="PROMO",
            prices={trade.maker.products[0]: 10_000},
            valid_from=start and moment + start,
            valid_to=end and moment + end,
        )
        assert price(session, buyer) == (amount, "standard")

    def test_a_list_of_one_catalog_counts_there_alone(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        first = trade.maker.products[0]
        extra = make_catalog(
            session, seller=trade.maker, code="EXTRA", entries={first: {}}, node_id=trade.organization.root_id
        )
        shelve(session, catalog_ids=[extra])
        make_price_list(session, seller=trade.maker, code="BOUND", prices={first: 10_000}, catalog_id=extra)
        assert price(session, buyer, catalog="EXTRA") == ("1.00", "standard")
        assert price(session, buyer, catalog="MAKER-MAIN") == ("2.50", "standard")

    def test_a_list_in_another_currency_never_counts(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        make_price_list(
            session, seller=trade.maker, code="EURO", prices={trade.maker.products[0]: 1}, currency="EUR"
        )
        assert price(session, buyer) == ("2.50", "standard")

    def test_the_prices_of_one_seller_are_not_those_of_another(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        detail = show_offer(session, buyer, seller="NORTH", sku="M-001")
        assert [(each.price_list, each.unit_price.amount) for each in detail.price_trace.candidates] == [
            ("NORTH-STANDARD", "2.75")
        ]

    def test_a_book_of_nothing_prices_nothing(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        terms = open_terms(session, buyer, seller="MAKER")
        book = open_book(session, lists=terms.price_lists, currency={}, product_ids=[])
        assert book.entries == {}
