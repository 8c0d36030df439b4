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


class ListTooLong(Invalid):
    """A list has more rows than are read or resolved at once."""

    code = "list_too_long"

    def __init__(self, maximum: int) -> None:
        super().__init__(f"At most {maximum:,} rows are read at once. Split the list.", maximum=maximum)


class NoteRefused(Invalid):
    """A note that is too long, or is no plain text."""

    code = "note_invalid"

    def __init__(self, maximum: int) -> None:
        wanted = f"at most {maximum} characters of plain text"
        super().__init__(f"A note has {wanted}.", fields={"note": wanted})


class ChangeNotFound(NotFound):
    """No such step in the history of this cart."""

    code = "change_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such step in the history of this cart.")


class CannotUndo(Conflict):
    """A step that is undone already, was ordered, or is itself an undo."""

    code = "cannot_undo"


class LaterChange(Conflict):
    """A later step that stands changed the same lines: it has to be undone first."""

    code = "later_change"

    def __init__(self, version: int, words: str, by: str) -> None:
        self.version = version
        super().__init__(
            f"Step {version} by {by} changed the same lines since: \u201c{words}\u201d. Undo that one first.",
            later_version=version,
        )


class NothingToRestore(Conflict):
    """The cart was not cleared since the last order, or all that was cleared is back."""

    code = "nothing_to_restore"

    def __init__(self) -> None:
        super().__init__("Nothing that was cleared since the last order is missing from this cart.")


class SavedFull(Conflict):
    """As many lines are saved for later as can be."""

    code = "saved_full"

    def __init__(self, maximum: int) -> None:
        super().__init__(
            f"At most {maximum:,} lines are saved for later with a cart. Remove some first.", maximum=maximum
        )


class RowNotFound(NotFound):
    """No such row in this quick order, or it was removed meanwhile."""

    code = "row_not_found"

    def __init__(self) -> None:
        super().__init__("This row is not in your quick order any more.")
