"""What this slice shows to others."""

from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Employer:
    """The seller whose staff somebody is."""

    code: str
    name: str
    kind: str
    channel_code: str


@dataclass(frozen=True, slots=True)
class SellerName:
    """A seller as one chooses it."""

    id: UUID
    code: str
    name: str
    kind: str
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class SellerRequestCard:
    """An outlet's wish to buy from a seller; status is `submitted`, `granted` or `declined`."""

    id: UUID
    outlet_id: UUID
    seller_id: UUID
    note: str
    status: str
    created_at: datetime
    decided_at: datetime | None
    reason: str
    outlet_number: str
    outlet_name: str
    organization_id: UUID
    organization_name: str
    seller_code: str
    seller_name: str
    asker: str | None
    asker_email: str | None
    decider: str | None


@dataclass(frozen=True, slots=True)
class OpenedSeller:
    """A new seller, and the one that it was modelled on."""

    id: UUID
    code: str
    name: str
    warehouse_id: UUID
    currency: str
    model_id: UUID
    model_code: str
