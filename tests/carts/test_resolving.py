from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from storefront.carts.errors import ListTooLong
from storefront.carts.rules.resolving import STATES
from storefront.carts.service import MAXIMUM_LIST_LINES, add_lines, resolve
from storefront.carts.snapshots import ListLine, WantedLine
from storefront.catalog.tables import Catalog, Product
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.clock import now
from storefront.kit.money import Money, UnitPrice
from storefront.offers.service import note_purchases, shelve
from storefront.parties.actor import OutletActor
from tests.carts.lists import lines_of, resolved, states, the_line
from tests.conftest import CountStatements
from tests.digests import digest_of
from tests.factories import (
    MadeProduct,
    MadeSeller,
    Trade,
    act_as,
    make_catalog,
    make_membership,
    make_outlet,
    make_products,
    make_seller,
    open_to,
)

products = table_of(Product)
catalogs = table_of(Catalog)
stock = table_of(StockLevel)


def bought(
    session: Session,
    buyer: OutletActor,
    seller: MadeSeller,
    product: MadeProduct,
    *,
    price: int,
    days_ago: int = 1,
) -> None:
    note_purchases(
        session,
        outlet_id=buyer.outlet_id,
        moment=now() - timedelta(days=days_ago),
        lines=[(seller.catalog_id, product.id, 1, price)],
    )


def set_stock(session: Session, seller: MadeSeller, product: MadeProduct, on_hand: int) -> None:
    session.execute(
        sa.update(stock)
        .where(stock.c.warehouse_id == seller.warehouse_id, stock.c.product_id == product.id)
        .values(on_hand=on_hand)
    )


def set_rule(session: Session, trade: Trade, product: MadeProduct, **fields: int) -> None:
    session.execute(sa.update(products).where(products.c.id == product.id).values(**fields))
    shelve(session, catalog_ids=[trade.maker.catalog_id, trade.north.catalog_id])


def retract(session: Session, *sellers: MadeSeller) -> None:
    ids = [seller.catalog_id for seller in sellers]
    session.execute(sa.update(catalogs).where(catalogs.c.id.in_(ids)).values(status="retracted"))


def extend(session: Session, seller: MadeSeller, *skus: str, **fields: Any) -> list[MadeProduct]:
    """Further products of a seller, on the shelf."""
    category = session.execute(sa.select(products.c.category_id).limit(1)).scalar_one()
    made = make_products(session, seller=seller, category_id=category, skus=skus, **fields)
    shelve(session, catalog_ids=[seller.catalog_id])
    return made


def replace_by(session: Session, old: MadeProduct, new: MadeProduct) -> None:
    session.execute(sa.update(products).where(products.c.id == old.id).values(replaced_by_id=new.id))


def discontinue(session: Session, *gone: MadeProduct) -> None:
    """Take products off every shelf."""
    session.execute(
        sa.text("delete from shelf_items where product_id in :ids").bindparams(
            sa.bindparam("ids", [each.id for each in gone], type_=sa.Uuid(), expanding=True)
        )
    )


