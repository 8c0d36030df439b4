"""Placing orders and finding them again: the slice's only door."""

from storefront.orders.service.history import export_orders, filter_choices, list_orders, show_order
from storefront.orders.service.placing import delivery_window, place

__all__ = ["delivery_window", "export_orders", "filter_choices", "list_orders", "place", "show_order"]
