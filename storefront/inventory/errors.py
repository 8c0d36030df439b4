"""What can be refused about stock."""

from storefront.inventory.snapshots import Shortage
from storefront.kit.errors import Conflict


class NotEnoughStock(Conflict):
    """Less is available than was asked for; `shortages` names each product."""

    code = "not_enough_stock"

    def __init__(self, shortages: tuple[Shortage, ...]) -> None:
        self.shortages = shortages
        super().__init__("There is not enough stock for this order.")
