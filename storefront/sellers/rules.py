"""Codes of sellers."""

import re
from itertools import count

from storefront.kit.errors import Invalid
from storefront.kit.text import sort_key

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")
LONGEST_MADE = 12
LEGAL_FORMS = frozenset({"ltd", "limited", "plc", "llp", "gmbh", "inc", "co", "company", "the", "and"})


def must_be_code(text: str) -> str:
    """The code in capitals.

    Raises:
        Invalid: it is none.
    """
    code = text.strip().upper()
    if not CODE.fullmatch(code):
        raise Invalid(
            "A seller's code has 2 to 20 letters, digits and hyphens.",
            fields={"code": "2 to 20 letters, digits and hyphens"},
        )
    return code


def code_from(name: str) -> str:
    """A code made from the first word of a name that says something."""
    words = sort_key(name).upper().split()
    telling = [word for word in words if word.lower() not in LEGAL_FORMS and len(word) > 1]
    return (telling or ["SELLER"])[0][:LONGEST_MADE]


def numbered(code: str, taken: set[str]) -> str:
    """The code itself when it is free, else with the first number that makes it so."""
    for place in count(1):
        made = code if place == 1 else f"{code}-{place}"
        if not {made, f"{made}-1"} & taken:
            return made
    raise AssertionError("unreachable")
