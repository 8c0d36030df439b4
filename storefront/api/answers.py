"""What every answer of the API shares: JSON written once, money, moments, pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic_core import to_json
from starlette.responses import Response
from typing_extensions import TypedDict

from storefront.api.schemas.inputs import ListQuery
from storefront.kit.money import Money, UnitPrice
from storefront.kit.paging import Page, decode_cursor, encode_cursor

Item = TypeVar("Item")
Body = TypeVar("Body")

JSON = "application/json"


class MoneyBody(TypedDict):
    """An amount as a decimal text: two places, or up to four in a unit price."""

    amount: str
    currency: str


class PageBody(TypedDict, Generic[Body]):
    """Some items in order; `next_cursor` asks for those that follow, and is null at the end."""

    items: list[Body]
    next_cursor: str | None


def answer(body: object, status: int = 200, *, headers: Mapping[str, str] | None = None) -> Response:
    """`body` as JSON that no cache keeps; what is written here is not checked again by the framework."""
    return Response(to_json(body), status, {"cache-control": "no-store", **(headers or {})}, JSON)


def nothing() -> Response:
    """It is done, and there is nothing to say about it."""
    return Response(status_code=204, headers={"cache-control": "no-store"})


def money(value: Money | UnitPrice) -> MoneyBody:
    """Money or a unit price as clients read it."""
    return {"amount": value.amount, "currency": value.currency}


def moment(value: datetime) -> str:
    """A moment in UTC with `Z`, such as `2026-03-01T09:30:00Z`."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def maybe_moment(value: datetime | None) -> str | None:
    """A moment, or nothing."""
    return None if value is None else moment(value)


def page(found: Page[Item], body: Callable[[Item], Body]) -> PageBody[Body]:
    """A page with each of its items rendered."""
    return {"items": [body(item) for item in found.items], "next_cursor": found.next_cursor}


def whole(items: Sequence[Body], asked: ListQuery) -> PageBody[Body]:
    """The page asked for of a list that is read whole, since it is never long.

    Raises:
        Invalid: the cursor belongs to another list.
    """
    (place,) = decode_cursor("place", asked.cursor, int) or (0,)
    start = max(0, int(place))
    end = start + asked.limit
    following = encode_cursor("place", end) if end < len(items) else None
    return {"items": list(items[start:end]), "next_cursor": following}


def plain(value: Any) -> Any:
    """Any value of the trade as JSON: the facts of a refusal, whatever their types."""
    for kinds, write in _WRITERS:
        if isinstance(value, kinds):
            return write(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


_WRITERS: tuple[tuple[tuple[type, ...], Callable[[Any], Any]], ...] = (
    ((Money, UnitPrice), money),
    ((datetime,), moment),
    ((UUID, date), str),
    ((Mapping,), lambda mapping: {str(key): plain(value) for key, value in mapping.items()}),
    ((list, tuple, set, frozenset), lambda values: [plain(value) for value in values]),
)
