"""The history of a cart in words."""

from collections.abc import Sequence

from storefront.carts.snapshots import ChangedLine


def change_in_words(
    kind: str, lines: Sequence[ChangedLine], count: int, detail: str, subject: int | None
) -> str:
    """One step of a cart's history as somebody would tell it; `lines` are the first of `count`."""
    if kind in {"undo", "restore"} and subject is not None:
        return f"Took back step {subject}" if kind == "undo" else f"Brought back what step {subject} cleared"
    many = "1 line" if count == 1 else f"{count:,} lines"
    if kind in {"clear", "checkout", "undo", "restore"} or not lines:
        words = {"clear": "Cleared the cart", "checkout": "Ordered", "undo": "Took back"}
        return f"{words.get(kind, 'Changed')}: {many}"
    if kind == "add" and count > 1:
        named = " and ".join(line.name for line in lines[:2])
        return f"Added {many}: {named}" + (f" and {count - 2:,} more" if count > 2 else "")
    line = lines[0]
    pieces = f"{max(line.before, line.after):,} \N{MULTIPLICATION SIGN} {line.name}"
    if kind == "add":
        more = f"{line.after - line.before:,} \N{MULTIPLICATION SIGN} {line.name}"
        return f"Added {more}, now {line.after:,}" if line.before else f"Added {pieces}"
    if kind == "change":
        noted = f", {_noted(line)}" if line.note_after != line.note_before else ""
        return f"Changed {line.name} from {line.before:,} to {line.after:,}{noted}"
    return {
        "remove": f"Removed {pieces}",
        "note": f"On {line.name}: {_noted(line)}",
        "save": f"Saved {pieces} for later",
        "return": f"Moved {pieces} back to the cart",
        "forget": f"Removed {pieces} from what is saved for later",
        "move": f"Moved {pieces} to {detail}",
    }.get(kind, f"Changed {line.name}")


def _noted(line: ChangedLine) -> str:
    return f"note \u201c{line.note_after}\u201d" if line.note_after else "note taken off"


def why_not_undoable(kind: str, *, is_undone: bool) -> str:
    """Why a step that does not stand cannot be taken back, in words."""
    if is_undone:
        return "This step is undone already."
    if kind == "undo":
        return "This step took another one back. Make the change again instead."
    return "This step was ordered, or came before the last order. Nothing before an order can be undone."
