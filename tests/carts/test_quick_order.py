"""The quick order of a contact on a real database; `M-007` is short, `M-999` unknown."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from storefront.carts import service as carts
from storefront.carts.errors import CartChanged, ListTooLong, NothingToUndo, RowNotFound
from storefront.carts.service import applying
from storefront.carts.snapshots import Grid, ReadRow, WantedLine
from storefront.catalog.tables import Product
from storefront.inventory.tables import StockLevel
from storefront.offers.service import shelve
from storefront.parties.actor import OutletActor
from tests.conftest import CountStatements
from tests.factories import Trade, act_as, new_key


@pytest.fixture
def goods(session: Session, trade: Trade) -> Trade:
    """One product of which four are left, at one seller."""
    seventh = next(product for product in trade.maker.products if product.sku == "M-007")
    session.execute(sa.update(StockLevel).where(col(StockLevel.product_id) == seventh.id).values(on_hand=0))
    session.execute(
        sa.update(StockLevel)
        .where(col(StockLevel.product_id) == seventh.id)
        .where(col(StockLevel.warehouse_id) == trade.maker.warehouse_id)
        .values(on_hand=4)
    )
    return trade


def rows(*wanted: tuple[str, str]) -> list[ReadRow]:
    return [carts.read_typed(sku, quantity) for sku, quantity in wanted]


def paste(session: Session, actor: OutletActor, text: str) -> int:
    return carts.add_list_to_grid(
        session, actor, rows=carts.read_list(f"sku;qty;seller\n{text}").rows, attempt=new_key()
    )


def shown(grid: Grid) -> list[tuple[str, int, str | None]]:
    return [(row.read.sku, row.read.quantity, row.answer.state if row.answer else None) for row in grid.rows]


def in_cart(session: Session, actor: OutletActor, seller: str = "MAKER") -> dict[str, int]:
    view = carts.show_cart(session, actor, seller=seller)
    return {line.sku: line.quantity for line in view.lines}


class TestShowGrid:
    def test_every_row_is_answered_or_has_a_problem(
        self, session: Session, goods: Trade, buyer: OutletActor
    ) -> None:
        assert paste(session, buyer, "M-001;2;MAKER\nM-007;6;MAKER\nM-999;1\n;3\nM-002;1,5") == 5
        grid = carts.show_grid(session, buyer)
        assert shown(grid) == [
            ("M-001", 2, "same"),
            ("M-007", 6, "short"),
            ("M-999", 1, "unknown"),
            ("", 0, None),
            ("M-002", 0, None),
        ]
        assert [row.read.problem for row in grid.rows[3:]] == [
            "The SKU is missing.",
            "1,5 is not a whole number of pieces.",
        ]
        assert [(total.seller, total.lines) for total in grid.totals] == [("MAKER", 2)]

    def test_belongs_to_one_contact_at_one_outlet(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        paste(session, buyer, "M-001;2")
        assert carts.show_grid(session, act_as(session, trade.colleague, trade.outlet)) == Grid(())
        assert carts.show_grid(session, act_as(session, trade.admin, trade.second_outlet)) == Grid(())

    def test_takes_as_many_statements_for_many_rows_as_for_one(
        self, session: Session, buyer: OutletActor, count_statements: CountStatements
    ) -> None:
        paste(session, buyer, "M-001;2\nM-999;1")
        with count_statements() as few:
            carts.show_grid(session, buyer)
        paste(session, buyer, "\n".join(f"M-{number:03d};1" for number in range(1, 300)))
        with count_statements() as many:
            assert len(carts.show_grid(session, buyer).rows) == 301
        assert len(many) == len(few)


class TestAdding:
    def test_one_attempt_adds_once(self, session: Session, buyer: OutletActor) -> None:
        key = new_key()
        for _ in range(2):
            assert carts.add_typed_to_grid(session, buyer, rows=rows(("M-001", "2")), attempt=key) == 1
            assert carts.add_list_to_grid(session, buyer, rows=rows(("M-2", "1")), attempt=f"{key}-2") == 1
        assert [(row.read.sku, row.read.quantity) for row in carts.show_grid(session, buyer).rows] == [
            ("M-2", 1),
            ("M-001", 2),
        ]

    def test_what_does_not_fit_changes_nothing(self, session: Session, buyer: OutletActor) -> None:
        paste(session, buyer, "\n".join("M-001;1" for _ in range(999)))
        with pytest.raises(ListTooLong):
            paste(session, buyer, "M-001;1\nM-002;1")
        assert len(carts.show_grid(session, buyer).rows) == 999


class TestCorrecting:
    def test_a_corrected_row_is_answered_anew(self, session: Session, buyer: OutletActor) -> None:
        paste(session, buyer, "M-999;2\nM-001;1,5")
        first, second = carts.show_grid(session, buyer).rows
        carts.change_grid_row(session, buyer, row_id=first.id, sku="M-002", quantity="2")
        carts.change_grid_row(session, buyer, row_id=second.id, sku="M-001", quantity="3", seller="NORTH")
        grid = carts.show_grid(session, buyer)
        assert shown(grid) == [("M-002", 2, "same"), ("M-001", 3, "same")]
        assert [row.answer.seller for row in grid.rows if row.answer] == ["MAKER", "NORTH"]
        assert grid.rows[1].read.text == "M-001;1,5"

    def test_a_row_of_somebody_else_is_not_there(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        paste(session, buyer, "M-001;2")
        (row,) = carts.show_grid(session, buyer).rows
        colleague = act_as(session, trade.colleague, trade.outlet)
        with pytest.raises(RowNotFound):
            carts.remove_grid_row(session, colleague, row_id=row.id)
        with pytest.raises(RowNotFound):
            carts.change_grid_row(session, colleague, row_id=row.id, sku="M-002", quantity="1")
        carts.remove_grid_row(session, buyer, row_id=row.id)
        assert carts.show_grid(session, buyer).rows == ()

    def test_clearing_takes_all_rows_out(self, session: Session, buyer: OutletActor) -> None:
        paste(session, buyer, "M-001;2\nM-002;2")
        carts.clear_grid(session, buyer)
        assert carts.show_grid(session, buyer).rows == ()


class TestOrderGrid:
    def test_adds_what_can_be_had_and_keeps_the_rest(
        self, session: Session, goods: Trade, buyer: OutletActor
    ) -> None:
        paste(session, buyer, "M-001;2;MAKER\nM-007;6;MAKER\nM-999;1\nM-002;x\nM-003;4;NORTH")
        ordered = carts.order_grid(session, buyer)
        assert (ordered.added, ordered.short, ordered.left) == (3, 1, 3)
        assert [view.seller.code for view in ordered.carts] == ["MAKER", "NORTH"]
        assert in_cart(session, buyer) == {"M-001": 2, "M-007": 4}
        assert in_cart(session, buyer, "NORTH") == {"M-003": 4}
        left = carts.show_grid(session, buyer).rows
        assert [(row.read.sku, row.read.quantity) for row in left] == [
            ("M-007", 2),
            ("M-999", 1),
            ("M-002", 0),
        ]

    def test_a_second_time_adds_only_what_was_left(self, session: Session, buyer: OutletActor) -> None:
        paste(session, buyer, "M-001;2;MAKER\nM-999;1")
        assert carts.order_grid(session, buyer).added == 1
        again = carts.order_grid(session, buyer)
        assert (again.added, again.left, again.carts) == (0, 1, ())
        assert in_cart(session, buyer) == {"M-001": 2}

    def test_what_somebody_took_in_between_stays_a_row(
        self, session: Session, goods: Trade, buyer: OutletActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A colleague adds three of the last four after the first look and before the carts are locked."""
        colleague = act_as(session, goods.colleague, goods.outlet)
        paste(session, buyer, "M-007;4;MAKER\nM-001;2;MAKER")
        lock = applying.queries.bump_all

        def add_first(*arguments: Any) -> Any:
            monkeypatch.undo()
            carts.add_lines(session, colleague, seller="MAKER", lines=[WantedLine("M-007", 3)])
            return lock(*arguments)

        monkeypatch.setattr(applying.queries, "bump_all", add_first)
        ordered = carts.order_grid(session, buyer)
        assert (ordered.added, ordered.short, ordered.left) == (2, 1, 1)
        assert in_cart(session, buyer) == {"M-007": 4, "M-001": 2}
        assert shown(carts.show_grid(session, buyer)) == [("M-007", 3, "short")]

    def test_what_a_rule_does_not_let_in_stays_a_row(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        set_rule(session, trade, "M-001", maximum=10)
        set_rule(session, trade, "M-002", minimum=6, multiple=6, standard=6)
        paste(session, buyer, "M-001;15;MAKER\nM-002;8;MAKER\nM-002;4;MAKER")
        ordered = carts.order_grid(session, buyer)
        assert (ordered.added, ordered.short) == (3, 2)
        assert in_cart(session, buyer) == {"M-001": 10, "M-002": 12}
        left = carts.show_grid(session, buyer).rows
        assert [(row.read.sku, row.read.quantity) for row in left] == [("M-001", 5), ("M-002", 2)]

    def test_takes_the_picked_rows_alone(self, session: Session, buyer: OutletActor) -> None:
        paste(session, buyer, "M-001;2;MAKER\nM-002;3;MAKER\nM-003;4;NORTH")
        first, second, third = carts.show_grid(session, buyer).rows
        with pytest.raises(RowNotFound):
            carts.order_grid(session, buyer, row_ids=[first.id, 99])
        assert in_cart(session, buyer) == {}
        ordered = carts.order_grid(session, buyer, row_ids=[first.id, third.id])
        assert (ordered.added, ordered.left) == (2, 1)
        assert [row.id for row in carts.show_grid(session, buyer).rows] == [second.id]

    def test_one_key_adds_once_and_tells_the_same_again(self, session: Session, buyer: OutletActor) -> None:
        paste(session, buyer, "M-001;2;MAKER\nM-999;1")
        key = new_key()
        first = carts.order_grid(session, buyer, idempotency_key=key)
        carts.add_typed_to_grid(session, buyer, rows=rows(("M-004", "1")), attempt=key)
        again = carts.order_grid(session, buyer, idempotency_key=key)
        assert (again.added, again.short, again.left) == (first.added, first.short, first.left) == (1, 0, 1)
        assert in_cart(session, buyer) == {"M-001": 2}
        assert [row.read.sku for row in carts.show_grid(session, buyer).rows] == ["M-004", "M-999"]

    def test_nothing_at_all_is_nothing(self, session: Session, buyer: OutletActor) -> None:
        assert carts.order_grid(session, buyer).added == 0


def set_rule(session: Session, trade: Trade, sku: str, **rule: int) -> None:
    product = next(product for product in trade.maker.products if product.sku == sku)
    session.execute(sa.update(Product).where(col(Product.id) == product.id).values(**rule))
    shelve(session, catalog_ids=[trade.maker.catalog_id])


class TestUndoGridOrder:
    def test_takes_it_out_of_all_carts_and_brings_the_rows_back(
        self, session: Session, goods: Trade, buyer: OutletActor
    ) -> None:
        carts.add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-001", 1)])
        paste(session, buyer, "M-001;2;MAKER\nM-007;6;MAKER\nM-003;4;NORTH")
        before = shown(carts.show_grid(session, buyer))
        carts.order_grid(session, buyer)
        carts.add_typed_to_grid(session, buyer, rows=rows(("M-005", "5")), attempt=new_key())
        assert carts.undo_grid_order(session, buyer) == 4
        assert shown(carts.show_grid(session, buyer)) == [("M-005", 5, "same"), *before]
        assert in_cart(session, buyer) == {"M-001": 1}
        assert in_cart(session, buyer, "NORTH") == {}
        with pytest.raises(NothingToUndo):
            carts.undo_grid_order(session, buyer)

    def test_is_refused_when_a_cart_was_changed_since(self, session: Session, buyer: OutletActor) -> None:
        paste(session, buyer, "M-001;2;MAKER")
        carts.order_grid(session, buyer)
        carts.add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-004", 1)])
        with pytest.raises(CartChanged):
            carts.undo_grid_order(session, buyer)
        assert in_cart(session, buyer) == {"M-001": 2, "M-004": 1}

    def test_of_nothing_is_refused(self, session: Session, buyer: OutletActor) -> None:
        with pytest.raises(NothingToUndo):
            carts.undo_grid_order(session, buyer)
