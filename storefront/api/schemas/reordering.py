"""What was bought and old orders, on their way to the next order, as JSON."""

from typing import Annotated

from pydantic import AliasChoices, BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, PageBody, moment, money
from storefront.api.schemas.history import When
from storefront.api.schemas.inputs import Code, TextQuery
from storefront.api.schemas.lists import ResolvedLineBody, resolved_line
from storefront.api.schemas.offers import picture_address
from storefront.api.schemas.template_inputs import Name, Scope
from storefront.reordering.service import MAXIMUM_ORDERS
from storefront.reordering.snapshots import (
    BoughtChoice,
    BoughtChoices,
    BoughtProduct,
    BuyAgainPage,
    BuyAgainRequest,
    Rhythm,
)


class BuyAgainQuery(TextQuery):
    """Which of the products that the outlet bought, in which order."""

    seller: Annotated[Code | None, Field(description="The seller's code.")] = None
    category: Annotated[Code | None, Field(description="The category's code: it and what is below it.")] = (
        None
    )
    bought_from: Annotated[
        When,
        Field(
            validation_alias=AliasChoices("from", "placed_from"),
            description="A day, or a moment: bought in an order since then; `placed_from` is the same.",
        ),
    ] = None
    bought_to: Annotated[
        When,
        Field(
            validation_alias=AliasChoices("to", "placed_to"),
            description="A day, which counts whole, or a moment: in an order before it; `placed_to` is the same.",
        ),
    ] = None
    sort: Annotated[
        str,
        Field(max_length=20, description="`last_bought`, `times` (most often first), `due` or `name`."),
    ] = "last_bought"

    def request(self) -> BuyAgainRequest:
        """The query in the words of the service."""
        return BuyAgainRequest(
            seller=self.seller,
            category=self.category,
            text=self.q,
            bought_from=self.bought_from,
            bought_to=self.bought_to,
            sort=self.sort,
            limit=self.limit,
            cursor=self.cursor,
        )


class OrdersInput(BaseModel):
    """Numbers of orders that you may see."""

    model_config = ConfigDict(extra="forbid")

    orders: Annotated[list[Code], Field(min_length=1, max_length=MAXIMUM_ORDERS)]


class TemplateFromOrdersInput(OrdersInput):
    """Orders to make a template of; without a name it is called after the day."""

    name: Name = ""
    scope: Scope = "contact"


class RhythmBody(TypedDict):
    """How often it is bought; `standing` is `later`, `due`, `overdue` or `lapsed`."""

    every_days: int
    due_on: str
    standing: str
    words: str


class BoughtProductBody(TypedDict):
    """A product as the outlet bought it; `now` is what its usual quantity would be today (see `/resolve`)."""

    sku: str
    name: str
    catalog: str
    category_name: str
    seller: str
    seller_name: str
    picture: str
    last_ordered_at: str
    last_quantity: int
    last_unit_price: MoneyBody | None
    usual_quantity: int
    times: int
    units: int
    rhythm: RhythmBody | None
    now: ResolvedLineBody


class BuyAgainBody(PageBody[BoughtProductBody]):
    """Some products, and how many the whole selection has."""

    total: int


class BoughtChoiceBody(TypedDict):
    """A seller or category, with the number of products that were bought there; `is_deeper` below another one."""

    value: str
    name: str
    count: int
    is_deeper: bool


class BoughtChoicesBody(TypedDict):
    """What can be asked for as `seller` and as `category`."""

    sellers: list[BoughtChoiceBody]
    categories: list[BoughtChoiceBody]


def bought_choices(found: BoughtChoices) -> BoughtChoicesBody:
    """What purchases can be narrowed by."""
    return {
        "sellers": [_bought_choice(each) for each in found.sellers],
        "categories": [_bought_choice(each) for each in found.categories],
    }


def _bought_choice(of: BoughtChoice) -> BoughtChoiceBody:
    return {"value": of.value, "name": of.name, "count": of.count, "is_deeper": of.is_deeper}


def buy_again(found: BuyAgainPage) -> BuyAgainBody:
    """A page of what was bought."""
    return {
        "items": [bought_product(item) for item in found.items],
        "next_cursor": found.next_cursor,
        "total": found.total,
    }


def bought_product(item: BoughtProduct) -> BoughtProductBody:
    """A product as it was bought."""
    return {
        "sku": item.sku,
        "name": item.name,
        "catalog": item.catalog,
        "category_name": item.category_name,
        "seller": item.seller,
        "seller_name": item.seller_name,
        "picture": picture_address(item.sku),
        "last_ordered_at": moment(item.last_ordered_at),
        "last_quantity": item.last_quantity,
        "last_unit_price": None if item.last_unit_price is None else money(item.last_unit_price),
        "usual_quantity": item.usual_quantity,
        "times": item.times,
        "units": item.units,
        "rhythm": None if item.rhythm is None else rhythm(item.rhythm),
        "now": resolved_line(item.now),
    }


def rhythm(of: Rhythm) -> RhythmBody:
    """How often something is bought."""
    return {
        "every_days": of.every_days,
        "due_on": of.due_on.isoformat(),
        "standing": of.standing,
        "words": f"{of.words}, {of.due_words}",
    }
