import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.catalog.rules import LARGEST_QUANTITY, quantity_problem
from storefront.catalog.snapshots import QuantityRule
from storefront.reordering.rules.quantities import fitted


class TestFitted:
    @pytest.mark.parametrize(
        ("wanted", "rule", "quantity"),
        [
            (7, None, 7),
            (0, None, 1),
            (7, QuantityRule(1, None, 1, 1), 7),
            (7, QuantityRule(6, None, 6, 6), 6),
            (9, QuantityRule(6, None, 6, 6), 12),
            (8, QuantityRule(6, None, 6, 6), 6),
            (1, QuantityRule(12, None, 6, 12), 12),
            (100, QuantityRule(1, 50, 1, 1), 50),
            (100, QuantityRule(6, 50, 6, 6), 48),
            (5, QuantityRule(10, None, 4, 12), 12),
            (10**9, QuantityRule(6, None, 6, 6), 999_996),
        ],
    )
    def test_is_the_nearest_that_fits(self, wanted: int, rule: QuantityRule | None, quantity: int) -> None:
        assert fitted(wanted, rule) == quantity

    @given(
        wanted=st.integers(0, 2_000_000),
        multiple=st.integers(1, 50),
        least=st.integers(1, 20),
        more=st.none() | st.integers(0, 40),
    )
    def test_always_fits(self, wanted: int, multiple: int, least: int, more: int | None) -> None:
        minimum = least * multiple
        rule = QuantityRule(minimum, None if more is None else minimum + more * multiple, multiple, minimum)
        assert quantity_problem(rule, fitted(wanted, rule)) is None

    @given(quantity=st.integers(1, LARGEST_QUANTITY // 12), multiple=st.integers(1, 12))
    def test_what_fits_stays_as_it_is(self, quantity: int, multiple: int) -> None:
        rule = QuantityRule(multiple, None, multiple, multiple)
        assert fitted(quantity * multiple, rule) == quantity * multiple
