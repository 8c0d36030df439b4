"""What can be refused about orders."""

from collections.abc import Sequence

from storefront.kit.errors import Conflict, Invalid, NotFound
from storefront.kit.money import Money
from storefront.orders.snapshots import ChangedLine


class OrderNotFound(NotFound):
    """No such order, or not one that the actor may see."""

    code = "order_not_found"

    def __init__(self, number: str) -> None:
        super().__init__("There is no such order among those that you may see.", number=number[:40])


class ViewNotFound(NotFound):
    """No such saved view, or not one of the contact's own."""

    code = "view_not_found"

    def __init__(self) -> None:
        super().__init__("You have no such view any more.")


class ViewNameTaken(Conflict):
    """The contact has a saved view of this name already."""

    code = "view_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"You have a view named {name} already. Choose another name, or change that view.")


class TooManyViews(Conflict):
    """The contact has as many saved views as one may have."""

    code = "too_many_views"

    def __init__(self, most: int) -> None:
        super().__init__(f"You have {most} views. Delete one that you do not need any more.", most=most)


class OrderDecided(Conflict):
    """The seller has decided about the order already, and otherwise."""

    code = "order_already_decided"

    def __init__(self, number: str, status: str) -> None:
        super().__init__(
            f"{number} is {status}. Only orders that are submitted can be accepted or rejected.",
            status=status,
        )


class OrderLineNotFound(NotFound):
    """The order has no such line."""

    code = "order_line_not_found"

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(
            f"The order has no line {', '.join(lines[:5])}. Name lines by position or by SKU.",
            lines=list(lines),
        )


class RejectionInvalid(Invalid):
    """Something about a rejection is not acceptable; `fields` names what."""

    code = "rejection_invalid"


class EmptyCart(Conflict):
    """Nothing in the cart can be ordered."""

    code = "empty_cart"

    def __init__(self) -> None:
        super().__init__("There is nothing to order in this cart. Add products first.")


class BelowMinimumOrder(Conflict):
    """The cart is worth less than the seller's minimum order."""

    code = "below_minimum_order"

    def __init__(self, *, seller: str, minimum: Money, total: Money) -> None:
        self.minimum, self.total = minimum, total
        missing = minimum - total
        super().__init__(
            f"{seller} delivers orders of {minimum.words} or more. Add products for {missing.words}."
        )


class LinesNotOrderable(Conflict):
    """Quantities that were fine when they were added do not fit their products' rules any more."""

    code = "rule_changed"

    def __init__(self, lines: tuple[tuple[str, str], ...]) -> None:
        skus = ", ".join(sku for sku, _ in lines[:5])
        super().__init__(
            f"Correct the quantity of {skus} first.",
            lines=[{"sku": sku, "message": message} for sku, message in lines],
        )


class PriceChanged(Conflict):
    """The total is not the one that the buyer saw and accepted."""

    code = "price_changed"

    def __init__(self, *, expected: Money, total: Money, lines: tuple[ChangedLine, ...]) -> None:
        self.expected, self.total, self.lines = expected, total, lines
        super().__init__(
            f"The total is now {total.words}, not {expected.words}. Look at the prices and order again."
        )


class StockShort(Conflict):
    """Less is available than the cart asks for."""

    code = "not_enough_stock"

    def __init__(self, lines: tuple[tuple[str, str, int, int], ...]) -> None:
        words = "; ".join(
            f"{name} ({sku}): {available:,} of {wanted:,}" for sku, name, wanted, available in lines[:5]
        )
        more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
        super().__init__(
            f"There is not enough stock: {words}{more}. Lower these quantities and order again.",
            skus=[sku for sku, *_ in lines],
            lines=[
                {"sku": sku, "name": name, "wanted": wanted, "available": available}
                for sku, name, wanted, available in lines
            ],
        )


class CheckoutInvalid(Invalid):
    """Something that the buyer typed at checkout is not acceptable."""

    code = "checkout_invalid"
