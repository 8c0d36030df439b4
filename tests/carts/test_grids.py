import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.carts.errors import ListTooLong, RowNotFound
from storefront.carts.rules.grids import (
    from_document,
    next_id,
    put_back,
    to_document,
    what_is_left,
    with_changed,
    with_list,
    with_typed,
    without,
)
from storefront.carts.rules.reading_lists import MAXIMUM_ROWS, understand_typed
from storefront.carts.snapshots import GridRow, ReadRow, ResolvedLine


def typed(*rows: tuple[str, str]) -> list[ReadRow]:
    return [understand_typed(sku, quantity) for sku, quantity in rows]


def grid(*rows: tuple[str, str]) -> tuple[GridRow, ...]:
    return with_list((), typed(*rows), first_id=1)


def shown(rows: tuple[GridRow, ...]) -> list[tuple[int, str, int]]:
    return [(row.id, row.read.sku, row.read.quantity) for row in rows]


class TestWithTyped:
    def test_the_last_row_typed_is_on_top(self) -> None:
        rows = with_typed(grid(("M-1", "1")), typed(("M-2", "2"), ("M-3", "")), first_id=2)
        assert shown(rows) == [(3, "M-3", 1), (2, "M-2", 2), (1, "M-1", 1)]

    def test_a_sku_that_is_there_grows_and_comes_to_the_top(self) -> None:
        rows = with_typed(grid(("M-1", "2"), ("M-2", "1")), typed(("m-2", "5"), ("M-1", "")), first_id=3)
        assert shown(rows) == [(1, "M-1", 3), (2, "M-2", 6)]

    def test_a_row_with_a_problem_never_grows(self) -> None:
        rows = with_typed((), typed(("M-1", "x"), ("M-1", "x"), ("M-1", "1")), first_id=1)
        assert shown(rows) == [(3, "M-1", 1), (2, "M-1", 0), (1, "M-1", 0)]

    def test_another_seller_is_another_row(self) -> None:
        rows = with_typed(grid(("M-1", "2")), [understand_typed("M-1", "3", seller="NORTH")], first_id=2)
        assert shown(rows) == [(2, "M-1", 3), (1, "M-1", 2)]

    def test_past_the_largest_quantity_a_new_row_begins(self) -> None:
        rows = with_typed(grid(("M-1", "999999")), typed(("M-1", "2")), first_id=2)
        assert shown(rows) == [(2, "M-1", 2), (1, "M-1", 999_999)]


class TestWithList:
    def test_a_list_stays_in_its_order_above_what_was_there(self) -> None:
        rows = with_list(grid(("M-9", "1")), typed(("M-1", "1"), ("M-1", "2")), first_id=2)
        assert shown(rows) == [(2, "M-1", 1), (3, "M-1", 2), (1, "M-9", 1)]

    def test_a_grid_has_at_most_a_thousand_rows(self) -> None:
        full = with_list((), typed(*[("M-1", "1")] * MAXIMUM_ROWS), first_id=1)
        with pytest.raises(ListTooLong):
            with_list(full, typed(("M-2", "1")), first_id=next_id(full))
        with pytest.raises(ListTooLong):
            with_typed(full, typed(("M-2", "1")), first_id=next_id(full))
        assert len(with_typed(full, typed(("M-1", "1")), first_id=next_id(full))) == MAXIMUM_ROWS


class TestWithChanged:
    def test_keeps_place_source_and_number(self) -> None:
        bad = ReadRow(
            7, "M-1;12,5", "M-1", 0, "12,5", "MAIN", "NORTH", "12,5 is not a whole number of pieces."
        )
        before = (GridRow(1, bad), *grid(("M-2", "1")))
        rows = with_changed(before, 1, sku="M-1", quantity="12", catalog=None, seller=None)
        assert rows[0].read == ReadRow(7, "M-1;12,5", "M-1", 12, "12", "MAIN", "NORTH")
        assert rows[1:] == before[1:]

    def test_another_sku_forgets_the_catalog_and_seller_of_the_old_one(self) -> None:
        before = with_list((), [understand_typed("M-1", "1", catalog="MAIN", seller="NORTH")], first_id=1)
        other = with_changed(before, 1, sku="M-2", quantity="1", catalog=None, seller=None)
        assert (other[0].read.catalog, other[0].read.seller) == (None, None)
        chosen = with_changed(before, 1, sku="M-2", quantity="1", catalog="X", seller="MAKER")
        assert (chosen[0].read.catalog, chosen[0].read.seller) == ("X", "MAKER")

    def test_what_cannot_be_read_stays_as_a_problem(self) -> None:
        rows = with_changed(grid(("M-1", "1")), 1, sku="", quantity="many", catalog=None, seller=None)
        assert (rows[0].read.sku, rows[0].read.quantity_text, rows[0].read.problem) == (
            "",
            "many",
            "The SKU is missing.",
        )

    def test_a_row_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(RowNotFound):
            with_changed(grid(("M-1", "1")), 2, sku="M-1", quantity="1", catalog=None, seller=None)
        with pytest.raises(RowNotFound):
            without(grid(("M-1", "1")), 2)
        assert without(grid(("M-1", "1"), ("M-2", "1")), 1) == grid(("M-1", "1"), ("M-2", "1"))[1:]


class TestWhatIsLeft:
    @pytest.mark.parametrize(
        ("state", "had", "left"),
        [
            ("same", 10, None),
            ("short", 6, 4),
            ("short", 0, 10),
            ("rule changed", 8, 2),
            ("rule changed", 12, None),
            ("unknown", 0, 10),
        ],
    )
    def test_is_what_was_skipped_and_the_rest_of_what_was_not_had_whole(
        self, state: str, had: int, left: int | None
    ) -> None:
        (read,) = typed(("M-1", "10"))
        wanted = read.wanted()
        assert wanted is not None
        rest = what_is_left(GridRow(1, read), ResolvedLine(0, wanted, state, "", quantity=had))
        assert (None if rest is None else rest.read.quantity) == left

    def test_a_row_with_a_problem_stays(self) -> None:
        (row,) = grid(("M-1", "x"))
        assert what_is_left(row, None) == row


class TestPutBack:
    def test_brings_back_what_was_and_keeps_what_came_since(self) -> None:
        before = grid(("M-1", "10"), ("M-2", "1"))
        since = with_typed(without(before, 2), typed(("M-3", "1")), first_id=next_id(before))
        assert shown(put_back(before, since)) == [(3, "M-3", 1), (1, "M-1", 10), (2, "M-2", 1)]


class TestDocument:
    @given(
        st.lists(
            st.tuples(st.text(max_size=10), st.text(max_size=6), st.none() | st.text(max_size=4)), max_size=8
        )
    )
    def test_is_read_back_as_it_was_written(self, rows: list[tuple[str, str, str | None]]) -> None:
        made = with_list(
            (), [understand_typed(sku, text, seller=seller) for sku, text, seller in rows], first_id=5
        )
        assert from_document(to_document(made)) == made
