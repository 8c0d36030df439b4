"""Your wish lists at an outlet: what you want, at today's prices."""

from functools import partial
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from storefront.api.actor import SignedIn, act_in, ask_in
from storefront.api.answers import PageBody, answer, nothing, whole
from storefront.api.schemas.carts import CartBody, cart
from storefront.api.schemas.inputs import Asked, OutletNumber, SellerCode
from storefront.api.schemas.lists import AppliedBody, ListKey, applied
from storefront.api.schemas.wish_lists import (
    ToTemplateInput,
    ToWishListInput,
    WishChangeInput,
    WishInput,
    WishListBody,
    WishListCardBody,
    WishListNameInput,
    wish_list,
    wish_list_card,
)
from storefront.templates import service as templates

router = APIRouter(prefix="/api/v1/outlets/{outlet}", tags=["wish lists"])


@router.get("/wish-lists", response_model=PageBody[WishListCardBody])
def list_wish_lists(caller: SignedIn, outlet: OutletNumber, asked: Asked) -> Response:
    """Your wish lists at this outlet, at most fifty; the first one is the default."""
    found = ask_in(caller, outlet, templates.list_wish_lists)
    return answer(whole([wish_list_card(card) for card in found], asked))


@router.post("/wish-lists", status_code=201, response_model=WishListBody)
def create_wish_list(caller: SignedIn, outlet: OutletNumber, wanted: WishListNameInput) -> Response:
    """Make an empty wish list."""
    work = partial(templates.create_wish_list, name=wanted.name)
    return answer(wish_list(act_in(caller, outlet, work)), 201)


@router.post("/wish-lists/default/lines", status_code=201, response_model=WishListBody)
def wish(caller: SignedIn, outlet: OutletNumber, wanted: WishInput) -> Response:
    """Put a product on the default list; the first one makes it."""
    return answer(wish_list(act_in(caller, outlet, partial(templates.wish, **_asked(wanted)))), 201)


@router.get("/wish-lists/{wish_list_id}", response_model=WishListBody)
def show_wish_list(caller: SignedIn, outlet: OutletNumber, wish_list_id: UUID) -> Response:
    """A wish list with its lines at today's prices and stock, newest first."""
    work = partial(templates.show_wish_list, wish_list_id=wish_list_id)
    return answer(wish_list(ask_in(caller, outlet, work)))


@router.patch("/wish-lists/{wish_list_id}", response_model=WishListBody)
def rename_wish_list(
    caller: SignedIn, outlet: OutletNumber, wish_list_id: UUID, wanted: WishListNameInput
) -> Response:
    """Give a wish list another name."""
    work = partial(templates.rename_wish_list, wish_list_id=wish_list_id, name=wanted.name)
    return answer(wish_list(act_in(caller, outlet, work)))


@router.delete("/wish-lists/{wish_list_id}", status_code=204)
def delete_wish_list(caller: SignedIn, outlet: OutletNumber, wish_list_id: UUID) -> Response:
    """Remove a wish list; for a month `restore` brings it back."""
    act_in(caller, outlet, partial(templates.delete_wish_list, wish_list_id=wish_list_id))
    return nothing()


@router.post("/wish-lists/{wish_list_id}/restore", response_model=WishListBody)
def restore_wish_list(caller: SignedIn, outlet: OutletNumber, wish_list_id: UUID) -> Response:
    """Bring a removed wish list back with its lines."""
    work = partial(templates.restore_wish_list, wish_list_id=wish_list_id)
    return answer(wish_list(act_in(caller, outlet, work)))


@router.post("/wish-lists/{wish_list_id}/apply", response_model=AppliedBody)
def apply_wish_list(caller: SignedIn, outlet: OutletNumber, wish_list_id: UUID, key: ListKey) -> Response:
    """Add what the list wishes for to the carts of the sellers, as far as it can be had; the list stays."""
    work = partial(templates.apply_wish_list, wish_list_id=wish_list_id, idempotency_key=key)
    return answer(applied(act_in(caller, outlet, work)))


@router.post("/wish-lists/{wish_list_id}/lines", status_code=201, response_model=WishListBody)
def wish_on_list(caller: SignedIn, outlet: OutletNumber, wish_list_id: UUID, wanted: WishInput) -> Response:
    """Put a product on a wish list; one that is there stays, but for a quantity or a note that is given."""
    work = partial(templates.wish, wish_list_id=wish_list_id, **_asked(wanted))
    return answer(wish_list(act_in(caller, outlet, work)), 201)


@router.patch("/wish-lists/{wish_list_id}/lines/{wish_id}", response_model=WishListBody)
def change_wish(
    caller: SignedIn, outlet: OutletNumber, wish_list_id: UUID, wish_id: UUID, wanted: WishChangeInput
) -> Response:
    """Set the wanted quantity of a line, its note, or both."""
    work = partial(
        templates.change_wish,
        wish_list_id=wish_list_id,
        line_id=wish_id,
        quantity=wanted.quantity,
        note=wanted.note,
    )
    return answer(wish_list(act_in(caller, outlet, work)))


@router.delete("/wish-lists/{wish_list_id}/lines/{wish_id}", response_model=WishListBody)
def remove_wish(caller: SignedIn, outlet: OutletNumber, wish_list_id: UUID, wish_id: UUID) -> Response:
    """Take a line off; for a month `restore` brings it back."""
    work = partial(templates.remove_wish, wish_list_id=wish_list_id, line_id=wish_id)
    return answer(wish_list(act_in(caller, outlet, work)))


@router.post("/wish-lists/{wish_list_id}/lines/{wish_id}/restore", response_model=WishListBody)
def restore_wish(caller: SignedIn, outlet: OutletNumber, wish_list_id: UUID, wish_id: UUID) -> Response:
    """Bring a removed line back as it was."""
    work = partial(templates.restore_wish, wish_list_id=wish_list_id, line_id=wish_id)
    return answer(wish_list(act_in(caller, outlet, work)))


@router.post("/carts/{seller}/lines/{line_id}/to-wish-list", response_model=CartBody)
def move_line_to_wish_list(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, line_id: UUID, wanted: ToWishListInput
) -> Response:
    """Move a cart line to a wish list of yours; `undo` brings it back to the cart and leaves it on the list too."""
    work = partial(
        templates.move_line_to_wish_list,
        seller=seller,
        line_id=line_id,
        wish_list_id=wanted.wish_list,
        version=wanted.version,
    )
    return answer(cart(act_in(caller, outlet, work)))


@router.post("/carts/{seller}/lines/{line_id}/to-template", response_model=CartBody)
def move_line_to_template(
    caller: SignedIn, outlet: OutletNumber, seller: SellerCode, line_id: UUID, wanted: ToTemplateInput
) -> Response:
    """Move a cart line to a template; `undo` brings it back to the cart and leaves it in the template too."""
    work = partial(
        templates.move_line_to_template,
        seller=seller,
        line_id=line_id,
        template_id=wanted.template,
        when_there=wanted.when_there,
        version=wanted.version,
    )
    return answer(cart(act_in(caller, outlet, work)))


def _asked(wanted: WishInput) -> dict[str, Any]:
    return {
        "seller": wanted.seller,
        "sku": wanted.sku,
        "catalog": wanted.catalog,
        "quantity": wanted.quantity,
        "note": wanted.note,
    }
