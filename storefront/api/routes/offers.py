"""What an outlet can buy from a seller."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from storefront.api.actor import SignedIn, ask_in
from storefront.api.answers import PageBody, answer, whole
from storefront.api.schemas.divisions import CatalogBody, CategoryBody, catalogs, category_tree
from storefront.api.schemas.inputs import AskedOfSeller, Code, ForSeller, OutletNumber
from storefront.api.schemas.offers import ListingBody, ProductDetailBody, ProductQuery, detail, listing
from storefront.offers import service as offers

router = APIRouter(prefix="/api/v1/outlets/{outlet}", tags=["products"])


@router.get("/catalogs", response_model=PageBody[CatalogBody])
def list_catalogs(caller: SignedIn, outlet: OutletNumber, asked: AskedOfSeller) -> Response:
    """The seller's catalogs that the outlet sees."""
    terms = ask_in(caller, outlet, partial(offers.open_terms, seller=asked.seller))
    return answer(whole(catalogs(terms), asked))


@router.get("/categories", response_model=PageBody[CategoryBody])
def list_categories(caller: SignedIn, outlet: OutletNumber, asked: AskedOfSeller) -> Response:
    """The tree of categories in which the seller has something for the outlet, with counts."""
    rows = ask_in(caller, outlet, partial(offers.categories_of, seller=asked.seller))
    return answer(whole(category_tree(rows), asked))


@router.get("/products", response_model=ListingBody)
def list_products(
    caller: SignedIn, outlet: OutletNumber, query: Annotated[ProductQuery, Query()]
) -> Response:
    """Browse and search at the outlet's prices and the seller's stock."""
    request = query.request()
    shown = ask_in(caller, outlet, lambda session, actor: offers.list_offers(session, actor, request))
    return answer(listing(shown))


@router.get("/products/{sku}", response_model=ProductDetailBody)
def show_product(
    caller: SignedIn,
    outlet: OutletNumber,
    sku: Annotated[str, Path(description="The product's SKU.")],
    seller: ForSeller,
    catalog: Annotated[
        Code | None, Query(description="The catalog's code; without it the first that has the product.")
    ] = None,
) -> Response:
    """One product with its variants and the trace of its price."""
    shown = ask_in(caller, outlet, partial(offers.show_offer, seller=seller, sku=sku, catalog=catalog))
    return answer(detail(shown))
