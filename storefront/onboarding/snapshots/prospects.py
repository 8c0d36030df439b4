"""Prospects: what they send, what is decided about them, how they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storefront.catalog.snapshots import CatalogName
from storefront.kit.money import Money
from storefront.pricing.snapshots import PriceGroupName
from storefront.sellers.snapshots import SellerName


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What somebody sends who wants to buy or to sell here."""

    kind: str
    company: str
    contact_name: str
    email: str
    phone: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    country: str = ""
    categories: tuple[str, ...] = ()
    """Codes of top categories."""
    size: str = ""
    comments: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The terms on which a prospect becomes a partner; what is left out is as described.

    A buyer: without `sellers` all are open to it; without `catalogs` it sees those for the whole year of its sellers;
    without a limit it has no credit. A seller: without `channel` it is like the manufacturer's; without `code` one is
    made from its name.
    """

    sellers: tuple[str, ...] = ()
    catalogs: tuple[str, ...] | None = None
    price_groups: tuple[str, ...] = ()
    credit_limit: Money | None = None
    channel: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class ProspectFilter:
    """Which prospects are wanted; what is empty is not asked for."""

    status: str = ""
    text: str = ""
    cursor: str | None = None
    limit: int = 24


@dataclass(frozen=True, slots=True)
class ProspectCard:
    """A prospect in a list."""

    number: str
    kind: str
    status: str
    company: str
    contact_name: str
    email: str
    city: str
    submitted_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody of headquarters wrote about a prospect."""

    id: UUID
    text: str
    by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Who the applicant may be already: a `prospect`, an `organization` or a `seller`."""

    kind: str
    number: str
    name: str
    reasons: tuple[str, ...]
    hierarchy_number: str = ""


@dataclass(frozen=True, slots=True)
class ProspectView:
    """A prospect with everything that headquarters knows and did about it."""

    number: str
    kind: str
    status: str
    application: Application
    criteria: Mapping[str, bool]
    """By what is looked at: whether it was."""
    notes: tuple[Note, ...]
    duplicates: tuple[Duplicate, ...]
    address: str
    submitted_at: datetime
    decided_at: datetime | None
    decided_by: str
    reason: str
    organization_number: str
    organization_name: str
    hierarchy_number: str
    outlet_number: str
    seller_code: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What headquarters chooses from when it approves."""

    sellers: tuple[SellerName, ...]
    catalogs: tuple[CatalogName, ...]
    price_groups: tuple[PriceGroupName, ...]
    currency: str
    """In which credit is given unless somebody says otherwise."""
