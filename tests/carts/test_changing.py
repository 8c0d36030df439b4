from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.errors import CartChanged, LineNotFound, LineNotOffered, NothingToUndo
from storefront.carts.service import change_line, clear, list_carts, remove_line, show_cart, undo
from storefront.carts.snapshots import CartView
from storefront.carts.tables import CartChange
from storefront.catalog.errors import QuantityRefused
from storefront.catalog.tables import Catalog
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.clock import now
from storefront.kit.money import Money
from storefront.offers.service import shelve
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.parties.actor import OutletActor
from storefront.pricing.tables import PriceEntry
from tests.carts.filling import add, held, shown
from tests.conftest import CountStatements
from tests.digests import refuse
from tests.factories import Trade, act_as, make_catalog, make_trade, new_key

catalogs = table_of(Catalog)
entries = table_of(PriceEntry)


class TestChange:
    def test_sets_the_quantity_and_the_price_of_it(self, session: Session, buyer: OutletActor) -> None:
        line = add(session, buyer, ("M-001", 12), ("M-002", 1)).lines[0]
        cart = change_line(session, buyer, seller="MAKER", line_id=line.id, quantity=5)
        assert held(cart) == {"M-001": 5, "M-002": 1}
        assert cart.subtotal == Money(1_500, "GBP")

    @pytest.mark.parametrize(
        ("quantity", "problem"),
        [
            (0, "order between 1 and 1,000,000"),
            (6, "order at least 12"),
            (13, "order in steps of 6, such as 12 or 18"),
        ],
    )
    def test_refuses_what_the_rule_refuses(
        self, session: Session, buyer: OutletActor, sixes: str, quantity: int, problem: str
    ) -> None:
        line = add(session, buyer, (sixes, 12)).lines[0]
        refused = refuse(
            session,
            QuantityRefused,
            lambda: change_line(session, buyer, seller="MAKER", line_id=line.id, quantity=quantity),
        )
        assert refused.facts == {"sku": sixes, "fields": {"quantity": problem}}

    def test_a_line_of_another_cart_is_not_found(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        line = add(session, buyer, ("M-001", 1), seller="NORTH").lines[0]
        other = act_as(session, trade.outsider, trade.other_outlet)
        for actor, seller, line_id in (
            (buyer, "MAKER", line.id),
            (other, "NORTH", line.id),
            (buyer, "NORTH", uuid4()),
        ):
            refuse(
                session,
                LineNotFound,
                lambda actor=actor, seller=seller, line_id=line_id: change_line(
                    session, actor, seller=seller, line_id=line_id, quantity=2
                ),
            )
            refuse(
                session,
                LineNotFound,
                lambda actor=actor, seller=seller, line_id=line_id: remove_line(
                    session, actor, seller=seller, line_id=line_id
                ),
            )

    def test_accepts_the_price_that_it_shows(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        line = add(session, buyer, ("M-001", 1)).lines[0]
        session.execute(
            sa.update(entries)
            .where(entries.c.product_id == trade.maker.products[0].id, entries.c.minimum_quantity == 1)
            .values(unit_price=40_000)
        )
        seen = show_cart(session, buyer, seller="MAKER").lines[0]
        assert [issue.message for issue in seen.issues] == ["Was £2.50, now £4.00."]
        cart = change_line(session, buyer, seller="MAKER", line_id=line.id, quantity=2)
        assert (cart.lines[0].issues, cart.subtotal) == ((), Money(800, "GBP"))


class TestRemoveAndClear:
    def test_removing_takes_one_line_out(self, session: Session, buyer: OutletActor) -> None:
        line = add(session, buyer, ("M-001", 1), ("M-002", 2)).lines[0]
        assert held(remove_line(session, buyer, seller="MAKER", line_id=line.id)) == {"M-002": 2}
        refuse(session, LineNotFound, lambda: remove_line(session, buyer, seller="MAKER", line_id=line.id))

    def test_clearing_empties_this_cart_alone(self, session: Session, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 1), ("M-002", 2))
        add(session, buyer, ("M-001", 7), seller="NORTH")
        cart = clear(session, buyer, seller="MAKER")
        assert (cart.lines, cart.subtotal, cart.version) == ((), Money(0, "GBP"), 2)
        assert shown(session, buyer, "NORTH") == {"M-001": 7}

    @pytest.mark.parametrize("act", [clear, undo])
    def test_a_stale_version_is_refused(self, session: Session, buyer: OutletActor, act: Any) -> None:
        add(session, buyer, ("M-001", 1))
        refuse(session, CartChanged, lambda: act(session, buyer, seller="MAKER", version=0))


class TestUndo:
    def test_takes_changes_back_one_by_one_whoever_made_them(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        history = [shown(session, buyer)]

        def note(cart: CartView) -> CartView:
            history.append(held(cart))
            return cart

        first = note(add(session, buyer, ("M-001", 1))).lines[0]
        note(add(session, colleague, ("M-002", 3), ("M-001", 5)))
        note(change_line(session, buyer, seller="MAKER", line_id=first.id, quantity=2))
        note(remove_line(session, colleague, seller="MAKER", line_id=first.id))
        note(clear(session, buyer, seller="MAKER"))
        note(add(session, buyer, ("M-003", 4)))
        history.pop()
        for back, expected in enumerate(reversed(history)):
            cart = undo(session, buyer if back % 2 else colleague, seller="MAKER")
            assert held(cart) == expected
            assert held(show_cart(session, buyer, seller="MAKER")) == expected
        assert not show_cart(session, buyer, seller="MAKER").can_undo
        refuse(session, NothingToUndo, lambda: undo(session, buyer, seller="MAKER"))

    def test_brings_lines_back_as_they_were_and_where_they_were(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        add(session, buyer, ("M-003", 1))
        add(session, colleague, ("M-002", 2))
        before = add(session, buyer, ("M-001", 3)).lines
        remove_line(session, buyer, seller="MAKER", line_id=before[0].id)
        assert undo(session, buyer, seller="MAKER").lines == before
        clear(session, buyer, seller="MAKER")
        assert undo(session, buyer, seller="MAKER").lines == before

    def test_a_change_after_an_undo_can_be_undone_itself(self, session: Session, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 1))
        add(session, buyer, ("M-002", 1))
        undo(session, buyer, seller="MAKER")
        add(session, buyer, ("M-003", 1))
        assert held(undo(session, buyer, seller="MAKER")) == {"M-001": 1}
        assert held(undo(session, buyer, seller="MAKER")) == {}

    def test_never_reaches_beyond_a_checkout(self, session: Session, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 1))
        add(session, buyer, ("M-002", 1))
        place(session, buyer, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key())
        assert not show_cart(session, buyer, seller="MAKER").can_undo
        refuse(session, NothingToUndo, lambda: undo(session, buyer, seller="MAKER"))
        assert add(session, buyer, ("M-003", 1)).can_undo
        assert held(undo(session, buyer, seller="MAKER")) == {}
        refuse(session, NothingToUndo, lambda: undo(session, buyer, seller="MAKER"))

    def test_every_change_is_written_down(self, session: Session, buyer: OutletActor) -> None:
        line = add(session, buyer, ("M-001", 1)).lines[0]
        change_line(session, buyer, seller="MAKER", line_id=line.id, quantity=2)
        undo(session, buyer, seller="MAKER")
        changes = table_of(CartChange)
        rows = session.execute(
            sa.select(changes.c.kind, changes.c.version, changes.c.is_undone).order_by(changes.c.version)
        )
        assert [tuple(row) for row in rows] == [("add", 1, False), ("change", 2, True), ("undo", 3, False)]


class TestLinesThatAreNotOffered:
    @pytest.fixture
    def expired(self, session: Session, trade: Trade, buyer: OutletActor) -> CartView:
        """A cart with a line of a catalog that ends after it was added."""
        catalog = make_catalog(
            session,
            seller=trade.maker,
            code="SEASON",
            entries={trade.maker.products[0]: {"name": "Season mug"}},
            node_id=trade.organization.root_id,
        )
        shelve(session, catalog_ids=[catalog])
        add(session, buyer, ("M-001", 3, "SEASON"), ("M-002", 2))
        session.execute(
            sa.update(catalogs).where(catalogs.c.id == catalog).values(valid_to=now() - timedelta(seconds=1))
        )
        return show_cart(session, buyer, seller="MAKER")

    def test_stay_flagged_and_out_of_the_total(self, expired: CartView) -> None:
        line = expired.lines[0]
        assert (line.sku, line.catalog, line.quantity, line.line_total) == ("M-001", "SEASON", 3, None)
        assert [issue.code for issue in line.issues] == ["not_in_catalog"]
        assert expired.subtotal == Money(500, "GBP")

    def test_can_be_removed_and_not_changed(
        self, session: Session, buyer: OutletActor, expired: CartView
    ) -> None:
        line_id = expired.lines[0].id
        refused = refuse(
            session,
            LineNotOffered,
            lambda: change_line(session, buyer, seller="MAKER", line_id=line_id, quantity=1),
        )
        assert refused.facts == {"sku": "M-001"}
        assert held(remove_line(session, buyer, seller="MAKER", line_id=line_id)) == {"M-002": 2}
        assert held(undo(session, buyer, seller="MAKER")) == {"M-001": 3, "M-002": 2}

    def test_do_not_stop_others_from_being_added(
        self, session: Session, buyer: OutletActor, expired: CartView
    ) -> None:
        cart = add(session, buyer, ("M-001", 1))
        assert [(line.catalog, line.quantity) for line in cart.lines] == [
            ("SEASON", 3),
            ("MAKER-MAIN", 2),
            ("MAKER-MAIN", 1),
        ]


class TestListCarts:
    def test_shows_every_seller_of_the_outlet_also_without_a_cart(
        self, session: Session, buyer: OutletActor
    ) -> None:
        add(session, buyer, ("M-001", 2), seller="NORTH")
        carts = list_carts(session, buyer)
        assert [(cart.seller.code, held(cart), cart.version) for cart in carts] == [
            ("MAKER", {}, 0),
            ("NORTH", {"M-001": 2}, 1),
        ]
        assert carts[1].subtotal == Money(550, "GBP")
        assert carts[1].minimum_order_missing == Money(4_450, "GBP")
        assert replace(carts[1]) == show_cart(session, buyer, seller="NORTH")

    def test_stock_that_went_is_flagged(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 8))
        session.execute(sa.update(table_of(StockLevel)).values(buffer=95))
        (line,) = show_cart(session, buyer, seller="MAKER").lines
        assert [(issue.code, issue.message) for issue in line.issues] == [("short", "Only 5 available.")]


class TestStatements:
    @pytest.mark.parametrize("size", [20, 500])
    def test_do_not_grow_with_the_lines(
        self, session: Session, count_statements: CountStatements, size: int
    ) -> None:
        trade = make_trade(session, products=size)
        actor = act_as(session, trade.buyer, trade.outlet)
        counts: list[int] = []

        def count(act: Any) -> Any:
            with count_statements() as statements:
                done = act()
            counts.append(len(statements))
            return done

        wanted = [(sku, 1) for sku in trade.maker.skus]
        cart = count(lambda: add(session, actor, *wanted))
        assert len(cart.lines) == size
        count(lambda: show_cart(session, actor, seller="MAKER"))
        count(lambda: list_carts(session, actor))
        count(lambda: add(session, actor, ("M-001", 1)))
        count(lambda: change_line(session, actor, seller="MAKER", line_id=cart.lines[3].id, quantity=4))
        count(lambda: clear(session, actor, seller="MAKER"))
        assert counts == [7, 3, 3, 8, 6, 6]
