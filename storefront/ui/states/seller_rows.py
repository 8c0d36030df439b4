"""What a seller's desk shows, already in words."""

from dataclasses import dataclass, replace

from storefront.inventory.snapshots import Movement, StockCard
from storefront.orders.snapshots import OrderEventView, OrderLineView, OrderSummary
from storefront.ui.routes import seller_address
from storefront.ui.states.rows import OrderRow
from storefront.ui.words import day_and_time, order_row

EVENTS = {"accepted": "Accepted", "rejected": "Rejected", "lines_rejected": "Lines rejected"}
MOVEMENTS = {"adjustment": "Adjusted", "release": "Free again"}
NAMED = 5


@dataclass(frozen=True, slots=True)
class IncomingLineRow:
    """A line of an order that was placed with the seller; `position` names it."""

    position: int = 0
    sku: str = ""
    name: str = ""
    quantity: str = ""
    price: str = ""
    total: str = ""
    note: str = ""
    rejection: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What was decided, by whom and when."""

    words: str = ""
    reason: str = ""
    made: str = ""
    tone: str = "quiet"


@dataclass(frozen=True, slots=True)
class StockRow:
    """What the seller has of a product."""

    sku: str = ""
    name: str = ""
    on_hand: str = ""
    reserved: str = ""
    buffer: str = ""
    available: str = ""
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A change by hand."""

    words: str = ""
    change: str = ""
    on_hand: str = ""
    reason: str = ""
    made: str = ""


def incoming_row(summary: OrderSummary, *, channel: str) -> OrderRow:
    """An order as a row of the inbox."""
    return replace(
        order_row(summary, outlet=summary.outlet_number),
        href=seller_address(channel, "orders", summary.number),
        outlet=f"{summary.outlet_name} ({summary.outlet_number})",
        organization=summary.organization_name,
    )


def incoming_line_row(line: OrderLineView) -> IncomingLineRow:
    """A line of an order."""
    return IncomingLineRow(
        position=line.position,
        sku=line.sku,
        name=line.name,
        quantity=f"{line.quantity:,}",
        price=line.unit_price.words,
        total=line.line_total.words,
        note=line.note,
        rejection=line.rejection_reason or "",
    )


def decision_row(event: OrderEventView) -> DecisionRow:
    """What was decided; a few of many lines are named."""
    skus = ", ".join(event.skus[:NAMED])
    more = f" and {len(event.skus) - NAMED} more" if len(event.skus) > NAMED else ""
    word = EVENTS.get(event.kind, event.kind)
    return DecisionRow(
        words=f"{word}: {skus}{more}" if skus else word,
        reason=event.reason,
        made=f"{event.made_by}, {day_and_time(event.made_at)}",
        tone="good" if event.kind == "accepted" else "bad",
    )


def stock_row(card: StockCard) -> StockRow:
    """What the seller has of a product."""
    return StockRow(
        sku=card.sku,
        name=card.name,
        on_hand=f"{card.on_hand:,}",
        reserved=f"{card.reserved:,}",
        buffer=f"{card.buffer:,}",
        available=f"{card.available:,}",
        is_out=card.available == 0,
    )


def movement_row(made: Movement) -> MovementRow:
    """A change by hand."""
    return MovementRow(
        words=MOVEMENTS.get(made.kind, made.kind),
        change=f"{made.change:+,}",
        on_hand=f"{made.on_hand:,}",
        reason=made.reason,
        made=f"{made.made_by or 'Nobody any more'}, {day_and_time(made.made_at)}",
    )
