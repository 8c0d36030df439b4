"""Members of a hierarchy: who they are, their roles, disabling and removing them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.hierarchies.errors import (
    LastAdmin,
    MemberChanged,
    MemberHasOrders,
    MemberNotFound,
    UnacceptableMember,
)
from storefront.hierarchies.queries import people as queries
from storefront.hierarchies.rules.people import problems_with_reason
from storefront.hierarchies.snapshots.people import MEMBER_STATUSES, MemberCard, MemberFilter
from storefront.kit.clock import now
from storefront.kit.errors import Invalid
from storefront.kit.paging import MAXIMUM_LIMIT, Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable
from storefront.parties import service as parties
from storefront.parties.actor import HierarchyActor
from storefront.parties.snapshots import Invitee

ROLES = ("admin", "user")
CARD_COLUMNS = 14
Opening = Callable[[], AbstractContextManager[Session]]


def list_members(session: Session, actor: HierarchyActor, wanted: MemberFilter) -> Page[MemberCard]:
    """Members of the nodes that the actor runs, by address.

    Raises:
        Invalid: the limit, the cursor, the role or the status is not acceptable.
    """
    checked_limit(wanted.limit)
    _must_be_known("role", wanted.role, ROLES)
    _must_be_known("status", wanted.status, MEMBER_STATUSES)
    after = _place(wanted.cursor)
    if not is_storable(wanted.text + wanted.node):
        return Page((), None)
    wanted = replace(wanted, text=wanted.text.strip()[:200], node=wanted.node.strip())
    rows = queries.page(session, actor, wanted, moment=now(), after=after, limit=wanted.limit + 1)
    following = None
    if len(rows) > wanted.limit:
        last = rows[wanted.limit - 1]
        following = encode_cursor("members", last.email, last.id.hex)
    return Page(tuple(_card(row) for row in rows[: wanted.limit]), following)


def export_members(opening: Opening, actor: HierarchyActor, wanted: MemberFilter) -> Iterator[MemberCard]:
    """Every member of a selection, read piece by piece."""
    wanted = replace(wanted, cursor=None, limit=MAXIMUM_LIMIT)
    while True:
        with opening() as session:
            page = list_members(session, actor, wanted)
        yield from page.items
        if page.next_cursor is None:
            return
        wanted = replace(wanted, cursor=page.next_cursor)


def show_member(session: Session, actor: HierarchyActor, *, membership_id: UUID) -> MemberCard:
    """One member.

    Raises:
        MemberNotFound: no such member, or not of a node that the actor runs.
    """
    return _card(_found(session, actor, membership_id))


def change_role(session: Session, actor: HierarchyActor, *, membership_id: UUID, role: str) -> MemberCard:
    """Make a member `admin` or `user` of its node; the same role again changes nothing.

    Raises:
        UnacceptableMember: no such role.
        MemberNotFound: no such member, or not of a node that the actor runs.
        LastAdmin: the hierarchy would have no active admin.
    """
    if role not in ROLES:
        raise UnacceptableMember({"role": "must be admin or user"})
    row = _locked(session, actor, membership_id)
    if row.role == role:
        return _card(row)
    queries.change(session, membership_id, role=role)
    _must_keep_an_admin(session, actor, row)
    card = show_member(session, actor, membership_id=membership_id)
    _audit(session, actor, "member.role_changed", row, before={"role": row.role}, after={"role": role})
    return card


def disable_member(
    session: Session, actor: HierarchyActor, *, membership_id: UUID, reason: str
) -> MemberCard:
    """Take a member's access to its node and all below away, from the next request on; orders and history stay.

    Raises:
        UnacceptableMember: there is no reason, or it is too long.
        MemberNotFound: no such member, or not of a node that the actor runs.
        MemberChanged: it is disabled already.
        LastAdmin: the hierarchy would have no active admin.
    """
    reason = " ".join(reason.split())
    problems = problems_with_reason(reason)
    if problems:
        raise UnacceptableMember(problems)
    row = _locked(session, actor, membership_id)
    if row.status == "disabled":
        raise MemberChanged("This member is disabled already. Enable the membership to disable it anew.")
    queries.change(
        session,
        membership_id,
        status="disabled",
        status_before=row.status,
        disabled_reason=reason,
        disabled_at=now(),
        disabled_by=actor.contact_id,
    )
    _must_keep_an_admin(session, actor, row)
    card = show_member(session, actor, membership_id=membership_id)
    before, after = {"status": row.status}, {"status": "disabled"}
    _audit(session, actor, "member.disabled", row, reason=reason, before=before, after=after)
    return card


def enable_member(session: Session, actor: HierarchyActor, *, membership_id: UUID) -> MemberCard:
    """Give a disabled member back what it was: active, or invited when it had not accepted.

    Raises:
        MemberNotFound: no such member, or not of a node that the actor runs.
        MemberChanged: it is not disabled.
    """
    row = _locked(session, actor, membership_id)
    if row.status != "disabled":
        raise MemberChanged("Only a disabled member can be enabled.")
    status = row.status_before or "active"
    queries.change(
        session,
        membership_id,
        status=status,
        status_before=None,
        disabled_reason=None,
        disabled_at=None,
        disabled_by=None,
    )
    card = show_member(session, actor, membership_id=membership_id)
    before = {"status": "disabled", "reason": row.reason}
    _audit(session, actor, "member.enabled", row, before=before, after={"status": status})
    return card


def remove_member(session: Session, actor: HierarchyActor, *, membership_id: UUID) -> None:
    """Take out a member who never ordered here; the contact stays for its other organizations.

    Raises:
        MemberNotFound: no such member, or not of a node that the actor runs.
        MemberHasOrders: the contact has orders of this organization.
        LastAdmin: the hierarchy would have no active admin.
    """
    row = _locked(session, actor, membership_id)
    if not queries.remove(session, membership_id, organization_id=actor.organization_id):
        raise MemberHasOrders
    _must_keep_an_admin(session, actor, row)
    before = {"node": row.node_number, "role": row.role, "status": row.status}
    _audit(session, actor, "member.removed", row, before=before)


def send_invitation(session: Session, actor: HierarchyActor, *, membership_id: UUID) -> MemberCard:
    """Mail an invited member a new link, which ends the old one.

    Raises:
        MemberNotFound: no such member, or not of a node that the actor runs.
        MemberChanged: the invitation was accepted, or is disabled.
    """
    row = _locked(session, actor, membership_id)
    if row.status != "invited":
        raise MemberChanged("Only who has not accepted yet can be invited again.")
    parties.invite(
        session,
        organization_name=actor.organization_name,
        from_whom=actor.name,
        invitees=[Invitee(row.email, row.name, row.role, row.node_id)],
    )
    card = show_member(session, actor, membership_id=membership_id)
    _audit(session, actor, "member.invited_again", row)
    return card


def _locked(session: Session, actor: HierarchyActor, membership_id: UUID) -> Row[Any]:
    """The membership as it stands once nobody else changes the admins of its hierarchy."""
    queries.lock_admins(session, actor.hierarchy_id, membership_id)
    return _found(session, actor, membership_id)


def _found(session: Session, actor: HierarchyActor, membership_id: UUID) -> Row[Any]:
    row = queries.one(session, actor, membership_id, now())
    if row is None:
        raise MemberNotFound
    return row


def _must_keep_an_admin(session: Session, actor: HierarchyActor, before: Row[Any]) -> None:
    """Counted after the change, while the rows of all admins are held: two demotions at one moment queue."""
    if (before.role, before.status) != ("admin", "active"):
        return
    at_root, anywhere = queries.count_admins(session, actor.hierarchy_id)
    was_at_root = before.node_kind == "organization"
    if not (at_root if was_at_root else anywhere):
        raise LastAdmin


def _audit(
    session: Session,
    actor: HierarchyActor,
    action: str,
    row: Row[Any],
    *,
    reason: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    if after is not None:
        after = {**after, "node": row.node_number}
    organization_id = actor.organization_id
    deed = Deed(action, row.email, organization_id=organization_id, reason=reason, before=before, after=after)
    parties.audit(session, actor, deed)


def _card(row: Row[Any]) -> MemberCard:
    return MemberCard(*tuple(row)[:CARD_COLUMNS])


def _must_be_known(field: str, value: str, known: tuple[str, ...]) -> None:
    if value and value not in known:
        raise Invalid(f"The {field} is one of {', '.join(known)}.", fields={field: "is not known"})


def _place(cursor: str | None) -> tuple[str, UUID] | None:
    after = decode_cursor("members", cursor, str, str)
    if after is None:
        return None
    try:
        return str(after[0]), UUID(str(after[1]))
    except ValueError as error:
        raise Invalid(
            "This page marker belongs to another list. Start again from the first page.",
            fields={"cursor": "unknown"},
        ) from error
