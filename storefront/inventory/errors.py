"""What can be refused about stock."""

from storefront.inventory.snapshots import Shortage
from storefront.kit.errors import Conflict, Invalid, NotFound


class NotEnoughStock(Conflict):
    """Less is available than was asked for; `shortages` names each product."""

    code = "not_enough_stock"

    def __init__(self, shortages: tuple[Shortage, ...]) -> None:
        self.shortages = shortages
        super().__init__("There is not enough stock for this order.")


class StockNotFound(NotFound):
    """The seller keeps no such product, or it is another's."""

    code = "stock_not_found"

    def __init__(self, sku: str) -> None:
        super().__init__("There is no such product in this warehouse.", sku=sku[:40])


class AdjustmentInvalid(Invalid):
    """Something about an adjustment is not acceptable; `fields` names what."""

    code = "adjustment_invalid"


class AdjustmentsUnreadable(Invalid):
    """A file of adjustments without rows, or with too many."""

    code = "adjustments_unreadable"


class StockPromised(Conflict):
    """Fewer pieces would be on hand than are promised to orders."""

    code = "stock_promised"

    def __init__(self, *, sku: str, reserved: int, on_hand: int) -> None:
        super().__init__(
            f"{reserved:,} of {sku} are promised to orders, so at least {reserved:,} must stay on hand; now there are "
            f"{on_hand:,}. Reject lines of orders first if they cannot be delivered.",
            sku=sku,
            reserved=reserved,
            on_hand=on_hand,
        )
