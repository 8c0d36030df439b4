"""What a browser sends as a form: anything at all."""

import re
from collections.abc import Mapping
from datetime import date
from typing import cast

from storefront.kit.errors import Invalid
from storefront.kit.money import Money

LONGEST = 2000
LONGEST_LIST = 200_000
"""Characters of a list: two thousand rows of a hundred."""


def typed(form: object, name: str, *, longest: int = LONGEST) -> str:
    """One field of a form as text without blanks around it; empty when there is no such form or field."""
    if not isinstance(form, Mapping):
        return ""
    value = cast("Mapping[object, object]", form).get(name)
    return (
        value[:longest].strip()
        if isinstance(value, str)
        else ""
        if value is None
        else str(value)[:longest].strip()
    )


def listed(form: object, name: str, *, most: int = LONGEST_LIST, instead: str = "Divide the list.") -> str:
    """A list in one field as it stands, for a blank in front of its first row may be an empty cell.

    Raises:
        Invalid: it has more than `most` characters; it is never cut.
    """
    value = cast("Mapping[object, object]", form).get(name) if isinstance(form, Mapping) else None
    text = value if isinstance(value, str) else typed(form, name, longest=most + 1)
    if len(text) > most:
        problem = f"at most {most:,} characters"
        raise Invalid(f"This list is too long: {problem} are taken here. {instead}", fields={name: problem})
    return text


def chosen(form: object, name: str) -> str:
    """What was chosen in a field that suggests: the number that its words end with, or what was typed instead."""
    text = typed(form, name)
    found = re.search(r"\(([^()]+)\)\Z", text)
    return found.group(1) if found else text


def ticked(form: object, beginning: str) -> list[str]:
    """What is ticked of the boxes whose names begin so, without that beginning."""
    if not isinstance(form, Mapping):
        return []
    names = [str(name) for name in cast("Mapping[object, object]", form)]
    return [name[len(beginning) :] for name in names if name.startswith(beginning) and typed(form, name)]


def amount_of(text: str, field: str) -> Money | None:
    """An amount that somebody typed, with or without the sign; its currency is that of what it is compared with.

    Raises:
        Invalid: it is no amount.
    """
    if not text:
        return None
    try:
        return Money.parse(text.lstrip("\u00a3$\u20ac "), "GBP")
    except ValueError as error:
        raise Invalid("Write an amount as 12.50.", fields={field: "an amount such as 12.50"}) from error


def day_of(text: str, field: str) -> date | None:
    """A day that somebody chose.

    Raises:
        Invalid: it is no day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid("Write a day as 2026-03-04.", fields={field: "a day such as 2026-03-04"}) from error
