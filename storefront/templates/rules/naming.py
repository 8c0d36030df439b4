"""Names of templates: what they may be, and which are free."""

from collections.abc import Container
from datetime import date
from itertools import count

from storefront.kit.text import fold, is_storable
from storefront.templates.errors import TemplateInvalid

LONGEST_NAME = 80
_NEITHER_SEEN_NOR_TYPED = {ord(character): None for character in "\u00ad\u200b\u200c\u200d\u2060\ufeff"}


def checked_name(text: str) -> str:
    """A name as it is kept: blanks and line breaks between words are one blank.

    Raises:
        TemplateInvalid: nothing is left, it is too long, or it has characters that cannot be kept.
    """
    wanted = f"1 to {LONGEST_NAME} characters"
    if not is_storable(text) or len(text) > LONGEST_NAME * 4:
        raise TemplateInvalid(f"A template's name has {wanted}.", fields={"name": wanted})
    shown = "".join(character if character.isprintable() else " " for character in text)
    name = " ".join(shown.split())
    if not name_key(name) or len(name) > LONGEST_NAME:
        raise TemplateInvalid(f"A template's name has {wanted}.", fields={"name": wanted})
    return name


def name_key(name: str) -> str:
    """A name as two of them are compared: without case, accents and what nobody sees."""
    return fold(name.translate(_NEITHER_SEEN_NOR_TYPED)).strip()


def free_name(wanted: str, taken: Container[str]) -> str:
    """`wanted` itself, or with the first number that makes its key one that is not `taken`."""
    if name_key(wanted) not in taken:
        return wanted
    for number in count(2):
        ending = f" ({number})"
        name = wanted[: LONGEST_NAME - len(ending)].rstrip() + ending
        if name_key(name) not in taken:
            return name
    raise AssertionError  # pragma: no cover -- there is always one more number


def usual_name(today: date) -> str:
    """What a template is called whose maker gave it no name."""
    return f"List of {today.day} {today:%B %Y}"


def name_of_copy(name: str) -> str:
    """What a copy is called."""
    return f"Copy of {name}"[:LONGEST_NAME].rstrip()
