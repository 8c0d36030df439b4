"""Organizations with their groups, outlets and contacts, judged against what is there, and written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.db.numbers import take_numbers
from storefront.kit.ids import new_id
from storefront.onboarding.rules.importing import TREE_KINDS, JudgedNode, judge_nodes, places_of
from storefront.onboarding.rules.importing_people import JudgedMember, judge_members, known_people
from storefront.onboarding.rules.moving_in import can_be_looked_for, email_of, shown
from storefront.onboarding.rules.numbering import USUAL_PREFIXES
from storefront.onboarding.service.numbering import pass_numbers
from storefront.onboarding.snapshots import ImportRow, RowAnswer
from storefront.parties import service as parties
from storefront.parties.snapshots import ArrivingMember, ArrivingNode, KnownNode

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file of organizations comes to."""

    answers: tuple[RowAnswer, ...]
    nodes: tuple[JudgedNode, ...]
    members: tuple[JudgedMember, ...]
    known: Mapping[str, KnownNode]


def judge_organizations(session: Session, rows: Sequence[ImportRow], *, is_writing: bool = False) -> Plan:
    """What each row means; with `is_writing` the trees that something moves into stay locked."""
    tidy = [replace(row, kind=row.kind.casefold()) for row in rows]
    numbers = {
        number
        for row in tidy
        for number in (row.number, row.parent, row.organization, row.node)
        if can_be_looked_for(number)
    }
    known = known_nodes(session, numbers, is_writing=is_writing)
    given = {row.hierarchy for row in tidy if row.kind == "organization" and can_be_looked_for(row.hierarchy)}
    places = places_of(known)
    nodes = judge_nodes(
        [row for row in tidy if row.kind in TREE_KINDS],
        known=known,
        hierarchies=parties.known_hierarchies(session, numbers=sorted(given)),
        places=places,
    )
    contacts = [row for row in tidy if row.kind == "contact"]
    ids = {node.number: node.id for node in known.values()}
    pairs = {
        (email_of(row.email), known[at].id if (at := row.node or row.organization) in known else None)
        for row in contacts
        if email_of(row.email)
    }
    members = judge_members(
        contacts,
        places=places,
        node_ids=ids,
        wrong_lines={each.row.number: each.row.line for each in nodes if each.outcome == "wrong"},
        people=known_people(parties.known_members(session, pairs=list(pairs))),
    )
    return Plan(_answers(tidy, nodes, members), tuple(nodes), tuple(members), known)


def known_nodes(session: Session, numbers: set[str], *, is_writing: bool) -> dict[str, KnownNode]:
    """What is there of these numbers; with `is_writing` read again when the trees are locked."""
    known = parties.known_nodes(session, numbers=sorted(numbers))
    if not is_writing or not known:
        return known
    parties.lock_trees(session, hierarchy_ids=list({node.hierarchy_id for node in known.values()}))
    return parties.known_nodes(session, numbers=sorted(numbers))


def write_organizations(session: Session, plan: Plan, report: Report) -> list[Deed]:
    """Write what is new and changed of a file; what was done, to be written down."""
    new = [each for each in plan.nodes if each.outcome == "new"]
    changed = [each for each in plan.nodes if each.outcome == "changed"]
    made = _arriving(session, new, plan.known)
    parties.move_in_nodes(session, nodes=list(made.values()), report=report)
    names = [(each.known.id, each.name) for each in changed if each.known and each.name]
    parties.rename_nodes(session, names=names, report=report)
    countries = [
        (each.known.organization_id, each.country) for each in changed if each.known and each.country
    ]
    parties.set_countries(session, countries=countries, report=report)
    places = [(each.known.id, each.address) for each in changed if each.known and each.address]
    parties.replace_addresses(session, places=places, report=report)
    members = _write_members(session, plan, made, report)
    organizations = {node.number: node.organization_id for node in plan.known.values()}
    organizations |= {number: node.organization_id for number, node in made.items()}
    return [
        *(_deed_of_new(each, made[each.row.number]) for each in new),
        *(_deed_of_change(each) for each in changed),
        *(_deed_of_member(each, organizations[each.node]) for each in members),
    ]


