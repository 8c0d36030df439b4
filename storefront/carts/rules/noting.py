"""Notes on lines."""

import unicodedata

from storefront.carts.errors import NoteRefused
from storefront.kit.text import is_storable

MAXIMUM_NOTE = 200


def clean_note(text: str) -> str:
    """A note as it is kept: one line without blanks around it.

    Raises:
        NoteRefused: it is too long, or holds what cannot be shown.
    """
    note = " ".join(text.split())
    is_plain = is_storable(note) and not any(unicodedata.category(letter) == "Cc" for letter in note)
    if len(note) > MAXIMUM_NOTE or not is_plain:
        raise NoteRefused(MAXIMUM_NOTE)
    return note
