"""Pages of lists: keyset cursors that a client can hold but not read."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from storefront.kit.errors import Invalid
from storefront.kit.text import is_storable

Item = TypeVar("Item")

DEFAULT_LIMIT = 24
MAXIMUM_LIMIT = 200
MAXIMUM_CURSOR_LENGTH = 600


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items in order, and the cursor of the next page or None at the end."""

    items: tuple[Item, ...]
    next_cursor: str | None


def encode_cursor(kind: str, *values: str | int) -> str:
    """A cursor that remembers the sort (`kind`) and the sort values of the last row shown."""
    payload = json.dumps([kind, *values], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(payload).decode().rstrip("=")


def decode_cursor(
    kind: str, cursor: str | None, *types: type[str] | type[int]
) -> tuple[str | int, ...] | None:
    """The values that `encode_cursor` put in, or None without a cursor.

    Raises:
        Invalid: the cursor is not one of ours, or belongs to another sort.
    """
    if not cursor:
        return None
    wrong = Invalid(
        "This page marker belongs to another list. Start again from the first page.",
        fields={"cursor": "unknown"},
    )
    if len(cursor) > MAXIMUM_CURSOR_LENGTH:
        raise wrong
    try:
        values: Any = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise wrong from error
    if (
        not isinstance(values, list)
        or len(cast("list[object]", values)) != len(types) + 1
        or values[0] != kind
    ):
        raise wrong
    checked: list[str | int] = []
    found = cast("list[object]", values[1:])
    for value, expected in zip(found, types, strict=True):
        if type(value) is not expected or (isinstance(value, str) and not is_storable(value)):
            raise wrong
        if isinstance(value, int) and abs(value) >= 1 << 62:
            raise wrong
        checked.append(value)
    return tuple(checked)


def checked_limit(limit: int) -> int:
    """`limit` itself when it lies between 1 and 200.

    Raises:
        Invalid: it does not.
    """
    if not 1 <= limit <= MAXIMUM_LIMIT:
        raise Invalid(f"A page has 1 to {MAXIMUM_LIMIT} items.", fields={"limit": f"1 to {MAXIMUM_LIMIT}"})
    return limit
