from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.carts.rules import LineStep, view_cart
from storefront.carts.snapshots import CartView, LineIssue, StoredLine
from storefront.catalog.snapshots import CatalogCard, QuantityRule
from storefront.kit.money import Money, UnitPrice
from storefront.offers.snapshots import ShelfCard, Terms
from storefront.pricing.rules import PriceBook
from storefront.pricing.snapshots import PriceEntryCard, PriceListCard
from storefront.sellers.snapshots import SellerCard

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
CATALOG = CatalogCard(UUID(int=1), "A", "A", 0, None, None)
LIST = PriceListCard(UUID(int=2), "STANDARD", "Standard", "standard", None, None, False)
BUYER = UUID(int=3)
FREE = QuantityRule(1, None, 1, 1)


def product(number: int) -> UUID:
    return UUID(int=100 + number)


def stored(number: int, quantity: int, seen_price: int | None = None) -> StoredLine:
    return StoredLine(
        id=UUID(int=1_000 + number),
        product_id=product(number),
        catalog_id=CATALOG.id,
        catalog_code="A",
        sku=f"M-{number}",
        name=f"Name of {number} when added",
        quantity=quantity,
        seen_price=seen_price,
        added_by=BUYER,
        added_by_name="Bea Buyer",
        added_at=NOON,
    )


def shown(
    lines: list[StoredLine],
    prices: dict[int, int],
    *,
    available: int = 100,
    rule: QuantityRule = FREE,
    minimum_order: int = 0,
) -> CartView:
    seller = SellerCard(
        UUID(int=9),
        "MAKER",
        "Maker Ltd",
        "manufacturer",
        "GBP",
        Money(minimum_order, "GBP"),
        2,
        0,
        UUID(int=8),
    )
    terms = Terms(seller, (CATALOG,), (LIST,))
    entries = {product(number): [PriceEntryCard(LIST.id, 1, price)] for number, price in prices.items()}
    book = PriceBook(currency={LIST.id: "GBP"}, lists={LIST.id: LIST}, entries=entries)
    shelf: dict[tuple[UUID, UUID], ShelfCard] = {}
    for number in prices:
        shelf[product(number), CATALOG.id] = ShelfCard(
            product(number),
            CATALOG.id,
            "MAIN",
            f"M-{number}",
            f"Mug {number}",
            "mugs",
            "Mugs",
            rule,
            available,
        )
    return view_cart(terms, lines, shelf, book, version=3, changed_at=NOON, can_undo=True)


class TestViewCart:
    def test_shows_todays_names_prices_and_totals_in_the_order_of_adding(self) -> None:
        view = shown([stored(2, 3, 29_500), stored(1, 2, 10_050)], {1: 10_050, 2: 29_500})
        assert [
            (line.sku, line.name, line.unit_price, line.line_total, line.issues) for line in view.lines
        ] == [
            ("M-2", "Mug 2", UnitPrice(29_500, "GBP"), Money(885, "GBP"), ()),
            ("M-1", "Mug 1", UnitPrice(10_050, "GBP"), Money(201, "GBP"), ()),
        ]
        assert (view.subtotal, view.units, view.version, view.can_undo) == (Money(1_086, "GBP"), 5, 3, True)

    def test_a_line_without_an_offer_stays_flagged_and_out_of_the_total(self) -> None:
        view = shown([stored(1, 2, 10_000), stored(2, 3, 29_500)], {1: 10_000})
        gone = view.lines[1]
        assert (gone.name, gone.unit_price, gone.line_total, gone.available, gone.quantity_rule) == (
            "Name of 2 when added",
            None,
            None,
            0,
            None,
        )
        assert gone.issues == (
            LineIssue("not_in_catalog", "Not in your catalogs any more. It is left out of the total."),
        )
        assert (view.subtotal, view.units) == (Money(200, "GBP"), 2)

    @pytest.mark.parametrize(
        ("seen", "issue"),
        [
            (29_500, None),
            (None, None),
            (20_000, LineIssue("dearer", "Was £2.00, now £2.95.")),
            (30_825, LineIssue("cheaper", "Was £3.0825, now £2.95.")),
        ],
    )
    def test_a_price_that_moved_says_from_where(self, seen: int | None, issue: LineIssue | None) -> None:
        (line,) = shown([stored(1, 1, seen)], {1: 29_500}).lines
        assert line.issues == ((issue,) if issue else ())
        assert line.previous_unit_price == (UnitPrice(seen or 0, "GBP") if issue else None)

    @pytest.mark.parametrize(
        ("available", "message"), [(4, "Only 4 available."), (0, "Out of stock."), (5, None)]
    )
    def test_too_little_stock_is_said(self, available: int, message: str | None) -> None:
        (line,) = shown([stored(1, 5, 100)], {1: 100}, available=available).lines
        assert line.issues == ((LineIssue("short", message),) if message else ())

    def test_everything_about_a_line_is_said_at_once(self) -> None:
        rule = QuantityRule(6, None, 6, 6)
        (line,) = shown([stored(1, 7, 100)], {1: 20_000}, available=3, rule=rule).lines
        assert [(issue.code, issue.message) for issue in line.issues] == [
            ("rule_changed", "This quantity cannot be ordered now: order in steps of 6, such as 6 or 12."),
            ("short", "Only 3 available."),
            ("dearer", "Was £0.01, now £2.00."),
        ]

    @pytest.mark.parametrize(("minimum", "missing"), [(0, 0), (199, 0), (200, 0), (1_000, 800)])
    def test_says_what_is_missing_to_the_minimum_order(self, minimum: int, missing: int) -> None:
        view = shown([stored(1, 2)], {1: 10_000}, minimum_order=minimum)
        assert view.minimum_order_missing == Money(missing, "GBP")

    def test_an_empty_cart_misses_nothing(self) -> None:
        view = shown([], {}, minimum_order=5_000)
        assert (view.subtotal, view.minimum_order_missing) == (Money(0, "GBP"), Money(0, "GBP"))

    @given(
        st.dictionaries(st.integers(0, 20), st.integers(0, 10**6), max_size=8),
        st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5_000)), max_size=15),
    )
    def test_the_subtotal_is_the_sum_of_the_line_totals_shown(
        self, prices: dict[int, int], wanted: list[tuple[int, int]]
    ) -> None:
        view = shown([stored(number, quantity) for number, quantity in wanted], prices)
        assert view.subtotal.minor == sum(line.line_total.minor for line in view.lines if line.line_total)
        assert [line.quantity for line in view.lines] == [quantity for _, quantity in wanted]
        assert [line.line_total is None for line in view.lines] == [
            number not in prices for number, _ in wanted
        ]


class TestLineStep:
    @pytest.mark.parametrize("seen", [None, 29_500])
    def test_comes_back_as_it_was_stored(self, seen: int | None) -> None:
        step = LineStep(UUID(int=1), UUID(int=2), UUID(int=3), 0, 12, seen, BUYER, NOON)
        assert LineStep.read(step.to_document()) == step
