"""Carts as JSON, and what is asked of them."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, maybe_moment, moment, money
from storefront.api.schemas.inputs import Code, Quantity, Text, Version
from storefront.api.schemas.offers import QuantityRuleBody, picture_address, quantity_rule
from storefront.carts.snapshots import CartLineView, CartView, ChangeView, WantedLine
from storefront.sellers.snapshots import SellerCard

MAXIMUM_LINES_AT_ONCE = 500
MAXIMUM_NOTE_SENT = 1000
"""Blanks count until the service has taken them out."""


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


class CartLineChangeInput(BaseModel):
    """A new quantity for a line, a note, or both; an empty note takes it off."""

    model_config = ConfigDict(extra="forbid")

    quantity: Quantity | None = None
    note: Annotated[Text, Field(max_length=MAXIMUM_NOTE_SENT)] | None = None
    version: Version | None = None

    @model_validator(mode="after")
    def ask_for_something(self) -> "CartLineChangeInput":
        """Neither is a mistake."""
        if self.quantity is None and self.note is None:
            raise PydanticCustomError("nothing_to_change", "must be given, or a note, or both")
        return self


class ReturnInput(BaseModel):
    """How many to move back to the cart; all that is saved when it is left out."""

    model_config = ConfigDict(extra="forbid")

    quantity: Quantity | None = None
    version: Version | None = None


class IssueBody(TypedDict):
    """`not_in_catalog`, `rule_changed` and `short` must be solved before ordering; `dearer` and `cheaper` be seen."""

    code: str
    message: str


class CartLineBody(TypedDict):
    """A line at today's price; one that is not offered any more has none and is out of the subtotal.

    `added_as` is `field_seller`, `customer_service` or `headquarters` for a line of an employee who acts for outlets.
    """

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
    added_as: str | None
    added_at: str
    note: str
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


class ChangedLineBody(TypedDict):
    """A line as a step found and left it; quantity 0 is no line, and `is_saved` one of those saved for later."""

    sku: str
    name: str
    quantity_before: int
    quantity_after: int
    note_before: str | None
    note_after: str | None
    is_saved: bool


class ChangeBody(TypedDict):
    """A step of a cart's history, in words; `version` is its number.

    `lines` are the first that it touched, of `line_count`. `later_version` is the step that has to be undone before it.
    """

    id: str
    version: int
    kind: str
    words: str
    by: str
    employee: str | None
    made_at: str
    lines: list[ChangedLineBody]
    line_count: int
    is_undone: bool
    can_undo: bool
    later_version: int | None
    can_restore: bool


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
        "added_as": line.added_as,
        "added_at": moment(line.added_at),
        "note": line.note,
        "issues": [{"code": issue.code, "message": issue.message} for issue in line.issues],
    }


def change(view: ChangeView) -> ChangeBody:
    """A step of a cart's history."""
    return {
        "id": str(view.id),
        "version": view.version,
        "kind": view.kind,
        "words": view.words,
        "by": view.by,
        "employee": view.employee,
        "made_at": moment(view.made_at),
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "quantity_before": line.before,
                "quantity_after": line.after,
                "note_before": line.note_before,
                "note_after": line.note_after,
                "is_saved": line.is_saved,
            }
            for line in view.lines
        ],
        "line_count": view.line_count,
        "is_undone": view.is_undone,
        "can_undo": view.can_undo,
        "later_version": view.later_version,
        "can_restore": view.can_restore,
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
