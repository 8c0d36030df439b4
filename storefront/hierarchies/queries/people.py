"""Members of a hierarchy, within the parts of it that somebody runs."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import payload, recordset
from storefront.hierarchies.snapshots.people import MemberFilter
from storefront.kit.text import ESCAPE, name_pattern, pattern_of
from storefront.orders.tables import SalesOrder
from storefront.parties.actor import HierarchyActor, PartShape, is_in_part, part_of
from storefront.parties.tables import Contact, HierarchyNode, Membership, OneTimeLink, SignInSession

memberships = table_of(Membership).c
contacts = table_of(Contact).c
nodes = table_of(HierarchyNode).c
sessions = table_of(SignInSession).c
links = table_of(OneTimeLink).c
orders = table_of(SalesOrder).c

FILTERS = ("text", "role", "status", "node")


def page(
    session: Session,
    actor: HierarchyActor,
    wanted: MemberFilter,
    *,
    moment: datetime,
    after: tuple[str, UUID] | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """Members by address, those after the address and membership given."""
    asked = tuple(name for name in FILTERS if getattr(wanted, name))
    part, scope = part_of(actor)
    given = scope | {"most": limit, "moment": moment}
    given |= {name: getattr(wanted, name) for name in asked}
    if wanted.text:
        given["text"] = f"%{pattern_of(wanted.text.casefold())}%"
        given["name_text"] = f"%{name_pattern(wanted.text)}%"
    if after:
        given |= {"after_email": after[0], "after_id": after[1]}
    statement = _page(part, asked, is_following=after is not None)
    return session.execute(statement, given).all()


@cache
def _page(part: PartShape, asked: tuple[str, ...], *, is_following: bool) -> sa.Executable:
    text, name = (sa.bindparam(each, type_=sa.Text) for each in ("text", "name_text"))
    has_name = _has_joined() & contacts.name_key.like(name, escape=ESCAPE)
    possible: dict[str, sa.ColumnElement[bool]] = {
        "text": contacts.email.like(text, escape=ESCAPE) | has_name,
        "role": memberships.role == sa.bindparam("role", type_=sa.Text),
        "status": memberships.status == sa.bindparam("status", type_=sa.Text),
        "node": nodes.number == sa.bindparam("node", type_=sa.Text),
    }
    statement = (
        _members()
        .where(is_in_part(part), *(possible[name] for name in asked))
        .order_by(contacts.email, memberships.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    if is_following:
        last = sa.tuple_(
            sa.bindparam("after_email", type_=contacts.email.type),
            sa.bindparam("after_id", type_=memberships.id.type),
        )
        statement = statement.where(sa.tuple_(contacts.email, memberships.id) > last)
    return statement


def _has_joined() -> sa.ColumnElement[bool]:
    """Whether the membership is or was active: before that nothing of the contact but its address is shown."""
    was = sa.case((memberships.status == "disabled", memberships.status_before), else_=memberships.status)
    return sa.func.coalesce(was, "active") != "invited"


def _name() -> sa.ColumnElement[str]:
    return sa.case((_has_joined(), contacts.name), else_=contacts.email)


def _last_seen() -> Any:
    return (
        sa.select(sa.func.max(sessions.last_seen_at))
        .where(sessions.contact_id == contacts.id, _has_joined())
        .correlate(table_of(Contact), table_of(Membership))
        .scalar_subquery()
        .label("last_seen_at")
    )


def _invited_until() -> Any:
    return (
        sa.select(sa.func.max(links.expires_at))
        .where(
            links.membership_id == memberships.id,
            links.used_at.is_(None),
            links.expires_at > sa.bindparam("moment", type_=links.expires_at.type),
            memberships.status == "invited",
        )
        .correlate(table_of(Membership))
        .scalar_subquery()
        .label("invited_until")
    )


def _members() -> Any:
    by = table_of(Contact).alias("disabler")
    return (
        sa.select(
            memberships.id,
            sa.case((_has_joined(), memberships.contact_id)).label("contact_id"),
            _name().label("name"),
            contacts.email,
            nodes.number.label("node_number"),
            nodes.name.label("node_name"),
            nodes.kind.label("node_kind"),
            memberships.role,
            memberships.status,
            sa.func.coalesce(memberships.disabled_reason, "").label("reason"),
            memberships.disabled_at,
            sa.func.coalesce(by.c.name, "").label("disabled_by"),
            _last_seen(),
            _invited_until(),
            nodes.id.label("node_id"),
            nodes.path,
            memberships.status_before,
        )
        .join_from(table_of(Membership), table_of(Contact), contacts.id == memberships.contact_id)
        .join(table_of(HierarchyNode), nodes.id == memberships.node_id)
        .outerjoin(by, by.c.id == memberships.disabled_by)
    )


def one(session: Session, actor: HierarchyActor, membership_id: UUID, moment: datetime) -> sa.Row[Any] | None:
    """A membership of the parts that the actor runs."""
    part, scope = part_of(actor)
    given = scope | {"membership": membership_id, "moment": moment}
    return session.execute(_one(part), given).one_or_none()


@cache
def _one(part: PartShape) -> sa.Executable:
    return _members().where(is_in_part(part), memberships.id == sa.bindparam("membership", type_=sa.Uuid()))


def lock_admins(session: Session, hierarchy_id: UUID, membership_id: UUID) -> None:
    """Hold the rows of all admins of a hierarchy, and that of one membership, in the order of their keys."""
    session.execute(_lock_admins(), {"hierarchy": hierarchy_id, "membership": membership_id}).all()


@cache
def _lock_admins() -> sa.Executable:
    in_hierarchy = sa.select(nodes.id).where(nodes.hierarchy_id == sa.bindparam("hierarchy", type_=sa.Uuid()))
    return (
        sa.select(memberships.id)
        .where(
            memberships.node_id.in_(in_hierarchy),
            (memberships.role == "admin") | (memberships.id == sa.bindparam("membership", type_=sa.Uuid())),
        )
        .order_by(memberships.id)
        .with_for_update(of=table_of(Membership))
    )


def count_admins(session: Session, hierarchy_id: UUID) -> tuple[int, int]:
    """How many active admins the root of a hierarchy has, and how many the whole of it."""
    row = session.execute(_count_admins(), {"hierarchy": hierarchy_id}).one()
    return row.at_root or 0, row.anywhere or 0


@cache
def _count_admins() -> sa.Executable:
    is_root = sa.case((nodes.parent_id.is_(None), 1), else_=0)
    return (
        sa.select(sa.func.sum(is_root).label("at_root"), sa.func.count().label("anywhere"))
        .select_from(table_of(Membership))
        .join(table_of(HierarchyNode), nodes.id == memberships.node_id)
        .join(table_of(Contact), contacts.id == memberships.contact_id)
        .where(
            nodes.hierarchy_id == sa.bindparam("hierarchy", type_=sa.Uuid()),
            memberships.role == "admin",
            memberships.status == "active",
            contacts.is_active,
        )
    )


def change(session: Session, membership_id: UUID, **values: object) -> None:
    """Change columns of a membership."""
    session.execute(sa.update(table_of(Membership)).where(memberships.id == membership_id).values(**values))


def remove(session: Session, membership_id: UUID, *, organization_id: UUID) -> bool:
    """Remove a membership whose contact never ordered for the organization; False when it did."""
    has_ordered = sa.exists().where(
        orders.contact_id == memberships.contact_id, orders.organization_id == organization_id
    )
    done = session.execute(
        sa.delete(table_of(Membership))
        .where(memberships.id == membership_id, ~has_ordered)
        .execution_options(synchronize_session=False)
    )
    return bool(getattr(done, "rowcount", 0))


def nodes_by_number(
    session: Session, actor: HierarchyActor, numbers: Sequence[str]
) -> dict[str, sa.Row[Any]]:
    """Nodes by number (id, number, name, path), those that the actor runs."""
    part, scope = part_of(actor)
    given = scope | {"numbers": payload((number,) for number in numbers)}
    rows = session.execute(_nodes_by_number(part), given).all()
    return {row.number: row for row in rows}


@cache
def _nodes_by_number(part: PartShape) -> sa.Executable:
    wanted = recordset("numbers", {"number": nodes.number.type})
    return sa.select(nodes.id, nodes.number, nodes.name, nodes.path).where(
        is_in_part(part), nodes.number.in_(sa.select(wanted.c.number))
    )


def top_nodes(session: Session, actor: HierarchyActor) -> Sequence[sa.Row[Any]]:
    """The nodes (id, number, name, path) at the top of each part that the actor runs."""
    return session.execute(
        sa.select(nodes.id, nodes.number, nodes.name, nodes.path)
        .where(nodes.hierarchy_id == actor.hierarchy_id, nodes.path.in_(actor.paths[:100]))
        .order_by(nodes.path)
        .limit(100)
    ).all()
