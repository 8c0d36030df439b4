"""Acting for outlets, and what customer service looks for."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from storefront.api.actor import SignedIn, act, ask, ask_in
from storefront.api.answers import PageBody, answer, nothing, page, whole
from storefront.api.schemas.inputs import Asked, ListQuery, OutletNumber
from storefront.api.schemas.on_behalf import (
    FieldOutletBody,
    FieldQuery,
    OpenVisitBody,
    OutletToServeBody,
    StartedBody,
    StartInput,
    VisitBody,
    field_outlet,
    open_visit,
    outlet_to_serve,
    started,
    visit,
)
from storefront.api.schemas.searching import FoundBody, SearchQuery, found
from storefront.on_behalf import service as on_behalf

router = APIRouter(prefix="/api/v1", tags=["on behalf"])


@router.post("/field/sessions", status_code=201, response_model=StartedBody)
def start_session(caller: SignedIn, wanted: StartInput) -> Response:
    """Act for an outlet; one that you had open for it ends. Name the id in the header `Acting-Session` from now on."""
    work = partial(
        on_behalf.start_session, outlet=wanted.outlet, contact=wanted.contact, reason=wanted.reason
    )
    return answer(started(act(caller, work)), 201)


@router.get("/field/sessions", response_model=PageBody[OpenVisitBody])
def list_open_sessions(caller: SignedIn, asked: Asked) -> Response:
    """Where you act for an outlet now, the newest first."""
    return answer(whole([open_visit(each) for each in ask(caller, on_behalf.list_open_sessions)], asked))


@router.delete("/field/sessions/{acting_session_id}", status_code=204)
def end_session(caller: SignedIn, acting_session_id: UUID) -> Response:
    """Stop acting for an outlet."""
    act(caller, partial(on_behalf.end_session, session_id=acting_session_id))
    return nothing()


@router.get("/field/outlets", response_model=PageBody[FieldOutletBody])
def list_field_outlets(caller: SignedIn, query: Annotated[FieldQuery, Query()]) -> Response:
    """The outlets of your sales groups with last order and open carts; those that wait longest first."""
    work = partial(
        on_behalf.list_field_outlets, text=query.q, sort=query.sort, cursor=query.cursor, limit=query.limit
    )
    return answer(page(ask(caller, work), field_outlet))


@router.get("/field/outlets/{outlet}", response_model=OutletToServeBody)
def find_outlet(caller: SignedIn, outlet: OutletNumber) -> Response:
    """An outlet that you may act for, with its active contacts."""
    return answer(outlet_to_serve(ask(caller, partial(on_behalf.find_outlet, outlet=outlet))))


@router.get("/outlets/{outlet}/acting-sessions", response_model=PageBody[VisitBody])
def list_visits(caller: SignedIn, outlet: OutletNumber, query: Annotated[ListQuery, Query()]) -> Response:
    """Who acted for the outlet, when, why, and what it changed, newest first."""
    work = partial(on_behalf.list_visits, cursor=query.cursor, limit=query.limit)
    return answer(page(ask_in(caller, outlet, work), visit))


@router.get("/admin/search", response_model=FoundBody)
def search(caller: SignedIn, query: Annotated[SearchQuery, Query()]) -> Response:
    """For customer service: people, outlets and orders that have all the words, the first of each."""
    return answer(found(ask(caller, partial(on_behalf.search, text=query.q, limit=query.limit))))
