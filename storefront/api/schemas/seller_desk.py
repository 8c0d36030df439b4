"""What a seller is asked for and shown: incoming orders and stock."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from storefront.api.answers import PageBody, moment
from storefront.api.schemas.history import When
from storefront.api.schemas.inputs import Code, Text, TextQuery
from storefront.api.schemas.orders import OrderRowBody, order_row
from storefront.inventory.rules import MAXIMUM_REASON, MOST_PIECES
from storefront.inventory.snapshots import AdjustmentAnswer, Movement, StockAdjustment, StockCard
from storefront.orders.snapshots import IncomingFilter, IncomingPage

MOST_LINES = 500
Position = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Pieces = Annotated[int, Field(strict=True, ge=-MOST_PIECES, le=MOST_PIECES)]


class IncomingQuery(TextQuery):
    """Which orders of a seller: those that wait for it, oldest first, unless asked otherwise."""

    status: Annotated[
        Code,
        Field(
            description="`submitted`, `accepted`, `shipped`, `invoiced`, `rejected`, `cancelled`, or `all`."
        ),
    ] = "submitted"
    outlet: Annotated[
        Text, Field(max_length=120, description="The outlet's number, or the beginning of its name.")
    ] = ""
    placed_from: Annotated[When, Field(description="A day, or a moment.")] = None
    placed_to: Annotated[When, Field(description="A day, which counts whole, or a moment.")] = None
    sort: Annotated[
        str, Field(max_length=20, description="`placed_at`, or `-placed_at` for the newest first.")
    ] = ""

    def filter(self) -> IncomingFilter:
        """The query in the words of the service."""
        return IncomingFilter(
            status=self.status,
            text=self.q,
            outlet=self.outlet,
            placed_from=self.placed_from,
            placed_to=self.placed_to,
            sort=self.sort,
            limit=self.limit,
            cursor=self.cursor,
        )


class RejectionInput(BaseModel):
    """Why, which the buyer reads; `lines` by position or SKU, and without them all that is left of the order."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[Text, Field(min_length=1, max_length=MAXIMUM_REASON)]
    lines: Annotated[list[Position | Code], Field(min_length=1, max_length=MOST_LINES)] | None = None


class StockQuery(TextQuery):
    """Stock by words of SKU or name, and with fewer pieces available than `below`."""

    below: Annotated[int | None, Field(ge=-MOST_PIECES, le=MOST_PIECES)] = None


class AdjustmentInput(BaseModel):
    """Either `change` (pieces more, or fewer with a minus) or `on_hand` (pieces in all), and why."""

    model_config = ConfigDict(extra="forbid")

    change: Pieces | None = None
    on_hand: Pieces | None = None
    reason: Annotated[Text, Field(min_length=1, max_length=MAXIMUM_REASON)]

    def adjustment(self) -> StockAdjustment:
        """The input in the words of the service."""
        return StockAdjustment(change=self.change, on_hand=self.on_hand, reason=self.reason)


class AdjustmentBody(TypedDict):
    """What a row of a file means: `changed`, `same`, `twice` or `refused`; on hand before and after."""

    number: int
    sku: str
    name: str
    outcome: str
    problem: str
    before: int
    after: int


class AdjustmentsBody(TypedDict):
    """An answer for each row of a file of adjustments."""

    rows: list[AdjustmentBody]
    changed: int
    written: bool
    notes: list[str]


def adjustment(row: AdjustmentAnswer) -> AdjustmentBody:
    """A row of a file of adjustments, answered."""
    return {
        "number": row.row.number,
        "sku": row.row.sku,
        "name": row.name,
        "outcome": row.outcome,
        "problem": row.problem,
        "before": row.before,
        "after": row.after,
    }


class IncomingBody(PageBody[OrderRowBody]):
    """A page of a seller's orders; `waiting` is how many have to be decided at all, at most 1,000."""

    waiting: int


class StockBody(TypedDict):
    """What a seller has of a product: available = on hand - reserved - buffer, never below zero."""

    sku: str
    name: str
    on_hand: int
    reserved: int
    buffer: int
    available: int


class MovementBody(TypedDict):
    """A change by hand: an `adjustment` of what is on hand, or the `release` of pieces of a rejected order."""

    kind: str
    change: int
    on_hand: int
    reason: str
    by: str | None
    at: str


def incoming(found: IncomingPage) -> IncomingBody:
    """A page of a seller's orders."""
    return {
        "items": [order_row(summary) for summary in found.items],
        "next_cursor": found.next_cursor,
        "waiting": found.waiting,
    }


def stock(card: StockCard) -> StockBody:
    """What a seller has of a product."""
    return {
        "sku": card.sku,
        "name": card.name,
        "on_hand": card.on_hand,
        "reserved": card.reserved,
        "buffer": card.buffer,
        "available": card.available,
    }


def movement(made: Movement) -> MovementBody:
    """A change by hand."""
    return {
        "kind": made.kind,
        "change": made.change,
        "on_hand": made.on_hand,
        "reason": made.reason,
        "by": made.made_by,
        "at": moment(made.made_at),
    }
