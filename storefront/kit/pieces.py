"""Whole pieces from what people and spreadsheets write: `1,200`, `1.200`, `12,0`, `12 pcs`."""

import re
from collections.abc import Iterable

from storefront.kit.cells import Cell

LONGEST_NUMBER = 15
LONGEST_TEXT = 40
NUMBER = re.compile(
    r"(?:[x*][ ]?)?([+-]?[0-9][0-9.,]*)[ ]?(?:(?:pieces?|pcs?|each|ea|units?|x)\.?)?", re.IGNORECASE
)
"""With its unit, or with a sign for "times" on either side."""
BLANKS = re.compile(r"(?<=[0-9])[ \u00a0\u2009\u202f'\u2019](?=[0-9]{3}(?![0-9]))")
"""Between groups of three digits."""
MARKS = (".", ",")


class NotPieces(ValueError):
    """It is no whole number of pieces; the message says why, in words."""


def pieces_of(cell: Cell, *, decimal_mark: str = "") -> int:
    """The number of pieces that a cell names, which may be nothing that can be ordered, such as 0.

    A mark that is not followed by exactly three digits is a decimal mark, and after it only zeros make whole pieces.
    A mark before exactly three digits groups thousands, since pieces are whole, unless the rest of the list shows
    (`decimal_mark`) that it is the decimal mark there. `12.000` alone can be meant either way and is refused.

    Raises:
        NotPieces: it is no number, a fraction, or ambiguous.
    """
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        if not cell.is_integer():
            raise NotPieces(f"{cell:g} is not a whole number of pieces.")
        return int(cell)
    number = _number(cell)
    whole, mark, rest = _parts(number, decimal_mark)
    if not mark:
        return int(whole)
    if rest.strip("0"):
        raise NotPieces(f"{number} is not a whole number of pieces.")
    if mark == "." and len(rest) == 3 and not decimal_mark and 1 <= len(whole.lstrip("+-")) <= 3:
        raise NotPieces(f"{number} can be {int(whole)} or {int(whole + rest):,}. Write it without the point.")
    return int(whole)


def looks_like_number(cell: Cell) -> bool:
    """Whether a cell is a number of any kind, with its unit or without."""
    try:
        _number(str(cell))
    except NotPieces:
        return False
    return True


def is_whole(cell: Cell) -> bool:
    """Whether a cell is surely a number of whole pieces."""
    try:
        return pieces_of(cell) >= 1
    except NotPieces:
        return False


def decimal_mark_of(cells: Iterable[Cell]) -> str:
    """The decimal mark that some numbers of a list can only be written with; nothing when none or both are seen."""
    seen = {mark for cell in cells if isinstance(cell, str) and (mark := _shown_mark(cell))}
    return seen.pop() if len(seen) == 1 else ""


def _number(text: str) -> str:
    """The digits and marks of a text, without unit and blanks between thousands."""
    if not text.strip():
        raise NotPieces("The quantity is missing.")
    match = NUMBER.fullmatch(BLANKS.sub("", text.strip())) if len(text) <= LONGEST_TEXT else None
    if match is None or len(match.group(1)) > LONGEST_NUMBER:
        shown = text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "\u2026"
        raise NotPieces(f"\u201c{shown}\u201d is not a quantity.")
    return match.group(1)


def _parts(number: str, decimal_mark: str) -> tuple[str, str, str]:
    """Whole digits, decimal mark and the digits after it; no mark when all digits are whole."""
    marks = [letter for letter in number if letter in MARKS]
    if not marks:
        return number, "", ""
    last = marks[-1]
    whole, _, rest = number.rpartition(last)
    if marks.count(last) > 1 or (
        len(marks) == 1 and _groups(whole, rest) and not _is_decimal(last, rest, decimal_mark)
    ):
        return _grouped(number, last), "", ""
    other = "," if last == "." else "."
    return (_grouped(whole, other) if other in whole else whole), last, rest


def _is_decimal(mark: str, rest: str, decimal_mark: str) -> bool:
    """Whether a mark before exactly three digits begins a fraction, or may do so."""
    return mark == decimal_mark or (mark == "." and rest == "000" and not decimal_mark)


def _groups(whole: str, rest: str) -> bool:
    digits = whole.lstrip("+-")
    return len(rest) == 3 and 1 <= len(digits) <= 3 and not digits.startswith("0")


def _grouped(number: str, mark: str) -> str:
    first, *groups = number.split(mark)
    if not 1 <= len(first.lstrip("+-")) <= 3 or any(len(each) != 3 or not each.isdigit() for each in groups):
        raise NotPieces(f"\u201c{number}\u201d is not a quantity.")
    return first + "".join(groups)


def _shown_mark(cell: str) -> str:
    """The mark that can only be the decimal one in this number."""
    try:
        number = _number(cell)
        whole, mark, rest = _parts(number, "")
    except NotPieces:
        return ""
    if mark and not (len(rest) == 3 and _groups(whole, rest)):
        return mark
    marks = {letter for letter in number if letter in MARKS}
    if not mark and len(marks) == 1 and number.count(min(marks)) > 1:
        return "," if "." in marks else "."
    return ""
