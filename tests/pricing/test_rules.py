from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.kit.money import UnitPrice
from storefront.pricing.rules import PriceBook, choose_price, price_breaks, read_trace
from storefront.pricing.snapshots import PriceBreak, PriceEntryCard, PriceListCard

PRODUCT, CATALOG, OTHER_CATALOG = UUID(int=100), UUID(int=200), UUID(int=201)
UNTIL = datetime(2026, 12, 31, tzinfo=UTC)


def card(
    number: int, rule: str, *, catalog_id: UUID | None = None, valid_to: datetime | None = None
) -> PriceListCard:
    return PriceListCard(
        UUID(int=number), f"LIST-{number}", f"List {number}", rule, catalog_id, valid_to, valid_to is not None
    )


STANDARD, GROUP = card(1, "standard"), card(2, "price_group")
AGREEMENT = card(3, "trade_agreement", valid_to=UNTIL)
LISTS = {each.id: each for each in (STANDARD, GROUP, AGREEMENT)}
CURRENCY = dict.fromkeys(LISTS, "GBP")


def entry(of: PriceListCard, price: int, *, from_quantity: int = 1) -> PriceEntryCard:
    return PriceEntryCard(of.id, from_quantity, price)


entries_of_a_product = st.lists(
    st.builds(
        entry,
        st.sampled_from([STANDARD, GROUP, AGREEMENT]),
        st.integers(0, 100_000),
        from_quantity=st.integers(1, 40),
    ),
    max_size=12,
)


class TestChoosePrice:
    def test_the_lowest_that_applies_wins_and_every_candidate_says_why(self) -> None:
        trace = choose_price(
            [
                entry(STANDARD, 29_500),
                entry(STANDARD, 25_000, from_quantity=12),
                entry(GROUP, 27_000),
                entry(AGREEMENT, 28_000),
            ],
            LISTS,
            CURRENCY,
            6,
        )
        assert trace is not None
        assert trace.unit_price == UnitPrice(27_000, "GBP")
        assert [
            (each.price_list, each.rule, each.minimum_quantity, each.unit_price.amount, each.outcome)
            for each in trace.candidates
        ] == [
            ("LIST-2", "price_group", 1, "2.70", "won"),
            ("LIST-3", "trade_agreement", 1, "2.80", "dearer"),
            ("LIST-1", "standard", 1, "2.95", "dearer"),
            ("LIST-1", "standard", 12, "2.50", "quantity"),
        ]
        assert trace.candidates[1].valid_to == UNTIL

    def test_an_agreement_wins_even_if_dearer_prices_exist_and_loses_to_a_cheaper_standard(self) -> None:
        trace = choose_price([entry(AGREEMENT, 28_000), entry(STANDARD, 27_000)], LISTS, CURRENCY, 1)
        assert trace is not None
        assert trace.candidates[0].rule == "standard"

    def test_among_equal_prices_the_most_specific_rule_is_named(self) -> None:
        equal = [entry(STANDARD, 20_000), entry(GROUP, 20_000), entry(AGREEMENT, 20_000)]
        trace = choose_price(equal, LISTS, CURRENCY, 1)
        assert trace is not None
        assert [(each.rule, each.outcome) for each in trace.candidates] == [
            ("trade_agreement", "won"),
            ("price_group", "dearer"),
            ("standard", "dearer"),
        ]

    def test_a_break_applies_from_its_quantity_on(self) -> None:
        entries = [entry(STANDARD, 29_500), entry(STANDARD, 25_000, from_quantity=12)]
        prices = [
            trace.unit_price.ten_thousandths
            for quantity in (1, 11, 12, 13)
            if (trace := choose_price(entries, LISTS, CURRENCY, quantity))
        ]
        assert prices == [29_500, 29_500, 25_000, 25_000]

    def test_nothing_applies_below_the_first_break(self) -> None:
        assert choose_price([entry(STANDARD, 25_000, from_quantity=12)], LISTS, CURRENCY, 11) is None
        assert choose_price([], LISTS, CURRENCY, 1) is None

    @given(entries_of_a_product, st.integers(1, 50))
    def test_the_price_is_the_least_of_those_that_apply(
        self, entries: list[PriceEntryCard], quantity: int
    ) -> None:
        applying = [each.unit_price for each in entries if each.minimum_quantity <= quantity]
        trace = choose_price(entries, LISTS, CURRENCY, quantity)
        assert (trace.unit_price.ten_thousandths if trace else None) == min(applying, default=None)
        if trace:
            assert len(trace.candidates) == len(entries)
            assert [each.outcome for each in trace.candidates].count("won") == 1
            assert trace.candidates[0].outcome == "won"

    @given(entries_of_a_product, st.integers(1, 50))
    def test_one_more_piece_is_never_dearer_each(self, entries: list[PriceEntryCard], quantity: int) -> None:
        fewer = choose_price(entries, LISTS, CURRENCY, quantity)
        more = choose_price(entries, LISTS, CURRENCY, quantity + 1)
        if fewer is not None:
            assert more is not None
            assert more.unit_price <= fewer.unit_price

    @given(entries_of_a_product, st.randoms(use_true_random=False))
    def test_the_order_of_the_entries_does_not_matter(
        self, entries: list[PriceEntryCard], random: object
    ) -> None:
        shuffled = list(entries)
        random.shuffle(shuffled)  # type: ignore[attr-defined] -- a random.Random from hypothesis
        assert choose_price(shuffled, LISTS, CURRENCY, 20) == choose_price(entries, LISTS, CURRENCY, 20)


