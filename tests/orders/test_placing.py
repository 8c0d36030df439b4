from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.service import show_cart
from storefront.catalog.tables import Catalog, CatalogEntry
from storefront.credit.service import show_credit
from storefront.credit.tables import CreditAccount, CreditHold
from storefront.db.columns import table_of
from storefront.inventory.tables import Reservation
from storefront.kit.clock import now
from storefront.kit.idempotency import KeyReused
from storefront.kit.money import Money
from storefront.offers.service import list_offers, shelve
from storefront.offers.snapshots import ListingRequest
from storefront.offers.tables import OutletPurchase
from storefront.orders.errors import EmptyCart, OrderNotFound
from storefront.orders.service import delivery_window, show_order
from storefront.orders.tables import SalesOrder
from storefront.parties.actor import OutletActor
from storefront.parties.snapshots import Address
from storefront.parties.tables import NodeAddress
from storefront.pricing.tables import PriceEntry
from tests.conftest import CountStatements
from tests.digests import digest_of, refuse
from tests.factories import Trade, act_as, make_catalog, make_price_list, make_trade
from tests.orders.placing import check_out, fill, level_of

entries = table_of(PriceEntry)
accounts = table_of(CreditAccount)


class TestPlace:
    @pytest.mark.smoke
    def test_makes_the_whole_order(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        make_price_list(
            session,
            seller=trade.maker,
            code="DEAL",
            prices={trade.maker.products[1]: 19_950},
            organization_id=trade.organization.id,
        )
        fill(session, buyer, ("M-001", 6), ("M-002", 3))
        wanted = delivery_window(session, buyer, seller="MAKER")[0]
        before = now()
        placed = check_out(
            session,
            buyer,
            purchase_order_number=" PO/77 ",
            note="Ring twice",
            requested_delivery_date=wanted,
            expected_total=Money(1_949, "GBP"),
        )
        order, summary = placed.order, placed.order.summary
        assert not placed.is_replay
        assert summary.number == "SO-000001"
        assert (summary.outlet_number, summary.outlet_name) == ("1001", "First Gifts York")
        assert (summary.seller_code, summary.organization_number) == ("MAKER", "ORG-1")
        assert before <= summary.placed_at <= now()
        assert (summary.placed_by.contact, summary.placed_by.employee) == ("Bea Buyer", None)
        assert (summary.status, summary.purchase_order_number) == ("submitted", "PO/77")
        assert (summary.line_count, summary.total) == (2, Money(1_949, "GBP"))
        assert (order.note, order.requested_delivery_date, order.payment_method) == (
            "Ring twice",
            wanted,
            "on_account",
        )
        assert order.address == Address("First Gifts York", "1 High Street", "York", "YO1 1AA", "GB")
        assert [
            (
                line.position,
                line.sku,
                line.catalog,
                line.quantity,
                line.unit_price.amount,
                line.line_total.minor,
            )
            for line in order.lines
        ] == [
            (1, "M-001", "MAKER-MAIN", 6, "2.25", 1_350),
            (2, "M-002", "MAKER-MAIN", 3, "1.995", 599),
        ]
        assert [(each.price_list, each.rule, each.outcome) for each in order.lines[1].price_trace] == [
            ("DEAL", "trade_agreement", "won"),
            ("MAKER-STANDARD", "standard", "dearer"),
            ("MAKER-STANDARD", "standard", "quantity"),
        ]
        assert order.left_in_cart == ()

    def test_promises_stock_takes_credit_and_notes_the_purchase(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        fill(session, buyer, ("M-001", 100), ("M-002", 2))
        placed = check_out(session, buyer)
        session.flush()
        order_id = session.execute(sa.select(table_of(SalesOrder).c.id)).scalar_one()
        assert (level_of(session, trade, "M-001"), level_of(session, trade, "M-002")) == (
            (100, 100),
            (100, 2),
        )
        reservations = table_of(Reservation).c
        promised = session.execute(sa.select(reservations.order_id, reservations.quantity)).all()
        assert sorted(tuple(row) for row in promised) == [(order_id, 2), (order_id, 100)]
        holds = table_of(CreditHold).c
        taken = session.execute(sa.select(holds.order_id, holds.amount_minor, holds.released_at)).all()
        assert [tuple(row) for row in taken] == [(order_id, 23_000, None)]
        credit = show_credit(session, buyer)
        assert (credit.limit.minor, credit.exposure, credit.remaining.minor) == (
            10_000_000,
            placed.order.summary.total,
            9_977_000,
        )
        bought = table_of(OutletPurchase).c
        rows = session.execute(sa.select(bought.last_quantity, bought.times, bought.units)).all()
        assert sorted(tuple(row) for row in rows) == [(2, 1, 2), (100, 1, 100)]
        listing = list_offers(session, buyer, ListingRequest("MAKER", available=False))
        assert [offer.sku for offer in listing.items] == ["M-001"]

    def test_a_second_order_adds_to_what_was_bought(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        for number, quantity in (("SO-000001", 3), ("SO-000002", 4)):
            fill(session, buyer, ("M-001", quantity))
            assert check_out(session, buyer).order.summary.number == number
        bought = table_of(OutletPurchase).c
        row = session.execute(sa.select(bought.last_quantity, bought.times, bought.units)).one()
        assert tuple(row) == (4, 2, 7)
        assert level_of(session, trade, "M-001") == (100, 7)

    def test_empties_this_cart_and_leaves_others(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        other = act_as(session, trade.admin, trade.second_outlet)
        fill(session, buyer, ("M-001", 1))
        fill(session, buyer, ("M-001", 2), seller="NORTH")
        fill(session, other, ("M-001", 3))
        check_out(session, buyer)
        assert show_cart(session, buyer, seller="MAKER").lines == ()
        assert [line.quantity for line in show_cart(session, buyer, seller="NORTH").lines] == [2]
        assert [line.quantity for line in show_cart(session, other, seller="MAKER").lines] == [3]

    def test_stays_as_it_was_when_the_world_moves_on(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        fill(session, buyer, ("M-001", 1))
        placed = check_out(session, buyer).order
        session.execute(sa.update(entries).values(unit_price=99_999))
        session.execute(sa.update(table_of(NodeAddress)).values(street="Elsewhere"))
        session.execute(sa.update(table_of(CatalogEntry)).values(name="Renamed"))
        assert show_order(session, buyer, number=placed.summary.number) == placed

    def test_two_catalogs_of_one_product_reserve_their_sum(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        first = trade.maker.products[0]
        extra = make_catalog(
            session, seller=trade.maker, code="EXTRA", entries={first: {}}, node_id=trade.organization.root_id
        )
        shelve(session, catalog_ids=[extra])
        fill(session, buyer, ("M-001", 60, "MAKER-MAIN"), ("M-001", 40, "EXTRA"))
        placed = check_out(session, buyer)
        assert [(line.catalog, line.quantity) for line in placed.order.lines] == [
            ("MAKER-MAIN", 60),
            ("EXTRA", 40),
        ]
        assert level_of(session, trade, "M-001") == (100, 100)
        fill(session, buyer, ("M-002", 60, "MAKER-MAIN"))

    def test_lines_without_an_offer_stay_in_the_cart_and_are_named(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        season = make_catalog(
            session,
            seller=trade.maker,
            code="SEASON",
            entries={trade.maker.products[2]: {}},
            node_id=trade.organization.root_id,
        )
        shelve(session, catalog_ids=[season])
        fill(session, buyer, ("M-003", 5, "SEASON"), ("M-001", 1))
        session.execute(
            sa.update(table_of(Catalog)).where(table_of(Catalog).c.id == season).values(status="retracted")
        )
        placed = check_out(session, buyer)
        assert (placed.order.left_in_cart, placed.order.summary.total) == (("M-003",), Money(250, "GBP"))
        assert [line.sku for line in show_cart(session, buyer, seller="MAKER").lines] == ["M-003"]
        assert level_of(session, trade, "M-003") == (100, 0)
        refuse(session, EmptyCart, lambda: check_out(session, buyer))

    def test_costs_nothing_and_needs_no_credit_when_its_price_is_zero(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        session.execute(sa.update(entries).values(unit_price=0))
        session.execute(sa.update(accounts).values(limit_minor=0))
        fill(session, buyer, ("M-001", 1))
        assert check_out(session, buyer).order.summary.total == Money(0, "GBP")


class TestIdempotency:
    def test_the_same_attempt_again_is_the_same_order(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        fill(session, buyer, ("M-001", 2))
        first = check_out(session, buyer, key="attempt", note="Ring twice")
        fill(session, buyer, ("M-001", 5))
        before = digest_of(session)
        again = check_out(session, buyer, key="attempt", note="Ring twice")
        assert again == replace(first, is_replay=True)
        assert digest_of(session) == before

    @pytest.mark.parametrize("other", [{"note": "Ring once"}, {"expected_total": Money(1, "GBP")}])
    def test_the_same_key_for_another_request_is_refused(
        self, session: Session, buyer: OutletActor, other: dict[str, Any]
    ) -> None:
        fill(session, buyer, ("M-001", 2))
        check_out(session, buyer, key="attempt")
        fill(session, buyer, ("M-001", 2))
        refuse(session, KeyReused, lambda: check_out(session, buyer, key="attempt", **other))
        refuse(session, KeyReused, lambda: check_out(session, buyer, key="attempt", seller="NORTH"))

    def test_a_refused_attempt_may_be_tried_again_with_its_key(
        self, session: Session, buyer: OutletActor
    ) -> None:
        refuse(session, EmptyCart, lambda: check_out(session, buyer, key="attempt"))
        fill(session, buyer, ("M-001", 1))
        assert not check_out(session, buyer, key="attempt").is_replay

    def test_keys_of_two_contacts_do_not_meet(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        colleague = act_as(session, trade.colleague, trade.outlet)
        numbers: list[str] = []
        for actor in (buyer, colleague):
            fill(session, actor, ("M-001", 1))
            numbers.append(check_out(session, actor, key="attempt").order.summary.number)
        assert numbers == ["SO-000001", "SO-000002"]


class TestShowOrder:
    @pytest.mark.parametrize("number", ["SO-999999", "", "x" * 5_000, "SO\x00", "\ud800"])
    def test_what_is_not_there_is_not_found(self, session: Session, buyer: OutletActor, number: str) -> None:
        with pytest.raises(OrderNotFound):
            show_order(session, buyer, number=number)


class TestStatements:
    @pytest.mark.parametrize("size", [20, 500])
    def test_a_checkout_takes_the_same_number_whatever_its_size(
        self, session: Session, count_statements: CountStatements, size: int
    ) -> None:
        trade = make_trade(session, products=size)
        actor = act_as(session, trade.buyer, trade.outlet)
        fill(session, actor, *((sku, 1) for sku in trade.maker.skus))
        with count_statements() as statements:
            placed = check_out(session, actor)
            session.flush()
        assert placed.order.summary.line_count == size
        assert len(statements) == 22
