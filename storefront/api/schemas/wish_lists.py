"""Wish lists and comparisons as JSON, and what is asked of them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, moment, money
from storefront.api.schemas.inputs import Code, Quantity, Text, Version
from storefront.api.schemas.offers import (
    ProductBody,
    QuantityRuleBody,
    picture_address,
    product,
    quantity_rule,
)
from storefront.templates.snapshots import ComparedItem, ComparisonView, Wish, WishListCard, WishListView

LONGEST_SENT = 1000
"""Blanks count until the service has taken them out."""

SentText = Annotated[Text, Field(max_length=LONGEST_SENT)]


class WishListNameInput(BaseModel):
    """The name of a wish list, 1 to 80 characters."""

    model_config = ConfigDict(extra="forbid")

    name: SentText


class ProductInput(BaseModel):
    """A product of a seller; without a catalog the first of the seller's that has it."""

    model_config = ConfigDict(extra="forbid")

    sku: Code
    seller: Code
    catalog: Code | None = None


class WishInput(ProductInput):
    """A product to wish for; without a quantity its standard one."""

    quantity: Quantity | None = None
    note: SentText | None = None


class WishChangeInput(BaseModel):
    """Another wanted quantity, another note, or both; an empty note takes it off."""

    model_config = ConfigDict(extra="forbid")

    quantity: Quantity | None = None
    note: SentText | None = None

    @model_validator(mode="after")
    def ask_for_something(self) -> "WishChangeInput":
        """Neither is a mistake."""
        if self.quantity is None and self.note is None:
            raise PydanticCustomError("missing", "give a quantity, a note, or both")
        return self


class ToWishListInput(BaseModel):
    """Which wish list a cart line goes to; without one the default list, which the first line makes."""

    model_config = ConfigDict(extra="forbid")

    wish_list: UUID | None = None
    version: Version | None = None


class ToTemplateInput(BaseModel):
    """Which template a cart line goes to, and what to do when its product is there already."""

    model_config = ConfigDict(extra="forbid")

    template: UUID
    when_there: Literal["ask", "set", "add"] = "ask"
    version: Version | None = None


class ComparedInput(ProductInput):
    """A product to compare; `start_anew` lets go of those of another catalog."""

    start_anew: Annotated[bool, Field(strict=True)] = False


class WishListCardBody(TypedDict):
    """A wish list without its lines; the default one takes what is saved without naming a list."""

    id: str
    name: str
    line_count: int
    is_default: bool
    changed_at: str


class WishBody(TypedDict):
    """A line at today's price for the wanted quantity; `changes` says in words what is not as it was.

    `availability` is `in_stock`, `low` or `out_of_stock`; a product that is not offered any more has none, and no price.
    """

    id: str
    sku: str
    catalog: str
    seller: str
    seller_name: str
    name: str
    picture: str
    quantity: int
    note: str
    unit_price: MoneyBody | None
    line_total: MoneyBody | None
    previous_unit_price: MoneyBody | None
    available: int
    availability: str
    quantity_rule: QuantityRuleBody | None
    changes: list[str]
    added_at: str


class WishListBody(WishListCardBody):
    """A wish list with its lines, newest first."""

    lines: list[WishBody]


class ComparedBody(TypedDict):
    """A product side by side with others; `offer` is null when it is not in the outlet's catalogs any more."""

    sku: str
    name: str
    picture: str
    offer: ProductBody | None
    description: str
    colour: str
    pack_size: int


class ComparisonBody(TypedDict):
    """What you compare at the outlet: products of one catalog; texts are empty while nothing is."""

    seller: str
    seller_name: str
    catalog: str
    catalog_name: str
    items: list[ComparedBody]


def wish_list_card(card: WishListCard) -> WishListCardBody:
    """A wish list without its lines."""
    return {
        "id": str(card.id),
        "name": card.name,
        "line_count": card.line_count,
        "is_default": card.is_default,
        "changed_at": moment(card.changed_at),
    }


def wish_list(view: WishListView) -> WishListBody:
    """A wish list with its lines."""
    return {**wish_list_card(view.card), "lines": [wish(line) for line in view.lines]}


def wish(line: Wish) -> WishBody:
    """A line of a wish list."""
    return {
        "id": str(line.id),
        "sku": line.sku,
        "catalog": line.catalog,
        "seller": line.seller,
        "seller_name": line.seller_name,
        "name": line.name,
        "picture": picture_address(line.sku),
        "quantity": line.quantity,
        "note": line.note,
        "unit_price": None if line.unit_price is None else money(line.unit_price),
        "line_total": None if line.line_total is None else money(line.line_total),
        "previous_unit_price": None if line.previous_unit_price is None else money(line.previous_unit_price),
        "available": line.available,
        "availability": line.availability,
        "quantity_rule": None if line.quantity_rule is None else quantity_rule(line.quantity_rule),
        "changes": list(line.changes),
        "added_at": moment(line.added_at),
    }


def comparison(view: ComparisonView) -> ComparisonBody:
    """A comparison."""
    return {
        "seller": view.seller,
        "seller_name": view.seller_name,
        "catalog": view.catalog,
        "catalog_name": view.catalog_name,
        "items": [compared(item) for item in view.items],
    }


def compared(item: ComparedItem) -> ComparedBody:
    """A compared product."""
    return {
        "sku": item.sku,
        "name": item.name,
        "picture": picture_address(item.sku),
        "offer": None if item.offer is None else product(item.offer),
        "description": item.description,
        "colour": item.colour,
        "pack_size": item.pack_size,
    }
