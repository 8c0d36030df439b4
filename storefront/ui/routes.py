"""Addresses of the screens: how they are made, and what is read from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

SIGN_IN = "/sign-in"
SIGN_IN_ACTION = "/auth/sign-in"
"""The API answers the form that is posted here, sets the cookie and leads on."""
SIGN_OUT_ACTION = "/auth/sign-out"
OUTLETS = "/outlets"
ORDERS_EXPORT = "/api/v1/orders/export.csv"
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """What an address under `/o/…` names; whether the visitor may be there is for the service to say."""

    outlet: str = ""
    area: str = ""
    item: str = ""
    query: Mapping[str, str] | None = None

    def asked(self, name: str) -> str:
        """One value of the query, or nothing."""
        return (self.query or {}).get(name, "")


def place_of(path: str, query: Mapping[str, str]) -> Place:
    """The place that a browser says it is at."""
    parts = [part for part in path[:LONGEST].split("/") if part]
    if len(parts) < 2 or parts[0] != "o":
        return Place(query=dict(query))
    area = parts[2] if len(parts) > 2 else ""
    item = parts[3] if len(parts) > 3 else ""
    return Place(outlet=parts[1], area=area, item=item, query=dict(query))


def address(outlet: str, /, *parts: str, **query: str | int) -> str:
    """An address within an outlet, such as `/o/14911/cart/NORTH`; empty query values are left out."""
    path = "/".join(["/o", quote(outlet, safe=""), *(quote(part, safe="") for part in parts)])
    asked = {name: value for name, value in query.items() if value != ""}
    return f"{path}?{urlencode(asked)}" if asked else path


def sign_in_address(back_to: str = "") -> str:
    """The sign-in page, which leads back to `back_to` when that is a page of ours."""
    is_ours = back_to.startswith("/") and not back_to.startswith(("//", "/sign-in"))
    return f"{SIGN_IN}?{urlencode({'next': back_to})}" if is_ours and back_to != "/" else SIGN_IN


def picture_of(sku: str) -> str:
    """Where a product's picture is served from."""
    return f"/artwork/{quote(sku, safe='')}.svg"
