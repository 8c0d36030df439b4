"""Orders that the actor may see, found, summed up and shown."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.kit.clock import as_utc, end_of, start_of
from storefront.kit.errors import Invalid
from storefront.kit.money import Money, UnitPrice
from storefront.kit.paging import MAXIMUM_LIMIT, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable, query_words
from storefront.orders.errors import OrderNotFound
from storefront.orders.queries import history as queries
from storefront.orders.snapshots import (
    Choice,
    FilterChoices,
    OrderFilter,
    OrderLineView,
    OrderPage,
    OrderSummary,
    OrderView,
    PlacedBy,
    SelectionTotals,
)
from storefront.parties.actor import Actor
from storefront.parties.rules import normal_email
from storefront.parties.snapshots import Address
from storefront.pricing.rules import read_trace
from storefront.settings import get_settings

STATUSES = ("submitted", "accepted", "shipped", "invoiced", "rejected", "cancelled")
SCOPES = ("own", "organization")
MAXIMUM_EXPORT = 100_000


def list_orders(session: Session, actor: Actor, wanted: OrderFilter) -> OrderPage:
    """A page of the history, newest first unless sorted otherwise, with the totals of the whole selection.

    Raises:
        Invalid: a filter, the sort or the cursor is not acceptable.
    """
    selection = _selection(actor, wanted)
    items, following = _page(session, selection, wanted)
    rows = queries.totals(session, selection)
    totals = SelectionTotals(
        orders=sum(row.orders for row in rows),
        lines=sum(int(row.lines) for row in rows),
        totals=tuple(Money(int(row.minor), row.currency) for row in rows),
    )
    return OrderPage(items, following, totals)


def export_orders(
    opening: Callable[[], AbstractContextManager[Session]], actor: Actor, wanted: OrderFilter
) -> Iterator[OrderSummary]:
    """Every order of a selection in its order, at most 100,000, fetched page by page, each in a session of its own.

    Raises:
        Invalid: a filter or the sort is not acceptable; before the first order.
    """
    wanted = replace(wanted, limit=MAXIMUM_LIMIT, cursor=None)
    selection = _selection(actor, wanted)
    return _pages(opening, selection, wanted)


def _pages(
    opening: Callable[[], AbstractContextManager[Session]], selection: queries.Selection, wanted: OrderFilter
) -> Iterator[OrderSummary]:
    for _ in range(MAXIMUM_EXPORT // MAXIMUM_LIMIT):
        with opening() as session:
            items, following = _page(session, selection, wanted)
        yield from items
        if following is None:
            return
        wanted = replace(wanted, cursor=following)


def show_order(session: Session, actor: Actor, *, number: str) -> OrderView:
    """An order with its frozen lines.

    Raises:
        OrderNotFound: there is none with this number that the actor may see.
    """
    usable = len(number) <= 40 and is_storable(number)
    row = queries.one(session, actor.contact_id, number) if usable else None
    if row is None:
        raise OrderNotFound(number)
    return OrderView(
        summary=_summary(row),
        lines=tuple(_line(line, row.currency) for line in queries.lines_of(session, row.id)),
        note=row.note,
        requested_delivery_date=row.requested_delivery_date,
        payment_method=row.payment_method,
        address=Address(*row.address),
    )


def filter_choices(session: Session, actor: Actor, *, scope: str = "own") -> FilterChoices:
    """What the visible orders can be filtered by."""
    rows = queries.choices(session, actor.contact_id, is_organization=scope == "organization")
    by_kind: dict[str, list[Choice]] = {"outlet": [], "seller": [], "contact": []}
    for row in rows:
        by_kind[row.kind].append(Choice(row.value, row.name))
    return FilterChoices(tuple(by_kind["outlet"]), tuple(by_kind["seller"]), tuple(by_kind["contact"]))


def _page(
    session: Session, selection: queries.Selection, wanted: OrderFilter
) -> tuple[tuple[OrderSummary, ...], str | None]:
    checked_limit(wanted.limit)
    kind = str if wanted.sort.endswith("placed_at") else int
    after = decode_cursor(f"orders:{wanted.sort}", wanted.cursor, kind, int)
    place = None if after is None else (_moment(after[0]) if kind is str else after[0], int(after[1]))
    rows = queries.page(session, selection, sort=wanted.sort, after=place, limit=wanted.limit + 1)
    shown = rows[: wanted.limit]
    following = None
    if len(rows) > wanted.limit:
        last = shown[-1]
        value = last.placed_at.isoformat() if kind is str else last.total_minor
        following = encode_cursor(f"orders:{wanted.sort}", value, last.sequence)
    return tuple(_summary(row) for row in shown), following


def _selection(actor: Actor, wanted: OrderFilter) -> queries.Selection:
    problems: dict[str, str] = {}
    if wanted.sort not in queries.SORTS:
        problems["sort"] = f"one of {', '.join(queries.SORTS)}"
    if wanted.status and wanted.status not in STATUSES:
        problems["status"] = f"one of {', '.join(STATUSES)}"
    if wanted.scope not in SCOPES:
        problems["scope"] = f"one of {', '.join(SCOPES)}"
    if not is_storable(f"{wanted.outlet}{wanted.seller}{wanted.contact}"):
        problems["filter"] = "only characters that can be stored"
    if problems:
        words = "; ".join(f"{field}: {problem}" for field, problem in problems.items())
        raise Invalid(f"This selection is not possible. {words}.", fields=problems)
    zone = get_settings().timezone
    return queries.Selection(
        contact_id=actor.contact_id,
        is_organization=wanted.scope == "organization",
        outlet=wanted.outlet or None,
        seller=wanted.seller or None,
        status=wanted.status or None,
        contact=_contact(wanted.contact),
        placed_from=_start(wanted.placed_from, zone),
        placed_to=_end(wanted.placed_to, zone),
        words=tuple(query_words(wanted.text)),
        min_minor=wanted.min_total.minor if wanted.min_total else None,
        max_minor=wanted.max_total.minor if wanted.max_total else None,
    )


def _contact(value: str | None) -> UUID | str | None:
    if not value:
        return None
    try:
        return UUID(value)
    except ValueError:
        return normal_email(value)


def _start(value: date | datetime | None, zone: str) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return None if value is None else as_utc(value)
    return start_of(value, zone)


def _end(value: date | datetime | None, zone: str) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return None if value is None else as_utc(value)
    return end_of(value, zone)


def _moment(value: str | int) -> datetime:
    try:
        return as_utc(datetime.fromisoformat(str(value)))
    except (ValueError, OverflowError) as error:
        raise Invalid("This page marker belongs to another list.", fields={"cursor": "unknown"}) from error


def _summary(row: Row[Any]) -> OrderSummary:
    return OrderSummary(
        number=row.number,
        outlet_number=row.outlet_number,
        outlet_name=row.outlet_name,
        seller_code=row.seller_code,
        seller_name=row.seller_name,
        organization_number=row.organization_number,
        organization_name=row.organization_name,
        placed_at=row.placed_at,
        placed_by=PlacedBy(row.contact_id, row.contact_name, row.employee_name),
        status=row.status,
        purchase_order_number=row.purchase_order_number,
        line_count=row.line_count,
        total=Money(row.total_minor, row.currency),
    )


def _line(row: Row[Any], currency: str) -> OrderLineView:
    return OrderLineView(
        position=row.position,
        sku=row.sku,
        catalog=row.catalog,
        name=row.name,
        quantity=row.quantity,
        unit_price=UnitPrice(row.unit_price, currency),
        line_total=Money(row.total_minor, currency),
        price_trace=read_trace(row.price_trace, currency),
    )
