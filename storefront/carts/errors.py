"""What can be refused about carts."""

from dataclasses import dataclass

from storefront.kit.errors import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Why one of the lines asked for cannot be added; `line` counts from 0."""

    line: int
    sku: str
    code: str
    message: str


class LinesRefused(Invalid):
    """Some lines cannot be added, so none was."""

    code = "lines_refused"

    def __init__(self, problems: tuple[LineProblem, ...]) -> None:
        self.problems = problems
        first = problems[0]
        rest = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
        super().__init__(
            f"Nothing was added. {first.sku}: {first.message}{rest}.",
            lines=[
                {"line": each.line, "sku": each.sku, "code": each.code, "message": each.message}
                for each in problems
            ],
        )


class LineNotFound(NotFound):
    """No such line in this cart, or it was removed meanwhile."""

    code = "line_not_found"

    def __init__(self) -> None:
        super().__init__("This line is not in the cart any more.")


class CartChanged(Conflict):
    """Somebody changed the cart since the version that the caller saw."""

    code = "cart_changed"

    def __init__(self, expected: int, version: int) -> None:
        super().__init__(
            "The cart was changed meanwhile. Look at it again.", expected=expected, version=version
        )


class CartFull(Conflict):
    """The cart has as many lines as it can have."""

    code = "cart_full"

    def __init__(self, maximum: int) -> None:
        super().__init__(
            f"A cart has at most {maximum:,} lines. Check out first, or remove some.", maximum=maximum
        )


class NothingToUndo(Conflict):
    """There is no change since the last checkout that is not undone yet."""

    code = "nothing_to_undo"

    def __init__(self) -> None:
        super().__init__("There is nothing to undo in this cart.")


class LineNotOffered(Conflict):
    """The line's product is not offered any more: it can only be removed."""

    code = "not_in_catalog"

    def __init__(self, sku: str) -> None:
        super().__init__(f"{sku} is not in your catalogs any more. It can only be removed.", sku=sku)
