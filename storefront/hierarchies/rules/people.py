"""People of a file and of a form, judged on plain values."""

from collections.abc import Iterable
from itertools import islice

from storefront.hierarchies.snapshots.people import MemberInput, PersonRow
from storefront.kit.cells import SourceRow
from storefront.kit.headings import Headings, values_of
from storefront.kit.text import is_storable
from storefront.parties.rules import normal_email, problems_with_email, problems_with_name

ROLES = {"admin": "admin", "administrator": "admin", "user": "user", "buyer": "user", "": "user"}
"""Words for a role in a file, and the role."""

COLUMNS = ("email", "name", "role", "node")
HEADINGS = Headings(
    COLUMNS,
    words={
        "e-mail": "email",
        "mail": "email",
        "e-mail address": "email",
        "email address": "email",
        "address": "email",
        "full name": "name",
        "outlet": "node",
        "node number": "node",
        "outlet number": "node",
        "number": "node",
    },
    needed=(frozenset({"email"}),),
)
MOST_ROWS = 1_000
MAXIMUM_REASON_LENGTH = 200


def people_of(rows: Iterable[SourceRow]) -> tuple[PersonRow, ...]:
    """The people of a file, and one more than may be when there are too many."""
    values = islice(values_of(rows, HEADINGS), MOST_ROWS + 1)
    return tuple(PersonRow(number, MemberInput(**row)) for number, row in values)


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
