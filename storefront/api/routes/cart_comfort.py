"""What was done to a cart and how it is taken back, and what is saved for later beside it."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from storefront.api.actor import SignedIn, act_in, ask_in
from storefront.api.answers import PageBody, answer, page, whole
from storefront.api.schemas.carts import (
    CartBody,
    CartLineBody,
    ChangeBody,
    ReturnInput,
    cart,
    cart_line,
    change,
)
from storefront.api.schemas.inputs import Asked, KnownVersion, ListQuery, OutletNumber, SellerCode
from storefront.carts import service as carts

router = APIRouter(prefix="/api/v1/outlets/{outlet}/carts/{seller}", tags=["carts"])


@router.get("/changes", response_model=PageBody[ChangeBody])
def list_changes(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, query: Annotated[ListQuery, Query()]
) -> Response:
    """What was done to the cart, newest first: who, when and what, in words."""
    work = partial(carts.list_changes, seller=seller, cursor=query.cursor, limit=query.limit)
    return answer(page(ask_in(caller, outlet, work), change))


@router.post("/changes/{change_id}/undo", response_model=CartBody)
def undo_one_change(
    caller: SignedIn,
    outlet: OutletNumber,
    seller: SellerCode,
    change_id: UUID,
    version: KnownVersion = None,
) -> Response:
    """Take back one step, unless a later one that stands changed its lines; never beyond a checkout."""
    work = partial(carts.undo_change, seller=seller, change_id=change_id, version=version)
    return answer(cart(act_in(caller, outlet, work)))


@router.post("/restore", response_model=CartBody)
def restore_cart(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, version: KnownVersion = None
) -> Response:
    """Bring back what the last clearing took out, where it is not in the cart."""
    return answer(cart(act_in(caller, outlet, partial(carts.restore, seller=seller, version=version))))


@router.post("/lines/{line_id}/save", response_model=CartBody)
def save_line(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, line_id: UUID, version: KnownVersion = None
) -> Response:
    """Put a line aside for later; the answer is the cart without it."""
    work = partial(carts.save_line, seller=seller, line_id=line_id, version=version)
    return answer(cart(act_in(caller, outlet, work)))


@router.get("/saved", response_model=PageBody[CartLineBody])
def list_saved(caller: SignedIn, outlet: OutletNumber, seller: SellerCode, asked: Asked) -> Response:
    """What is saved for later, at today's prices, newest first; `added_by` saved it."""
    found = ask_in(caller, outlet, partial(carts.list_saved, seller=seller))
    return answer(whole([cart_line(line) for line in found], asked))


@router.post("/saved/{saved_id}/return", response_model=CartBody)
def return_saved(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, saved_id: UUID, wanted: ReturnInput
) -> Response:
    """Move what is saved back into the cart at today's price."""
    work = partial(
        carts.return_saved,
        seller=seller,
        saved_id=saved_id,
        quantity=wanted.quantity,
        version=wanted.version,
    )
    return answer(cart(act_in(caller, outlet, work)))


@router.delete("/saved/{saved_id}", response_model=CartBody)
def forget_saved(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, saved_id: UUID, version: KnownVersion = None
) -> Response:
    """Take a line out of what is saved for later; `undo` brings it back."""
    work = partial(carts.forget_saved, seller=seller, saved_id=saved_id, version=version)
    return answer(cart(act_in(caller, outlet, work)))
