"""Ordering again what was ordered before: the slice's only door."""

from storefront.reordering.service.buying_again import (
    MAXIMUM_LINES,
    bought_choices,
    buy_again,
    lines_to_buy,
)
from storefront.reordering.service.learning import learn, learn_if_older
from storefront.reordering.service.repeating_orders import (
    MAXIMUM_ORDERS,
    order_as_list,
    orders_as_list,
    outlet_of,
    reorder,
    reorder_several,
    template_from_orders,
)
from storefront.reordering.service.suggesting import suggest

__all__ = [
    "MAXIMUM_LINES",
    "MAXIMUM_ORDERS",
    "bought_choices",
    "buy_again",
    "learn",
    "learn_if_older",
    "lines_to_buy",
    "order_as_list",
    "orders_as_list",
    "outlet_of",
    "reorder",
    "reorder_several",
    "suggest",
    "template_from_orders",
]
