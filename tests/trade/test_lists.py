"""Lists applied by several at once, on real connections."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from storefront.carts.errors import CartChanged
from storefront.carts.service import (
    add_list_to_grid,
    apply,
    list_carts,
    order_grid,
    read_list,
    undo_grid_order,
)
from storefront.carts.snapshots import Applied, ListLine
from storefront.db.columns import table_of
from storefront.db.session import in_transaction, reading, transaction
from storefront.inventory.tables import StockLevel
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.parties.actor import OutletActor
from storefront.sellers.tables import Seller
from tests.factories import Trade, act_as, make_trade, new_key
from tests.trade.together import all_at_once

stock = table_of(StockLevel)
sellers = table_of(Seller)


@pytest.fixture
def trade(committing_engine: sa.Engine) -> Trade:
    with transaction() as session:
        return make_trade(session, stock=1000)


@pytest.fixture
def pair(trade: Trade) -> tuple[OutletActor, OutletActor]:
    with reading() as session:
        return (act_as(session, trade.buyer, trade.outlet), act_as(session, trade.colleague, trade.outlet))


def apply_list(actor: OutletActor, lines: list[ListLine], key: str) -> Applied:
    # Not `in_transaction`: a second try would hide a deadlock.
    with transaction() as session:
        return apply(session, actor, lines=lines, idempotency_key=key)


def take_back(actor: OutletActor) -> int:
    with transaction() as session:
        return undo_grid_order(session, actor)


def contents(actor: OutletActor) -> dict[str, dict[str, int]]:
    with reading() as session:
        return {
            cart.seller.code: {line.sku: line.quantity for line in cart.lines}
            for cart in list_carts(session, actor)
        }


class TestOneKey:
    def test_two_attempts_at_once_add_once(self, pair: tuple[OutletActor, OutletActor]) -> None:
        lines = [ListLine("M-001", 2, None, "MAKER"), ListLine("M-002", 3, None, "NORTH"), ListLine("X", 1)]
        results: list[Any] = all_at_once([partial(apply_list, pair[0], lines, "mine") for _ in range(6)])
        assert sorted(each.is_replay for each in results) == [False, True, True, True, True, True]
        assert {(each.added, tuple(line.line for line in each.skipped)) for each in results} == {(2, (2,))}
        assert contents(pair[0]) == {"MAKER": {"M-001": 2}, "NORTH": {"M-002": 3}}


class TestTwoLists:
    def test_in_opposite_orders_never_wait_in_a_circle(self, pair: tuple[OutletActor, OutletActor]) -> None:
        def lines_of(place_: int) -> list[ListLine]:
            sellers = ("MAKER", "NORTH") if place_ % 2 else ("NORTH", "MAKER")
            return [
                ListLine(f"M-{number:03d}", 1, None, seller) for seller in sellers for number in range(1, 7)
            ]

        for _ in range(10):
            all_at_once(
                [partial(apply_list, pair[place_ % 2], lines_of(place_), new_key()) for place_ in range(4)]
            )
        expected = {f"M-{number:03d}": 40 for number in range(1, 7)}
        assert contents(pair[0]) == {"MAKER": expected, "NORTH": expected}

    def test_taken_back_while_others_are_added_never_wait_in_a_circle(
        self, pair: tuple[OutletActor, OutletActor]
    ) -> None:
        """Where the sellers stand in another order than their ids."""
        with transaction() as session:
            session.execute(sa.update(sellers).values(position=-sellers.c.position))
        rows = read_list("sku;qty;seller\nM-001;1;MAKER\nM-002;1;NORTH").rows
        lines = [ListLine("M-003", 1, None, "NORTH"), ListLine("M-004", 1, None, "MAKER")]
        for _ in range(10):
            for actor in pair:
                with transaction() as session:
                    add_list_to_grid(session, actor, rows=rows, attempt=new_key())
                    order_grid(session, actor)
            results = all_at_once(
                [partial(take_back, actor) for actor in pair]
                + [partial(apply_list, actor, lines, new_key()) for actor in pair]
            )
            assert all(isinstance(each, int | Applied | CartChanged) for each in results)

    def test_share_the_stock_that_is_left(self, trade: Trade, pair: tuple[OutletActor, OutletActor]) -> None:
        with transaction() as session:
            session.execute(sa.update(stock).values(on_hand=10))
        lines = [ListLine("M-001", 4, None, "MAKER")]
        all_at_once([partial(apply_list, pair[place_ % 2], lines, new_key()) for place_ in range(4)])
        assert contents(pair[0])["MAKER"] == {"M-001": 10}
        assert trade.maker.code == "MAKER"

    def test_and_checkouts_lose_nothing(self, pair: tuple[OutletActor, OutletActor]) -> None:
        lines = [ListLine("M-001", 1, None, seller) for seller in ("NORTH", "MAKER")]

        def order() -> str:
            with transaction() as session:
                placed = place(
                    session, pair[1], seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key()
                )
            return placed.order.summary.number

        for _ in range(5):
            in_transaction(lambda session: apply(session, pair[0], lines=lines, idempotency_key=new_key()))
            results: list[Any] = all_at_once(
                [order, *(partial(apply_list, pair[0], lines, new_key()) for _ in range(3))]
            )
            assert str(results[0]).startswith("SO-")
        with reading() as session:
            reserved = session.execute(sa.select(sa.func.sum(stock.c.reserved))).scalar_one()
        left = contents(pair[0])
        assert left["NORTH"] == {"M-001": 20}
        assert left["MAKER"].get("M-001", 0) + reserved == 20
