"""Lists on their way to carts: what is asked, and what each line means now."""

from typing import Annotated

from fastapi import Header
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, money
from storefront.api.schemas.carts import CartBody, cart
from storefront.api.schemas.inputs import Code, Quantity
from storefront.api.schemas.offers import QuantityRuleBody, quantity_rule
from storefront.carts.service import MAXIMUM_LIST_LINES
from storefront.carts.snapshots import Alternative, Applied, ListLine, Resolution, ResolvedLine
from storefront.kit.idempotency import LONGEST_KEY

LONGEST_TYPED_SKU = 200
"""Longer than any SKU: what is mistyped is `unknown`, line by line, and not a reason to refuse the list."""

ListKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=LONGEST_KEY,
        pattern=r"^[\x20-\x7e]*$",
        description="Your name for this attempt: sent again with the same lines it adds nothing, and answers the same.",
    ),
]


class ListLineInput(BaseModel):
    """A line of a list; without a catalog and a seller the outlet's usual place to buy the product is chosen."""

    model_config = ConfigDict(extra="forbid")

    sku: Annotated[str, Field(min_length=1, max_length=LONGEST_TYPED_SKU)]
    quantity: Quantity
    catalog: Code | None = None
    seller: Code | None = None


class ListInput(BaseModel):
    """A list, in its order; a product may come more than once."""

    model_config = ConfigDict(extra="forbid")

    lines: Annotated[list[ListLineInput], Field(min_length=1, max_length=MAXIMUM_LIST_LINES)]

    def list_lines(self) -> list[ListLine]:
        """The lines in the words of the service."""
        return [ListLine(line.sku, line.quantity, line.catalog, line.seller) for line in self.lines]


class AlternativeBody(TypedDict):
    """Something that could be ordered instead; `reason` is `seller`, `replacement` or `variant`."""

    reason: str
    seller: str
    catalog: str
    sku: str
    name: str
    unit_price: MoneyBody
    available: int
    quantity: int


class ResolvedLineBody(TypedDict):
    """The one answer to a line; `quantity` is what would be added now, of the `wanted_quantity`.

    `state` is one of `same`, `dearer`, `cheaper`, `short`, `replaced`, `not in your catalog`, `rule changed`,
    `unknown`, `needs a variant`.
    """

    line: int
    state: str
    message: str
    seller: str | None
    seller_name: str | None
    catalog: str | None
    sku: str
    name: str | None
    wanted_quantity: int
    quantity: int
    unit_price: MoneyBody | None
    previous_unit_price: MoneyBody | None
    line_total: MoneyBody | None
    available: int
    quantity_rule: QuantityRuleBody | None
    alternatives: list[AlternativeBody]


class SellerTotalBody(TypedDict):
    """What would be added to the cart with one seller: the number of lines, and what they come to."""

    seller: str
    seller_name: str
    lines: int
    amount: MoneyBody


class ResolutionBody(TypedDict):
    """An answer for each line in the order given, and the sums of what would be added, by seller."""

    lines: list[ResolvedLineBody]
    totals: list[SellerTotalBody]


class SkippedLineBody(TypedDict):
    """A line that added nothing; `line` counts from 0."""

    line: int
    sku: str
    state: str
    message: str


class AppliedBody(TypedDict):
    """How many lines were added, which were not, and the carts that got lines as they are now."""

    added: int
    skipped: list[SkippedLineBody]
    carts: list[CartBody]


def resolution(found: Resolution) -> ResolutionBody:
    """A list answered."""
    return {
        "lines": [resolved_line(line) for line in found.lines],
        "totals": [
            {
                "seller": total.seller,
                "seller_name": total.seller_name,
                "lines": total.lines,
                "amount": money(total.amount),
            }
            for total in found.totals
        ],
    }


def resolved_line(line: ResolvedLine) -> ResolvedLineBody:
    """A line answered; the SKU is the shelf's, or what was asked for."""
    return {
        "line": line.place,
        "state": line.state,
        "message": line.message,
        "seller": line.seller,
        "seller_name": line.seller_name,
        "catalog": line.catalog,
        "sku": line.sku or line.wanted.sku,
        "name": line.name,
        "wanted_quantity": line.wanted.quantity,
        "quantity": line.quantity,
        "unit_price": None if line.unit_price is None else money(line.unit_price),
        "previous_unit_price": None if line.previous_unit_price is None else money(line.previous_unit_price),
        "line_total": None if line.line_total is None else money(line.line_total),
        "available": line.available,
        "quantity_rule": None if line.quantity_rule is None else quantity_rule(line.quantity_rule),
        "alternatives": [alternative(each) for each in line.alternatives],
    }


def alternative(other: Alternative) -> AlternativeBody:
    """Something else."""
    return {
        "reason": other.reason,
        "seller": other.seller,
        "catalog": other.catalog,
        "sku": other.sku,
        "name": other.name,
        "unit_price": money(other.unit_price),
        "available": other.available,
        "quantity": other.quantity,
    }


def applied(done: Applied) -> AppliedBody:
    """A list applied."""
    return {
        "added": done.added,
        "skipped": [
            {"line": line.line, "sku": line.sku, "state": line.state, "message": line.message}
            for line in done.skipped
        ],
        "carts": [cart(view) for view in done.carts],
    }
