"""Inviting people to an organization: one by a form, several by a file that is judged first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.connectors.spreadsheets import open_file
from storefront.hierarchies.errors import ListOfPeopleUnreadable, UnacceptableMember
from storefront.hierarchies.queries import people as queries
from storefront.hierarchies.rules.people import (
    COLUMNS,
    MOST_ROWS,
    people_of,
    problems_with_member,
    tidied,
)
from storefront.hierarchies.service.people import show_member
from storefront.hierarchies.snapshots.people import (
    MemberCard,
    MemberInput,
    PersonAnswer,
    PersonRow,
    ReadPeople,
)
from storefront.parties import service as parties
from storefront.parties.actor import HierarchyActor
from storefront.parties.errors import NodeNotFound
from storefront.parties.snapshots import Invitee, InviteeStanding

OUTCOMES = {None: "new", "invited": "again", "active": "member", "disabled": "member"}
MEMBER = "is a member there already"
DISABLED = "is a disabled member there; enable the membership again"
TWICE = "stands further up in this file already"


def invite_member(session: Session, actor: HierarchyActor, wanted: MemberInput) -> MemberCard:
    """Invite somebody by mail to a node that the actor runs; who was invited before gets a new link.

    Raises:
        UnacceptableMember: address, name or role is not acceptable, or the node must be named.
        NodeNotFound: no such node, or not theirs.
        AlreadyMember: the person is an active or disabled member there.
    """
    member = tidied(wanted)
    problems = problems_with_member(member)
    if problems:
        raise UnacceptableMember(problems)
    node = _node(session, actor, member.node)
    invitee = Invitee(member.email, member.name, member.role, node.id)
    membership_id = parties.invite(
        session,
        organization_name=actor.organization_name,
        from_whom=actor.name,
        invitees=[invitee],
    )[0]
    card = show_member(session, actor, membership_id=membership_id)
    parties.audit(session, actor, _deed(actor, invitee, card.node_number))
    return card


def read_people(content: bytes) -> ReadPeople:
    """The people of a CSV file or workbook with the columns email, name, role and node.

    Raises:
        FileTooLarge, FileKindUnknown, FileUnreadable, ListOfPeopleUnreadable: see their messages.
    """
    opened = open_file(content)
    rows = people_of(opened.rows)
    if not rows:
        raise ListOfPeopleUnreadable(f"There is nobody in this file. Its columns are {', '.join(COLUMNS)}.")
    if len(rows) > MOST_ROWS:
        raise ListOfPeopleUnreadable(f"At most {MOST_ROWS:,} people are invited at once. Divide the file.")
    return ReadPeople(rows, opened.notes)


def judge_people(
    session: Session, actor: HierarchyActor, rows: Sequence[PersonRow]
) -> tuple[PersonAnswer, ...]:
    """What inviting these people would do, row by row; nothing is written."""
    return tuple(answer for answer, _ in _judged(session, actor, rows))


def invite_people(
    session: Session, actor: HierarchyActor, rows: Sequence[PersonRow]
) -> tuple[PersonAnswer, ...]:
    """Invite everybody whose row is good, all of them or nobody; the others are answered with their problem."""
    judged = _judged(session, actor, rows)
    good = [(answer, invitee) for answer, invitee in judged if invitee is not None]
    if good:
        invitees = [invitee for _, invitee in good]
        parties.invite(
            session,
            organization_name=actor.organization_name,
            from_whom=actor.name,
            invitees=invitees,
        )
        parties.audit(
            session,
            actor,
            *(_deed(actor, invitee, answer.row.member.node or answer.node_name) for answer, invitee in good),
        )
    return tuple(answer for answer, _ in judged)


def _judged(
    session: Session, actor: HierarchyActor, rows: Sequence[PersonRow]
) -> list[tuple[PersonAnswer, Invitee | None]]:
    tidy = [PersonRow(row.number, tidied(row.member)) for row in rows]
    numbers = sorted({row.member.node for row in tidy if row.member.node})
    known = queries.nodes_by_number(session, actor, [each for each in numbers if "\x00" not in each])
    tops = queries.top_nodes(session, actor)
    default = tops[0] if len(tops) == 1 else None
    placed = [
        (row, problems_with_member(row.member), known.get(row.member.node) if row.member.node else default)
        for row in tidy
    ]
    invitees = {
        row.number: Invitee(row.member.email, row.member.name, row.member.role, node.id)
        for row, problems, node in placed
        if not problems and node is not None
    }
    standings = parties.standings_of(session, list(invitees.values()))
    by_number = dict(zip(invitees, standings, strict=True))
    seen: set[tuple[str, object]] = set()
    judged: list[tuple[PersonAnswer, Invitee | None]] = []
    for row, problems, node in placed:
        invitee = invitees.get(row.number)
        if invitee is None or node is None:
            words = problems or {"node": "is not one that you run" if row.member.node else "must be named"}
            judged.append((PersonAnswer(row, "refused", problem=_in_words(words)), None))
            continue
        key = (invitee.email, invitee.node_id)
        answer = _answer(row, node, by_number[row.number], is_twice=key in seen)
        seen.add(key)
        judged.append((answer, invitee if answer.is_good else None))
    return judged


def _answer(row: PersonRow, node: Row[Any], standing: InviteeStanding, *, is_twice: bool) -> PersonAnswer:
    if is_twice:
        return PersonAnswer(row, "twice", node.name, TWICE)
    # Whether somebody has an account elsewhere is not theirs to know: one with an account is `new` here, too.
    outcome = OUTCOMES[standing.status]
    problem = "" if outcome != "member" else DISABLED if standing.status == "disabled" else MEMBER
    return PersonAnswer(row, outcome, node.name, problem)


def _node(session: Session, actor: HierarchyActor, number: str) -> Row[Any]:
    if number:
        node = queries.nodes_by_number(session, actor, [number]).get(number)
        if node is None:
            raise NodeNotFound(number)
        return node
    tops = queries.top_nodes(session, actor)
    if len(tops) != 1:
        raise UnacceptableMember({"node": "must be named: you run several"})
    return tops[0]


def _deed(actor: HierarchyActor, invitee: Invitee, node: str) -> Deed:
    return Deed(
        "member.invited",
        invitee.email,
        organization_id=actor.organization_id,
        after={"node": node, "role": invitee.role, "status": "invited"},
    )


def _in_words(problems: dict[str, str]) -> str:
    return "; ".join(f"{field} {problem}" for field, problem in problems.items())
