import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.inventory.rules import WORDS, available, level

pieces = st.integers(0, 10_000)


class TestAvailable:
    @pytest.mark.parametrize(
        ("on_hand", "reserved", "buffer", "left"),
        [(10, 3, 2, 5), (10, 10, 0, 0), (10, 8, 5, 0), (0, 0, 0, 0)],
    )
    def test_is_what_is_neither_promised_nor_kept_back(
        self, on_hand: int, reserved: int, buffer: int, left: int
    ) -> None:
        assert available(on_hand, reserved, buffer) == left

    @given(pieces, pieces, pieces)
    def test_is_never_below_zero(self, on_hand: int, reserved: int, buffer: int) -> None:
        assert available(on_hand, reserved, buffer) >= 0


class TestLevel:
    @pytest.mark.parametrize(
        ("left", "least", "word"),
        [
            (0, 1, "out_of_stock"),
            (1, 1, "low"),
            (23, 1, "low"),
            (24, 1, "in_stock"),
            (11, 12, "out_of_stock"),
            (12, 12, "low"),
            (47, 48, "out_of_stock"),
            (48, 48, "in_stock"),
        ],
    )
    def test_less_than_the_least_that_may_be_ordered_is_out_of_stock(
        self, left: int, least: int, word: str
    ) -> None:
        assert level(left, least) == word
        assert word in WORDS
