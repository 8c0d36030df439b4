import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.kit.money import Money, UnitPrice
from storefront.parties.actor import OutletActor
from tests.carts.changed_goods import bought, discontinue, extend, replace_by, retract, set_rule, set_stock
from tests.carts.lists import the_line
from tests.factories import Trade


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
