"""Lists of products: what each line means now, and all of them into the carts."""

from functools import partial

from fastapi import APIRouter
from starlette.responses import Response

from storefront.api.actor import SignedIn, act_in, ask_in
from storefront.api.answers import answer
from storefront.api.schemas.inputs import OutletNumber
from storefront.api.schemas.lists import AppliedBody, ListInput, ListKey, ResolutionBody, applied, resolution
from storefront.carts import service as carts

router = APIRouter(prefix="/api/v1/outlets/{outlet}/resolve", tags=["carts"])


@router.post("", response_model=ResolutionBody)
def resolve(caller: SignedIn, outlet: OutletNumber, wanted: ListInput) -> Response:
    """What each line would add to the outlet's carts now, and why not all of it; nothing is added."""
    return answer(resolution(ask_in(caller, outlet, partial(carts.resolve, lines=wanted.list_lines()))))


@router.post("/apply", response_model=AppliedBody)
def apply(caller: SignedIn, outlet: OutletNumber, idempotency_key: ListKey, wanted: ListInput) -> Response:
    """Add what `resolve` would add, to the carts of the lines' sellers; what cannot be added is told line by line."""
    work = partial(carts.apply, lines=wanted.list_lines(), idempotency_key=idempotency_key)
    return answer(applied(act_in(caller, outlet, work)))
