"""What makes two attempts to apply a list the same attempt."""

from collections.abc import Sequence

from storefront.carts.snapshots import ListLine
from storefront.kit.idempotency import fingerprint


def list_fingerprint(outlet: str, lines: Sequence[ListLine]) -> str:
    """What two attempts with one key must have in common."""
    return fingerprint(
        [
            outlet,
            [
                [
                    line.sku,
                    line.quantity,
                    line.catalog,
                    line.seller,
                    [line.previous_unit_price.ten_thousandths, line.previous_unit_price.currency]
                    if line.previous_unit_price
                    else None,
                ]
                for line in lines
            ],
        ]
    )
