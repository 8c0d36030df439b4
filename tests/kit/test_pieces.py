import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.kit.cells import Cell
from storefront.kit.pieces import NotPieces, decimal_mark_of, is_whole, looks_like_number, pieces_of


class TestPiecesOf:
    @pytest.mark.parametrize(
        ("cell", "pieces"),
        [
            ("12", 12),
            (" 12 ", 12),
            ("0012", 12),
            ("12,0", 12),
            ("12.00", 12),
            ("1,234", 1234),
            ("1.234", 1234),
            ("12,000", 12_000),
            ("1.234.567", 1_234_567),
            ("1,234.0", 1234),
            ("1.234,00", 1234),
            ("1,234.000", 1234),
            ("1 234", 1234),
            ("1\u00a0234\u202f567", 1_234_567),
            ("1'234", 1234),
            ("12 pcs", 12),
            ("12 Pieces", 12),
            ("3 ea.", 3),
            ("x12", 12),
            ("12x", 12),
            ("* 12", 12),
            ("0", 0),
            ("-3", -3),
            ("+3", 3),
            (7, 7),
            (7.0, 7),
        ],
    )
    def test_reads_whole_pieces(self, cell: Cell, pieces: int) -> None:
        assert pieces_of(cell) == pieces

    @pytest.mark.parametrize("cell", ["12.5", "12,5", "0.500", "0,125", "1.2345", "1,234.5", 12.5, 1.234])
    def test_a_fraction_of_a_piece_is_refused(self, cell: Cell) -> None:
        with pytest.raises(NotPieces, match="is not a whole number of pieces"):
            pieces_of(cell)

    @pytest.mark.parametrize(
        "cell",
        [
            "abc",
            "1e5",
            "1-2",
            "1,23,4",
            "1.2.3",
            "1,234,56",
            "--3",
            "\u00bd",
            "12\u00b2",
            "\u0663",
            "9" * 16,
            "1x2",
            ".",
            ",",
        ],
    )
    def test_what_is_no_number_is_named(self, cell: str) -> None:
        with pytest.raises(NotPieces, match="is not a quantity"):
            pieces_of(cell)

    @pytest.mark.parametrize("cell", ["", "   ", "\n"])
    def test_nothing_is_missing(self, cell: str) -> None:
        with pytest.raises(NotPieces, match=r"^The quantity is missing\.$"):
            pieces_of(cell)

    def test_what_can_be_meant_either_way_is_refused(self) -> None:
        with pytest.raises(NotPieces, match=r"^12\.000 can be 12 or 12,000\. Write it without the point\.$"):
            pieces_of("12.000")

    @pytest.mark.parametrize(
        ("cell", "mark", "pieces"),
        [
            ("12.000", ".", 12),
            ("12.000", ",", 12_000),
            ("12,000", ",", 12),
            ("12,000", ".", 12_000),
            ("1.234", ",", 1234),
        ],
    )
    def test_the_rest_of_the_list_can_tell(self, cell: str, mark: str, pieces: int) -> None:
        assert pieces_of(cell, decimal_mark=mark) == pieces

    @pytest.mark.parametrize(("cell", "mark"), [("1.234", "."), ("1,234", ",")])
    def test_the_decimal_mark_of_the_list_makes_a_fraction(self, cell: str, mark: str) -> None:
        with pytest.raises(NotPieces, match="whole"):
            pieces_of(cell, decimal_mark=mark)

    @given(st.text(max_size=30) | st.integers() | st.floats(), st.sampled_from(["", ".", ","]))
    def test_never_raises_anything_else(self, cell: Cell, mark: str) -> None:
        with contextlib.suppress(NotPieces):
            assert isinstance(pieces_of(cell, decimal_mark=mark), int)

    @given(st.integers(min_value=0, max_value=10**9))
    def test_every_way_to_group_thousands_is_the_same_number(self, number: int) -> None:
        plain = f"{number:,}"
        assert pieces_of(plain) == number
        for blank in " '\u00a0":
            assert pieces_of(plain.replace(",", blank)) == number
        assert pieces_of(plain.replace(",", "."), decimal_mark=",") == number


class TestLooks:
    def test_a_fraction_is_a_number_but_not_whole(self) -> None:
        assert [
            (looks_like_number(cell), is_whole(cell)) for cell in ("2.55", "3", "wholesale", "", 4, 0)
        ] == [
            (True, False),
            (True, True),
            (False, False),
            (False, False),
            (True, True),
            (True, False),
        ]


class TestDecimalMarkOf:
    @pytest.mark.parametrize(
        ("cells", "mark"),
        [
            (["12,5", "3"], ","),
            (["2.55", "1.000"], "."),
            (["1.234,0"], ","),
            (["1.234.567"], ","),
            (["1,234,567"], "."),
            (["0,125"], ","),
            (["12,5", "12.5"], ""),
            (["1.234", "1,234"], ""),
            ([3, 4.5, "x"], ""),
            ([], ""),
        ],
    )
    def test_is_what_some_number_can_only_be_written_with(self, cells: list[Cell], mark: str) -> None:
        assert decimal_mark_of(cells) == mark
