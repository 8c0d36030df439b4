from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts import rules
from storefront.carts.errors import (
    CartChanged,
    CartFull,
    LineNotFound,
    LineNotOffered,
    LinesRefused,
    NothingToUndo,
)
from storefront.carts.service import (
    add_lines,
    change_line,
    changing,
    clear,
    list_carts,
    remove_line,
    show_cart,
    undo,
)
from storefront.carts.snapshots import CartView, WantedLine
from storefront.carts.tables import CartChange
from storefront.catalog.errors import QuantityRefused
from storefront.catalog.tables import Catalog
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.clock import now
from storefront.kit.errors import StorefrontError
from storefront.kit.money import Money
from storefront.offers.service import shelve
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.parties.actor import OutletActor
from storefront.pricing.tables import PriceEntry
from storefront.sellers.errors import SellerNotFound
from tests.conftest import CountStatements
from tests.digests import digest_of
from tests.factories import Trade, act_as, make_catalog, make_trade, new_key

catalogs = table_of(Catalog)
entries = table_of(PriceEntry)


def add(
    session: Session, actor: OutletActor, *wanted: tuple[Any, ...], seller: str = "MAKER", **more: Any
) -> CartView:
    return add_lines(session, actor, seller=seller, lines=[WantedLine(*each) for each in wanted], **more)


def held(cart: CartView) -> dict[str, int]:
    return {line.sku: line.quantity for line in cart.lines}


def shown(session: Session, actor: OutletActor, seller: str = "MAKER") -> dict[str, int]:
    return held(show_cart(session, actor, seller=seller))


def refuse(session: Session, kind: type[StorefrontError], act: Any) -> Any:
    """The refusal of an act that changes nothing, once its transaction is undone."""
    before = digest_of(session)
    with pytest.raises(kind) as refused, session.begin_nested():
        act()
    assert digest_of(session) == before
    return refused.value


@pytest.fixture
def colleague(session: Session, trade: Trade) -> OutletActor:
    return act_as(session, trade.colleague, trade.outlet)


@pytest.fixture
def sixes(session: Session, trade: Trade) -> str:
    """The SKU of a product that is sold in sixes, from twelve to sixty."""
    catalog = make_catalog(
        session,
        seller=trade.maker,
        code="SIXES",
        entries={trade.maker.products[11]: {"minimum": 12, "multiple": 6, "maximum": 60, "standard": 12}},
        node_id=trade.organization.root_id,
        position=-1,
    )
    shelve(session, catalog_ids=[catalog])
    return "M-012"


