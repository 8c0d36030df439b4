"""What an orders address asks for, and the addresses that ask for it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from storefront.orders.rules import asked_of
from storefront.orders.snapshots import OrderFilter
from storefront.ui.routes import ORDERS_EXPORT, Place, address
from storefront.ui.typed import amount_of, day_of

FIELDS = (
    "outlet",
    "seller",
    "channel",
    "status",
    "contact",
    "employee",
    "product",
    "category",
    "placed_from",
    "placed_to",
    "q",
    "min_total",
    "max_total",
    "scope",
    "sort",
)
"""The filters; what is summed up and compared beside them is no part of the selection."""

ALWAYS_SHOWN = frozenset({"q", "outlet", "seller", "placed_from", "placed_to", "scope", "sort"})
EVERY_OUTLET = "all"
GROUPS = {"month": "Month", "seller": "Seller", "category": "Category", "outlet": "Outlet"}
LONGEST_VALUE = 100
TRADE_ORDERS = "/admin/orders"
PAGE = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """What an orders address asks for, as it was typed; without an outlet it means the one in view.

    `sums` is what the selection is summed up by (nothing: it is not), `compare` what with. On the page of the whole
    trade no outlet is in view: there `here_outlet` is empty, and `q` is what customer service looks for.
    """

    outlet: str = ""
    seller: str = ""
    channel: str = ""
    status: str = ""
    contact: str = ""
    employee: str = ""
    product: str = ""
    category: str = ""
    placed_from: str = ""
    placed_to: str = ""
    q: str = ""
    min_total: str = ""
    max_total: str = ""
    scope: str = ""
    sort: str = ""
    sums: str = ""
    compare: str = ""

    def href(self, here_outlet: str, **changes: str) -> str:
        """The address of this selection with some values changed."""
        wanted = replace(self, **changes) if changes else self
        values = {name: getattr(wanted, name) for name in (*FIELDS, "sums", "compare")}
        if here_outlet:
            return address(here_outlet, "orders", **values)
        asked = urlencode({name: value for name, value in values.items() if value})
        return f"{TRADE_ORDERS}?{asked}" if asked else TRADE_ORDERS

    def export_href(
        self, here_outlet: str, ending: str = "csv", *, has_lines: bool = False, acting_session: str = ""
    ) -> str:
        """Where the same selection is downloaded, by an employee in the session that acts for the outlet."""
        values = {name: getattr(self, name) for name in FIELDS}
        values["outlet"] = "" if self.outlet == EVERY_OUTLET else self.outlet or here_outlet
        if acting_session:
            values["outlet"] = here_outlet
        if not here_outlet:
            values |= {"q": "", "scope": "all"}
        values["lines"] = "true" if has_lines else ""
        values["acting_session"] = acting_session
        asked = urlencode({name: value for name, value in values.items() if value})
        return f"{ORDERS_EXPORT}.{ending}?{asked}"

    def filter(self, here_outlet: str, cursor: str | None = None) -> OrderFilter:
        """What to ask the service for.

        Raises:
            Invalid: a day or an amount cannot be read.
        """
        return OrderFilter(
            outlet=None if self.outlet == EVERY_OUTLET else self.outlet or here_outlet,
            seller=self.seller or None,
            channel=self.channel or None,
            status=self.status or None,
            contact=self.contact or None,
            employee=self.employee or None,
            product=self.product or None,
            category=self.category or None,
            placed_from=day_of(self.placed_from, "placed_from"),
            placed_to=day_of(self.placed_to, "placed_to"),
            text=self.q if here_outlet else "",
            min_total=amount_of(self.min_total, "min_total"),
            max_total=amount_of(self.max_total, "max_total"),
            scope=(self.scope or "own") if here_outlet else "all",
            sort=self.sort or "-placed_at",
            limit=PAGE,
            cursor=cursor,
        )


def asked_at(place: Place) -> Asked:
    """What an address asks for."""
    return Asked(**{name: place.asked(name)[:LONGEST_VALUE] for name in (*FIELDS, "sums", "compare")})


def asked_by(wanted: OrderFilter) -> Asked:
    """The address of a filter; a moment in it counts as its day."""
    texts = asked_of(wanted)
    texts["q"] = texts.pop("text", "")
    texts["outlet"] = texts.get("outlet", EVERY_OUTLET)
    for name in ("placed_from", "placed_to"):
        texts[name] = texts.get(name, "")[: len("2026-03-01")]
    return Asked(**texts)
