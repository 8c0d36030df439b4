"""Promising stock and keeping it: the slice's only door."""

from storefront.inventory.service.counting import (
    adjust_by_file,
    judge_adjustments,
    read_adjustments,
)
from storefront.inventory.service.keeping import adjust, list_movements, list_stock
from storefront.inventory.service.opening import lay_out
from storefront.inventory.service.promising import release, reserve

__all__ = [
    "adjust",
    "adjust_by_file",
    "judge_adjustments",
    "lay_out",
    "list_movements",
    "list_stock",
    "read_adjustments",
    "release",
    "reserve",
]
