"""What carts and lists mean, decided on plain values."""

from storefront.carts.rules.viewing import MAXIMUM_LINES, LineStep, view_cart

__all__ = ["MAXIMUM_LINES", "LineStep", "view_cart"]
