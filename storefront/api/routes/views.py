"""Saved views of the history, each contact's own."""

from functools import partial
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from storefront.api.actor import SignedIn, act, ask
from storefront.api.answers import PageBody, answer, nothing, whole
from storefront.api.schemas.history import ViewBody, ViewChangeInput, ViewInput, view
from storefront.api.schemas.inputs import Asked
from storefront.orders import service as orders

router = APIRouter(prefix="/api/v1/orders/views", tags=["orders"])


@router.get("", response_model=PageBody[ViewBody])
def list_views(caller: SignedIn, asked: Asked) -> Response:
    """Your views by name."""
    return answer(whole([view(card) for card in ask(caller, orders.list_views)], asked))


@router.post("", status_code=201, response_model=ViewBody)
def save_view(caller: SignedIn, wanted: ViewInput) -> Response:
    """Keep a selection under a name that none of your views has."""
    work = partial(orders.save_view, name=wanted.name, wanted=wanted.filters.filter())
    return answer(view(act(caller, work)), 201)


@router.patch("/{view_id}", response_model=ViewBody)
def change_view(caller: SignedIn, view_id: UUID, wanted: ViewChangeInput) -> Response:
    """Another name, another selection, or both."""
    filters = None if wanted.filters is None else wanted.filters.filter()
    work = partial(orders.change_view, view_id=view_id, name=wanted.name, wanted=filters)
    return answer(view(act(caller, work)))


@router.delete("/{view_id}", status_code=204)
def delete_view(caller: SignedIn, view_id: UUID) -> Response:
    """Forget a view."""
    act(caller, partial(orders.delete_view, view_id=view_id))
    return nothing()
