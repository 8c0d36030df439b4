"""People of a file and of a form, judged on plain values."""

from collections.abc import Iterable

from storefront.hierarchies.snapshots.people import MemberInput, PersonRow
from storefront.kit.cells import Cell, SourceRow
from storefront.kit.text import is_storable
from storefront.parties.rules import normal_email, problems_with_email, problems_with_name

ROLES = {"admin": "admin", "administrator": "admin", "user": "user", "buyer": "user", "": "user"}
"""Words for a role in a file, and the role."""

COLUMNS = ("email", "name", "role", "node")
HEADINGS = {
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "e-mail address": "email",
    "email address": "email",
    "address": "email",
    "name": "name",
    "full name": "name",
    "role": "role",
    "node": "node",
    "outlet": "node",
    "node number": "node",
    "outlet number": "node",
    "number": "node",
}
MOST_ROWS = 1_000
MOST_PEOPLE = 1_000
MAXIMUM_REASON_LENGTH = 200


def people_of(rows: Iterable[SourceRow]) -> tuple[PersonRow, ...]:
    """The people of a file: columns by their headings, or in the order of `COLUMNS` when there are none."""
    places: dict[str, int] | None = None
    people: list[PersonRow] = []
    for row in rows:
        if places is None:
            places = _places(row.cells)
            if places is not None:
                continue
            places = {column: place for place, column in enumerate(COLUMNS)}
        values = {column: _cell(row.cells, place) for column, place in places.items()}
        people.append(PersonRow(row.number, MemberInput(**values)))
        if len(people) > MOST_ROWS:
            break
    return tuple(people)


def tidied(member: MemberInput) -> MemberInput:
    """The same with a normal address, single blanks and a known role's word."""
    role = member.role.strip().casefold()
    return MemberInput(
        email=normal_email(member.email),
        name=" ".join(member.name.split()),
        role=ROLES.get(role, role),
        node=member.node.strip(),
    )


def problems_with_member(member: MemberInput) -> dict[str, str]:
    """What is wrong with a tidied one, by field; nothing when it can be invited, if its node is there."""
    problems = problems_with_email(member.email)
    if not problems and not is_storable(member.email):
        problems = {"email": "has characters that cannot be used here"}
    if member.name:
        problems |= problems_with_name(member.name)
    if member.role not in ROLES.values():
        problems["role"] = "must be admin or user"
    if not is_storable(member.node):
        problems["node"] = "has characters that cannot be used here"
    return problems


def problems_with_reason(reason: str) -> dict[str, str]:
    """What is wrong with the reason of a disabling, if anything is."""
    if 0 < len(reason) <= MAXIMUM_REASON_LENGTH and is_storable(reason):
        return {}
    return {"reason": f"must have 1 to {MAXIMUM_REASON_LENGTH} characters"}


def _places(cells: tuple[Cell, ...]) -> dict[str, int] | None:
    """Where each column stands by a row of headings; nothing when it is no such row."""
    named = [HEADINGS.get(str(cell).strip().casefold(), "") for cell in cells]
    if "email" not in named:
        return None
    return {column: named.index(column) for column in COLUMNS if column in named}


def _cell(cells: tuple[Cell, ...], place: int) -> str:
    return str(cells[place]).strip() if place < len(cells) else ""
