"""What this slice shows to others."""

from dataclasses import dataclass
from uuid import UUID

from storefront.kit.money import Money


@dataclass(frozen=True, slots=True)
class SellerCard:
    """A seller as a buyer sees it, with the warehouse that its channel fulfils from."""

    id: UUID
    code: str
    name: str
    kind: str
    currency: str
    minimum_order: Money
    lead_days: int
    position: int
    warehouse_id: UUID
