"""Lists whose first row may name their columns, in any of the words that people have for them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from storefront.kit.cells import Cell, SourceRow


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns that a list can have, and how its first row names them."""

    columns: tuple[str, ...]
    """In the order in which a list without headings has them."""
    words: Mapping[str, str]
    """Other words for a column, in small letters → the column; its own name needs no entry."""
    needed: tuple[frozenset[str], ...]
    """A row is one of headings when it names a column of each of these."""


def values_of(rows: Iterable[SourceRow], headings: Headings) -> Iterator[tuple[int, dict[str, str]]]:
    """The place of each row in its list, from 1, and its values by column; a row of headings is none.

    A column that the headings do not name has no value, and one beyond the end of a row has an empty one.
    """
    places: Mapping[str, int] = {}
    for row in rows:
        if not places:
            places = _places(row.cells, headings)
            if places:
                continue
            places = {column: place for place, column in enumerate(headings.columns)}
        yield row.number, {column: _value(row.cells, place) for column, place in places.items()}


def _places(cells: Sequence[Cell], headings: Headings) -> dict[str, int]:
    """Where each column stands by a row of headings; empty when it is no such row."""
    written = [str(cell).strip().casefold() for cell in cells]
    # A list of products may have a column "Product" before its "SKU": a column's own name goes before other words.
    own = {word: column for column in headings.columns for word in (column, column.replace("_", " "))}
    places: dict[str, int] = {}
    for words in (own, headings.words):
        for place, word in enumerate(written):
            if word in words:
                places.setdefault(words[word], place)
    return places if all(places.keys() & columns for columns in headings.needed) else {}


def _value(cells: Sequence[Cell], place: int) -> str:
    return str(cells[place]).strip() if place < len(cells) else ""
