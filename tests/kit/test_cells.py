import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.kit.cells import LONGEST_CELL, LONGEST_TEXT, MOST_CELLS, rows_of_text, separator_of

fields = st.text(alphabet='ab1,;\t"\n .', max_size=8)


def cells_of(text: str) -> list[tuple[object, ...]]:
    return [row.cells for row in rows_of_text(text)]


def visible(cells: list[str]) -> bool:
    return any(cell.strip(" \t\n") for cell in cells)


class TestSeparatorOf:
    @pytest.mark.parametrize(
        ("text", "separator"),
        [
            ("M-1\t3\nM-2\t4", "\t"),
            ("M-1;3\nM-2;1,5", ";"),
            ("M-1,3\nM-2,4", ","),
            ("Mug, white\t3\nPlate, blue\t4", "\t"),
            ('"M-1";"3"', ";"),
            ('"a,b"\n"c,d"', ""),
            ("M-1\nM-2\nM-3,4", ""),
            ("", ""),
            ("\n\n", ""),
        ],
    )
    def test_is_the_strongest_that_half_of_the_lines_have(self, text: str, separator: str) -> None:
        assert separator_of(text) == separator


class TestRowsOfText:
    def test_line_ends_of_every_system_end_a_row(self) -> None:
        assert cells_of("a\t1\r\nb\t2\rc\t3\nd\t4") == [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")]

    def test_blank_rows_are_none_but_count(self) -> None:
        rows = list(rows_of_text("\ufeffa\t1\n\n \t \n,;\t\nb\t2\n"))
        assert [(row.number, row.text) for row in rows] == [(1, "a\t1"), (4, ",;\t"), (5, "b\t2")]

    def test_a_quoted_cell_holds_what_would_end_it(self) -> None:
        assert cells_of('"a;""x""";1\n"two\nlines" ; "2"') == [('a;"x"', "1"), ("two\nlines", "2")]

    @pytest.mark.parametrize(
        ("text", "cells"),
        [
            ('"5\t1\nb\t2', [('"5', "1"), ("b", "2")]),
            ('5" plate\t1\n12" plate\t2', [('5" plate', "1"), ('12" plate', "2")]),
            ('"a"x\t1', [('"a"x', "1")]),
            ('""\t1', [("", "1")]),
        ],
    )
    def test_a_stray_quotation_mark_is_a_letter(self, text: str, cells: list[tuple[str, ...]]) -> None:
        assert cells_of(text) == cells

    def test_a_stray_quotation_mark_does_not_swallow_the_rows_up_to_the_next_one(self) -> None:
        rows = ['"M-0\t1', *(f"M-{number}\t1" for number in range(1, 30)), 'x"\t1']
        assert len(cells_of("\n".join(rows))) == 31

    def test_without_a_separator_a_word_and_a_number_are_two_cells(self) -> None:
        assert cells_of("M-1 12\nM-2 x 1,000\nwhite heart\nM-3") == [
            ("M-1", "12"),
            ("M-2", "1,000"),
            ("white heart",),
            ("M-3",),
        ]

    def test_what_excel_says_about_the_separator_is_no_row(self) -> None:
        assert cells_of("sep=;\r\na,b;1") == [("a,b", "1")]

    def test_a_row_is_kept_within_bounds(self) -> None:
        (row,) = rows_of_text("x" * 2_000 + "\t" + "\t".join("1" * 100))
        assert (len(row.text), len(row.cells), len(str(row.cells[0]))) == (
            LONGEST_TEXT,
            MOST_CELLS,
            LONGEST_CELL,
        )

    @given(st.text(max_size=200))
    def test_never_raises_and_keeps_the_order(self, text: str) -> None:
        numbers = [row.number for row in rows_of_text(text)]
        assert numbers == sorted(set(numbers))

    @given(st.lists(st.text(alphabet="ab1. -", min_size=1, max_size=6), max_size=12), st.sampled_from("\t;,"))
    def test_every_line_that_holds_anything_is_one_row(self, lines: list[str], separator: str) -> None:
        text = "\n".join(f"{line}{separator}" for line in lines)
        assert len(cells_of(text)) == sum(bool(line.strip()) for line in lines)

    @given(
        st.lists(st.lists(fields, min_size=2, max_size=3).filter(visible), min_size=1, max_size=8),
        st.sampled_from("\t;,"),
    )
    def test_reads_back_what_is_written_with_every_cell_quoted(
        self, rows: list[list[str]], separator: str
    ) -> None:
        text = "sep=" + separator + "\n"
        for row in rows:
            text += separator.join('"' + field.replace('"', '""') + '"' for field in row) + "\n"
        assert cells_of(text) == [tuple(field.strip(" \t\n") for field in row) for row in rows]

    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            ('"' * 400_000, 1),
            (',"' * 200_000, 1),
            ('"a,' * 150_000, 1),
            ('"""x,' * 100_000, 1),
            ('"\n' * 200_000, 200_000),
            ('""""x\n' * 100_000, 100_000),
            (" " * 400_000 + '"', 0),
            ("\n" * 400_000, 0),
            (("x" * 50 + " ") * 8_000, 1),
        ],
    )
    def test_long_texts_made_to_be_slow_are_read_to_their_end(self, text: str, rows: int) -> None:
        assert sum(1 for _ in rows_of_text(text)) == rows
