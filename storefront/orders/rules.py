"""What makes an order acceptable, and how the history is compared and kept, decided on plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from storefront.carts.snapshots import CartLineView, CartView
from storefront.kit.clock import as_utc
from storefront.kit.idempotency import fingerprint
from storefront.kit.money import Money
from storefront.kit.text import is_storable, search_words
from storefront.orders.errors import OrderDecided, OrderLineNotFound
from storefront.orders.snapshots import ChangedLine, CheckoutRequest, OrderFilter, Sum, SumRow

MAXIMUM_PURCHASE_ORDER_NUMBER = 50
MAXIMUM_NOTE = 1000
MAXIMUM_REASON = 500
FARTHEST_DELIVERY = timedelta(days=365)
PAYMENT_METHODS = ("on_account",)
NOT_BOUGHT = ("rejected", "cancelled")
"""Orders that brought nothing: neither what was bought nor what is learned counts them."""


def earliest_delivery(today: date, lead_days: int) -> date:
    """The day that a seller needs: so many working days (Monday to Friday) after today."""
    day = today
    left = lead_days
    while left > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            left -= 1
    return day


def checkout_problems(request: CheckoutRequest, *, today: date, lead_days: int) -> dict[str, str]:
    """What is wrong with what was typed, by field; empty when nothing is."""
    problems: dict[str, str] = {}
    number = request.purchase_order_number
    if len(number) > MAXIMUM_PURCHASE_ORDER_NUMBER or not number.isprintable():
        problems["purchase_order_number"] = f"at most {MAXIMUM_PURCHASE_ORDER_NUMBER} printable characters"
    if len(request.note) > MAXIMUM_NOTE or not is_storable(request.note):
        problems["note"] = f"at most {MAXIMUM_NOTE} characters"
    if request.payment_method not in PAYMENT_METHODS:
        problems["payment_method"] = f"one of {', '.join(PAYMENT_METHODS)}"
    wanted = request.requested_delivery_date
    earliest = earliest_delivery(today, lead_days)
    if wanted is not None and not earliest <= wanted <= today + FARTHEST_DELIVERY:
        problems["requested_delivery_date"] = (
            f"from {earliest.isoformat()} to {(today + FARTHEST_DELIVERY).isoformat()}"
        )
    return problems


def checkout_fingerprint(outlet: str, seller: str, request: CheckoutRequest) -> str:
    """What two attempts with one key must have in common to be the same attempt."""
    expected = request.expected_total
    return fingerprint(
        [
            outlet,
            seller,
            request.purchase_order_number,
            request.note,
            request.requested_delivery_date.isoformat() if request.requested_delivery_date else None,
            [expected.minor, expected.currency] if expected else None,
            request.payment_method,
        ]
    )


def orderable(cart: CartView) -> tuple[CartLineView, ...]:
    """The lines that have an offer; the others stay behind (product rule 11)."""
    return tuple(line for line in cart.lines if line.line_total is not None)


def changed_lines(lines: Sequence[CartLineView]) -> tuple[ChangedLine, ...]:
    """The lines whose price moved since it was last seen; all of them when none did."""
    priced = [
        ChangedLine(line.sku, line.name, line.previous_unit_price, line.unit_price, line.line_total)
        for line in lines
        if line.unit_price is not None and line.line_total is not None
    ]
    moved = tuple(line for line in priced if line.previous_unit_price is not None)
    return moved or tuple(priced)


def search_text(
    number: str, purchase_order_number: str, lines: Sequence[tuple[str, str]], notes: Sequence[str] = ()
) -> str:
    """What the history's text filter reads of an order: its numbers, the SKU and name of each line, what was noted."""
    texts = [number, purchase_order_number, *(f"{sku} {name}" for sku, name in lines), *notes]
    return " ".join(search_words(" ".join(texts)))


def year_before(moment: datetime, zone: str) -> datetime:
    """The same moment of the calendar one year earlier, in UTC; all of 29 February is the start of 1 March there.

    Whole months and days stay whole: a period's end is the start of the day after it. What followed each other
    without a gap does so a year earlier.
    """
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except OverflowError:
        # The ends of time stand for no end at all.
        return moment
    if local.year == 1:
        return moment
    try:
        earlier = local.replace(year=local.year - 1)
    except ValueError:
        first = date(local.year - 1, 3, 1)
        return as_utc(datetime.combine(first, time.min, tzinfo=ZoneInfo(zone)))
    return as_utc(earlier)


