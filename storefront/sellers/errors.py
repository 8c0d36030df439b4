"""What can be refused about sellers."""

from storefront.kit.errors import NotFound


class SellerNotFound(NotFound):
    """No such seller, or not one that this outlet may buy from."""

    code = "seller_not_found"

    def __init__(self, code: str) -> None:
        super().__init__(
            "This outlet does not buy from that seller. Choose one of its sellers.", seller=code[:40]
        )
