"""Prospects, what is noted about them, and who they may be already."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.kit.text import pattern_of
from storefront.onboarding.tables import Prospect, ProspectNote
from storefront.parties.tables import (
    Contact,
    CustomerHierarchy,
    HierarchyNode,
    Membership,
    NodeAddress,
    Organization,
)
from storefront.sellers.tables import Seller

prospects = table_of(Prospect).c
notes = table_of(ProspectNote).c
contacts = table_of(Contact).c
organizations = table_of(Organization).c
hierarchies = table_of(CustomerHierarchy).c
nodes = table_of(HierarchyNode).c
addresses = table_of(NodeAddress).c
memberships = table_of(Membership).c
sellers = table_of(Seller).c

MOST_DUPLICATES = 50
SEARCHED = (prospects.company_key, prospects.number, prospects.email)


def page(
    session: Session, *, status: str, words: Sequence[str], after: tuple[datetime, UUID] | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """Prospects, newest first, with all of some words."""
    given: dict[str, object] = {"most": limit}
    if status:
        given["status"] = status
    given |= {f"word{place}": f"%{pattern_of(word)}%" for place, word in enumerate(words)}
    if after:
        given |= {"after_at": after[0], "after_id": after[1]}
    statement = _page(has_status=bool(status), words=len(words), is_following=after is not None)
    return session.execute(statement, given).all()


@cache
def _page(*, has_status: bool, words: int, is_following: bool) -> sa.Executable:
    statement = sa.select(
        prospects.number,
        prospects.kind,
        prospects.status,
        prospects.company,
        prospects.contact_name,
        prospects.email,
        prospects.city,
        prospects.submitted_at,
        prospects.decided_at,
        prospects.id,
    )
    if has_status:
        statement = statement.where(prospects.status == sa.bindparam("status", type_=sa.Text))
    for place in range(words):
        word = sa.bindparam(f"word{place}", type_=sa.Text)
        statement = statement.where(
            sa.or_(*(sa.func.lower(column).like(word, escape="\\") for column in SEARCHED))
        )
    if is_following:
        last = sa.tuple_(
            sa.bindparam("after_at", type_=prospects.submitted_at.type),
            sa.bindparam("after_id", type_=sa.Uuid()),
        )
        statement = statement.where(sa.tuple_(prospects.submitted_at, prospects.id) < last)
    return statement.order_by(prospects.submitted_at.desc(), prospects.id.desc()).limit(
        sa.bindparam("most", type_=sa.Integer)
    )


def one(session: Session, number: str) -> sa.RowMapping | None:
    """A prospect with who decided about it and what was made of it."""
    return session.execute(_one(), {"number": number}).mappings().one_or_none()


@cache
def _one() -> sa.Executable:
    first_outlet = (
        sa.select(nodes.number)
        .where(nodes.organization_id == prospects.organization_id, nodes.kind == "outlet")
        .order_by(nodes.id)
        .limit(1)
        .correlate(table_of(Prospect))
        .scalar_subquery()
    )
    return (
        sa.select(
            *table_of(Prospect).c,
            contacts.name.label("decider"),
            organizations.number.label("organization_number"),
            organizations.name.label("organization_name"),
            hierarchies.number.label("hierarchy_number"),
            first_outlet.label("outlet_number"),
            sellers.code.label("seller_code"),
        )
        .select_from(table_of(Prospect))
        .outerjoin(table_of(Contact), contacts.id == prospects.decided_by)
        .outerjoin(table_of(Organization), organizations.id == prospects.organization_id)
        .outerjoin(table_of(CustomerHierarchy), hierarchies.organization_id == organizations.id)
        .outerjoin(table_of(Seller), sellers.id == prospects.seller_id)
        .where(prospects.number == sa.bindparam("number", type_=sa.Text))
    )


def lock(session: Session, number: str) -> sa.Row[Any] | None:
    """A prospect, kept from others who decide about it until the transaction ends."""
    return session.execute(_lock(), {"number": number}).one_or_none()


@cache
def _lock() -> sa.Executable:
    return (
        sa.select(*table_of(Prospect).c)
        .where(prospects.number == sa.bindparam("number", type_=sa.Text))
        .with_for_update(key_share=True)
    )


def seller_made_of(session: Session, organization_id: UUID) -> sa.Row[Any] | None:
    """The prospect through which an organization became a seller too, with the seller's code."""
    return session.execute(_seller_made_of(), {"organization": organization_id}).one_or_none()


