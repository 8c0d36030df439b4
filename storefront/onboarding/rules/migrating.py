"""From one row for each person and account to one contact with a membership at each account."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from storefront.onboarding.rules.importing_people import KnownPeople
from storefront.onboarding.rules.moving_in import INACTIVE, email_of, is_active, role_of, shown
from storefront.onboarding.snapshots import AccountRow, Merge, RowAnswer
from storefront.parties.rules import problems_with_name
from storefront.parties.snapshots import KnownMember, KnownNode

ARGON2 = re.compile(
    r"\$argon2(?:id|i|d)\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$[A-Za-z0-9+/]{11,88}\$[A-Za-z0-9+/]{16,172}"
)
MOST_MEMORY, MOST_PASSES, MOST_LANES = 262_144, 10, 16
"""Whoever signs in costs this much: a hash must not ask for more than a server can give."""


@dataclass(frozen=True, slots=True)
class MergedMember:
    """What the rows of one address at one account come to."""

    email: str
    node: KnownNode
    lines: tuple[int, ...]
    role: str
    is_active: bool
    outcome: str
    words: str
    known: KnownMember | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A contact that is made of rows."""

    email: str
    name: str
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Migration:
    """What a whole file comes to."""

    answers: tuple[RowAnswer, ...]
    people: tuple[NewPerson, ...]
    members: tuple[MergedMember, ...]
    merges: tuple[Merge, ...]


def migrated(rows: Sequence[AccountRow], *, nodes: Mapping[str, KnownNode], people: KnownPeople) -> Migration:
    """What the rows of a file come to; wrong ones take no part in it."""
    answers: dict[int, RowAnswer] = {}
    by_email: dict[str, list[AccountRow]] = defaultdict(list)
    for row in rows:
        problem = _problem(row, nodes.get(row.account))
        if problem:
            answers[row.line] = RowAnswer(row.line, "wrong", _subject(row), problem)
        else:
            by_email[email_of(row.email)].append(row)
    persons: list[NewPerson] = []
    members: list[MergedMember] = []
    merges: list[Merge] = []
    for email, own in by_email.items():
        contact = people.contacts.get(email)
        joined = _members(email, own, nodes, people)
        members.extend(joined)
        name = contact.name if contact else next((row.name for row in own if row.name), email)
        usable = next((row for row in own if is_usable_hash(row.password_hash)), None)
        if contact is None:
            persons.append(NewPerson(email, name, usable.password_hash if usable else None))
        answers |= _answers(joined, own)
        if len(own) > 1 or contact is not None:
            notes = _notes(own, joined, None if contact else usable, is_known=contact is not None)
            merges.append(_merge(email, name, own, is_known=contact is not None, notes=notes))
    return Migration(tuple(answers[row.line] for row in rows), tuple(persons), tuple(members), tuple(merges))


def is_usable_hash(text: str) -> bool:
    """Whether somebody can sign in by this hash: Argon2 as passlib writes it, and no costlier than is bearable."""
    found = ARGON2.fullmatch(text)
    if found is None:
        return False
    memory, passes, lanes = map(int, found.groups())
    return 8 * lanes <= memory <= MOST_MEMORY and 1 <= passes <= MOST_PASSES and 1 <= lanes <= MOST_LANES


def _members(
    email: str, own: Sequence[AccountRow], nodes: Mapping[str, KnownNode], people: KnownPeople
) -> list[MergedMember]:
    by_node: dict[UUID, list[AccountRow]] = defaultdict(list)
    for row in own:
        by_node[nodes[row.account].id].append(row)
    return [_member(email, nodes[same[0].account], same, people) for same in by_node.values()]


def _member(email: str, node: KnownNode, same: Sequence[AccountRow], people: KnownPeople) -> MergedMember:
    role = "admin" if any(role_of(row.role) == "admin" for row in same) else "user"
    lets_in = any(is_active(row.active) for row in same)
    known = people.members.get((email, node.id))
    outcome, words = "new", "" if lets_in else f"disabled: {INACTIVE}"
    if known is not None:
        outcome, words = "same", ""
        if role == "admin" and known.role == "user":
            outcome, words = "changed", "role: user \u2192 admin"
    return MergedMember(email, node, tuple(row.line for row in same), role, lets_in, outcome, words, known)


def _answers(joined: Sequence[MergedMember], own: Sequence[AccountRow]) -> dict[int, RowAnswer]:
    rows = {row.line: row for row in own}
    answers: dict[int, RowAnswer] = {}
    for member in joined:
        first = member.lines[0]
        for line in member.lines:
            row = rows[line]
            words = [member.words, "" if line == first else f"the same person and account as line {first:,}"]
            if row.password_hash and not is_usable_hash(row.password_hash):
                words.append("its password cannot be used here: a new one is needed")
            answers[line] = RowAnswer(line, member.outcome, _subject(row), "; ".join(filter(None, words)))
    return answers


def _notes(
    own: Sequence[AccountRow],
    joined: Sequence[MergedMember],
    password: AccountRow | None,
    *,
    is_known: bool,
) -> tuple[str, ...]:
    notes: list[str] = []
    rows = {row.line: row for row in own}
    for member in joined:
        if len(member.lines) == 1:
            continue
        at = f"at {member.node.number} (lines {_listed(member.lines)})"
        if len({role_of(rows[line].role) for line in member.lines}) > 1:
            notes.append(f"admin is the stronger role {at}")
        if len({is_active(rows[line].active) for line in member.lines}) > 1:
            notes.append(f"active in one row is active {at}")
    if is_known and any(row.password_hash for row in own):
        notes.append("keeps its password, if it has one")
    elif password is not None and len({row.password_hash for row in own if row.password_hash}) > 1:
        notes.append(f"the password is that of line {password.line:,}")
    return tuple(notes)


def _merge(
    email: str, name: str, own: Sequence[AccountRow], *, is_known: bool, notes: tuple[str, ...]
) -> Merge:
    others = dict.fromkeys(row.name for row in own if row.name and row.name != name)
    return Merge(email, name, tuple(row.line for row in own), is_known, tuple(others), notes)


def _problem(row: AccountRow, node: KnownNode | None) -> str:
    problems: list[str] = []
    if not email_of(row.email):
        problems.append("email must be an e-mail address, such as name@example.com")
    if row.name and problems_with_name(row.name):
        problems.append(f"name {problems_with_name(row.name)['name']}")
    if not role_of(row.role):
        problems.append("role must be admin or user")
    if is_active(row.active) is None:
        problems.append("active must be yes or no")
    if node is None:
        problems.append(f"there is no account {shown(row.account)}: move its organization in first")
    return "; ".join(problems)


def _subject(row: AccountRow) -> str:
    return f"{shown(row.email)} at {shown(row.account)}"


def _listed(lines: Sequence[int]) -> str:
    return ", ".join(f"{line:,}" for line in lines)
