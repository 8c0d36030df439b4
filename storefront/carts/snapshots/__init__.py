"""What this slice shows to others, and what it is asked for."""

from storefront.carts.snapshots.carts import (
    Beside,
    CartLineView,
    CartView,
    ChangedLine,
    ChangeView,
    LineIssue,
    LockedCart,
    StoredLine,
    ToldChange,
    WantedLine,
)
from storefront.carts.snapshots.lists import (
    Alternative,
    Applied,
    ListLine,
    Resolution,
    ResolvedLine,
    SellerTotal,
    SkippedLine,
)
from storefront.carts.snapshots.quick_order import Grid, GridOrder, GridRow, ReadList, ReadRow

__all__ = [
    "Alternative",
    "Applied",
    "Beside",
    "CartLineView",
    "CartView",
    "ChangeView",
    "ChangedLine",
    "Grid",
    "GridOrder",
    "GridRow",
    "LineIssue",
    "ListLine",
    "LockedCart",
    "ReadList",
    "ReadRow",
    "Resolution",
    "ResolvedLine",
    "SellerTotal",
    "SkippedLine",
    "StoredLine",
    "ToldChange",
    "WantedLine",
]