def next_year(month: str) -> str:
    """`2025-03` as `2026-03`."""
    return f"{int(month[:4]) + 1:04d}{month[4:]}"


def local_month(key: str, zone: str) -> str:
    """The month, such as `2026-03`, of a key that is a month already or a minute in UTC."""
    if len(key) == len("2026-03"):
        return key
    return f"{datetime.fromisoformat(key).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)):%Y-%m}"


def side_by_side(
    sums: Mapping[tuple[str, str], tuple[str, Sum]], before: Mapping[tuple[str, str], tuple[str, Sum]]
) -> tuple[SumRow, ...]:
    """A row for every key (with its currency) of either year; what one of them has not is nothing."""
    rows: list[SumRow] = []
    for each in dict.fromkeys((*sums, *before)):
        key, currency = each
        none = Sum(0, 0, Money(0, currency))
        name, now = sums.get(each) or (before[each][0], none)
        _, earlier = before.get(each) or (name, none)
        rows.append(SumRow(key, name, now, earlier))
    return tuple(rows)


def asked_of(wanted: OrderFilter) -> dict[str, str]:
    """What a filter asks for, each value as text; what it does not ask for is left out."""
    texts = {
        name: value
        for name in _TEXTS
        if isinstance(value := getattr(wanted, name), str) and value != getattr(OrderFilter(), name)
    }
    days = {name: value.isoformat() for name in _DAYS if (value := getattr(wanted, name)) is not None}
    amounts = {name: value.amount for name in _AMOUNTS if (value := getattr(wanted, name)) is not None}
    return {name: value for name, value in (texts | days | amounts).items() if value}


def filter_of(asked: Mapping[str, str]) -> OrderFilter:
    """The filter that `asked_of` wrote down."""
    read: dict[str, object] = {name: asked[name] for name in _TEXTS if name in asked}
    read |= {name: _day(asked[name]) for name in _DAYS if name in asked}
    read |= {name: Money.parse(asked[name], "") for name in _AMOUNTS if name in asked}
    return OrderFilter(**read)  # pyright: ignore[reportArgumentType] -- each by its own kind, above


_TEXTS = (
    "outlet",
    "seller",
    "channel",
    "status",
    "contact",
    "employee",
    "product",
    "category",
    "text",
    "scope",
    "sort",
)
_DAYS = ("placed_from", "placed_to")
_AMOUNTS = ("min_total", "max_total")


def _day(text: str) -> date | datetime:
    return date.fromisoformat(text) if len(text) == len("2026-03-01") else datetime.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class LineToDecide:
    """A line as its seller decides about it."""

    position: int
    catalog_id: UUID
    product_id: UUID
    sku: str
    name: str
    quantity: int
    total_minor: int
    rejection_reason: str | None


def is_to_accept(number: str, status: str) -> bool:
    """Whether accepting changes anything; an order that is accepted already stays as it is.

    Raises:
        OrderDecided: it was decided otherwise.
    """
    if status not in {"submitted", "accepted"}:
        raise OrderDecided(number, status)
    return status == "submitted"


def lines_to_reject(
    number: str, status: str, lines: Sequence[LineToDecide], named: Sequence[int | str] | None
) -> tuple[LineToDecide, ...]:
    """The lines that a rejection is about, without those that are rejected already; without names it is about all.

    Raises:
        OrderLineNotFound: there is no line at a position, or with an SKU, that was named.
        OrderDecided: the order was decided otherwise.
    """
    known: set[int | str] = {line.position for line in lines} | {line.sku for line in lines}
    if unknown := [str(name) for name in named or () if name not in known]:
        raise OrderLineNotFound(unknown)
    meant = [line for line in lines if named is None or line.position in named or line.sku in named]
    left = tuple(line for line in meant if line.rejection_reason is None)
    if left and status != "submitted":
        raise OrderDecided(number, status)
    return left


def rejection_problems(reason: str, named: Sequence[int | str] | None) -> dict[str, str]:
    """What is wrong with a rejection, by field; empty when nothing is."""
    problems: dict[str, str] = {}
    if not reason.strip() or len(reason) > MAXIMUM_REASON or not is_storable(reason):
        problems["reason"] = f"1 to {MAXIMUM_REASON} characters: the buyer reads them"
    if named is not None and not named:
        problems["lines"] = "at least one line, or leave them out to reject all"
    return problems
