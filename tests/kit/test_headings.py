import pytest

from storefront.kit.cells import rows_of_text
from storefront.kit.headings import Headings, values_of

HEADINGS = Headings(
    ("code", "on_hand", "note"),
    words={"product": "code", "stock": "on_hand", "remark": "note"},
    needed=(frozenset({"code"}), frozenset({"on_hand", "note"})),
)


def values(text: str) -> list[tuple[int, dict[str, str]]]:
    return list(values_of(rows_of_text(text), HEADINGS))


class TestValuesOf:
    def test_headings_stand_in_any_order_and_in_other_words(self) -> None:
        assert values("Remark;Colour;ON HAND;Product\nx;red;7;M-1") == [
            (2, {"code": "M-1", "on_hand": "7", "note": "x"})
        ]

    def test_without_headings_columns_come_in_their_order(self) -> None:
        assert values("M-1;7\nM-2;;late;more") == [
            (1, {"code": "M-1", "on_hand": "7", "note": ""}),
            (2, {"code": "M-2", "on_hand": "", "note": "late"}),
        ]

    @pytest.mark.parametrize("first", [("code", "colour"), ("stock", "note")])
    def test_a_row_that_names_too_little_is_no_row_of_headings(self, first: tuple[str, str]) -> None:
        code, on_hand = first
        assert values(f"{code};{on_hand}\nM-1;7") == [
            (1, {"code": code, "on_hand": on_hand, "note": ""}),
            (2, {"code": "M-1", "on_hand": "7", "note": ""}),
        ]

    def test_a_columns_own_name_goes_before_other_words_and_the_first_of_two_before_the_second(self) -> None:
        assert values("Product;Code;Stock;On_hand;On hand\nmug;M-1;1;2;3") == [
            (2, {"code": "M-1", "on_hand": "2"})
        ]

    def test_a_row_shorter_than_its_headings_has_empty_values(self) -> None:
        assert values("code;note;stock\nM-1\nM-2;late")[-1] == (
            3,
            {"code": "M-2", "on_hand": "", "note": "late"},
        )

    def test_headings_further_down_are_a_row(self) -> None:
        assert [number for number, _ in values("code;note\nM-1;x\n\ncode;note")] == [2, 4]

    def test_nothing_has_no_values(self) -> None:
        assert values("") == []
