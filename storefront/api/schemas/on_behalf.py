"""Acting for outlets, field sellers' outlets and what customer service finds, as JSON."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, maybe_moment, moment, money
from storefront.api.schemas.inputs import Code, Text, TextQuery
from storefront.on_behalf.snapshots import (
    FieldOutlet,
    OpenVisit,
    OutletToServe,
    PersonChoice,
    StartedSession,
    Visit,
)
from storefront.parties.rules import MAXIMUM_EMAIL_LENGTH

MAXIMUM_REASON_SENT = 1000
"""Blanks count until the service has taken them out."""


class StartInput(BaseModel):
    """For which outlet, in the name of which of its contacts (id or e-mail address) or of none, and why."""

    model_config = ConfigDict(extra="forbid")

    outlet: Code
    contact: Annotated[Text, Field(min_length=1, max_length=MAXIMUM_EMAIL_LENGTH)] | None = None
    reason: Annotated[Text, Field(max_length=MAXIMUM_REASON_SENT)]


class FieldQuery(TextQuery):
    """A page of a field seller's outlets."""

    sort: Annotated[
        Literal["-days", "days", "name"],
        Field(description="`days` since the last order, with `-` in front the longest first; or `name`."),
    ] = "-days"


class StartedBody(TypedDict):
    """A session; its id goes into the header `Acting-Session` of the calls made in it."""

    id: str
    expires_at: str


class OpenVisitBody(TypedDict):
    """A session of your own that is open; without a contact you act for the outlet alone."""

    id: str
    outlet: str
    outlet_name: str
    contact: str | None
    expires_at: str


class PersonBody(TypedDict):
    """An active contact of an outlet."""

    id: str
    name: str
    email: str


class OutletToServeBody(TypedDict):
    """An outlet with the contacts that you may act for; `open_until` when you act for it already."""

    number: str
    name: str
    organization: str
    organization_name: str
    contacts: list[PersonBody]
    open_until: str | None


class LastOrderBody(TypedDict):
    """The outlet's newest order, and how many days ago it was."""

    number: str
    placed_at: str
    total: MoneyBody
    days: int


class WaitingBody(TypedDict):
    """What waits in carts in one currency, at the prices seen there."""

    lines: int
    value: MoneyBody


class FieldOutletBody(TypedDict):
    """An outlet of your sales groups."""

    number: str
    name: str
    organization_name: str
    last_order: LastOrderBody | None
    carts: list[WaitingBody]
    is_open: bool


class ToldChangeBody(TypedDict):
    """A step of one of the outlet's carts, in words."""

    seller: str
    words: str
    made_at: str
    is_undone: bool


class PlacedOrderBody(TypedDict):
    """An order that was placed, and the seller's name."""

    number: str
    seller_name: str


class MadeTemplateBody(TypedDict):
    """A template that was made; a colleague's own has no name."""

    id: str
    name: str | None


class VisitBody(TypedDict):
    """Somebody acted for the outlet; `ended_at` is null while it is open. `changes` are the first of `cart_steps`."""

    id: str
    employee: str
    duty: str | None
    contact: str | None
    reason: str
    started_at: str
    expires_at: str
    ended_at: str | None
    cart_steps: int
    changes: list[ToldChangeBody]
    orders: list[PlacedOrderBody]
    templates: list[MadeTemplateBody]


def started(new: StartedSession) -> StartedBody:
    """A session that was opened."""
    return {"id": str(new.id), "expires_at": moment(new.expires_at)}


def open_visit(each: OpenVisit) -> OpenVisitBody:
    """An open session."""
    return {
        "id": str(each.id),
        "outlet": each.outlet_number,
        "outlet_name": each.outlet_name,
        "contact": each.contact,
        "expires_at": moment(each.expires_at),
    }


def outlet_to_serve(outlet: OutletToServe) -> OutletToServeBody:
    """An outlet before somebody acts for it."""
    return {
        "number": outlet.number,
        "name": outlet.name,
        "organization": outlet.organization_number,
        "organization_name": outlet.organization_name,
        "contacts": [_person(person) for person in outlet.contacts],
        "open_until": maybe_moment(outlet.open_until),
    }


def _person(person: PersonChoice) -> PersonBody:
    return {"id": str(person.id), "name": person.name, "email": person.email}


def field_outlet(outlet: FieldOutlet) -> FieldOutletBody:
    """An outlet of a field seller's."""
    return {
        "number": outlet.number,
        "name": outlet.name,
        "organization_name": outlet.organization_name,
        "last_order": _last_order(outlet),
        "carts": [{"lines": each.lines, "value": money(each.value)} for each in outlet.carts],
        "is_open": outlet.is_open,
    }


def _last_order(outlet: FieldOutlet) -> LastOrderBody | None:
    if not (outlet.last_order and outlet.last_ordered_at and outlet.last_total):
        return None
    return {
        "number": outlet.last_order,
        "placed_at": moment(outlet.last_ordered_at),
        "total": money(outlet.last_total),
        "days": outlet.days or 0,
    }


def visit(each: Visit) -> VisitBody:
    """A session on behalf of an outlet."""
    return {
        "id": str(each.id),
        "employee": each.employee,
        "duty": each.duty,
        "contact": each.contact,
        "reason": each.reason,
        "started_at": moment(each.started_at),
        "expires_at": moment(each.expires_at),
        "ended_at": maybe_moment(each.ended_at),
        "cart_steps": each.cart_steps,
        "changes": [
            {
                "seller": change.seller_code,
                "words": change.words,
                "made_at": moment(change.made_at),
                "is_undone": change.is_undone,
            }
            for change in each.changes
        ],
        "orders": [{"number": order.number, "seller_name": order.seller} for order in each.orders],
        "templates": [{"id": str(template.id), "name": template.name} for template in each.templates],
    }