@cache
def _seller_made_of() -> sa.Executable:
    return (
        sa.select(prospects.number, sellers.code)
        .join_from(table_of(Prospect), table_of(Seller), sellers.id == prospects.seller_id)
        .where(prospects.organization_id == sa.bindparam("organization", type_=sa.Uuid()))
        .order_by(prospects.id)
        .limit(1)
    )


def open_of(session: Session, organization_id: UUID) -> str | None:
    """The number of an organization's request to become a seller that nobody has decided about yet."""
    return session.execute(_open_of(), {"organization": organization_id}).scalar_one_or_none()


@cache
def _open_of() -> sa.Executable:
    return (
        sa.select(prospects.number)
        .where(
            prospects.organization_id == sa.bindparam("organization", type_=sa.Uuid()),
            prospects.status == "submitted",
        )
        .order_by(prospects.id)
        .limit(1)
    )


def change(session: Session, prospect_id: UUID, **values: object) -> None:
    """Change columns of a prospect."""
    session.execute(sa.update(table_of(Prospect)).where(prospects.id == prospect_id).values(**values))


def notes_of(session: Session, prospect_id: UUID) -> Sequence[sa.Row[Any]]:
    """The notes about a prospect, oldest first."""
    return session.execute(_notes_of(), {"prospect": prospect_id}).all()


@cache
def _notes_of() -> sa.Executable:
    return (
        sa.select(notes.id, notes.text, contacts.name, notes.made_at)
        .join_from(table_of(ProspectNote), table_of(Contact), contacts.id == notes.contact_id)
        .where(notes.prospect_id == sa.bindparam("prospect", type_=sa.Uuid()))
        .order_by(notes.made_at, notes.id)
        .limit(500)
    )


def similar_prospects(
    session: Session, *, prospect_id: UUID, email: str, company_key: str, postcode: str
) -> Sequence[sa.Row[Any]]:
    """Other prospects with the same address, name or postcode."""
    given = {"prospect": prospect_id, "email": email, "company": company_key, "postcode": postcode}
    return session.execute(_similar_prospects(), given).all()


@cache
def _similar_prospects() -> sa.Executable:
    return (
        sa.select(
            prospects.number,
            prospects.company,
            prospects.email,
            prospects.company_key,
            prospects.postcode,
            prospects.status,
        )
        .where(
            prospects.id != sa.bindparam("prospect", type_=sa.Uuid()),
            (prospects.email == sa.bindparam("email", type_=sa.Text))
            | (prospects.company_key == sa.bindparam("company", type_=sa.Text))
            | _is_at(prospects.postcode),
        )
        .order_by(prospects.submitted_at.desc(), prospects.id)
        .limit(MOST_DUPLICATES)
    )


def similar_organizations(
    session: Session, *, email: str, company_key: str, postcode: str
) -> Sequence[sa.Row[Any]]:
    """Organizations with a member of the address, a node of the name, or a place at the postcode: which of them it is."""
    given = {"email": email, "company": company_key, "postcode": postcode}
    return session.execute(_similar_organizations(), given).all()


@cache
def _similar_organizations() -> sa.Executable:
    by_email = (
        sa.select(nodes.organization_id, sa.literal("email").label("why"))
        .join_from(table_of(Contact), table_of(Membership), memberships.contact_id == contacts.id)
        .join(table_of(HierarchyNode), nodes.id == memberships.node_id)
        .where(contacts.email == sa.bindparam("email", type_=sa.Text))
    )
    by_name = sa.select(nodes.organization_id, sa.literal("company")).where(
        nodes.name_key == sa.bindparam("company", type_=sa.Text)
    )
    by_place = (
        sa.select(nodes.organization_id, sa.literal("postcode"))
        .join_from(table_of(NodeAddress), table_of(HierarchyNode), nodes.id == addresses.node_id)
        .where(_is_at(addresses.postcode))
    )
    found = sa.union(by_email, by_name, by_place).subquery("found")
    return (
        sa.select(
            organizations.number, organizations.name, hierarchies.number.label("hierarchy"), found.c.why
        )
        .join_from(found, table_of(Organization), organizations.id == found.c.organization_id)
        .join(table_of(CustomerHierarchy), hierarchies.organization_id == organizations.id)
        .order_by(organizations.number, found.c.why)
        .limit(MOST_DUPLICATES * 3)
    )


def _is_at(column: Any) -> sa.ColumnElement[bool]:
    """Whether a column holds the postcode asked for, however it is spaced; no postcode is nowhere."""
    wanted = sa.bindparam("postcode", type_=sa.Text)
    return (wanted != "") & (sa.func.replace(sa.func.upper(column), " ", "") == wanted)
