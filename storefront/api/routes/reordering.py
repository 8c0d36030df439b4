"""Ordering again what was ordered before."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlmodel import Session
from starlette.responses import Response

from storefront.api.actor import SignedIn, act_in, ask, ask_in
from storefront.api.answers import answer
from storefront.api.schemas.inputs import OutletNumber
from storefront.api.schemas.lists import ResolutionBody, resolution
from storefront.api.schemas.reordering import (
    BoughtChoicesBody,
    BuyAgainBody,
    BuyAgainQuery,
    OrdersInput,
    TemplateFromOrdersInput,
    bought_choices,
    buy_again,
)
from storefront.api.schemas.templates import TemplateBody, template
from storefront.parties.actor import OutletActor
from storefront.reordering import service as reordering
from storefront.templates import service as templates
from storefront.templates.snapshots import TemplateToday

router = APIRouter(prefix="/api/v1", tags=["reordering"])


@router.get("/outlets/{outlet}/buy-again", response_model=BuyAgainBody)
def list_bought(caller: SignedIn, outlet: OutletNumber, query: Annotated[BuyAgainQuery, Query()]) -> Response:
    """What the outlet bought, whoever ordered it, with its usual quantity, its rhythm and what it would be today."""
    request = query.request()
    found = ask_in(caller, outlet, lambda session, actor: reordering.buy_again(session, actor, request))
    return answer(buy_again(found))


@router.get("/outlets/{outlet}/buy-again/choices", response_model=BoughtChoicesBody)
def list_bought_choices(caller: SignedIn, outlet: OutletNumber) -> Response:
    """The sellers and categories that the outlet bought from: what `buy-again` can be narrowed by."""
    return answer(bought_choices(ask_in(caller, outlet, reordering.bought_choices)))


@router.post("/orders/{number}/reorder", response_model=ResolutionBody)
def reorder(caller: SignedIn, number: Annotated[str, Path(description="The order's number.")]) -> Response:
    """What each line of an order would be today, for the outlet that it was placed for; nothing is added.

    `previous_unit_price` is the order's own price. Send the lines that you want to `/resolve/apply`.
    """
    outlet = ask(caller, partial(reordering.outlet_of, number=number))
    return answer(resolution(ask_in(caller, outlet, partial(reordering.reorder, number=number))))


@router.post("/outlets/{outlet}/reorder", response_model=ResolutionBody)
def reorder_several(caller: SignedIn, outlet: OutletNumber, wanted: OrdersInput) -> Response:
    """Several orders together, each product of a catalog once in the sum of its quantities; nothing is added."""
    work = partial(reordering.reorder_several, numbers=wanted.orders)
    return answer(resolution(ask_in(caller, outlet, work)))


@router.post("/outlets/{outlet}/templates/from-orders", status_code=201, response_model=TemplateBody)
def make_template(caller: SignedIn, outlet: OutletNumber, wanted: TemplateFromOrdersInput) -> Response:
    """Make a template of what orders had, each product in the quantity of the newest order that has it."""

    def make(session: Session, actor: OutletActor) -> TemplateToday:
        view = reordering.template_from_orders(
            session, actor, numbers=wanted.orders, name=wanted.name, scope=wanted.scope
        )
        return templates.resolve_template(session, actor, view)

    made = act_in(caller, outlet, make)
    where = {"location": f"/api/v1/outlets/{outlet}/templates/{made.template.card.id}"}
    return answer(template(made), 201, headers=where)
