"""What can be refused about credit."""

from storefront.kit.errors import Conflict
from storefront.kit.money import Money


class CreditExceeded(Conflict):
    """The order is larger than what remains of the organization's credit."""

    code = "credit_exceeded"

    def __init__(self, *, total: Money, limit: Money, exposure: Money, remaining: Money) -> None:
        self.total, self.limit, self.exposure, self.remaining = total, limit, exposure, remaining
        super().__init__(
            f"This order of {total.words} is more than the {remaining.words} that remain of your organization's "
            f"credit of {limit.words}. Order for {remaining.words} or less, or ask your admin to settle open invoices."
        )


class CapExceeded(Conflict):
    """The order is larger than what remains of the outlet's own cap."""

    code = "credit_cap_exceeded"

    def __init__(self, *, total: Money, cap: Money, used: Money, remaining: Money) -> None:
        self.total, self.cap, self.used, self.remaining = total, cap, used, remaining
        super().__init__(
            f"This order of {total.words} is more than the {remaining.words} that remain of this outlet's cap of "
            f"{cap.words}; its open orders use {used.words}. Order for {remaining.words} or less, or ask your "
            "organization's admin for a higher cap."
        )
