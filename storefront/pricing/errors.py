"""What can be refused about prices."""

from storefront.kit.errors import Invalid


class UnknownPriceGroups(Invalid):
    """Some codes are those of no price group that can be set at a node."""

    code = "unknown_price_groups"

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes
        super().__init__(
            f"No price group of that seller has the code {', '.join(codes)}. Choose from its price groups.",
            fields={"price_groups": "choose price groups of the seller"},
        )
