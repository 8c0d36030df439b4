"""Prospects as JSON."""

from typing_extensions import TypedDict

from storefront.api.answers import maybe_moment, moment
from storefront.api.schemas.parties import OrganizationBody
from storefront.onboarding.snapshots import Duplicate, Note, ProspectCard, ProspectView


class NumberBody(TypedDict):
    """The number of a request."""

    number: str


class ApplicantBody(TypedDict):
    """Whom to write to."""

    name: str
    email: str


class PlaceBody(TypedDict):
    """Where the company is."""

    street: str
    city: str
    postcode: str
    country: str


class ProspectCardBody(TypedDict):
    """A prospect in a list."""

    number: str
    kind: str
    status: str
    company: str
    contact: ApplicantBody
    city: str
    submitted_at: str
    decided_at: str | None


class NoteBody(TypedDict):
    """A note of headquarters."""

    id: str
    text: str
    by: str
    made_at: str


class DuplicateBody(TypedDict):
    """Who the applicant may be already: `prospect`, `organization` or `seller`."""

    kind: str
    number: str
    name: str
    reasons: list[str]


class ProspectBody(TypedDict):
    """A prospect; what approving made of it is null before."""

    number: str
    kind: str
    status: str
    company: str
    contact: ApplicantBody
    phone: str
    address: PlaceBody
    categories: list[str]
    size: str
    comments: str
    criteria: dict[str, bool]
    notes: list[NoteBody]
    duplicates: list[DuplicateBody]
    network_address: str
    submitted_at: str
    decided_at: str | None
    decided_by: str
    reason: str
    organization: OrganizationBody | None
    hierarchy_number: str | None
    outlet: str | None
    seller: str | None


def card(found: ProspectCard) -> ProspectCardBody:
    """A prospect in a list."""
    return {
        "number": found.number,
        "kind": found.kind,
        "status": found.status,
        "company": found.company,
        "contact": {"name": found.contact_name, "email": found.email},
        "city": found.city,
        "submitted_at": moment(found.submitted_at),
        "decided_at": maybe_moment(found.decided_at),
    }


def prospect(view: ProspectView) -> ProspectBody:
    """A prospect with all that is known of it."""
    sent = view.application
    return {
        "number": view.number,
        "kind": view.kind,
        "status": view.status,
        "company": sent.company,
        "contact": {"name": sent.contact_name, "email": sent.email},
        "phone": sent.phone,
        "address": {
            "street": sent.street,
            "city": sent.city,
            "postcode": sent.postcode,
            "country": sent.country,
        },
        "categories": list(sent.categories),
        "size": sent.size,
        "comments": sent.comments,
        "criteria": dict(view.criteria),
        "notes": [note(each) for each in view.notes],
        "duplicates": [duplicate(each) for each in view.duplicates],
        "network_address": view.address,
        "submitted_at": moment(view.submitted_at),
        "decided_at": maybe_moment(view.decided_at),
        "decided_by": view.decided_by,
        "reason": view.reason,
        "organization": (
            {"number": view.organization_number, "name": view.organization_name}
            if view.organization_number
            else None
        ),
        "hierarchy_number": view.hierarchy_number or None,
        "outlet": view.outlet_number or None,
        "seller": view.seller_code or None,
    }


def note(found: Note) -> NoteBody:
    """A note."""
    return {"id": str(found.id), "text": found.text, "by": found.by, "made_at": moment(found.made_at)}


def duplicate(found: Duplicate) -> DuplicateBody:
    """Who it may be already."""
    return {
        "kind": found.kind,
        "number": found.number,
        "name": found.name,
        "reasons": list(found.reasons),
    }
