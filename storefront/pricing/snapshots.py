"""What this slice shows to others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storefront.kit.money import UnitPrice


@dataclass(frozen=True, slots=True)
class PriceListCard:
    """A price list that applies to an outlet now; `rule` is why: `standard`, `price_group` or `trade_agreement`."""

    id: UUID
    code: str
    name: str
    rule: str
    catalog_id: UUID | None
    valid_to: datetime | None
    is_dated: bool

    @property
    def is_special(self) -> bool:
        """Whether it is more than the undated standard prices that everybody gets."""
        return self.rule != "standard" or self.is_dated


@dataclass(frozen=True, slots=True)
class PriceEntryCard:
    """One entry of a price list."""

    price_list_id: UUID
    minimum_quantity: int
    unit_price: int


@dataclass(frozen=True, slots=True)
class PriceCandidate:
    """A price that was considered, and what became of it."""

    price_list: str
    name: str
    rule: str
    minimum_quantity: int
    unit_price: UnitPrice
    valid_to: datetime | None
    outcome: str
    """`won`, `dearer`, or `quantity` (it needs more pieces)."""


@dataclass(frozen=True, slots=True)
class PriceTrace:
    """A price and the candidates behind it, the winner first."""

    unit_price: UnitPrice
    candidates: tuple[PriceCandidate, ...]

    def to_document(self) -> list[object]:
        """The trace as a JSON document, to be frozen with an order."""
        return [
            [
                candidate.price_list,
                candidate.name,
                candidate.rule,
                candidate.minimum_quantity,
                candidate.unit_price.ten_thousandths,
                candidate.valid_to.isoformat() if candidate.valid_to else None,
                candidate.outcome,
            ]
            for candidate in self.candidates
        ]


@dataclass(frozen=True, slots=True)
class PriceBreak:
    """From this quantity on, this unit price."""

    minimum_quantity: int
    unit_price: UnitPrice


@dataclass(frozen=True, slots=True)
class PriceGroupName:
    """A price group as one chooses it for a node."""

    id: UUID
    code: str
    name: str
    seller_id: UUID
