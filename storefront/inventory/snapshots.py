"""What this slice shows to others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storefront.audit.snapshots import Deed


@dataclass(frozen=True, slots=True)
class Shortage:
    """A product of which less can be had than was asked for."""

    product_id: UUID
    wanted: int
    available: int


@dataclass(frozen=True, slots=True)
class StockCard:
    """What a seller has of one product: available = on hand - reserved - buffer, never below zero."""

    product_id: UUID
    sku: str
    name: str
    on_hand: int
    reserved: int
    buffer: int
    available: int


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What an adjustment left, and what is to be written down of it once all else is written; None when it was so."""

    card: StockCard
    deed: Deed | None


@dataclass(frozen=True, slots=True)
class StockAdjustment:
    """What a count, a delivery or a loss makes of the pieces on hand: `change` more or fewer, or `on_hand` in all."""

    change: int | None = None
    on_hand: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """A change that somebody made by hand; `on_hand` is what was there afterwards."""

    kind: str
    change: int
    on_hand: int
    reason: str
    made_by: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """A row of a file of adjustments, as it was written."""

    number: int
    """Its place in the file, from 1."""
    sku: str
    on_hand: str = ""
    change: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadAdjustments:
    """A file of adjustments, read but not judged."""

    rows: tuple[AdjustmentRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdjustmentAnswer:
    """What a row of such a file means: `changed`, `same`, `twice` or `refused`; only the first changes anything."""

    row: AdjustmentRow
    outcome: str
    problem: str = ""
    name: str = ""
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class AdjustedStock:
    """What was done by a file: an answer for each row, what is available now of each product that changed, and the deeds."""

    answers: tuple[AdjustmentAnswer, ...]
    available: Mapping[UUID, int]
    deeds: tuple[Deed, ...]
