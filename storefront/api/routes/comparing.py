"""What you compare at an outlet: up to four products of one catalog."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from storefront.api.actor import SignedIn, act_in, ask_in
from storefront.api.answers import answer, nothing
from storefront.api.schemas.inputs import OutletNumber
from storefront.api.schemas.wish_lists import ComparedInput, ComparisonBody, comparison
from storefront.templates import service as templates

router = APIRouter(prefix="/api/v1/outlets/{outlet}/comparison", tags=["comparison"])


@router.get("", response_model=ComparisonBody)
def show_comparison(caller: SignedIn, outlet: OutletNumber) -> Response:
    """The products that you compare, at today's prices and stock."""
    return answer(comparison(ask_in(caller, outlet, templates.show_comparison)))


@router.post("/products", status_code=201, response_model=ComparisonBody)
def compare_product(caller: SignedIn, outlet: OutletNumber, wanted: ComparedInput) -> Response:
    """Put a product beside the others; one of another catalog is refused unless you start anew."""
    work = partial(
        templates.compare_product,
        seller=wanted.seller,
        sku=wanted.sku,
        catalog=wanted.catalog,
        starts_anew=wanted.start_anew,
    )
    return answer(comparison(act_in(caller, outlet, work)), 201)


@router.delete("/products/{sku}", response_model=ComparisonBody)
def drop_compared(
    caller: SignedIn, outlet: OutletNumber, sku: Annotated[str, Path(description="The product's SKU.")]
) -> Response:
    """Take a product out; one that is not compared is out already."""
    return answer(comparison(act_in(caller, outlet, partial(templates.drop_compared, sku=sku))))


@router.delete("", status_code=204)
def clear_comparison(caller: SignedIn, outlet: OutletNumber) -> Response:
    """Compare nothing any more."""
    act_in(caller, outlet, templates.clear_comparison)
    return nothing()
