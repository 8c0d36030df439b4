"""The carts of an outlet, one with each seller."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body
from starlette.responses import Response

from storefront.api.actor import SignedIn, act_in, ask_in
from storefront.api.answers import PageBody, answer, whole
from storefront.api.schemas.carts import CartBody, CartLineChangeInput, LinesInput, NewLineInput, cart
from storefront.api.schemas.inputs import Asked, KnownVersion, OutletNumber, SellerCode
from storefront.carts import service as carts

router = APIRouter(prefix="/api/v1/outlets/{outlet}/carts", tags=["carts"])


@router.get("", response_model=PageBody[CartBody])
def list_carts(caller: SignedIn, outlet: OutletNumber, asked: Asked) -> Response:
    """All carts of the outlet, empty ones too, in the order of the sellers."""
    return answer(whole([cart(view) for view in ask_in(caller, outlet, carts.list_carts)], asked))


@router.get("/{seller}", response_model=CartBody)
def show_cart(caller: SignedIn, outlet: OutletNumber, seller: SellerCode) -> Response:
    """The cart with one seller at today's prices and stock."""
    return answer(cart(ask_in(caller, outlet, partial(carts.show_cart, seller=seller))))


@router.post("/{seller}/lines", status_code=201, response_model=CartBody)
def add_lines(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, wanted: Annotated[LinesInput, Body()]
) -> Response:
    """Add a line, or up to 500, all of them or none; what is in the cart already grows."""
    lines = (
        [wanted.wanted()] if isinstance(wanted, NewLineInput) else [line.wanted() for line in wanted.lines]
    )
    work = partial(carts.add_lines, seller=seller, lines=lines, version=wanted.version)
    return answer(cart(act_in(caller, outlet, work)), 201)


@router.patch("/{seller}/lines/{line_id}", response_model=CartBody)
def change_line(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, line_id: UUID, wanted: CartLineChangeInput
) -> Response:
    """Set the quantity of a line, its note, or both."""
    known = {"seller": seller, "line_id": line_id, "version": wanted.version}
    work = (
        partial(carts.note_line, note=wanted.note or "", **known)
        if wanted.quantity is None
        else partial(carts.change_line, quantity=wanted.quantity, note=wanted.note, **known)
    )
    return answer(cart(act_in(caller, outlet, work)))


@router.delete("/{seller}/lines/{line_id}", response_model=CartBody)
def remove_line(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, line_id: UUID, version: KnownVersion = None
) -> Response:
    """Take a line out."""
    work = partial(carts.remove_line, seller=seller, line_id=line_id, version=version)
    return answer(cart(act_in(caller, outlet, work)))


@router.delete("/{seller}/lines", response_model=CartBody)
def clear_cart(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, version: KnownVersion = None
) -> Response:
    """Take all lines out; `undo` brings them back."""
    return answer(cart(act_in(caller, outlet, partial(carts.clear, seller=seller, version=version))))


@router.post("/{seller}/undo", response_model=CartBody)
def undo_change(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, version: KnownVersion = None
) -> Response:
    """Take back the newest change, whoever made it; never beyond a checkout."""
    return answer(cart(act_in(caller, outlet, partial(carts.undo, seller=seller, version=version))))
