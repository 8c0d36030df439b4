"""From a model with a person for each account to contacts and memberships, judged and written."""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.audit.snapshots import Deed, Doer
from storefront.kit.ids import new_id
from storefront.onboarding.rules.importing_people import known_people
from storefront.onboarding.rules.migrating import MergedMember, Migration, migrated
from storefront.onboarding.rules.moving_in import INACTIVE, can_be_looked_for, email_of
from storefront.onboarding.service.moving_in import known_nodes
from storefront.onboarding.snapshots import AccountRow
from storefront.parties import service as parties
from storefront.parties.snapshots import ArrivingMember

Report = Callable[[str, int, int], None]


def judge_accounts(session: Session, rows: Sequence[AccountRow], *, is_writing: bool = False) -> Migration:
    """What each row means, and who is merged; with `is_writing` the trees of the accounts stay locked."""
    numbers = {row.account for row in rows if can_be_looked_for(row.account)}
    nodes = known_nodes(session, numbers, is_writing=is_writing)
    pairs = {
        (email_of(row.email), nodes[row.account].id)
        for row in rows
        if email_of(row.email) and row.account in nodes
    }
    people = known_people(parties.known_members(session, pairs=list(pairs)))
    return migrated(rows, nodes=nodes, people=people)


def write_accounts(session: Session, migration: Migration, doer: Doer, report: Report) -> list[Deed]:
    """Write the people and memberships of a migration; what was done, to be written down."""
    people = [(new_id(), each.email, each.name, each.password_hash) for each in migration.people]
    parties.move_in_contacts(session, contacts=people, report=report)
    new = [each for each in migration.members if each.outcome == "new"]
    emails = [(each.email, None) for each in new]
    contacts = {each.email: each.contact_id for each in parties.known_members(session, pairs=emails)}
    arriving = [
        ArrivingMember(contacts[each.email], each.node.id, each.role, "" if each.is_active else INACTIVE)
        for each in new
    ]
    parties.move_in_members(session, members=arriving, by=doer.contact_id, report=report)
    raised = [each for each in migration.members if each.outcome == "changed"]
    parties.raise_roles(session, membership_ids=_ids(raised), report=report)
    return [_deed(each) for each in (*new, *raised)]


def _ids(raised: Sequence[MergedMember]) -> list[UUID]:
    return [each.known.membership_id for each in raised if each.known and each.known.membership_id]


def _deed(each: MergedMember) -> Deed:
    before = {"role": "user"} if each.outcome == "changed" else None
    status = "active" if each.is_active else "disabled"
    after: dict[str, object] = {"node": each.node.number, "role": each.role, "status": status}
    if before:
        after = {"role": each.role}
    return Deed(
        "member.imported",
        each.email,
        organization_id=each.node.organization_id,
        reason=INACTIVE if not before and not each.is_active else "",
        before=before,
        after=after,
    )
