"""What rows of contacts mean, beside the nodes of the same file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from storefront.onboarding.rules.importing import Place
from storefront.onboarding.rules.moving_in import email_of, role_of, shown
from storefront.onboarding.snapshots import ImportRow
from storefront.parties.rules import problems_with_name
from storefront.parties.snapshots import KnownMember


@dataclass(frozen=True, slots=True)
class JudgedMember:
    """A row of a contact at a node."""

    row: ImportRow
    outcome: str
    words: str = ""
    email: str = ""
    name: str = ""
    """Of the contact, if it is made; else empty."""
    role: str = ""
    node: str = ""
    """The own number of the node."""
    known: KnownMember | None = None
    """The membership that is there."""


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Contacts by address, and memberships by address and node."""

    contacts: Mapping[str, KnownMember]
    members: Mapping[tuple[str, UUID], KnownMember] = field(
        default_factory=dict[tuple[str, UUID], KnownMember]
    )


def known_people(found: Sequence[KnownMember]) -> KnownPeople:
    """Sorted for looking up."""
    return KnownPeople(
        {each.email: each for each in found},
        {
            (each.email, each.node_id): each
            for each in found
            if each.node_id is not None and each.membership_id is not None
        },
    )


def judge_members(
    rows: Sequence[ImportRow],
    *,
    places: Mapping[str, Place],
    node_ids: Mapping[str, UUID],
    wrong_lines: Mapping[str, int],
    people: KnownPeople,
) -> list[JudgedMember]:
    """What each row means, in their order; a person who is new is called as in the first row with its address."""
    judged: list[JudgedMember] = []
    first_lines: dict[tuple[str, str], int] = {}
    names: dict[str, str] = {}
    for row in rows:
        email, role, at = email_of(row.email), role_of(row.role), row.node or row.organization
        place = places.get(at)
        key = (email, place.number if place else "")
        problem = _problem(row, place, wrong_lines.get(at), first_lines.get(key) if place and email else None)
        if problem or place is None:
            judged.append(JudgedMember(row, "wrong", problem))
            continue
        first_lines[key] = row.line
        contact = people.contacts.get(email)
        node_id = node_ids.get(place.number)
        member = people.members.get((email, node_id)) if node_id else None
        called = contact.name if contact else names.setdefault(email, row.name or email)
        made = JudgedMember(row, "new", email=email, role=role, node=place.number, known=member)
        judged.append(_judged(made, contact, called))
    return judged


def _judged(made: JudgedMember, contact: KnownMember | None, called: str) -> JudgedMember:
    row, member = made.row, made.known
    kept = f"keeps the name {called}" if row.name and row.name != called else ""
    outcome, words, name = "new", kept, "" if contact else called
    if member is not None:
        outcome, words = "same", kept
        if made.role == "admin" and member.role == "user":
            outcome, words = "changed", "; ".join(filter(None, ("role: user \u2192 admin", kept)))
        elif row.role and made.role == "user" and member.role == "admin":
            outcome, words = (
                "wrong",
                "is admin there: take that away on the page of its organization's people",
            )
        elif member.status == "disabled":
            words = "; ".join(filter(None, ("is disabled there, and stays so", kept)))
    return JudgedMember(row, outcome, words, made.email, name, made.role, made.node, member)


def _problem(row: ImportRow, place: Place | None, wrong_line: int | None, first_line: int | None) -> str:
    problems: list[str] = []
    at = row.node or row.organization
    if not email_of(row.email):
        problems.append("email must be an e-mail address, such as name@example.com")
    if row.name and problems_with_name(row.name):
        problems.append(f"name {problems_with_name(row.name)['name']}")
    if not role_of(row.role):
        problems.append("role must be admin or user")
    if not at:
        problems.append("node must be given: the number of an organization, a group or an outlet")
    elif wrong_line is not None and place is None:
        problems.append(f"its node {shown(at)} is wrong (line {wrong_line:,})")
    elif place is None:
        problems.append(f"its node {shown(at)} is neither here nor in this file")
    if first_line is not None:
        problems.append(f"stands in line {first_line:,} already")
    return "; ".join(problems)
