"""What this slice shows to others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: the only time that its token is seen."""

    token: str
    expires_at: datetime
    contact: "ContactCard"


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Who somebody is."""

    id: UUID
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class MembershipCard:
    """One membership of the contact itself."""

    organization_number: str
    organization_name: str
    hierarchy_number: str
    node_number: str
    node_name: str
    node_kind: str
    role: str
    status: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The answer to "who am I"."""

    contact: ContactCard
    memberships: tuple[MembershipCard, ...]
    duties: tuple[str, ...]
    seller_code: str | None


@dataclass(frozen=True, slots=True)
class OutletCard:
    """An outlet that the contact may order for."""

    number: str
    name: str
    organization_number: str
    organization_name: str
    hierarchy_number: str
    role: str
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionCard:
    """An open session of the contact."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    address: str
    user_agent: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Address:
    """A delivery address."""

    name: str
    street: str
    city: str
    postcode: str
    country: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as one writes them on a parcel, empty ones left out."""
        return tuple(
            line for line in (self.name, self.street, self.city, self.postcode, self.country) if line
        )
