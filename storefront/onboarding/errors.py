"""What can be refused about prospects, number sequences and moving in."""

from storefront.kit.errors import Conflict, Invalid, NotFound, TooMany


class UnacceptableApplication(Invalid):
    """Something of a request to become a partner is missing or cannot be; `fields` says what."""

    code = "unacceptable_application"

    def __init__(self, fields: dict[str, str]) -> None:
        words = "; ".join(f"{name} {problem}" for name, problem in fields.items())
        super().__init__(f"The request was not taken: {words}.", fields=fields)


class TooManyApplications(TooMany):
    """Too many requests to become a partner came from one address."""

    code = "too_many_applications"

    def __init__(self, retry_after: int) -> None:
        minutes = max(1, -(-retry_after // 60))
        plural = "" if minutes == 1 else "s"
        super().__init__(
            f"Too many requests came from your network. Try again in {minutes} minute{plural}.",
            retry_after=retry_after,
        )


class ProspectNotFound(NotFound):
    """No such prospect."""

    code = "prospect_not_found"

    def __init__(self, number: str) -> None:
        super().__init__("There is no such prospect. Choose one from the list.", prospect=number[:40])


class ProspectRejected(Conflict):
    """The prospect was rejected: it must apply again."""

    code = "prospect_rejected"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"{number} was rejected. Only a new request of the applicant can be approved.", prospect=number
        )


class ProspectApproved(Conflict):
    """The prospect was approved: it is a partner now."""

    code = "prospect_approved"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"{number} was approved. Disable its members, or close its seller, instead.", prospect=number
        )


class ReasonMissing(Invalid):
    """Whoever is rejected is told why."""

    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__("Give a reason: the applicant is told it.", fields={"reason": "is required"})


class UnknownChoice(Invalid):
    """A seller, catalog, price group or category that was chosen does not exist, or not any more."""

    code = "unknown_choice"

    def __init__(self, field: str, code: str) -> None:
        super().__init__(
            f"There is no {field.replace('_', ' ')} {code[:40]}. Choose from those that are offered.",
            fields={field: f"{code[:40]} is not known"},
        )


class OrganizationNotFound(NotFound):
    """No such organization."""

    code = "organization_not_found"

    def __init__(self, number: str) -> None:
        super().__init__("There is no such organization.", organization=number[:40])


class SellsAlready(Conflict):
    """The organization is a seller already, through another request."""

    code = "sells_already"

    def __init__(self, organization: str, seller: str) -> None:
        super().__init__(
            f"{organization} sells as {seller} already.", organization=organization, seller=seller
        )


class NobodyToEmploy(Conflict):
    """A seller needs a first employee, and the organization has no active admin."""

    code = "nobody_to_employ"

    def __init__(self, organization: str) -> None:
        super().__init__(
            f"{organization} has no active admin who could be the seller's first employee. Enable or invite one.",
            organization=organization,
        )


class SequenceNotFound(NotFound):
    """No such number sequence."""

    code = "sequence_not_found"

    def __init__(self, name: str) -> None:
        super().__init__("There is no such number sequence.", sequence=name[:40])


class NumbersWouldCollide(Conflict):
    """The change would give out a number that exists, or can come from another sequence."""

    code = "numbers_would_collide"

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message, **facts)


class UnacceptableFile(Invalid):
    """The file cannot be read as a list of rows to import."""

    code = "unacceptable_file"

    def __init__(self, message: str) -> None:
        super().__init__(message, fields={"file": message})


class RowsAreWrong(Conflict):
    """Some rows of an import are wrong: nothing of it is done."""

    code = "rows_are_wrong"

    def __init__(self, wrong: int, first: str) -> None:
        words = "1 row is wrong" if wrong == 1 else f"{wrong:,} rows are wrong"
        super().__init__(
            f"{words}, so nothing was changed. The first: {first} A dry run shows them all.",
            wrong=wrong,
        )
