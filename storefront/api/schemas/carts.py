"""Carts as JSON, and what is asked of them."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag
from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, maybe_moment, moment, money
from storefront.api.schemas.inputs import Code, Quantity, Version
from storefront.api.schemas.offers import QuantityRuleBody, picture_address, quantity_rule
from storefront.carts.snapshots import CartLineView, CartView, WantedLine
from storefront.sellers.snapshots import SellerCard

MAXIMUM_LINES_AT_ONCE = 500


class LineInput(BaseModel):
    """So many of a product; without a catalog the first of the seller's that has it."""

    model_config = ConfigDict(extra="forbid")

    sku: Code
    quantity: Quantity
    catalog: Code | None = None

    def wanted(self) -> WantedLine:
        """The line in the words of the service."""
        return WantedLine(self.sku, self.quantity, self.catalog)


class NewLineInput(LineInput):
    """One line for the cart."""

    version: Version | None = None


class NewLinesInput(BaseModel):
    """Several lines for the cart: all of them or none."""

    model_config = ConfigDict(extra="forbid")

    lines: Annotated[list[LineInput], Field(min_length=1, max_length=MAXIMUM_LINES_AT_ONCE)]
    version: Version | None = None


def one_or_many(body: Any) -> str:
    """Which of the two was sent."""
    return "many" if isinstance(body, dict) and "lines" in body else "one"


LinesInput = Annotated[
    Annotated[NewLineInput, Tag("one")] | Annotated[NewLinesInput, Tag("many")], Discriminator(one_or_many)
]


class QuantityInput(BaseModel):
    """A new quantity for a line."""

    model_config = ConfigDict(extra="forbid")

    quantity: Quantity
    version: Version | None = None


class IssueBody(TypedDict):
    """`not_in_catalog`, `rule_changed` and `short` must be solved before ordering; `dearer` and `cheaper` be seen."""

    code: str
    message: str


class CartLineBody(TypedDict):
    """A line at today's price; one that is not offered any more has none and is out of the subtotal."""

    id: str
    sku: str
    catalog: str
    name: str
    picture: str
    quantity: int
    unit_price: MoneyBody | None
    line_total: MoneyBody | None
    previous_unit_price: MoneyBody | None
    available: int
    quantity_rule: QuantityRuleBody | None
    added_by: str
    added_at: str
    issues: list[IssueBody]


class CartBody(TypedDict):
    """The cart of an outlet with a seller."""

    seller: str
    seller_name: str
    currency: str
    version: int
    lines: list[CartLineBody]
    units: int
    subtotal: MoneyBody
    minimum_order: MoneyBody
    minimum_order_missing: MoneyBody
    changed_at: str | None
    can_undo: bool


class CartSummaryBody(TypedDict):
    """How much is in a cart: the number of its lines, and what they come to."""

    lines: int
    subtotal: MoneyBody


class SellerBody(TypedDict):
    """A seller that the outlet may buy from; `kind` is `manufacturer` or `distributor`."""

    code: str
    name: str
    kind: str
    currency: str
    minimum_order: MoneyBody
    lead_days: int
    cart: CartSummaryBody


def cart(view: CartView) -> CartBody:
    """A cart."""
    return {
        "seller": view.seller.code,
        "seller_name": view.seller.name,
        "currency": view.seller.currency,
        "version": view.version,
        "lines": [cart_line(line) for line in view.lines],
        "units": view.units,
        "subtotal": money(view.subtotal),
        "minimum_order": money(view.seller.minimum_order),
        "minimum_order_missing": money(view.minimum_order_missing),
        "changed_at": maybe_moment(view.changed_at),
        "can_undo": view.can_undo,
    }


def cart_line(line: CartLineView) -> CartLineBody:
    """A line."""
    return {
        "id": str(line.id),
        "sku": line.sku,
        "catalog": line.catalog,
        "name": line.name,
        "picture": picture_address(line.sku),
        "quantity": line.quantity,
        "unit_price": None if line.unit_price is None else money(line.unit_price),
        "line_total": None if line.line_total is None else money(line.line_total),
        "previous_unit_price": None if line.previous_unit_price is None else money(line.previous_unit_price),
        "available": line.available,
        "quantity_rule": None if line.quantity_rule is None else quantity_rule(line.quantity_rule),
        "added_by": line.added_by,
        "added_at": moment(line.added_at),
        "issues": [{"code": issue.code, "message": issue.message} for issue in line.issues],
    }


def seller(view: CartView) -> SellerBody:
    """A seller, from the cart with it."""
    card: SellerCard = view.seller
    return {
        "code": card.code,
        "name": card.name,
        "kind": card.kind,
        "currency": card.currency,
        "minimum_order": money(card.minimum_order),
        "lead_days": card.lead_days,
        "cart": {"lines": len(view.lines), "subtotal": money(view.subtotal)},
    }
