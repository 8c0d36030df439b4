"""What this slice shows to others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storefront.kit.paging import Page


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


@dataclass(frozen=True, slots=True)
class Founded:
    """An organization with its hierarchy, its root, and the outlet that was made with it, if one was."""

    organization_id: UUID
    organization_number: str
    name: str
    hierarchy_id: UUID
    hierarchy_number: str
    root_id: UUID
    outlet_id: UUID | None
    outlet_number: str


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody to be invited: the normal address, the name if it is a new contact, role and node."""

    email: str
    name: str
    role: str
    node_id: UUID


@dataclass(frozen=True, slots=True)
class InviteeStanding:
    """What an address is already: a contact or not, and at that node a member in some status or none."""

    email: str
    contact_id: UUID | None
    name: str
    has_password: bool
    membership_id: UUID | None
    status: str | None


@dataclass(frozen=True, slots=True)
class InvitationView:
    """What an invitation is to, for whoever holds its link."""

    email: str
    name: str
    organization_name: str
    node_name: str
    role: str
    needs_password: bool
    """The contact is new: it gives itself a name and a password."""


@dataclass(frozen=True, slots=True)
class AddressChange:
    """The change of a sign-in address that a link confirms."""

    name: str
    old_email: str
    new_email: str


@dataclass(frozen=True, slots=True)
class NodeCard:
    """A node of a customer hierarchy; kind is `organization`, `group` or `outlet`."""

    id: UUID
    number: str
    name: str
    kind: str
    path: str
    hierarchy_id: UUID
    parent_id: UUID | None = None

    @property
    def level(self) -> int:
        """1 for the organization."""
        return self.path.count(".") + 1


@dataclass(frozen=True, slots=True)
class ChildCard:
    """A node in the list of what is below another one, and how many nodes are directly below it."""

    node: NodeCard
    children: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A node with what stands above it, outermost first, and a page of what is directly below it.

    Without a node: the topmost nodes that are somebody's to run.
    """

    node: NodeCard | None
    above: tuple[NodeCard, ...]
    children: Page[ChildCard]


@dataclass(frozen=True, slots=True)
class HierarchyCard:
    """A customer hierarchy in a list, with how many outlets and active admins it has."""

    number: str
    name: str
    organization_number: str
    organization_name: str
    root_id: UUID
    root_number: str
    outlets: int
    admins: int


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Somebody, as access is decided: who they are, and whose staff."""

    contact_id: UUID
    name: str
    email: str
    is_active: bool
    employee_id: UUID | None
    employer_id: UUID | None
    duties: frozenset[str]


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """A node on the lineage of an outlet, the outlet first, with somebody's membership there if there is one."""

    number: str
    name: str
    path: str
    role: str | None
    status: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class AccessFacts:
    """Everything from which it is decided what somebody may do in an outlet; `may_act` for it as an employee."""

    person: PersonFacts
    lineage: tuple[StandingFacts, ...]
    may_act: bool
    sales_groups: tuple[str, ...]
    """Names of those that they and a node of the lineage are in."""
    is_member: bool
    has_joined: bool = True
    """Whether they have a membership anywhere in the outlet's hierarchy (`is_member`), and accepted one."""


@dataclass(frozen=True, slots=True)
class KnownNode:
    """A node that something moves in at, with its organization and the primary address that is set at it, if one is."""

    id: UUID
    number: str
    name: str
    kind: str
    path: str
    hierarchy_id: UUID
    organization_id: UUID
    organization_number: str
    country: str
    hierarchy_number: str
    parent_number: str | None
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class ArrivingNode:
    """A node that moves in; a root brings its organization (`country`) and its hierarchy with it."""

    id: UUID
    number: str
    name: str
    kind: str
    path: str
    hierarchy_id: UUID
    organization_id: UUID
    parent_id: UUID | None
    address: Address | None = None
    country: str = ""
    hierarchy_number: str = ""


@dataclass(frozen=True, slots=True)
class KnownMember:
    """Who an address is already, and what they are at a node that was asked for, if anything."""

    email: str
    contact_id: UUID
    name: str
    node_id: UUID | None
    membership_id: UUID | None
    role: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class ArrivingMember:
    """A membership that moves in; with a reason it is disabled from the beginning."""

    contact_id: UUID
    node_id: UUID
    role: str
    disabled_reason: str = ""
