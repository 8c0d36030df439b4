from functools import partial

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, CatalogEntry
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.errors import Forbidden, StorefrontError
from storefront.kit.money import UnitPrice
from storefront.offers.service import shelve
from storefront.orders.errors import OrderNotFound
from storefront.parties.actor import OutletActor
from storefront.parties.tables import Membership
from storefront.reordering.errors import NothingChosen, TooMuchAtOnce
from storefront.reordering.service import (
    order_as_list,
    orders_as_list,
    outlet_of,
    reorder,
    reorder_several,
    repeating_orders,
    template_from_orders,
)
from tests.conftest import CountStatements
from tests.digests import digest_of
from tests.factories import Trade, act_as, make_trade
from tests.reordering import history

order_of = partial(history.order_of, days=700)


class TestReorder:
    def test_answers_every_line_in_its_place_and_adds_nothing(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        number = order_of(
            session,
            trade,
            [
                ("M-005", 2, 25_000),
                ("M-001", 2, 30_000),
                ("M-002", 2, 20_000),
                ("M-003", 400, 22_500),
                ("M-004", 1, 25_000),
                ("M-001", 1, 25_000),
            ],
        )
        products = {product.sku: product for product in trade.maker.products}
        entries, stock = table_of(CatalogEntry), table_of(StockLevel)
        session.execute(sa.delete(entries).where(entries.c.product_id == products["M-004"].id))
        session.execute(
            sa.update(stock)
            .where(
                stock.c.product_id == products["M-003"].id, stock.c.warehouse_id == trade.maker.warehouse_id
            )
            .values(on_hand=60)
        )
        shelve(session, catalog_ids=[trade.maker.catalog_id, trade.north.catalog_id])
        before = digest_of(session)
        found = reorder(session, buyer, number=number)
        assert digest_of(session) == before
        answers = [(line.wanted.sku, line.state, line.quantity) for line in found.lines]
        assert answers == [
            ("M-005", "same", 2),
            ("M-001", "cheaper", 2),
            ("M-002", "dearer", 2),
            ("M-003", "short", 60),
            ("M-004", "not in your catalog", 0),
            ("M-001", "same", 1),
        ]
        assert [line.previous_unit_price for line in found.lines][1:3] == [
            UnitPrice(30_000, "GBP"),
            UnitPrice(20_000, "GBP"),
        ]
        assert [(total.seller, total.lines) for total in found.totals] == [("MAKER", 5)]

    def test_a_vanished_catalog_leaves_names_and_alternatives(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        number = order_of(session, trade, {"M-001": 2, "M-002": 3})
        catalogs = table_of(Catalog)
        session.execute(
            sa.update(catalogs).where(catalogs.c.id == trade.maker.catalog_id).values(status="expired")
        )
        found = reorder(session, buyer, number=number)
        assert [line.state for line in found.lines] == ["not in your catalog"] * 2
        assert [line.name for line in found.lines] == ["Mug M-001", "Mug M-002"]
        assert [[each.seller for each in line.alternatives] for line in found.lines] == [["NORTH"]] * 2
        session.execute(sa.update(catalogs).values(status="expired"))
        found = reorder(session, buyer, number=number)
        assert [line.alternatives for line in found.lines] == [(), ()]
        assert all(line.name and line.name.endswith(line.wanted.sku) for line in found.lines)

    def test_is_for_the_outlet_of_the_actor(self, session: Session, trade: Trade) -> None:
        number = order_of(session, trade, {"M-001": 2}, outlet=trade.second_outlet, contact=trade.admin)
        admin = act_as(session, trade.admin, trade.outlet)
        assert outlet_of(session, admin, number=number) == "1002"
        assert order_as_list(session, admin, number=number).outlets == ("1002",)
        assert reorder(session, admin, number=number).lines[0].quantity == 2

    def test_takes_few_statements_whatever_the_order(
        self, session: Session, count_statements: CountStatements
    ) -> None:
        trade = make_trade(session, products=120)
        buyer = act_as(session, trade.buyer, trade.outlet)
        short = order_of(session, trade, {"M-001": 1})
        long = order_of(session, trade, {product.sku: 1 for product in trade.maker.products})
        counts: list[int] = []
        for number in (short, long):
            with count_statements() as statements:
                reorder(session, buyer, number=number)
            counts.append(len(statements))
        assert counts[0] == counts[1]


class TestAccess:
    @pytest.mark.parametrize("who", ["outsider", "disabled", "colleague"])
    def test_an_order_that_is_not_theirs_to_see_is_not_found(
        self, session: Session, trade: Trade, who: str
    ) -> None:
        number = order_of(session, trade, {"M-001": 2})
        contact = getattr(trade, who)
        outlet = trade.other_outlet if who == "outsider" else trade.outlet
        actor = act_as(session, contact, outlet) if who != "disabled" else None
        before = digest_of(session)
        for number_asked in (number, "OLD-99999", "", "x" * 41, "A\x00", "\ud800"):
            if actor is None:
                break
            with pytest.raises(OrderNotFound):
                reorder(session, actor, number=number_asked)
            with pytest.raises(OrderNotFound):
                orders_as_list(session, actor, numbers=[number_asked])
            with pytest.raises(OrderNotFound):
                template_from_orders(session, actor, numbers=[number_asked])
        if actor is None:
            with pytest.raises(StorefrontError):
                act_as(session, contact, outlet)
        assert digest_of(session) == before

    def test_one_that_is_not_theirs_refuses_all(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        mine = order_of(session, trade, {"M-001": 2})
        other = order_of(session, trade, {"M-001": 2}, contact=trade.colleague)
        with pytest.raises(OrderNotFound) as refused:
            orders_as_list(session, buyer, numbers=[mine, other])
        assert refused.value.facts == {"number": other}
        admin = act_as(session, trade.admin, trade.outlet)
        assert orders_as_list(session, admin, numbers=[mine, other]).lines[0].quantity == 4

    def test_who_lost_the_outlet_lost_its_orders(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        number = order_of(session, trade, {"M-001": 2})
        memberships = table_of(Membership)
        session.execute(
            sa.update(memberships)
            .where(memberships.c.contact_id == trade.buyer.id)
            .values(status="disabled", disabled_reason="left")
        )
        with pytest.raises(OrderNotFound):
            reorder(session, buyer, number=number)


class TestSeveral:
    def test_are_added_up_at_the_newest_price(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        old = order_of(session, trade, {"M-001": 2, "M-002": 1}, price=30_000)
        new = order_of(session, trade, {"M-001": 3}, days=20, price=25_000)
        north = order_of(session, trade, {"M-001": 5}, days=400, seller="north")
        found = reorder_several(session, buyer, numbers=[old, new, north, old])
        assert [(line.seller, line.wanted.sku, line.quantity, line.state) for line in found.lines] == [
            ("MAKER", "M-001", 5, "same"),
            ("NORTH", "M-001", 5, "dearer"),
            ("MAKER", "M-002", 1, "cheaper"),
        ]

    def test_take_one_statement_to_read(
        self, session: Session, trade: Trade, buyer: OutletActor, count_statements: CountStatements
    ) -> None:
        numbers = [order_of(session, trade, {"M-001": 2, "M-002": 1}) for _ in range(5)]
        with count_statements() as statements:
            found = orders_as_list(session, buyer, numbers=numbers)
        assert len(statements) == 1
        assert [(line.sku, line.quantity) for line in found.lines] == [("M-001", 10), ("M-002", 5)]

    def test_none_or_too_many_are_refused(
        self, session: Session, trade: Trade, buyer: OutletActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(NothingChosen):
            orders_as_list(session, buyer, numbers=[])
        with pytest.raises(TooMuchAtOnce) as orders:
            orders_as_list(session, buyer, numbers=[f"X-{place}" for place in range(51)])
        assert orders.value.facts == {"found": 51, "maximum": 50}
        number = order_of(session, trade, {"M-001": 1, "M-002": 1, "M-003": 1})
        monkeypatch.setattr(repeating_orders, "MAXIMUM_LINES", 2)
        for ask in (
            lambda: orders_as_list(session, buyer, numbers=[number]),
            lambda: order_as_list(session, buyer, number=number),
        ):
            with pytest.raises(TooMuchAtOnce) as lines:
                ask()
            assert lines.value.facts == {"found": 3, "maximum": 2}


class TestTemplate:
    def test_has_what_the_newest_order_had(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        old = order_of(session, trade, {"M-001": 2, "M-002": 7})
        new = order_of(session, trade, {"M-001": 3}, days=20)
        view = template_from_orders(session, buyer, numbers=[old, new], name="Weekly")
        assert view.card.name == "Weekly"
        assert [(line.sku, line.quantity, line.seller) for line in view.lines] == [
            ("M-001", 3, "MAKER"),
            ("M-002", 7, "MAKER"),
        ]

    def test_takes_what_another_outlet_ordered_where_this_one_may_not_buy_it(
        self, session: Session, trade: Trade
    ) -> None:
        """An admin ticks orders of two outlets, and this one has no seller but the manufacturer."""
        of_north = order_of(session, trade, {"M-003": 5}, outlet=trade.second_outlet, seller="north")
        own = order_of(session, trade, {"M-001": 2})
        session.execute(
            sa.update(table_of(Catalog))
            .where(table_of(Catalog).c.id == trade.north.catalog_id)
            .values(status="expired")
        )
        admin = act_as(session, trade.admin, trade.outlet)
        view = template_from_orders(session, admin, numbers=[own, of_north])
        assert [(line.sku, line.quantity, line.seller) for line in view.lines] == [
            ("M-001", 2, "MAKER"),
            ("M-003", 5, "NORTH"),
        ]
        with pytest.raises(OrderNotFound):
            template_from_orders(session, act_as(session, trade.buyer, trade.outlet), numbers=[of_north])

    def test_keeps_what_has_left_the_catalogs(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        number = order_of(session, trade, {"M-001": 2})
        session.execute(sa.update(table_of(Catalog)).values(status="expired"))
        view = template_from_orders(session, buyer, numbers=[number])
        assert [(line.sku, line.quantity) for line in view.lines] == [("M-001", 2)]

    def test_a_shared_one_is_for_admins_to_make(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        number = order_of(session, trade, {"M-001": 2})
        before = digest_of(session)
        with pytest.raises(Forbidden), session.begin_nested():
            template_from_orders(session, buyer, numbers=[number], scope="organization")
        assert digest_of(session) == before
        admin = act_as(session, trade.admin, trade.outlet)
        view = template_from_orders(session, admin, numbers=[number], scope="organization")
        assert view.card.scope == "organization"
