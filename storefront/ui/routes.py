"""Addresses of the screens: how they are made, and what is read from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlencode

SIGN_IN = "/sign-in"
SIGN_IN_ACTION = "/auth/sign-in"
"""The API answers the form that is posted here, sets the cookie and leads on."""
SIGN_OUT_ACTION = "/auth/sign-out"
OUTLETS = "/outlets"
ORDERS_EXPORT = "/api/v1/orders/export"
"""With the ending of the file that is wanted."""
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
    return _under("o", outlet, *parts, **query)


def organization_address(hierarchy: str, /, *parts: str, **query: str | int) -> str:
    """A page of a customer hierarchy, such as `/organization/HIER-000001/people`."""
    return _under("organization", hierarchy, *parts, **query)


def hierarchy_at(path: str) -> str:
    """The customer hierarchy that an address under `/organization/…` names, or nothing."""
    return _named(path, "organization")


def seller_at(path: str) -> str:
    """The channel that an address under `/seller/…` names, or nothing."""
    return _named(path, "seller")


def _named(path: str, area: str) -> str:
    parts = [part for part in path[:LONGEST].split("/") if part]
    return unquote(parts[1]) if len(parts) > 1 and parts[0] == area else ""


def seller_address(channel: str, /, *parts: str, **query: str | int) -> str:
    """A page of a seller's desk, such as `/seller/NORTH-WEB/stock`."""
    return _under("seller", channel, *parts, **query)


def _under(*parts: str, **query: str | int) -> str:
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    asked = {name: value for name, value in query.items() if value != ""}
    return f"{path}?{urlencode(asked)}" if asked else path


def sign_in_address(back_to: str = "") -> str:
    """The sign-in page, which leads back to `back_to` when that is a page of ours."""
    is_ours = back_to.startswith("/") and not back_to.startswith(("//", "/sign-in"))
    return f"{SIGN_IN}?{urlencode({'next': back_to})}" if is_ours and back_to != "/" else SIGN_IN


def picture_of(sku: str) -> str:
    """Where a product's picture is served from."""
    return f"/artwork/{quote(sku, safe='')}.svg"
