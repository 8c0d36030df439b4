"""Templates as an actor may see them."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.tables import Cart, CartLine
from storefront.catalog.tables import Catalog, Product
from storefront.db.columns import shared, table_of
from storefront.db.recordset import nested
from storefront.offers.tables import OutletPurchase
from storefront.parties.actor import OutletActor
from storefront.parties.tables import Contact, Employee, HierarchyNode, Membership
from storefront.sellers.tables import Seller
from storefront.templates.snapshots import TemplateFilter
from storefront.templates.tables import OrderTemplate, OrderTemplateLine, TemplateCount

templates = table_of(OrderTemplate).c
lines = table_of(OrderTemplateLine).c
counts = table_of(TemplateCount).c
products = table_of(Product).c
catalogs = table_of(Catalog).c
sellers = table_of(Seller).c
contacts = table_of(Contact).c
employees = table_of(Employee).c
carts = table_of(Cart).c
held = table_of(CartLine).c
purchases = table_of(OutletPurchase).c
staff = table_of(Contact).alias("staff")
counter = table_of(Contact).alias("counter")

PICTURES = 4
SORTS = {"last_used": (templates.used_at, True), "name": (templates.name_key, False)}


def visible(*, is_deleted: bool = False) -> sa.ColumnElement[bool]:
    """Templates of the organization that the contact may use: its own, and what is shared."""
    return sa.and_(
        templates.organization_id == sa.bindparam("organization", type_=sa.Uuid()),
        (templates.scope == "organization")
        | (templates.contact_id == sa.bindparam("contact", type_=sa.Uuid())),
        templates.deleted_at.is_not(None) if is_deleted else templates.deleted_at.is_(None),
    )


def scope_of(actor: OutletActor) -> dict[str, object]:
    """The parameters of `visible`."""
    return {"organization": actor.organization_id, "contact": actor.owner_id}


def page(
    session: Session, actor: OutletActor, wanted: TemplateFilter, after: tuple[Any, UUID] | None
) -> Sequence[sa.Row[Any]]:
    """Templates in order, those after the sort value and id given; one more than a page has."""
    given = scope_of(actor) | {"most": wanted.limit + 1}
    if wanted.text:
        escaped = "".join(f"/{letter}" if letter in "%_/" else letter for letter in wanted.text)
        given["text"] = f"%{escaped}%"
    if after is not None:
        given |= {"after_key": after[0], "after_id": after[1]}
    # What is shared is an admin's to change; of the others everybody has only their own.
    is_own_only = wanted.show == "mine" or (wanted.is_editable and not actor.is_admin)
    statement = _page(
        "mine" if is_own_only else wanted.show,
        wanted.sort,
        is_archived=wanted.is_archived,
        has_text=bool(wanted.text),
        is_following=after is not None,
    )
    return session.execute(statement, given).all()


@cache
def _page(show: str, sort: str, *, is_archived: bool, has_text: bool, is_following: bool) -> sa.Executable:
    key, is_descending = SORTS[sort]
    statement = _cards().where(
        visible(), templates.archived_at.is_not(None) if is_archived else templates.archived_at.is_(None)
    )
    if show == "mine":
        statement = statement.where(templates.contact_id == sa.bindparam("contact", type_=sa.Uuid()))
    if show == "shared":
        statement = statement.where(templates.scope == "organization")
    if has_text:
        statement = statement.where(templates.name_key.like(sa.bindparam("text", type_=sa.Text), escape="/"))
    if is_following:
        last = sa.tuple_(
            sa.bindparam("after_key", type_=key.type), sa.bindparam("after_id", type_=templates.id.type)
        )
        row = sa.tuple_(key, templates.id)
        statement = statement.where(row < last if is_descending else row > last)
    direction = sa.desc if is_descending else sa.asc
    return statement.order_by(direction(key), direction(templates.id)).limit(
        sa.bindparam("most", type_=sa.Integer)
    )


def one(session: Session, actor: OutletActor, template_id: UUID) -> sa.Row[Any] | None:
    """A template that the actor may use."""
    return session.execute(_one(), scope_of(actor) | {"template": template_id}).one_or_none()


@cache
def _one() -> sa.Executable:
    return _cards().where(templates.id == sa.bindparam("template", type_=sa.Uuid()), visible())


def lines_of(session: Session, template_id: UUID, outlet_id: UUID) -> Sequence[sa.Row[Any]]:
    """The lines of a template in their order, with what the outlet counted."""
    return session.execute(_lines_of(), {"template": template_id, "outlet": outlet_id}).all()


@cache
def _lines_of() -> sa.Executable:
    outlet = sa.bindparam("outlet", type_=sa.Uuid())
    own_count = (counts.line_id == lines.id) & (counts.outlet_id == outlet)
    return (
        sa.select(
            lines.id,
            lines.position,
            lines.product_id,
            shared(lines.catalog_id),
            products.sku,
            products.name,
            catalogs.code.label("catalog"),
            sellers.code.label("seller"),
            sellers.name.label("seller_name"),
            lines.quantity,
            lines.par_level,
            counts.on_hand,
            counts.counted_at,
            counter.c.name.label("counted_by"),
            sa.func.coalesce(held.quantity, 0).label("in_carts"),
            purchases.last_ordered_at,
        )
        .select_from(table_of(OrderTemplateLine))
        .join(table_of(Product), products.id == lines.product_id)
        .join(table_of(Catalog), catalogs.id == lines.catalog_id)
        .join(table_of(Seller), sellers.id == catalogs.seller_id)
        .outerjoin(table_of(TemplateCount), own_count)
        .outerjoin(counter, counter.c.id == counts.counted_by)
        .outerjoin(table_of(Cart), (carts.outlet_id == outlet) & (carts.seller_id == catalogs.seller_id))
        .outerjoin(table_of(CartLine), _is_of(held) & (held.cart_id == carts.id))
        .outerjoin(table_of(OutletPurchase), _is_of(purchases) & (purchases.outlet_id == outlet))
        .where(lines.template_id == sa.bindparam("template", type_=sa.Uuid()))
        .order_by(lines.position, lines.id)
    )


def _is_of(columns: Any) -> sa.ColumnElement[bool]:
    """Of the same product and catalog as the line."""
    return (columns.product_id == lines.product_id) & (columns.catalog_id == lines.catalog_id)


def taken_keys(session: Session, actor: OutletActor, scope: str) -> set[str]:
    """The keys of the names that are taken among the actor's own templates, or among the organization's."""
    return set(session.execute(_taken_keys(scope), scope_of(actor)).scalars())


@cache
def _taken_keys(scope: str) -> sa.Executable:
    return sa.select(templates.name_key).where(visible(), templates.scope == scope)


def _cards() -> Any:
    first = (
        sa.select(products.sku)
        .join_from(table_of(OrderTemplateLine), table_of(Product), products.id == lines.product_id)
        .where(lines.template_id == templates.id)
        .order_by(lines.position, lines.id)
        .limit(PICTURES)
        .correlate(table_of(OrderTemplate))
    )
    return (
        sa.select(
            templates.id,
            templates.name,
            templates.name_key,
            templates.scope,
            templates.version,
            templates.line_count,
            templates.contact_id.label("owner_id"),
            contacts.name.label("owner"),
            staff.c.name.label("employee"),
            _is_owner_active().label("owner_is_active"),
            templates.archived_at,
            templates.created_at,
            templates.changed_at,
            templates.used_at,
            templates.was_used,
            nested(first).label("first_skus"),
        )
        .select_from(table_of(OrderTemplate))
        .join(table_of(Contact), contacts.id == templates.contact_id)
        .outerjoin(table_of(Employee), employees.id == templates.employee_id)
        .outerjoin(staff, staff.c.id == employees.contact_id)
    )


def _is_owner_active() -> sa.ColumnElement[bool]:
    """Whether the owner has a membership in the organization that is active, and none above it that is disabled."""
    membership = table_of(Membership).alias("standing")
    node = table_of(HierarchyNode).alias("standing_node")
    barred = table_of(Membership).alias("owner_barred")
    barring = table_of(HierarchyNode).alias("owner_barring")
    covers = (node.c.path == barring.c.path) | (
        (node.c.path > barring.c.path + ".") & (node.c.path < barring.c.path + "/")
    )
    is_barred = (
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(barred.join(barring, barring.c.id == barred.c.node_id))
        .where(
            barred.c.contact_id == membership.c.contact_id,
            barred.c.status == "disabled",
            barring.c.hierarchy_id == node.c.hierarchy_id,
            covers,
        )
        .correlate(membership, node)
        .exists()
    )
    stands = (
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(membership.join(node, node.c.id == membership.c.node_id))
        .where(
            membership.c.contact_id == templates.contact_id,
            membership.c.status == "active",
            node.c.organization_id == templates.organization_id,
            ~is_barred,
        )
        .correlate(table_of(OrderTemplate))
        .exists()
    )
    # An employee who acted for nobody owns what it shared; it never belonged to the organization.
    is_staff = employees.contact_id == templates.contact_id
    return contacts.is_active & (stands | sa.func.coalesce(is_staff, sa.false()))
