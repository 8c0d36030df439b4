"""A whole selection, row by row: fetched page by page, each in a session of its own."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from storefront.kit.paging import MAXIMUM_LIMIT
from storefront.orders.queries import history as queries
from storefront.orders.queries.selecting import Selection
from storefront.orders.service.reading import order_line, order_summary, page_of
from storefront.orders.service.selecting import selection_of
from storefront.orders.snapshots import OrderFilter, OrderLineRow, OrderLineView, OrderSummary
from storefront.parties.actor import Actor

ORDERS_WITH_LINES = 50
"""Orders whose lines are fetched together: with 500 lines each they still fit easily."""

Opening = Callable[[], AbstractContextManager[Session]]


def export_orders(opening: Opening, actor: Actor, wanted: OrderFilter) -> Iterator[OrderSummary]:
    """Every order of a selection in its order, however many; a page of them at a time is in memory.

    Raises:
        Invalid: a filter or the sort is not acceptable; before the first order.
    """
    selection = selection_of(actor, wanted)
    pages = _pages(opening, selection, replace(wanted, limit=MAXIMUM_LIMIT, cursor=None))
    return (summary for page in pages for summary, _ in page)


def export_lines(opening: Opening, actor: Actor, wanted: OrderFilter) -> Iterator[OrderLineRow]:
    """Every line of those orders in their order; with a product or a category in the filter, the lines that fit.

    Raises:
        Invalid: a filter or the sort is not acceptable; before the first line.
    """
    selection = selection_of(actor, wanted)
    pages = _pages(
        opening,
        selection,
        replace(wanted, limit=min(ORDERS_WITH_LINES, MAXIMUM_LIMIT), cursor=None),
        has_lines=True,
    )
    return (OrderLineRow(summary, line) for page in pages for summary, lines in page for line in lines)


Page = list[tuple[OrderSummary, list[OrderLineView]]]


def _pages(
    opening: Opening, selection: Selection, wanted: OrderFilter, *, has_lines: bool = False
) -> Iterator[Page]:
    while True:
        with opening() as session:
            rows, following = page_of(session, selection, wanted)
            lines = _lines(session, selection, [row.id for row in rows]) if has_lines else {}
        currencies = {row.id: row.currency for row in rows}
        yield [
            (
                order_summary(row),
                [order_line(line, currencies[row.id]) for line in lines.get(row.id, ())],
            )
            for row in rows
        ]
        if following is None:
            return
        wanted = replace(wanted, cursor=following)


def _lines(
    session: Session, selection: Selection, order_ids: list[UUID]
) -> dict[UUID, list[queries.LineRow]]:
    by_order: dict[UUID, list[queries.LineRow]] = defaultdict(list)
    for row in queries.lines_of_all(session, selection, order_ids) if order_ids else ():
        by_order[row.order_id].append(row)
    return by_order
