"""What closing sellers touches, and what hangs on a node."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.tables import Cart, CartLine
from storefront.catalog.tables import Catalog
from storefront.db.columns import CODE, table_of
from storefront.db.paths import covers
from storefront.db.recordset import among, payload, recordset
from storefront.parties.tables import Contact, HierarchyNode, Membership
from storefront.sellers.tables import NodeSeller, Seller
from storefront.templates.tables import OrderTemplate, OrderTemplateLine

nodes = table_of(HierarchyNode).c
carts = table_of(Cart).c
lines = table_of(CartLine).c
sellers = table_of(Seller).c
catalogs = table_of(Catalog).c
templates = table_of(OrderTemplate).c
template_lines = table_of(OrderTemplateLine).c
memberships = table_of(Membership).c
contacts = table_of(Contact).c

Closing = Sequence[tuple[str, UUID]]
"""Paths of nodes at which something is set, each with a seller that is closed there."""
MAXIMUM_PEOPLE = 500


def touched_carts(
    session: Session, hierarchy_id: UUID, closing: Closing, limit: int
) -> Sequence[sa.Row[Any]]:
    """Carts with lines whose seller is closed to their outlet, by outlet, each with the sums of all of them."""
    given = {"hierarchy": hierarchy_id, "closing": payload(closing), "most": limit}
    return session.execute(_touched_carts(), given).all()


@cache
def _touched_carts() -> sa.Executable:
    closing = recordset("closing", {"path": CODE, "seller_id": sa.Uuid()})
    count = sa.func.count(lines.id)
    return (
        sa.select(
            nodes.number,
            nodes.name,
            sellers.code,
            sellers.name.label("seller_name"),
            count.label("lines"),
            sa.func.count().over().label("carts_in_all"),
            sa.cast(sa.func.sum(count).over(), sa.BigInteger).label("lines_in_all"),
        )
        .select_from(table_of(HierarchyNode))
        .join(table_of(Cart), carts.outlet_id == nodes.id)
        .join(table_of(CartLine), lines.cart_id == carts.id)
        .join(table_of(Seller), sellers.id == carts.seller_id)
        .where(
            nodes.hierarchy_id == sa.bindparam("hierarchy", type_=sa.Uuid()),
            nodes.kind == "outlet",
            _is_closed(closing, carts.seller_id),
        )
        .group_by(carts.id, nodes.number, nodes.name, nodes.name_key, sellers.code, sellers.name)
        .order_by(nodes.name_key, nodes.number, sellers.code)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def count_outlets(session: Session, hierarchy_id: UUID, closing: Closing) -> int:
    """For how many outlets a seller is closed."""
    given = {"hierarchy": hierarchy_id, "closing": payload(closing)}
    return session.execute(_count_outlets(), given).scalar_one()


@cache
def _count_outlets() -> sa.Executable:
    closing = recordset("closing", {"path": CODE, "seller_id": sa.Uuid()})
    return sa.select(sa.func.count(nodes.id)).where(
        nodes.hierarchy_id == sa.bindparam("hierarchy", type_=sa.Uuid()),
        nodes.kind == "outlet",
        _is_closed(closing, closing.c.seller_id),
    )


def _is_closed(closing: sa.Subquery, seller_id: Any) -> sa.ColumnElement[bool]:
    """Whether an outlet takes its sellers from a node where that seller is closed: nothing between sets its own."""
    between = table_of(HierarchyNode).alias("between")
    own = table_of(NodeSeller).alias("own")
    decides_itself = (
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(between.join(own, own.c.node_id == between.c.id))
        .where(
            between.c.hierarchy_id == nodes.hierarchy_id,
            between.c.path > closing.c.path,
            covers(closing.c.path, between.c.path),
            covers(between.c.path, nodes.path),
        )
        .correlate(table_of(HierarchyNode), closing)
        .exists()
    )
    return (
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(closing)
        .where(
            closing.c.seller_id == seller_id,
            covers(closing.c.path, nodes.path),
            ~decides_itself,
        )
        .correlate(table_of(HierarchyNode), table_of(Cart))
        .exists()
    )


def touched_templates(
    session: Session, organization_id: UUID, seller_ids: Sequence[UUID], limit: int
) -> Sequence[sa.Row[Any]]:
    """Templates of an organization with lines of these sellers, shared ones first, each with the number of all."""
    given = {"organization": organization_id, "sellers": list(seller_ids), "most": limit}
    return session.execute(_touched_templates(), given).all()


@cache
def _touched_templates() -> sa.Executable:
    has_lines = (
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(
            table_of(OrderTemplateLine).join(table_of(Catalog), catalogs.id == template_lines.catalog_id)
        )
        .where(
            template_lines.template_id == templates.id,
            among(catalogs.seller_id, "sellers"),
        )
        .exists()
    )
    return (
        sa.select(templates.name, templates.scope, sa.func.count().over().label("in_all"))
        .where(
            templates.organization_id == sa.bindparam("organization", type_=sa.Uuid()),
            templates.deleted_at.is_(None),
            has_lines,
        )
        .order_by(templates.scope.desc(), templates.name_key)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def outlets_below(session: Session, hierarchy_id: UUID, path: str) -> int:
    """How many outlets a node has, itself counted if it is one."""
    return session.execute(
        sa.select(sa.func.count(nodes.id)).where(
            nodes.hierarchy_id == hierarchy_id, nodes.kind == "outlet", covers(path, nodes.path)
        )
    ).scalar_one()


def outlets_with_carts(
    session: Session, hierarchy_id: UUID, paths: Sequence[str], limit: int
) -> Sequence[str]:
    """Numbers of outlets below some nodes that have something in a cart."""
    has_lines = (
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(table_of(Cart).join(table_of(CartLine), lines.cart_id == carts.id))
        .where(carts.outlet_id == nodes.id)
        .exists()
    )
    return (
        session.execute(
            sa.select(nodes.number)
            .where(
                nodes.hierarchy_id == hierarchy_id,
                nodes.kind == "outlet",
                sa.or_(*(covers(sa.literal(path, CODE), nodes.path) for path in paths)),
                has_lines,
            )
            .limit(limit)
        )
        .scalars()
        .all()
    )


def members_along(session: Session, node_ids: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """Memberships at some nodes, by name, of contacts who are active at all."""
    return session.execute(
        sa.select(
            memberships.contact_id,
            memberships.node_id,
            memberships.role,
            memberships.status,
            contacts.name,
            contacts.email,
        )
        .join_from(table_of(Membership), table_of(Contact), contacts.id == memberships.contact_id)
        .where(memberships.node_id.in_(node_ids), contacts.is_active)
        .order_by(contacts.name, contacts.email, memberships.id)
        .limit(MAXIMUM_PEOPLE)
    ).all()