class TestStates:
    def test_without_an_earlier_price_is_the_same(self, session: Session, buyer: OutletActor) -> None:
        line = the_line(session, buyer, "M-001", 2, None, "MAKER")
        assert (line.state, line.quantity, line.seller, line.catalog, line.sku) == (
            "same",
            2,
            "MAKER",
            "MAKER-MAIN",
            "M-001",
        )
        assert (line.unit_price, line.previous_unit_price) == (UnitPrice(25_000, "GBP"), None)
        assert line.line_total == Money(500, "GBP")
        assert line.alternatives == ()

    @pytest.mark.parametrize(("before", "state"), [(25_000, "same"), (24_999, "dearer"), (25_001, "cheaper")])
    def test_compares_with_the_price_of_the_line(
        self, before: int, state: str, session: Session, buyer: OutletActor
    ) -> None:
        line = the_line(session, buyer, "M-001", 2, None, "MAKER", UnitPrice(before, "GBP"))
        assert (line.state, line.quantity) == (state, 2)
        assert line.previous_unit_price == UnitPrice(before, "GBP")

    def test_compares_with_what_was_paid_last(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        product = trade.maker.products[0]
        bought(session, buyer, trade.maker, product, price=20_000, days_ago=9)
        bought(session, buyer, trade.maker, product, price=24_000, days_ago=2)
        bought(session, buyer, trade.north, product, price=99_000, days_ago=1)
        line = the_line(session, buyer, "M-001", 1, None, "MAKER")
        assert (line.state, line.previous_unit_price) == ("dearer", UnitPrice(24_000, "GBP"))

    def test_an_earlier_price_in_another_currency_is_no_comparison(
        self, session: Session, buyer: OutletActor
    ) -> None:
        line = the_line(session, buyer, "M-001", 1, None, "MAKER", UnitPrice(1, "EUR"))
        assert (line.state, line.previous_unit_price) == ("same", None)

    def test_short_gets_what_is_left_and_names_others(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        set_stock(session, trade.maker, trade.maker.products[0], 3)
        line = the_line(session, buyer, "M-001", 5, None, "MAKER", UnitPrice(1, "GBP"))
        assert (line.state, line.quantity, line.available) == ("short", 3, 3)
        assert [(each.reason, each.seller, each.quantity) for each in line.alternatives] == [
            ("seller", "NORTH", 5)
        ]
        assert line.alternatives[0].unit_price == UnitPrice(27_500, "GBP")

    def test_short_of_everything_adds_nothing(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        set_stock(session, trade.maker, trade.maker.products[0], 0)
        line = the_line(session, buyer, "M-001", 5, None, "MAKER")
        assert (line.state, line.quantity, line.line_total, line.message) == (
            "short",
            0,
            None,
            "Out of stock.",
        )
        assert line.unit_price == UnitPrice(25_000, "GBP")

    def test_rule_changed_gets_the_nearest_that_fits(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        set_rule(session, trade, trade.maker.products[0], minimum=6, multiple=6)
        wanted = [("M-001", quantity, None, "MAKER") for quantity in (2, 8, 9, 10)]
        for each, quantity in zip(wanted, (6, 6, 12, 12), strict=True):
            line = the_line(session, buyer, *each)
            assert (line.state, line.quantity) == ("rule changed", quantity)

    @pytest.mark.parametrize("quantity", [0, -1, -(10**12), 1_000_001, 10**12])
    def test_a_quantity_that_nobody_orders_adds_nothing(
        self, quantity: int, session: Session, buyer: OutletActor
    ) -> None:
        line = the_line(session, buyer, "M-001", quantity)
        assert (line.state, line.quantity, line.message) == (
            "rule changed",
            0,
            "Order between 1 and 1,000,000.",
        )

    def test_not_in_the_catalog_that_the_line_names(self, session: Session, buyer: OutletActor) -> None:
        for where in (
            (None, "NOBODY"),
            ("NO-CATALOG", None),
            ("MAKER-MAIN", "NORTH"),
            ("MAKER-MAIN\0", None),
        ):
            line = the_line(session, buyer, "M-001", 2, *where)
            assert (line.state, line.quantity, line.seller) == ("not in your catalog", 0, None)
            assert [(each.reason, each.seller) for each in line.alternatives] == [
                ("seller", "MAKER"),
                ("seller", "NORTH"),
            ]

    def test_not_in_any_catalog_any_more(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        bought(session, buyer, trade.maker, trade.maker.products[0], price=24_000)
        retract(session, trade.maker, trade.north)
        line = the_line(session, buyer, "M-001", 2)
        assert (line.state, line.quantity, line.name) == ("not in your catalog", 0, "Mug M-001")
        assert line.previous_unit_price == UnitPrice(24_000, "GBP")
        other = the_line(session, buyer, "M-002", 2, "MAKER-MAIN")
        assert (other.state, other.name, other.unit_price) == ("not in your catalog", None, None)

    def test_on_the_shelf_without_a_price_is_not_in_the_catalog(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        session.execute(sa.text("delete from price_entries"))
        assert the_line(session, buyer, "M-001", 2).state == "not in your catalog"

    def test_replaced_along_the_chain(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        first, second, third, *_ = trade.maker.products
        replace_by(session, first, second)
        replace_by(session, second, third)
        discontinue(session, first, second)
        line = the_line(session, buyer, "M-001", 2)
        assert (line.state, line.quantity, line.sku) == ("replaced", 0, None)
        assert line.message == "Replaced by Mug M-003 (M-003)."
        assert [(each.reason, each.sku, each.seller) for each in line.alternatives] == [
            ("replacement", "M-003", "MAKER"),
            ("replacement", "M-003", "NORTH"),
        ]

    def test_what_is_still_offered_is_not_replaced(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        replace_by(session, trade.maker.products[0], trade.maker.products[1])
        assert the_line(session, buyer, "M-001", 2).state == "same"

    def test_a_circle_of_successors_ends(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        first, second, *_ = trade.maker.products
        replace_by(session, first, second)
        replace_by(session, second, first)
        discontinue(session, first, second)
        assert the_line(session, buyer, "M-001", 2).state == "not in your catalog"

    def test_a_base_code_needs_a_variant(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        extend(session, trade.maker, "V-1-RED", "V-1-BLUE", base_code="V-1")
        line = the_line(session, buyer, "v-1", 4)
        assert (line.state, line.quantity) == ("needs a variant", 0)
        assert [(each.reason, each.sku, each.quantity) for each in line.alternatives] == [
            ("variant", "V-1-BLUE", 4),
            ("variant", "V-1-RED", 4),
        ]

    def test_the_base_code_of_one_product_is_that_product(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        extend(session, trade.maker, "V-1-RED", base_code="V-1")
        assert the_line(session, buyer, "V-1", 4).sku == "V-1-RED"

    @pytest.mark.parametrize("sku", ["NO-SUCH", "", "   ", "M-001\0", "\ud800", "M" * 81, "M" * 100_000])
    def test_unknown_numbers(self, sku: str, session: Session, buyer: OutletActor) -> None:
        line = the_line(session, buyer, sku, 4)
        assert (line.state, line.quantity, line.wanted.sku) == ("unknown", 0, sku)


class TestSpelling:
    @pytest.mark.parametrize("typed", [" M-001\t", "m-001", "\N{NO-BREAK SPACE}m-001 "])
    def test_is_forgiven(self, typed: str, session: Session, buyer: OutletActor) -> None:
        line = the_line(session, buyer, typed, 1)
        assert (line.state, line.sku, line.wanted.sku) == ("same", "M-001", typed)

    def test_the_exact_one_goes_first(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        extend(session, trade.maker, "ab-1", "AB-1")
        assert the_line(session, buyer, "AB-1", 1).sku == "AB-1"
        assert the_line(session, buyer, "ab-1", 1).sku == "ab-1"
        line = the_line(session, buyer, "Ab-1", 1)
        assert (line.state, [each.sku for each in line.alternatives]) == ("needs a variant", ["AB-1", "ab-1"])

    def test_an_exact_one_that_is_gone_does_not_become_another(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        gone, _ = extend(session, trade.maker, "ab-1", "AB-1")
        discontinue(session, gone)
        assert the_line(session, buyer, "ab-1", 1).state == "not in your catalog"

    def test_letters_beyond_ascii_are_found_as_written(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        extend(session, trade.maker, "É-1")
        assert the_line(session, buyer, "É-1", 1).sku == "É-1"
        assert the_line(session, buyer, "é-1", 1).state == "unknown"


class TestSeller:
    def test_is_the_catalogs(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        bought(session, buyer, trade.maker, trade.maker.products[0], price=1)
        assert the_line(session, buyer, "M-001", 1, "NORTH-MAIN").seller == "NORTH"

    def test_is_the_last_one(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        product = trade.maker.products[0]
        bought(session, buyer, trade.north, product, price=1, days_ago=1)
        bought(session, buyer, trade.maker, product, price=1, days_ago=2)
        assert the_line(session, buyer, "M-001", 1).seller == "NORTH"

    def test_is_the_last_one_that_still_has_it_on_the_shelf(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        bought(session, buyer, trade.north, trade.maker.products[0], price=1)
        retract(session, trade.north)
        assert the_line(session, buyer, "M-001", 1).seller == "MAKER"

    def test_stays_the_last_one_when_it_is_short(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        bought(session, buyer, trade.north, trade.maker.products[0], price=1)
        set_stock(session, trade.north, trade.maker.products[0], 1)
        line = the_line(session, buyer, "M-001", 3)
        assert (line.seller, line.state, line.quantity) == ("NORTH", "short", 1)
        assert [each.seller for each in line.alternatives] == ["MAKER"]

    def test_is_the_cheapest_with_enough(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        assert the_line(session, buyer, "M-001", 3).seller == "MAKER"
        set_stock(session, trade.maker, trade.maker.products[0], 2)
        assert the_line(session, buyer, "M-001", 3).seller == "NORTH"
        set_stock(session, trade.north, trade.maker.products[0], 1)
        assert the_line(session, buyer, "M-001", 3).seller == "MAKER"

    def test_among_equals_is_the_first(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        session.execute(sa.text("update price_entries set unit_price = 30000"))
        assert the_line(session, buyer, "M-001", 3).seller == "MAKER"
        session.execute(sa.text("update sellers set position = 9 where code = 'MAKER'"))
        assert the_line(session, buyer, "M-001", 3).seller == "NORTH"


class TestTwice:
    def test_lines_of_one_product_share_stock(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        set_stock(session, trade.maker, trade.maker.products[0], 10)
        found = resolved(session, buyer, *[("M-001", 4, None, "MAKER")] * 4)
        assert states(found) == [("same", 4), ("same", 4), ("short", 2), ("short", 0)]

    def test_catalogs_of_one_seller_share_stock(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        product = trade.maker.products[0]
        second = make_catalog(
            session,
            seller=trade.maker,
            code="MAKER-2",
            entries={product: {}},
            node_id=trade.organization.root_id,
        )
        shelve(session, catalog_ids=[second])
        set_stock(session, trade.maker, product, 10)
        found = resolved(session, buyer, ("M-001", 6, "MAKER-MAIN"), ("M-001", 6, "MAKER-2"))
        assert states(found) == [("same", 6), ("short", 4)]

    def test_what_is_in_the_cart_counts(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        set_stock(session, trade.maker, trade.maker.products[0], 10)
        set_rule(session, trade, trade.maker.products[1], maximum=10)
        add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-001", 7), WantedLine("M-002", 7)])
        found = resolved(session, buyer, ("M-001", 5, None, "MAKER"), ("M-002", 5, None, "MAKER"))
        assert states(found) == [("short", 3), ("rule changed", 3)]
        assert "7 are in the cart already" in found.lines[0].message
        full = resolved(session, buyer, *[("M-002", 3, None, "MAKER")] * 2)
        assert states(full) == [("same", 3), ("rule changed", 0)]

    def test_the_price_is_that_of_the_whole_quantity(self, session: Session, buyer: OutletActor) -> None:
        found = resolved(session, buyer, *[("M-001", 3, None, "MAKER")] * 2)
        assert {line.unit_price for line in found.lines} == {UnitPrice(22_500, "GBP")}
        [total] = found.totals
        assert (total.seller, total.lines, total.amount) == ("MAKER", 2, Money(1350, "GBP"))


class TestSecrets:
    """What an outlet cannot see is not there, whichever way it asks."""

    @pytest.fixture
    def private(self, session: Session, trade: Trade) -> MadeSeller:
        """A distributor of others, with a product of its own."""
        seller = make_seller(session, code="SECRET", kind="distributor", position=2)
        extend(session, seller, "S-1", base_code="S")
        extend(session, seller, "S-2", base_code="S")
        return seller

    @pytest.mark.parametrize("where", [(), ("SECRET-MAIN",), (None, "SECRET"), ("NO-SUCH", "NO-SUCH")])
    @pytest.mark.parametrize("sku", ["S-1", "s-1", "S"])
    def test_others_products_are_unknown(
        self, where: tuple[Any, ...], sku: str, session: Session, private: MadeSeller, buyer: OutletActor
    ) -> None:
        there = the_line(session, buyer, sku, 1, *where)
        nowhere = the_line(session, buyer, "NO-SUCH", 1, *where)
        assert private.code == "SECRET"
        assert (there.state, there.message, there.name, there.alternatives, there.available) == (
            nowhere.state,
            nowhere.message,
            None,
            (),
            0,
        )
        assert there.state == "unknown"

    def test_others_successors_are_not_named(
        self, session: Session, trade: Trade, private: MadeSeller, buyer: OutletActor
    ) -> None:
        gone = trade.maker.products[0]
        replace_by(session, gone, private.products[0])
        discontinue(session, gone)
        line = the_line(session, buyer, "M-001", 1)
        assert (line.state, line.alternatives) == ("not in your catalog", ())

    def test_a_product_of_another_outlets_catalog_is_known_in_the_organization(
        self, session: Session, trade: Trade, private: MadeSeller, buyer: OutletActor
    ) -> None:
        open_to(session, seller=private, node_id=make_second(session, trade), is_seller_mapped=False)
        line = the_line(session, buyer, "S-1", 1)
        assert (line.state, line.name, line.alternatives) == ("not in your catalog", None, ())

    def test_an_outlet_without_sellers_or_catalogs_sees_nothing(self, session: Session, trade: Trade) -> None:
        outlet = make_outlet(session, organization=trade.organization, number="1009")
        make_membership(session, contact=trade.buyer, node_id=outlet.id)
        actor = act_as(session, trade.buyer, outlet)
        session.execute(sa.text("delete from node_catalogs"))
        found = resolved(session, actor, ("M-001", 1), ("X", 1))
        assert states(found) == [("not in your catalog", 0), ("unknown", 0)]
        assert found.totals == ()


def make_second(session: Session, trade: Trade) -> Any:
    """The node of the organization's second outlet."""
    del session
    return trade.second_outlet.id


class TestLists:
    def test_nothing_is_nothing(self, session: Session, buyer: OutletActor) -> None:
        found = resolve(session, buyer, lines=[])
        assert (found.lines, found.totals) == ((), ())

    def test_a_list_has_at_most_a_thousand_lines(self, session: Session, buyer: OutletActor) -> None:
        lines = [ListLine("M-001", 1)] * (MAXIMUM_LIST_LINES + 1)
        assert len(resolve(session, buyer, lines=lines[1:]).lines) == 1000
        with pytest.raises(ListTooLong):
            resolve(session, buyer, lines=lines)

    def test_totals_are_by_seller_and_of_what_would_be_added(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        set_stock(session, trade.maker, trade.maker.products[1], 0)
        found = resolved(
            session,
            buyer,
            ("M-003", 1, None, "NORTH"),
            ("M-001", 2, None, "MAKER"),
            ("M-002", 2, None, "MAKER"),
            ("NO-SUCH", 2),
        )
        assert [(each.seller, each.lines, each.amount.minor) for each in found.totals] == [
            ("MAKER", 1, 500),
            ("NORTH", 1, 275),
        ]

    def test_the_number_of_statements_does_not_grow(
        self, session: Session, trade: Trade, buyer: OutletActor, count_statements: CountStatements
    ) -> None:
        gone = trade.maker.products[:2]
        discontinue(session, *gone)
        replace_by(session, gone[0], trade.maker.products[5])
        extend(session, trade.maker, "V-1-RED", "V-1-BLUE", base_code="V-1")
        mixed = lines_of(
            ("M-001", 1),
            ("M-002", 1),
            ("V-1", 1),
            ("NO", 1),
            ("M-003", 1000),
            ("M-004", 1),
            ("M-005", 1, "X"),
        )
        counts: set[int] = set()
        for times in (1, 100):
            with count_statements() as statements:
                assert len(resolve(session, buyer, lines=mixed * times).lines) == 7 * times
            counts.add(len(statements))
        assert len(counts) == 1
        assert max(counts) <= 12


SKUS = st.sampled_from(
    ["M-001", "m-002", " M-003 ", "M-004", "V-1", "GONE", "OLD", "NO-SUCH", "", "\0", "\ud800"]
)
WHERE = st.sampled_from([None, "MAKER", "NORTH", "NOBODY", "\0"])
CATALOGS = st.sampled_from([None, "MAKER-MAIN", "NORTH-MAIN", "NOTHING"])
QUANTITIES = st.one_of(st.integers(-2, 40), st.sampled_from([10**6, 10**6 + 1, 10**12, -(10**12)]))
PRICES = st.sampled_from([None, UnitPrice(25_000, "GBP"), UnitPrice(1, "GBP"), UnitPrice(1, "EUR")])
LINES = st.lists(st.builds(ListLine, SKUS, QUANTITIES, CATALOGS, WHERE, PRICES), max_size=30)


class TestProperties:
    @pytest.fixture
    def mixed(self, session: Session, trade: Trade, buyer: OutletActor) -> OutletActor:
        """Something of everything: rules, shortage, variants, successors, a filled cart."""
        gone, old, *_ = extend(session, trade.maker, "GONE", "OLD", "V-1-RED", "V-1-BLUE", base_code="V-1")
        discontinue(session, gone, old)
        replace_by(session, old, trade.maker.products[3])
        set_stock(session, trade.maker, trade.maker.products[0], 25)
        set_rule(session, trade, trade.maker.products[1], minimum=4, multiple=4, maximum=24)
        bought(session, buyer, trade.north, trade.maker.products[2], price=10_000)
        add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-001", 5), WantedLine("M-002", 4)])
        return buyer

    @settings(
        max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    )
    @given(lines=LINES)
    def test_every_line_has_exactly_one_answer_and_nothing_changes(
        self, lines: list[ListLine], session: Session, mixed: OutletActor
    ) -> None:
        before = digest_of(session)
        found = resolve(session, mixed, lines=lines)
        assert digest_of(session) == before
        assert [line.place for line in found.lines] == list(range(len(lines)))
        assert [line.wanted for line in found.lines] == lines
        for line in found.lines:
            assert line.state in STATES
            assert line.message
            if line.state in {"replaced", "not in your catalog", "unknown", "needs a variant"}:
                assert (line.quantity, line.seller, line.unit_price) == (0, None, None)
            if line.state in {"same", "dearer", "cheaper"}:
                assert line.quantity == line.wanted.quantity
            if line.quantity:
                assert line.unit_price
                assert line.line_total == line.unit_price.times(line.quantity)
            else:
                assert line.line_total is None
        for total in found.totals:
            own = [line for line in found.lines if line.seller == total.seller and line.line_total]
            assert total.lines == len(own)
            assert total.amount.minor == sum(line.line_total.minor for line in own if line.line_total)
