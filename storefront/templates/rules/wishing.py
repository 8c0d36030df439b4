"""What a wish list may hold, and what changed since something was wished for."""

from storefront.kit.money import UnitPrice
from storefront.kit.text import is_storable
from storefront.templates.errors import WishInvalid
from storefront.templates.rules.naming import LONGEST_NAME, name_key

MAXIMUM_LISTS = 50
MAXIMUM_LINES = 300
MAXIMUM_NOTE = 200
LARGEST_QUANTITY = 1_000_000
MAXIMUM_COMPARED = 4
DEFAULT_NAME = "Wish list"
"""What the first list is called when the first heart makes it."""


def checked_list_name(text: str) -> str:
    """A name as it is kept.

    Raises:
        WishInvalid: nothing is left of it, it is too long, or it cannot be kept.
    """
    name = _one_line(text)
    if not name_key(name) or len(name) > LONGEST_NAME:
        wanted = f"1 to {LONGEST_NAME} characters"
        raise WishInvalid(f"A wish list's name has {wanted}.", fields={"name": wanted})
    return name


def checked_wish_note(text: str) -> str:
    """A note as it is kept.

    Raises:
        WishInvalid: it is too long, or cannot be kept.
    """
    note = _one_line(text, field="note")
    if len(note) > MAXIMUM_NOTE:
        wanted = f"at most {MAXIMUM_NOTE} characters of plain text"
        raise WishInvalid(f"A note has {wanted}.", fields={"note": wanted})
    return note


def checked_wish_quantity(quantity: int) -> int:
    """A wanted quantity; whether it can be ordered is decided when it is.

    Raises:
        WishInvalid: no such quantity is ever ordered.
    """
    if not 1 <= quantity <= LARGEST_QUANTITY:
        wanted = f"between 1 and {LARGEST_QUANTITY:,}"
        raise WishInvalid(f"Wish for {wanted} pieces.", fields={"quantity": wanted})
    return quantity


def changes_in_words(
    *,
    seen_level: str,
    level: str,
    available: int,
    seen_price: UnitPrice | None,
    price: UnitPrice | None,
) -> tuple[str, ...]:
    """What is not as it was when the product was saved; without a price it is not offered any more.

    What came from a cart has no level of then: nothing is said about it.
    """
    if price is None:
        return ("Not in your catalogs any more.",)
    words: list[str] = []
    if seen_level and level != seen_level:
        if level == "out_of_stock":
            words.append("Sold out since you saved it.")
        elif seen_level == "out_of_stock":
            words.append("Back in stock.")
        elif level == "low":
            words.append(f"Running low: {available:,} left.")
    if seen_price is not None and seen_price != price:
        moved = "Dearer" if price > seen_price else "Cheaper"
        words.append(f"{moved}: was {seen_price.words}, now {price.words}.")
    return tuple(words)


def _one_line(text: str, *, field: str = "name") -> str:
    if not is_storable(text):
        raise WishInvalid("This text cannot be kept.", fields={field: "plain text"})
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
