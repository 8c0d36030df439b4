"""Orders that the actor may see, found, summed up and shown."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.db.recordset import unnested
from storefront.kit.money import Money
from storefront.kit.text import is_storable
from storefront.orders.errors import OrderNotFound
from storefront.orders.queries import history as queries
from storefront.orders.queries.selecting import Selection
from storefront.orders.queries.showing import one
from storefront.orders.service.reading import order_summary, order_view, page_of
from storefront.orders.service.selecting import scopes_of, selection_of, viewer_of
from storefront.orders.snapshots import (
    Choice,
    FilterChoices,
    OrderFilter,
    OrderPage,
    OrderSummary,
    OrderView,
    SelectionTotals,
)
from storefront.parties.actor import SERVING_DUTIES, Actor

MOST_COUNTED = 20_000
"""Past so many orders a page does not wait for its selection to be summed up; `sum_orders` does."""

KINDS = ("outlet", "seller", "channel", "contact", "employee")


def list_orders(session: Session, actor: Actor, wanted: OrderFilter) -> OrderPage:
    """A page of the history, newest first unless sorted otherwise, with the totals of the whole selection.

    Raises:
        Invalid: a filter, the sort or the cursor is not acceptable.
    """
    selection = selection_of(actor, wanted)
    rows, following = page_of(session, selection, wanted, counted=MOST_COUNTED + 1)
    totals = _totals(session, selection, rows, is_first=not wanted.cursor)
    return OrderPage(tuple(order_summary(row) for row in rows), following, totals)


def find_orders(session: Session, actor: Actor, *, text: str, limit: int) -> tuple[OrderSummary, ...]:
    """The newest orders with all the words, of all that the actor may see as staff; one statement.

    Raises:
        NothingHere: the actor does not see all of the trade.
        Invalid: the limit is not acceptable.
    """
    actor.must(*SERVING_DUTIES)
    wanted = OrderFilter(text=text, scope="all", limit=limit)
    selection = selection_of(actor, wanted)
    if not selection.words:
        return ()
    rows, _ = page_of(session, selection, wanted)
    return tuple(order_summary(row) for row in rows)


def show_order(session: Session, actor: Actor, *, number: str) -> OrderView:
    """An order with its frozen lines.

    Raises:
        OrderNotFound: there is none with this number that the actor may see.
    """
    usable = len(number) <= 40 and is_storable(number)
    row = one(session, viewer_of(actor), number) if usable else None
    if row is None:
        raise OrderNotFound(number)
    return order_view(session, row)


def filter_choices(session: Session, actor: Actor, *, scope: str = "own") -> FilterChoices:
    """What the visible orders can be filtered by; a scope that is not the actor's is as their own."""
    wanted = scope if scope in scopes_of(actor) else "own"
    rows = queries.choices(session, viewer_of(actor, wanted))
    by_kind: dict[str, list[Choice]] = {kind: [] for kind in KINDS}
    for row in rows:
        by_kind[row.kind].append(Choice(row.value, row.name))
    return FilterChoices(*(tuple(by_kind[kind]) for kind in KINDS))


def _totals(
    session: Session, selection: Selection, rows: Sequence[Row[Any]], *, is_first: bool
) -> SelectionTotals:
    """What the rows of a page brought along; a page without rows, past the end, asks anew."""
    found: list[list[Any]] = []
    if rows:
        found = unnested(rows[0].totals)
    elif not is_first:
        found = [list(row) for row in queries.totals(session, selection, counted=MOST_COUNTED + 1)]
    count = sum(int(orders) for _, orders, _, _ in found)
    if count > MOST_COUNTED:
        return SelectionTotals(MOST_COUNTED, 0, (), is_complete=False)
    return SelectionTotals(
        orders=count,
        lines=sum(int(lines) for _, _, lines, _ in found),
        totals=tuple(Money(int(minor), currency) for currency, _, _, minor in found),
    )
