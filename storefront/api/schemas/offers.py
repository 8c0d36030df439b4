"""What an outlet can buy, as JSON."""

from typing import Annotated, NotRequired
from urllib.parse import quote

from pydantic import Field
from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, PageBody, maybe_moment, money
from storefront.api.schemas.divisions import FacetsBody, facets
from storefront.api.schemas.inputs import Amount, Code, TextQuery
from storefront.catalog.snapshots import QuantityRule
from storefront.kit.money import Money
from storefront.offers.snapshots import (
    Listing,
    ListingRequest,
    Offer,
    OfferDetail,
    VariantCard,
)
from storefront.pricing.snapshots import PriceCandidate

ANY_CURRENCY = ""
"""Bounds of a price facet are plain amounts: the seller has one currency."""


class ProductQuery(TextQuery):
    """Which products, in which order."""

    seller: Annotated[Code, Field(description="The seller's code.")]
    catalog: Annotated[
        Code | None, Field(description="The catalog's code; without it all that the outlet sees.")
    ] = None
    category: Annotated[Code | None, Field(description="The category's code: it and what is below it.")] = (
        None
    )
    available: Annotated[bool | None, Field(description="Only what can be had now, or only what cannot.")] = (
        None
    )
    min_price: Amount | None = None
    max_price: Amount | None = None
    sort: Annotated[
        str, Field(max_length=20, description="`relevance`, `name`, `price`, `-price` or `last_bought`.")
    ] = "relevance"

    def request(self) -> ListingRequest:
        """The query in the words of the service."""
        return ListingRequest(
            seller=self.seller,
            catalog=self.catalog,
            text=self.q,
            category=self.category,
            available=self.available,
            price_from=Money.parse(self.min_price, ANY_CURRENCY) if self.min_price else None,
            price_to=Money.parse(self.max_price, ANY_CURRENCY) if self.max_price else None,
            sort=self.sort,
            limit=self.limit,
            cursor=self.cursor,
        )


class PriceBreakBody(TypedDict):
    """From this quantity on, this unit price."""

    minimum_quantity: int
    unit_price: MoneyBody


class QuantityRuleBody(TypedDict):
    """How much may be ordered; `maximum` null: no limit; `standard` is what to prefill."""

    minimum: int
    maximum: int | None
    multiple: int
    standard: int


class ProductBody(TypedDict):
    """A product at this outlet's price from this seller; `availability` is `in_stock`, `low` or `out_of_stock`."""

    sku: str
    name: str
    catalog: str
    category: str
    category_name: str
    picture: str
    unit_price: MoneyBody
    price_breaks: list[PriceBreakBody]
    available: int
    availability: str
    quantity_rule: QuantityRuleBody
    last_ordered_at: str | None
    last_quantity: int | None


class VariantBody(TypedDict):
    """A sibling of a product."""

    sku: str
    name: str
    colour: str
    variant: str


class PriceCandidateBody(TypedDict):
    """A price that was considered; `outcome` is `won`, `dearer`, or `quantity` (it needs more pieces)."""

    price_list: str
    name: str
    rule: str
    minimum_quantity: int
    unit_price: MoneyBody
    valid_to: str | None
    outcome: str


class ProductDetailBody(ProductBody):
    """A product with all that its page shows."""

    description: str
    colour: str
    pack_size: int
    base_code: str
    variants: list[VariantBody]
    price_trace: list[PriceCandidateBody]


class ListingBody(PageBody[ProductBody]):
    """A page of products; `corrected` says what a mistyped word was taken for."""

    total: int
    facets: FacetsBody
    corrected: NotRequired[dict[str, str]]


def quantity_rule(rule: QuantityRule) -> QuantityRuleBody:
    """A quantity rule."""
    return {
        "minimum": rule.minimum,
        "maximum": rule.maximum,
        "multiple": rule.multiple,
        "standard": rule.standard,
    }


def product(offer: Offer) -> ProductBody:
    """A product in a list."""
    return {
        "sku": offer.sku,
        "name": offer.name,
        "catalog": offer.catalog_code,
        "category": offer.category_code,
        "category_name": offer.category_name,
        "picture": picture_address(offer.sku),
        "unit_price": money(offer.unit_price),
        "price_breaks": [
            {"minimum_quantity": step.minimum_quantity, "unit_price": money(step.unit_price)}
            for step in offer.price_breaks
        ],
        "available": offer.available,
        "availability": offer.availability,
        "quantity_rule": quantity_rule(offer.quantity_rule),
        "last_ordered_at": maybe_moment(offer.last_ordered_at),
        "last_quantity": offer.last_quantity,
    }


def candidate(considered: PriceCandidate) -> PriceCandidateBody:
    """A step of a price trace."""
    return {
        "price_list": considered.price_list,
        "name": considered.name,
        "rule": considered.rule,
        "minimum_quantity": considered.minimum_quantity,
        "unit_price": money(considered.unit_price),
        "valid_to": maybe_moment(considered.valid_to),
        "outcome": considered.outcome,
    }


def variant(card: VariantCard) -> VariantBody:
    """A sibling."""
    return {"sku": card.sku, "name": card.name, "colour": card.colour, "variant": card.variant}


def detail(shown: OfferDetail) -> ProductDetailBody:
    """A product's page."""
    return {
        **product(shown.offer),
        "description": shown.description,
        "colour": shown.colour,
        "pack_size": shown.pack_size,
        "base_code": shown.base_code,
        "variants": [variant(card) for card in shown.variants],
        "price_trace": [candidate(considered) for considered in shown.price_trace.candidates],
    }


def listing(shown: Listing) -> ListingBody:
    """A page of products."""
    body: ListingBody = {
        "items": [product(offer) for offer in shown.items],
        "next_cursor": shown.next_cursor,
        "total": shown.total,
        "facets": facets(shown.facets),
    }
    if shown.corrected:
        body["corrected"] = dict(shown.corrected)
    return body


def picture_address(sku: str) -> str:
    """Where a product's picture is."""
    return f"/artwork/{quote(sku, safe='')}.svg"
