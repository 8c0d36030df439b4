"""Who may buy from whom: the matrix, and requests for sellers with what is decided about them."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from storefront.api.actor import SignedIn, act, act_in, act_seller, ask, ask_hierarchy, ask_in, ask_seller
from storefront.api.answers import PageBody, answer, page, whole
from storefront.api.schemas.inputs import Asked, ListQuery, OutletNumber, SellerCode
from storefront.api.schemas.seller_requests import (
    AskInput,
    BelowQuery,
    ChoiceBody,
    DeclineInput,
    GrantInput,
    MatrixBody,
    MatrixQuery,
    RequestsQuery,
    SellerRequestBody,
    choice,
    matrix,
    seller_request,
)
from storefront.connectors.topics import tell_outlets
from storefront.hierarchies import service as hierarchies
from storefront.sellers.snapshots import SellerRequestCard

router = APIRouter(prefix="/api/v1", tags=["sellers"])


@router.get("/admin/sellers", response_model=MatrixBody)
def show_matrix(caller: SignedIn, query: Annotated[MatrixQuery, Query()]) -> Response:
    """Every organization by its sellers, for headquarters; `q` matches names and numbers."""
    work = partial(hierarchies.show_matrix, text=query.q, cursor=query.cursor, limit=query.limit)
    return answer(matrix(ask(caller, work)))


@router.get("/hierarchies/{hierarchy}/sellers", response_model=MatrixBody)
def show_matrix_below(caller: SignedIn, hierarchy: str, query: Annotated[BelowQuery, Query()]) -> Response:
    """A node and what is directly below it, by sellers."""
    work = partial(hierarchies.show_matrix_below, node=query.node, cursor=query.cursor, limit=query.limit)
    return answer(matrix(ask_hierarchy(caller, hierarchy, work)))


@router.get("/outlets/{outlet}/seller-choices", response_model=PageBody[ChoiceBody])
def list_seller_choices(caller: SignedIn, outlet: OutletNumber, asked: Asked) -> Response:
    """The sellers that the outlet may not buy from and can ask for."""
    return answer(
        whole([choice(each) for each in ask_in(caller, outlet, hierarchies.list_seller_choices)], asked)
    )


@router.get("/outlets/{outlet}/seller-requests", response_model=PageBody[SellerRequestBody])
def list_own_requests(
    caller: SignedIn, outlet: OutletNumber, query: Annotated[ListQuery, Query()]
) -> Response:
    """What the outlet has asked for, newest first."""
    work = partial(hierarchies.list_own_requests, cursor=query.cursor, limit=query.limit)
    return answer(page(ask_in(caller, outlet, work), seller_request))


@router.post("/outlets/{outlet}/seller-requests", response_model=SellerRequestBody, status_code=201)
def ask_for_seller(caller: SignedIn, outlet: OutletNumber, wanted: AskInput) -> Response:
    """Ask for the outlet to buy from a seller; headquarters or the seller decides."""
    work = partial(hierarchies.ask_for_seller, seller=wanted.seller, note=wanted.note)
    return answer(seller_request(act_in(caller, outlet, work, changes_carts=False)), 201)


@router.get("/admin/seller-requests", response_model=PageBody[SellerRequestBody])
def list_requests(caller: SignedIn, query: Annotated[RequestsQuery, Query()]) -> Response:
    """Requests for any seller, newest first, for headquarters."""
    work = partial(
        hierarchies.list_requests, status=query.status or "", cursor=query.cursor, limit=query.limit
    )
    return answer(page(ask(caller, work), seller_request))


@router.post("/admin/seller-requests/{request_id}/grant", response_model=SellerRequestBody)
def grant_seller(caller: SignedIn, request_id: UUID, wanted: GrantInput) -> Response:
    """Let the outlet buy from the seller beside those that it buys from now."""
    work = partial(hierarchies.grant_seller, request_id=request_id, catalogs=wanted.catalogs)
    return _decided(act(caller, work))


@router.post("/admin/seller-requests/{request_id}/decline", response_model=SellerRequestBody)
def decline_seller(caller: SignedIn, request_id: UUID, wanted: DeclineInput) -> Response:
    """Leave things as they are, with a reason that who asked is told."""
    work = partial(hierarchies.decline_seller, request_id=request_id, reason=wanted.reason)
    return _decided(act(caller, work))


@router.get("/sellers/{seller}/seller-requests", response_model=PageBody[SellerRequestBody])
def list_requests_for(
    caller: SignedIn, seller: SellerCode, query: Annotated[RequestsQuery, Query()]
) -> Response:
    """Requests for this seller, newest first."""
    work = partial(
        hierarchies.list_requests, status=query.status or "", cursor=query.cursor, limit=query.limit
    )
    return answer(page(ask_seller(caller, seller, work), seller_request))


@router.post("/sellers/{seller}/seller-requests/{request_id}/grant", response_model=SellerRequestBody)
def grant_request(caller: SignedIn, seller: SellerCode, request_id: UUID, wanted: GrantInput) -> Response:
    """Let the outlet buy from this seller beside those that it buys from now."""
    work = partial(hierarchies.grant_seller, request_id=request_id, catalogs=wanted.catalogs)
    return _decided(act_seller(caller, seller, work))


@router.post("/sellers/{seller}/seller-requests/{request_id}/decline", response_model=SellerRequestBody)
def decline_request(caller: SignedIn, seller: SellerCode, request_id: UUID, wanted: DeclineInput) -> Response:
    """Leave things as they are, with a reason that who asked is told."""
    work = partial(hierarchies.decline_seller, request_id=request_id, reason=wanted.reason)
    return _decided(act_seller(caller, seller, work))


def _decided(card: SellerRequestCard) -> Response:
    tell_outlets([card.outlet_number])
    return answer(seller_request(card))
