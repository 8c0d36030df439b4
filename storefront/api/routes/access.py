"""What somebody can do in an outlet, and why."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from storefront.api.actor import SignedIn, ask
from storefront.api.answers import PageBody, answer, page
from storefront.api.schemas.access import AccessBody, access
from storefront.api.schemas.inputs import Code, Text
from storefront.api.schemas.parties import ContactBody
from storefront.api.schemas.parties import contact as contact_body
from storefront.api.schemas.searching import TypedQuery
from storefront.hierarchies import service as hierarchies
from storefront.kit.paging import Page
from storefront.parties import service as parties
from storefront.parties.actor import Actor
from storefront.parties.snapshots import ContactCard

router = APIRouter(prefix="/api/v1", tags=["people"])

Person = Annotated[
    Text, Query(min_length=1, max_length=254, description="The contact's id or e-mail address.")
]
Place = Annotated[Code, Query(description="The outlet's number.")]


@router.get("/access", response_model=AccessBody)
def explain_access(caller: SignedIn, contact: Person, outlet: Place) -> Response:
    """Each right of a contact in an outlet that you run, with its reason."""
    work = partial(hierarchies.explain_access, contact=_person(contact), outlet=outlet)
    return answer(access(ask(caller, work)))


@router.get("/admin/people", response_model=PageBody[ContactBody])
def suggest_people(caller: SignedIn, query: Annotated[TypedQuery, Query()]) -> Response:
    """The first people with all the words of `q` in name or address, for headquarters."""

    def read(session: Session, actor: Actor) -> Page[ContactCard]:
        return Page(parties.suggest_people(session, actor, text=query.q, limit=query.limit), None)

    return answer(page(ask(caller, read), contact_body))


def _person(text: str) -> UUID | str:
    try:
        return UUID(text)
    except ValueError:
        return text
