"""Placing orders and finding them again: the slice's only door."""

from storefront.orders.service.contents import contents_of
from storefront.orders.service.deciding import MOST_WAITING, accept, list_incoming, reject, show_incoming
from storefront.orders.service.exporting import export_lines, export_orders
from storefront.orders.service.history import filter_choices, find_orders, list_orders, show_order
from storefront.orders.service.placing import delivery_window, place
from storefront.orders.service.summing import sum_orders
from storefront.orders.service.views import change_view, delete_view, list_views, save_view

__all__ = [
    "MOST_WAITING",
    "accept",
    "change_view",
    "contents_of",
    "delete_view",
    "delivery_window",
    "export_lines",
    "export_orders",
    "filter_choices",
    "find_orders",
    "list_incoming",
    "list_orders",
    "list_views",
    "place",
    "reject",
    "save_view",
    "show_incoming",
    "show_order",
    "sum_orders",
]
