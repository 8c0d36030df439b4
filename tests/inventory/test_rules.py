import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.inventory.rules import WORDS, adjustment_of, adjustments_of, available, level
from storefront.inventory.snapshots import AdjustmentRow
from storefront.kit.cells import rows_of_text

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


class TestAdjustmentRows:
    @pytest.mark.parametrize("text", ["1_000", "\u0661\u0662", "12.5", "--1", "1e3", "12345678901"])
    def test_a_whole_number_is_written_in_figures(self, text: str) -> None:
        for row in (
            AdjustmentRow(2, "M-001", on_hand=text, reason="x"),
            AdjustmentRow(2, "M-001", change=text, reason="x"),
        ):
            assert list(adjustment_of(row)[1].values()) == ["a whole number, such as 12"]

    def test_a_column_that_has_its_own_name_goes_before_other_words_for_it(self) -> None:
        rows = rows_of_text("Product;SKU;Stock;On hand;Note\nRed mug;M-001;7;12;Counted")
        assert adjustments_of(rows) == (AdjustmentRow(2, "M-001", on_hand="12", reason="Counted"),)
        rows = rows_of_text("Product;Counted;Reason\nM-001;7;x")
        assert adjustments_of(rows) == (AdjustmentRow(2, "M-001", on_hand="7", reason="x"),)
