"""The suggested order as JSON."""

from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, money
from storefront.api.schemas.offers import QuantityRuleBody, picture_address, quantity_rule
from storefront.reordering.snapshots import SuggestedLine, Suggestion


class SuggestedLineBody(TypedDict):
    """A product that is probably needed; `kind` is `habit`, `companion` or `popular`, `reason` says why in words."""

    sku: str
    catalog: str
    name: str
    picture: str
    quantity: int
    quantity_rule: QuantityRuleBody
    unit_price: MoneyBody
    line_total: MoneyBody
    available: int
    kind: str
    reason: str


class SuggestionBody(TypedDict):
    """The basket that the outlet probably needs now, likeliest first; nothing of it is in a cart yet.

    Without lines while the outlet has fewer than `orders_needed` orders with the seller.
    """

    seller: str
    seller_name: str
    currency: str
    lines: list[SuggestedLineBody]
    total: MoneyBody
    orders: int
    orders_needed: int


def suggestion(found: Suggestion) -> SuggestionBody:
    """A suggested order."""
    return {
        "seller": found.seller.code,
        "seller_name": found.seller.name,
        "currency": found.seller.currency,
        "lines": [suggested_line(line) for line in found.lines],
        "total": money(found.total),
        "orders": found.orders,
        "orders_needed": found.orders_needed,
    }


def suggested_line(line: SuggestedLine) -> SuggestedLineBody:
    """A line of it."""
    return {
        "sku": line.offer.sku,
        "catalog": line.offer.catalog_code,
        "name": line.offer.name,
        "picture": picture_address(line.offer.sku),
        "quantity": line.quantity,
        "quantity_rule": quantity_rule(line.offer.quantity_rule),
        "unit_price": money(line.unit_price),
        "line_total": money(line.line_total),
        "available": line.offer.available,
        "kind": line.kind,
        "reason": line.reason,
    }
