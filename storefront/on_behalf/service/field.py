"""The outlets of a field seller."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.db.recordset import unnested
from storefront.kit.clock import as_utc, now
from storefront.kit.errors import Invalid
from storefront.kit.money import Money
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import sort_key
from storefront.on_behalf.errors import SortUnknown
from storefront.on_behalf.queries import field as queries
from storefront.on_behalf.rules import days_between
from storefront.on_behalf.snapshots import FieldOutlet, OpenCarts
from storefront.parties.actor import Actor
from storefront.settings import get_settings

MAXIMUM_WORDS = 6


def list_field_outlets(
    session: Session,
    actor: Actor,
    *,
    text: str = "",
    sort: str = "-days",
    cursor: str | None = None,
    limit: int = 24,
) -> Page[FieldOutlet]:
    """Outlets of the actor's sales groups, those first that ordered nothing for longest; one statement.

    `text` matches words of names, numbers and organizations; `sort` is `-days`, `days` or `name`.

    Raises:
        NothingHere: the actor is no field seller.
        SortUnknown, Invalid: the sort, the limit or the cursor is not acceptable.
    """
    actor.must("field_seller")
    assert actor.employee_id is not None  # noqa: S101 -- only employees have duties
    if sort not in queries.SORTS:
        raise SortUnknown(queries.SORTS)
    checked_limit(limit)
    moment = now()
    words = tuple(sort_key(text).split()[:MAXIMUM_WORDS])
    wanted = queries.Wanted(words, sort, _after(sort, cursor), limit + 1)
    rows = queries.outlets(session, actor.employee_id, wanted, moment)
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        key = last.name_key if sort == "name" else last.ordered_at.isoformat()
        following = encode_cursor(f"field:{sort}", key, last.number)
    return Page(tuple(_outlet(row, moment) for row in rows[:limit]), following)


def _after(sort: str, cursor: str | None) -> tuple[object, str] | None:
    found = decode_cursor(f"field:{sort}", cursor, str, str)
    if found is None:
        return None
    key, number = str(found[0]), str(found[1])
    if sort == "name":
        return key, number
    try:
        return as_utc(datetime.fromisoformat(key)), number
    except (ValueError, OverflowError) as error:
        raise Invalid("This page marker belongs to another list.", fields={"cursor": "unknown"}) from error


def _outlet(row: Row[Any], moment: datetime) -> FieldOutlet:
    last = next(iter(unnested(row.last_order)), None)
    number, total = (last[0], Money(int(last[1]), last[2])) if last else (None, None)
    ordered_at = row.ordered_at if last else None
    return FieldOutlet(
        number=row.number,
        name=row.name,
        organization_name=row.organization_name,
        last_order=number,
        last_ordered_at=ordered_at,
        last_total=total,
        days=days_between(ordered_at, moment, get_settings().timezone) if ordered_at else None,
        carts=tuple(
            OpenCarts(int(lines), Money(int(minor), currency))
            for currency, lines, minor in unnested(row.carts)
        ),
        is_open=bool(row.is_open),
    )
