"""People, outlets and sessions as JSON."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from storefront.api.answers import maybe_moment, moment
from storefront.api.schemas.inputs import Text
from storefront.parties.rules import MAXIMUM_EMAIL_LENGTH, MAXIMUM_PASSWORD_LENGTH
from storefront.parties.snapshots import (
    Address,
    ContactCard,
    Identity,
    MembershipCard,
    OutletCard,
    SessionCard,
    SignedIn,
)


class SignInInput(BaseModel):
    """What somebody signs in with."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    email: Annotated[Text, Field(min_length=1, max_length=MAXIMUM_EMAIL_LENGTH)]
    password: Annotated[Text, Field(min_length=1, max_length=MAXIMUM_PASSWORD_LENGTH)]


class ContactBody(TypedDict):
    """A person."""

    id: str
    name: str
    email: str


class SignedInBody(TypedDict):
    """A new session; the token is shown this once."""

    token: str
    expires_at: str
    contact: ContactBody


class OrganizationBody(TypedDict):
    """The business that buys."""

    number: str
    name: str


class NodeBody(TypedDict):
    """A node of a customer hierarchy; kind is `organization`, `group` or `outlet`."""

    number: str
    name: str
    kind: str


class MembershipBody(TypedDict):
    """A membership covers its node and what is below it."""

    organization: OrganizationBody
    hierarchy_number: str
    node: NodeBody
    role: str
    status: str


class IdentityBody(TypedDict):
    """Who the caller is."""

    contact: ContactBody
    memberships: list[MembershipBody]
    duties: list[str]
    seller: str | None


class OutletBody(TypedDict):
    """An outlet that the caller may order for."""

    number: str
    name: str
    organization: OrganizationBody
    hierarchy_number: str
    role: str
    last_used_at: str | None


class AddressBody(TypedDict):
    """A delivery address."""

    name: str
    street: str
    city: str
    postcode: str
    country: str


class SessionBody(TypedDict):
    """An open session of the caller."""

    id: UUID
    created_at: str
    last_seen_at: str
    expires_at: str
    address: str
    user_agent: str
    is_current: bool


def contact(card: ContactCard) -> ContactBody:
    """A person."""
    return {"id": str(card.id), "name": card.name, "email": card.email}


def signed_in(session: SignedIn) -> SignedInBody:
    """A new session."""
    return {
        "token": session.token,
        "expires_at": moment(session.expires_at),
        "contact": contact(session.contact),
    }


def membership(card: MembershipCard) -> MembershipBody:
    """One membership."""
    return {
        "organization": {"number": card.organization_number, "name": card.organization_name},
        "hierarchy_number": card.hierarchy_number,
        "node": {"number": card.node_number, "name": card.node_name, "kind": card.node_kind},
        "role": card.role,
        "status": card.status,
    }


def identity(who: Identity) -> IdentityBody:
    """Who the caller is."""
    return {
        "contact": contact(who.contact),
        "memberships": [membership(card) for card in who.memberships],
        "duties": list(who.duties),
        "seller": who.seller_code,
    }


def outlet(card: OutletCard) -> OutletBody:
    """An outlet."""
    return {
        "number": card.number,
        "name": card.name,
        "organization": {"number": card.organization_number, "name": card.organization_name},
        "hierarchy_number": card.hierarchy_number,
        "role": card.role,
        "last_used_at": maybe_moment(card.last_used_at),
    }


def address(place: Address) -> AddressBody:
    """A delivery address."""
    return {
        "name": place.name,
        "street": place.street,
        "city": place.city,
        "postcode": place.postcode,
        "country": place.country,
    }


def session(card: SessionCard) -> SessionBody:
    """An open session."""
    return {
        "id": card.id,
        "created_at": moment(card.created_at),
        "last_seen_at": moment(card.last_seen_at),
        "expires_at": moment(card.expires_at),
        "address": card.address,
        "user_agent": card.user_agent,
        "is_current": card.is_current,
    }