def _arriving(
    session: Session, new: Sequence[JudgedNode], known: Mapping[str, KnownNode]
) -> dict[str, ArrivingNode]:
    """The new nodes by number, each after the one that it hangs below."""
    ordered = sorted(new, key=lambda each: each.path.count("."))
    roots = [each.row for each in ordered if each.row.kind == "organization"]
    pass_numbers(
        session,
        nodes=[each.row.number for each in ordered],
        hierarchies=[row.hierarchy for row in roots if row.hierarchy],
    )
    unnumbered = [row.number for row in roots if not row.hierarchy]
    taken: list[str] = []
    if unnumbered:
        taken = take_numbers(session, "hierarchy", USUAL_PREFIXES["hierarchy"], len(unnumbered))
    hierarchies = dict(zip(unnumbered, taken, strict=True))
    above = {node.number: (node.id, node.hierarchy_id, node.organization_id) for node in known.values()}
    made: dict[str, ArrivingNode] = {}
    for each in ordered:
        row = each.row
        is_root = row.kind == "organization"
        parent_id, hierarchy_id, organization_id = (
            (None, new_id(), new_id()) if is_root else above[each.parent]
        )
        node = ArrivingNode(
            new_id(),
            row.number,
            row.name,
            row.kind,
            each.path,
            hierarchy_id,
            organization_id,
            parent_id,
            each.address,
            each.country,
            (row.hierarchy or hierarchies[row.number]) if is_root else "",
        )
        made[row.number] = node
        above[row.number] = (node.id, hierarchy_id, organization_id)
    return made


def _write_members(
    session: Session, plan: Plan, made: Mapping[str, ArrivingNode], report: Report
) -> list[JudgedMember]:
    """Write people and memberships; those whose row did something."""
    members = [each for each in plan.members if each.outcome in {"new", "changed"}]
    ids = {node.number: node.id for node in plan.known.values()}
    ids |= {number: node.id for number, node in made.items()}
    persons = {each.email: each.name for each in members if each.name}
    new_people = [(new_id(), email, name, None) for email, name in persons.items()]
    parties.move_in_contacts(session, contacts=new_people, report=report)
    emails = [(each.email, None) for each in members]
    contacts = {each.email: each.contact_id for each in parties.known_members(session, pairs=emails)}
    arriving = [
        ArrivingMember(contacts[each.email], ids[each.node], each.role)
        for each in members
        if each.outcome == "new"
    ]
    parties.move_in_members(session, members=arriving, by=None, report=report)
    raised = raised_ids(members)
    parties.raise_roles(session, membership_ids=raised, report=report)
    return members


def raised_ids(members: Sequence[JudgedMember]) -> list[UUID]:
    """The memberships whose role becomes the stronger."""
    return [
        each.known.membership_id
        for each in members
        if each.outcome == "changed" and each.known and each.known.membership_id
    ]


def _answers(
    rows: Sequence[ImportRow], nodes: Sequence[JudgedNode], members: Sequence[JudgedMember]
) -> tuple[RowAnswer, ...]:
    judged = {each.row.line: each for each in (*nodes, *members)}
    answers: list[RowAnswer] = []
    for row in rows:
        each = judged.get(row.line)
        if each is None:
            subject = shown(f"{row.kind} {row.number}".strip())
            answers.append(
                RowAnswer(row.line, "wrong", subject, "kind must be organization, group, outlet or contact")
            )
            continue
        at = row.node or row.organization
        subject = (
            f"{shown(row.email)} at {shown(at)}"
            if row.kind == "contact"
            else f"{row.kind} {shown(row.number)}"
        )
        answers.append(RowAnswer(row.line, each.outcome, subject, each.words))
    return tuple(answers)


def _deed_of_new(each: JudgedNode, node: ArrivingNode) -> Deed:
    after: dict[str, object] = {"kind": node.kind, "name": node.name}
    if each.parent:
        after["below"] = each.parent
    if node.hierarchy_number:
        after |= {"hierarchy": node.hierarchy_number, "country": node.country}
    if node.address:
        after["address"] = ", ".join(node.address.lines)
    return Deed("node.imported", node.number, organization_id=node.organization_id, after=after)


def _deed_of_change(each: JudgedNode) -> Deed:
    node = each.known
    assert node is not None  # noqa: S101 -- only what is there changes
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    if each.name:
        before["name"], after["name"] = node.name, each.name
    if each.country:
        before["country"], after["country"] = node.country, each.country
    if each.address:
        before["address"] = ", ".join(node.address.lines) if node.address else None
        after["address"] = ", ".join(each.address.lines)
    return Deed(
        "node.imported", node.number, organization_id=node.organization_id, before=before, after=after
    )


def _deed_of_member(each: JudgedMember, organization_id: UUID) -> Deed:
    before = {"role": "user"} if each.outcome == "changed" else None
    after: dict[str, object] = {"node": each.node, "role": each.role, "status": "active"}
    if before:
        after = {"role": each.role}
    return Deed("member.imported", each.email, organization_id=organization_id, before=before, after=after)
