"""What can be refused when something is ordered again."""

from storefront.kit.errors import Invalid


class TooMuchAtOnce(Invalid):
    """More lines, or more orders, than one difference can show."""

    code = "too_much_at_once"

    def __init__(self, what: str, found: int, maximum: int) -> None:
        super().__init__(
            f"This would be {found:,} {what}; at most {maximum:,} can be looked at together. Choose fewer.",
            found=found,
            maximum=maximum,
        )


class NothingChosen(Invalid):
    """No line and no order was chosen."""

    code = "nothing_chosen"

    def __init__(self) -> None:
        super().__init__("Nothing is chosen yet. Tick what you want to order again.")
