import pytest

from storefront.credit.rules import standing
from storefront.kit.money import Money


class TestStanding:
    @pytest.mark.parametrize(
        ("limit", "held", "invoiced", "exposure", "remaining"),
        [
            (10_000, 0, 0, 0, 10_000),
            (10_000, 2_500, 1_500, 4_000, 6_000),
            (10_000, 10_000, 0, 10_000, 0),
            (10_000, 9_000, 2_000, 11_000, 0),
            (0, 0, 0, 0, 0),
        ],
    )
    def test_open_orders_and_unpaid_invoices_use_the_limit(
        self, limit: int, held: int, invoiced: int, exposure: int, remaining: int
    ) -> None:
        shown = standing(limit, held, invoiced, "GBP")
        assert (shown.limit, shown.exposure, shown.remaining) == (
            Money(limit, "GBP"),
            Money(exposure, "GBP"),
            Money(remaining, "GBP"),
        )
