"""What customer service looks for, and what is found, as JSON."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from storefront.api.schemas.inputs import Text
from storefront.api.schemas.orders import OrderRowBody, order_row
from storefront.kit.paging import DEFAULT_LIMIT, MAXIMUM_LIMIT
from storefront.kit.text import MAXIMUM_QUERY_LENGTH
from storefront.on_behalf.snapshots import Found, FoundOutlet, FoundPerson


class SearchQuery(BaseModel):
    """What customer service looks for."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[Text, Field(max_length=MAXIMUM_QUERY_LENGTH)] = ""
    limit: Annotated[int, Field(ge=1, le=24, description="So many of each kind.")] = 8


class TypedQuery(BaseModel):
    """What a field that suggests has in it so far; nobody asks it for a second page."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[Text, Field(max_length=MAXIMUM_QUERY_LENGTH)] = ""
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MAXIMUM_LIMIT)


class StandingBody(TypedDict):
    """What a person is in an organization."""

    organization: str
    organization_name: str
    node: str
    node_name: str
    node_kind: str
    role: str
    status: str


class FoundPersonBody(TypedDict):
    """A contact with the organizations that it buys for."""

    id: str
    name: str
    email: str
    is_active: bool
    standings: list[StandingBody]


class FoundOutletBody(TypedDict):
    """An outlet with its organization."""

    number: str
    name: str
    organization: str
    organization_name: str


class FoundBody(TypedDict):
    """The first of each kind."""

    people: list[FoundPersonBody]
    outlets: list[FoundOutletBody]
    orders: list[OrderRowBody]


def found(result: Found) -> FoundBody:
    """What one search found."""
    return {
        "people": [_found_person(person) for person in result.people],
        "outlets": [_found_outlet(outlet) for outlet in result.outlets],
        "orders": [order_row(order) for order in result.orders],
    }


def _found_person(person: FoundPerson) -> FoundPersonBody:
    return {
        "id": str(person.id),
        "name": person.name,
        "email": person.email,
        "is_active": person.is_active,
        "standings": [
            {
                "organization": each.organization_number,
                "organization_name": each.organization_name,
                "node": each.node_number,
                "node_name": each.node_name,
                "node_kind": each.node_kind,
                "role": each.role,
                "status": each.status,
            }
            for each in person.standings
        ],
    }


def _found_outlet(outlet: FoundOutlet) -> FoundOutletBody:
    return {
        "number": outlet.number,
        "name": outlet.name,
        "organization": outlet.organization_number,
        "organization_name": outlet.organization_name,
    }
