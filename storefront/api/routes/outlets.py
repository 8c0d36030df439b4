"""Where the caller may order, and from whom."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from storefront.api.actor import SignedIn, ask, ask_in
from storefront.api.answers import PageBody, answer, page, whole
from storefront.api.schemas.carts import SellerBody, seller
from storefront.api.schemas.inputs import Asked, OutletNumber, TextQuery
from storefront.api.schemas.parties import AddressBody, OutletBody, address, outlet
from storefront.carts.service import list_carts
from storefront.parties import service as parties

router = APIRouter(prefix="/api/v1", tags=["outlets"])


@router.get("/outlets", response_model=PageBody[OutletBody])
def list_outlets(caller: SignedIn, query: Annotated[TextQuery, Query()]) -> Response:
    """The outlets that you may order for, by name; `q` matches names and numbers."""
    found = ask(
        caller,
        lambda session, actor: parties.list_outlets(
            session, actor, text=query.q, cursor=query.cursor, limit=query.limit
        ),
    )
    return answer(page(found, outlet))


@router.get("/outlets/{outlet}/sellers", response_model=PageBody[SellerBody])
def list_sellers(caller: SignedIn, outlet: OutletNumber, asked: Asked) -> Response:
    """The sellers that the outlet may buy from, each with how much is in the cart."""
    return answer(whole([seller(view) for view in ask_in(caller, outlet, list_carts)], asked))


@router.get("/outlets/{outlet}/delivery-address", response_model=AddressBody)
def show_delivery_address(caller: SignedIn, outlet: OutletNumber) -> Response:
    """Where the outlet's orders go."""
    return answer(address(ask_in(caller, outlet, parties.delivery_address)))
