"""What an outlet bought, with what it would be today."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.snapshots import ListLine, ResolvedLine
from storefront.catalog.snapshots import QuantityRule
from storefront.kit.clock import as_utc, end_of, now, start_of
from storefront.kit.errors import Invalid
from storefront.kit.money import UnitPrice
from storefront.kit.paging import checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable, query_words
from storefront.parties.actor import OutletActor
from storefront.reordering.errors import TooMuchAtOnce
from storefront.reordering.queries import purchases as queries
from storefront.reordering.queries.dividing import choices
from storefront.reordering.queries.habits import habits
from storefront.reordering.rules.quantities import fitted
from storefront.reordering.rules.rhythm import day_number, rhythm_of
from storefront.reordering.snapshots import (
    BoughtChoice,
    BoughtChoices,
    BoughtProduct,
    BuyAgainPage,
    BuyAgainRequest,
)
from storefront.settings import get_settings

MAXIMUM_LINES = 1_000
"""As many as one difference takes."""

Habit = tuple[int, int | None]


def buy_again(session: Session, actor: OutletActor, request: BuyAgainRequest) -> BuyAgainPage:
    """A page of what the outlet bought, whoever of its contacts did, each with its usual quantity and rhythm.

    What cannot be ordered any more is there too, with the resolver's state and alternatives.

    Raises:
        Invalid: the sort, a filter, the limit or the cursor is not acceptable.
    """
    checked_limit(request.limit)
    selection = _selection(actor, request)
    rows, total = _rows(session, selection, request, limit=request.limit + 1)
    shown = rows[: request.limit]
    following = None
    if len(rows) > request.limit:
        last = shown[-1]
        key = last.sort_key.isoformat() if isinstance(last.sort_key, datetime) else last.sort_key
        following = encode_cursor(f"buy-again:{request.sort}", key, last.product_id.hex, last.catalog_id.hex)
    known = habits(session, actor.outlet_id, [_key(row) for row in shown])
    wanted = [_line(row, known) for row in shown]
    answers = carts.resolve(session, actor, lines=wanted).lines if wanted else ()
    today = _today()
    items = tuple(
        _product(row, known.get(_key(row), (row.last_quantity, None)), answer, today)
        for row, answer in zip(shown, answers, strict=True)
    )
    return BuyAgainPage(items, following, total)


def lines_to_buy(session: Session, actor: OutletActor, request: BuyAgainRequest) -> tuple[ListLine, ...]:
    """The whole selection at its usual quantities, in its order; the limit and the cursor do not matter.

    Raises:
        Invalid: the sort or a filter is not acceptable.
        TooMuchAtOnce: the selection has more than 1,000 products.
    """
    selection = _selection(actor, request)
    rows, total = _rows(session, selection, request, limit=MAXIMUM_LINES, is_first=True)
    if total > MAXIMUM_LINES:
        raise TooMuchAtOnce("products", total, MAXIMUM_LINES)
    known = habits(session, actor.outlet_id, [_key(row) for row in rows])
    return tuple(_line(row, known) for row in rows)


def bought_choices(session: Session, actor: OutletActor) -> BoughtChoices:
    """The sellers and categories that the outlet bought from, in their order, with the number of products."""
    by_kind: dict[str, list[BoughtChoice]] = {"seller": [], "category": []}
    for row in choices(session, actor.outlet_id):
        by_kind[row.kind].append(BoughtChoice(row.value, row.name, row.products, bool(row.is_deeper)))
    return BoughtChoices(tuple(by_kind["seller"]), tuple(by_kind["category"]))


def _rows(
    session: Session,
    selection: queries.Selection,
    request: BuyAgainRequest,
    *,
    limit: int,
    is_first: bool = False,
) -> tuple[Sequence[Row[Any]], int]:
    rows = queries.page(
        session,
        selection,
        sort=request.sort,
        after=None if is_first else _after(request),
        limit=limit,
    )
    total = rows[0].total if rows else 0
    return [row for row in rows if row.product_id is not None], total


def _selection(actor: OutletActor, request: BuyAgainRequest) -> queries.Selection:
    if request.sort not in queries.SORTS:
        known = ", ".join(queries.SORTS)
        raise Invalid(f"Sort by one of {known}.", fields={"sort": f"one of {known}"})
    if not is_storable(f"{request.seller}{request.category}"):
        raise Invalid(
            "This selection is not possible.", fields={"filter": "only characters that can be stored"}
        )
    zone = get_settings().timezone
    return queries.Selection(
        outlet_id=actor.outlet_id,
        seller=request.seller or None,
        category=request.category or None,
        bought_from=_bound(request.bought_from, zone, is_end=False),
        bought_to=_bound(request.bought_to, zone, is_end=True),
        words=tuple(query_words(request.text)),
        today=day_number(_today()),
    )


def _bound(value: date | datetime | None, zone: str, *, is_end: bool) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return as_utc(value)
    return end_of(value, zone) if is_end else start_of(value, zone)


def _after(request: BuyAgainRequest) -> tuple[Any, UUID, UUID] | None:
    kind, _ = queries.SORTS[request.sort]
    found = decode_cursor(f"buy-again:{request.sort}", request.cursor, kind, str, str)
    if found is None:
        return None
    key, product, catalog = found
    try:
        moment = as_utc(datetime.fromisoformat(str(key))) if request.sort == "last_bought" else key
        return moment, UUID(hex=str(product)), UUID(hex=str(catalog))
    except (ValueError, OverflowError) as error:
        raise Invalid("This page marker belongs to another list.", fields={"cursor": "unknown"}) from error


def _product(row: Row[Any], habit: Habit, answer: ResolvedLine, today: date) -> BoughtProduct:
    return BoughtProduct(
        key=f"{row.sku}@{row.catalog}",
        sku=row.sku,
        name=row.name,
        seller=row.seller,
        seller_name=row.seller_name,
        catalog=row.catalog,
        category_name=row.category_name,
        last_ordered_at=row.last_ordered_at,
        last_quantity=row.last_quantity,
        last_unit_price=_last_price(row),
        usual_quantity=answer.wanted.quantity,
        times=row.times,
        units=row.units,
        rhythm=rhythm_of(habit[1], row.last_ordered_at, today),
        now=answer,
    )


def _line(row: Row[Any], known: dict[tuple[UUID, UUID], Habit]) -> ListLine:
    usual = known.get(_key(row), (row.last_quantity, None))[0]
    rule = None if row.minimum is None else QuantityRule(row.minimum, row.maximum, row.multiple, row.standard)
    return ListLine(row.sku, fitted(usual, rule), row.catalog, row.seller, _last_price(row))


def _last_price(row: Row[Any]) -> UnitPrice | None:
    return None if row.last_unit_price is None else UnitPrice(row.last_unit_price, row.currency)


def _key(row: Row[Any]) -> tuple[UUID, UUID]:
    return row.product_id, row.catalog_id


def _today() -> date:
    return now().astimezone(UTC).date()
