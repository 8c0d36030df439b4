"""The columns of files that are moved in, and their rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import islice

from storefront.kit.cells import Cell, SourceRow
from storefront.onboarding.errors import UnacceptableFile
from storefront.onboarding.snapshots import AccountRow, ImportRow, ReadImport

MOST_ROWS = 10_000
MOST_ROWS_OF_COMMAND = 100_000
NEEDED = {"organizations": ("kind", "name"), "people-per-account": ("email", "account")}
ROWS: Mapping[str, type[ImportRow] | type[AccountRow]] = {
    "organizations": ImportRow,
    "people-per-account": AccountRow,
}
OTHER_HEADINGS = {
    "e-mail": "email",
    "e_mail": "email",
    "hierarchy_number": "hierarchy",
    "outlet": "account",
    "password": "password_hash",
    "postal_code": "postcode",
    "zip": "postcode",
}


def columns_of(kind: str) -> tuple[str, ...]:
    """The columns that a file of a kind can have."""
    return tuple(field.name for field in fields(ROWS[kind]) if field.name != "line")


def rows_of(kind: str, source: Iterable[SourceRow], *, most: int = MOST_ROWS) -> ReadImport:
    """The rows below a line of headings, which may stand in any order.

    Raises:
        UnacceptableFile: it is empty, lacks a column that is needed, has one twice, or has too many rows.
    """
    lines = iter(source)
    heading = next(lines, None)
    if heading is None:
        raise UnacceptableFile(f"This file is empty. Its columns are {', '.join(columns_of(kind))}.")
    places, unknown = _places(kind, heading.cells)
    made = ROWS[kind]
    found: list[ImportRow | AccountRow] = [
        made(line.number, **_values(places, line.cells)) for line in islice(lines, most + 1)
    ]
    if len(found) > most:
        raise UnacceptableFile(f"At most {most:,} rows are taken at once. Divide the file.")
    if not found:
        raise UnacceptableFile("There is no row below the headings.")
    notes = (f"Not read: the columns {', '.join(unknown)}.",) if unknown else ()
    return ReadImport(
        kind,
        tuple(row for row in found if isinstance(row, ImportRow)),
        tuple(row for row in found if isinstance(row, AccountRow)),
        notes,
    )


def _places(kind: str, cells: tuple[Cell, ...]) -> tuple[dict[str, int], list[str]]:
    columns = columns_of(kind)
    places: dict[str, int] = {}
    unknown: list[str] = []
    for place, cell in enumerate(cells):
        said = str(cell).strip().casefold().replace(" ", "_")
        name = said if said in columns else OTHER_HEADINGS.get(said, said)
        if name in places:
            raise UnacceptableFile(f"There are two columns {name}.")
        if name in columns:
            places[name] = place
        elif said:
            unknown.append(said[:40])
    missing = [name for name in NEEDED[kind] if name not in places]
    if missing:
        raise UnacceptableFile(
            f"The first line names the columns, and {' and '.join(missing)} must be among them. "
            f"They can be {', '.join(columns)}."
        )
    return places, unknown


def _values(places: Mapping[str, int], cells: tuple[Cell, ...]) -> dict[str, str]:
    return dict(_each(places, cells))


def _each(places: Mapping[str, int], cells: tuple[Cell, ...]) -> Iterator[tuple[str, str]]:
    for name, place in places.items():
        if place < len(cells):
            yield name, " ".join(str(cells[place]).split())
