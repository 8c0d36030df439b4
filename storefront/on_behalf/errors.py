"""What can be refused to employees who act for outlets."""

from storefront.kit.errors import Invalid, NotFound


class ReasonMissing(Invalid):
    """An employee acts for an outlet for a reason, which the outlet reads."""

    code = "reason_missing"

    def __init__(self, most: int) -> None:
        words = f"say in 1 to {most} characters why you act for this outlet"
        super().__init__(f"{words.capitalize()}.", fields={"reason": words})


class ContactNotActive(NotFound):
    """Only an outlet's active contacts can be chosen: everybody else is told as if there were nobody."""

    code = "contact_not_active"

    def __init__(self) -> None:
        super().__init__(
            "This is no active contact of the outlet. Choose one of those offered, or act without a contact."
        )


class SortUnknown(Invalid):
    """A list of outlets cannot be sorted so."""

    code = "sort_unknown"

    def __init__(self, sorts: tuple[str, ...]) -> None:
        words = f"one of {', '.join(sorts)}"
        super().__init__(f"Sort by {words}.", fields={"sort": words})