class TestAdd:
    @pytest.mark.smoke
    def test_shows_the_line_at_todays_price_with_who_added_it(
        self, session: Session, buyer: OutletActor
    ) -> None:
        cart = add(session, buyer, ("M-001", 2))
        (line,) = cart.lines
        assert (line.sku, line.name, line.catalog, line.quantity) == ("M-001", "Mug M-001", "MAKER-MAIN", 2)
        assert (line.unit_price and line.unit_price.amount, line.line_total) == ("2.50", Money(500, "GBP"))
        assert (line.added_by, line.added_by_id, line.issues) == ("Bea Buyer", buyer.contact_id, ())
        assert (cart.version, cart.subtotal, cart.can_undo) == (1, Money(500, "GBP"), True)
        again = show_cart(session, buyer, seller="MAKER")
        assert (again.lines, again.subtotal, again.version) == (cart.lines, cart.subtotal, cart.version)

    def test_an_existing_line_grows_and_reaches_its_break(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        first = add(session, buyer, ("M-001", 4)).lines[0]
        (line,) = add(session, colleague, ("M-001", 2)).lines
        assert (line.id, line.quantity, line.added_by) == (first.id, 6, "Bea Buyer")
        assert (line.unit_price and line.unit_price.amount, line.line_total) == ("2.25", Money(1_350, "GBP"))
        assert line.issues == ()

    def test_the_same_product_twice_in_one_request_is_one_line(
        self, session: Session, buyer: OutletActor
    ) -> None:
        assert held(add(session, buyer, ("M-001", 4), ("M-002", 1), ("M-001", 3))) == {"M-001": 7, "M-002": 1}

    def test_the_same_product_of_two_catalogs_is_two_lines(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        extra = make_catalog(
            session,
            seller=trade.maker,
            code="EXTRA",
            entries={trade.maker.products[0]: {}},
            node_id=trade.organization.root_id,
        )
        shelve(session, catalog_ids=[extra])
        cart = add(session, buyer, ("M-001", 1), ("M-001", 2, "EXTRA"), ("M-001", 3, "MAKER-MAIN"))
        assert [(line.catalog, line.quantity) for line in cart.lines] == [("MAKER-MAIN", 4), ("EXTRA", 2)]

    def test_each_seller_and_each_outlet_has_a_cart_of_its_own(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        add(session, buyer, ("M-001", 1))
        add(session, buyer, ("M-001", 9), seller="NORTH")
        other = act_as(session, trade.admin, trade.second_outlet)
        add(session, other, ("M-002", 5))
        assert (shown(session, buyer), shown(session, buyer, "NORTH")) == ({"M-001": 1}, {"M-001": 9})
        assert (shown(session, other), shown(session, other, "NORTH")) == ({"M-002": 5}, {})

    def test_contacts_of_one_outlet_share_its_cart(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        add(session, buyer, ("M-001", 1))
        add(session, colleague, ("M-002", 2))
        cart = show_cart(session, buyer, seller="MAKER")
        assert [(line.sku, line.added_by) for line in cart.lines] == [
            ("M-001", "Bea Buyer"),
            ("M-002", "Carl Colleague"),
        ]

    def test_one_bad_line_refuses_all_and_every_bad_line_is_named(
        self, session: Session, buyer: OutletActor, sixes: str
    ) -> None:
        add(session, buyer, (sixes, 54))
        refused = refuse(
            session,
            LinesRefused,
            lambda: add(
                session,
                buyer,
                ("M-001", 1),
                ("NOPE", 1),
                ("M-002", 1, "NOWHERE"),
                ("M-003", 0),
                ("M-004", -5),
                (sixes, 12),
                (sixes, 5),
                ("M-005", 10**30),
                ("\ud800", 1),
            ),
        )
        assert [(each.line, each.sku, each.code, each.message) for each in refused.problems] == [
            (1, "NOPE", "product_not_found", "is not in your catalogs"),
            (2, "M-002", "product_not_found", "is not in catalog NOWHERE"),
            (3, "M-003", "quantity_rule", "order between 1 and 1,000,000"),
            (4, "M-004", "quantity_rule", "order between 1 and 1,000,000"),
            (5, sixes, "quantity_rule", "order at most 60 (54 in the cart already)"),
            (6, sixes, "quantity_rule", "order in steps of 6, such as 54 or 60 (54 in the cart already)"),
            (7, "M-005", "quantity_rule", "order between 1 and 1,000,000"),
            (8, "\ud800", "product_not_found", "is not in your catalogs"),
        ]
        assert refused.message == "Nothing was added. NOPE: is not in your catalogs and 7 more."
        assert len(refused.facts["lines"]) == 8

    def test_a_negative_quantity_takes_nothing_out(self, session: Session, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 10))
        refuse(session, LinesRefused, lambda: add(session, buyer, ("M-001", -5)))
        assert shown(session, buyer) == {"M-001": 10}

    def test_nothing_wanted_adds_nothing(self, session: Session, buyer: OutletActor) -> None:
        cart = add(session, buyer)
        assert (cart.lines, cart.can_undo) == ((), False)

    def test_a_stale_version_is_refused_and_told(self, session: Session, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 1))
        assert add(session, buyer, ("M-002", 1), version=1).version == 2
        refused = refuse(session, CartChanged, lambda: add(session, buyer, ("M-003", 1), version=1))
        assert refused.facts == {"expected": 1, "version": 2}

    def test_the_version_of_a_cart_that_never_was_is_zero(self, session: Session, buyer: OutletActor) -> None:
        assert show_cart(session, buyer, seller="MAKER").version == 0
        refuse(session, CartChanged, lambda: add(session, buyer, ("M-001", 1), version=1))
        assert add(session, buyer, ("M-001", 1), version=0).version == 1

    def test_a_full_cart_takes_no_more(
        self, session: Session, buyer: OutletActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert rules.MAXIMUM_LINES == 1000
        monkeypatch.setattr(changing, "MAXIMUM_LINES", 3)
        add(session, buyer, ("M-001", 1), ("M-002", 1), ("M-003", 1))
        refused = refuse(session, CartFull, lambda: add(session, buyer, ("M-004", 1)))
        assert refused.message == "A cart has at most 3 lines. Check out first, or remove some."
        assert held(add(session, buyer, ("M-003", 1))) == {"M-001": 1, "M-002": 1, "M-003": 2}

    def test_a_seller_that_is_not_open_is_not_found(self, session: Session, buyer: OutletActor) -> None:
        refuse(session, SellerNotFound, lambda: add(session, buyer, ("M-001", 1), seller="SOUTH"))


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
