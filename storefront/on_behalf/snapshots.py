"""What this slice shows to others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storefront.carts.snapshots import ToldChange
from storefront.kit.money import Money
from storefront.orders.snapshots import OrderSummary


@dataclass(frozen=True, slots=True)
class StartedSession:
    """A session that was opened just now."""

    id: UUID
    expires_at: datetime
    outlet: str


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """An active contact of an outlet, in whose name somebody may act."""

    id: UUID
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class OutletToServe:
    """An outlet before somebody acts for it: whom it may be for, and until when a session is open already."""

    number: str
    name: str
    organization_number: str
    organization_name: str
    contacts: tuple[PersonChoice, ...]
    open_until: datetime | None


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """An open session of an employee's own."""

    id: UUID
    outlet_number: str
    outlet_name: str
    contact: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An order that was placed in a session."""

    number: str
    seller: str


@dataclass(frozen=True, slots=True)
class MadeTemplate:
    """A template that was made in a session; without a name it is a colleague's own."""

    id: UUID
    name: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """A session on behalf of an outlet, and what it changed; `ended_at` is when it ended or ran out, else None."""

    id: UUID
    employee: str
    duty: str | None
    contact: str | None
    reason: str
    started_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    cart_steps: int
    changes: tuple[ToldChange, ...]
    """The first of those steps, oldest first."""
    orders: tuple[PlacedOrder, ...]
    templates: tuple[MadeTemplate, ...]


@dataclass(frozen=True, slots=True)
class OpenCarts:
    """What waits in an outlet's carts in one currency, at the prices that were seen."""

    lines: int
    value: Money


@dataclass(frozen=True, slots=True)
class FieldOutlet:
    """An outlet of a field seller's sales groups; without a last order nothing was ever ordered."""

    number: str
    name: str
    organization_name: str
    last_order: str | None
    last_ordered_at: datetime | None
    last_total: Money | None
    days: int | None
    carts: tuple[OpenCarts, ...]
    is_open: bool
    """The field seller has a session open there."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is in an organization; `status` is that of the membership, or `disabled` with the sign-in."""

    organization_number: str
    organization_name: str
    node_number: str
    node_name: str
    node_kind: str
    role: str
    status: str


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A contact with the organizations that it buys for, those too where it is disabled."""

    id: UUID
    name: str
    email: str
    is_active: bool
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class FoundOutlet:
    """An outlet with its organization."""

    number: str
    name: str
    organization_number: str
    organization_name: str


@dataclass(frozen=True, slots=True)
class Found:
    """What one search of customer service found, the first of each kind."""

    people: tuple[FoundPerson, ...]
    outlets: tuple[FoundOutlet, ...]
    orders: tuple[OrderSummary, ...]