class TestPriceBreaks:
    def test_only_steps_that_make_it_cheaper_are_steps(self) -> None:
        entries = [
            entry(STANDARD, 29_500),
            entry(GROUP, 29_000, from_quantity=6),
            entry(STANDARD, 29_200, from_quantity=12),
            entry(STANDARD, 25_000, from_quantity=24),
        ]
        assert price_breaks(entries, CURRENCY, 1) == (
            PriceBreak(1, UnitPrice(29_500, "GBP")),
            PriceBreak(6, UnitPrice(29_000, "GBP")),
            PriceBreak(24, UnitPrice(25_000, "GBP")),
        )

    def test_steps_below_the_least_quantity_are_one_with_it(self) -> None:
        entries = [entry(STANDARD, 29_500), entry(STANDARD, 27_000, from_quantity=6)]
        assert price_breaks(entries, CURRENCY, 12) == (PriceBreak(12, UnitPrice(27_000, "GBP")),)

    def test_nothing_priced_is_no_step(self) -> None:
        assert price_breaks([], CURRENCY, 1) == ()

    @given(entries_of_a_product, st.integers(1, 20), st.integers(0, 60))
    def test_the_last_step_that_is_reached_is_the_price(
        self, entries: list[PriceEntryCard], least: int, more: int
    ) -> None:
        breaks = price_breaks(entries, CURRENCY, least)
        quantity = least + more
        reached = [each for each in breaks if each.minimum_quantity <= quantity]
        trace = choose_price(entries, LISTS, CURRENCY, quantity)
        assert (reached[-1].unit_price if reached else None) == (trace.unit_price if trace else None)
        assert [each.minimum_quantity for each in breaks] == sorted(
            {each.minimum_quantity for each in breaks}
        )


class TestBook:
    def test_only_lists_that_apply_to_the_outlet_and_the_catalog_count(self) -> None:
        bound = card(4, "standard", catalog_id=OTHER_CATALOG)
        lists = {STANDARD.id: STANDARD, GROUP.id: GROUP, bound.id: bound}
        book = PriceBook(
            currency=dict.fromkeys(lists, "GBP"),
            lists=lists,
            entries={PRODUCT: [entry(STANDARD, 300), entry(GROUP, 200), entry(bound, 100)]},
        )

        def price(catalog_id: UUID, *allowed: PriceListCard) -> int | None:
            trace = book.price(PRODUCT, catalog_id, frozenset(each.id for each in allowed), 1)
            return trace.unit_price.ten_thousandths if trace else None

        assert price(CATALOG, STANDARD, GROUP, bound) == 200
        assert price(OTHER_CATALOG, STANDARD, GROUP, bound) == 100
        assert price(CATALOG, STANDARD) == 300
        assert price(CATALOG, bound) is None
        assert book.price(UUID(int=999), CATALOG, frozenset(lists), 1) is None
        assert [
            each.unit_price.ten_thousandths for each in book.breaks(PRODUCT, CATALOG, frozenset(lists), 1)
        ] == [200]


class TestTrace:
    def test_comes_back_from_its_document_as_it_was_frozen(self) -> None:
        trace = choose_price(
            [entry(AGREEMENT, 28_000), entry(STANDARD, 29_500), entry(GROUP, 1, from_quantity=99)],
            LISTS,
            CURRENCY,
            1,
        )
        assert trace is not None
        assert read_trace(trace.to_document(), "GBP") == trace.candidates  # type: ignore[arg-type] -- as the database gives it back

    def test_of_orders_from_before_is_empty(self) -> None:
        assert read_trace(None, "GBP") == ()

    @pytest.mark.parametrize(
        ("rule", "valid_to", "is_special"),
        [
            ("standard", None, False),
            ("standard", UNTIL, True),
            ("price_group", None, True),
            ("trade_agreement", None, True),
        ],
    )
    def test_special_is_all_but_the_undated_standard(
        self, rule: str, valid_to: datetime | None, is_special: bool
    ) -> None:
        assert card(9, rule, valid_to=valid_to).is_special is is_special
