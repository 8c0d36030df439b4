"""The history of a cart."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.queries.storing import UNDOABLE
from storefront.carts.tables import Cart, CartChange
from storefront.catalog.tables import Product
from storefront.db.columns import DOCUMENT, table_of
from storefront.db.recordset import cell, elements, length_of, payload, recordset
from storefront.parties.tables import Contact, Employee

carts = table_of(Cart).c
changes = table_of(CartChange).c
contacts = table_of(Contact).c
employees = table_of(Employee).c
products = table_of(Product).c
staff = table_of(Contact).alias("staff")

FIRST_LINES = 3
"""So many of a change's lines are read with it: a list of changes must not read thousands."""


def cart_of(session: Session, outlet_id: UUID, seller_id: UUID) -> UUID | None:
    """The cart of an outlet with a seller, if there ever was one."""
    return session.execute(_cart_of(), {"outlet": outlet_id, "seller": seller_id}).scalar_one_or_none()


@cache
def _cart_of() -> sa.Executable:
    return sa.select(carts.id).where(
        carts.outlet_id == sa.bindparam("outlet"), carts.seller_id == sa.bindparam("seller")
    )


def page(session: Session, cart_id: UUID, *, before: int | None, limit: int) -> Sequence[sa.Row[Any]]:
    """Changes of a cart, newest first, those before a version; `later` is the version of what stands in the way."""
    given: dict[str, object] = {"cart": cart_id, "most": limit}
    if before is not None:
        given["before"] = before
    return session.execute(_page(is_following=before is not None), given).all()


@cache
def _page(*, is_following: bool) -> sa.Executable:
    statement = _described(
        *(cell(changes.lines, at, DOCUMENT).label(f"line_{at}") for at in range(FIRST_LINES))
    )
    if is_following:
        statement = statement.where(changes.version < sa.bindparam("before", type_=sa.BigInteger))
    return statement.order_by(changes.version.desc()).limit(sa.bindparam("most", type_=sa.Integer))


def one(session: Session, cart_id: UUID, change_id: UUID) -> sa.Row[Any] | None:
    """A change of a cart with all its lines."""
    return session.execute(_one(), {"cart": cart_id, "change": change_id}).one_or_none()


@cache
def _one() -> sa.Executable:
    return _described(changes.lines).where(changes.id == sa.bindparam("change"))


def at_version(session: Session, cart_id: UUID, version: int) -> sa.Row[Any]:
    """The change that made a version of a cart, as `page` shows it."""
    return session.execute(
        _page(is_following=True), {"cart": cart_id, "before": version + 1, "most": 1}
    ).one()


def restorable(session: Session, cart_id: UUID) -> sa.Row[Any] | None:
    """The last clearing that stands, with all its lines, unless it was restored since."""
    row = session.execute(_last_clearing(), {"cart": cart_id}).one_or_none()
    return row if row is not None and row.kind == "clear" else None


@cache
def _last_clearing() -> sa.Executable:
    return (
        sa.select(changes.version, changes.kind, changes.lines)
        .join_from(table_of(CartChange), table_of(Cart), carts.id == changes.cart_id)
        .where(changes.cart_id == sa.bindparam("cart"), stands(), changes.kind.in_(("clear", "restore")))
        .order_by(changes.version.desc())
        .limit(1)
    )


def names(session: Session, product_ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """SKU and name of products, those too that are no longer offered."""
    rows = session.execute(_names(), {"wanted": payload([product_id] for product_id in product_ids)})
    return {row.id: (row.sku, row.name) for row in rows}


@cache
def _names() -> sa.Executable:
    wanted = recordset("wanted", {"id": sa.Uuid()})
    return sa.select(products.id, products.sku, products.name).join(wanted, wanted.c.id == products.id)


def stands() -> sa.ColumnElement[bool]:
    """A change that can be undone as far as it goes by itself: made since the last order, and not undone."""
    return (
        (changes.version > carts.ordered_version) & changes.kind.in_(UNDOABLE) & changes.is_undone.is_(False)
    )


def _hindered() -> sa.CTE:
    """Standing changes of the cart of the parameter `cart` that a later one (`later`) has to be undone before."""
    standing = (
        sa.select(changes.version, changes.lines)
        .join_from(table_of(CartChange), table_of(Cart), carts.id == changes.cart_id)
        .where(changes.cart_id == sa.bindparam("cart"), stands())
        .cte("standing")
    )
    line = elements(standing.c.lines, "touched_lines")
    touched = (
        sa.select(
            standing.c.version,
            cell(line.c.value, 1, sa.Uuid()).label("product_id"),
            cell(line.c.value, 2, sa.Uuid()).label("catalog_id"),
            sa.func.coalesce(cell(line.c.value, 10, sa.Integer()), 0).label("is_saved"),
        )
        .select_from(standing, line)
        .cte("touched")
    )
    key = (touched.c.product_id, touched.c.catalog_id, touched.c.is_saved)
    newest = sa.select(*key, sa.func.max(touched.c.version).label("version")).group_by(*key).cte("newest")
    return (
        sa.select(touched.c.version, sa.func.max(newest.c.version).label("later"))
        .join_from(
            touched,
            newest,
            (newest.c.product_id == touched.c.product_id)
            & (newest.c.catalog_id == touched.c.catalog_id)
            & (newest.c.is_saved == touched.c.is_saved)
            & (newest.c.version > touched.c.version),
        )
        .group_by(touched.c.version)
        .cte("hindered")
    )


def _described(*more: sa.ColumnElement[Any]) -> Any:
    """Changes of the cart of the parameter `cart`, with who made them and what stands in the way of undoing them."""
    hindered = _hindered()
    return (
        sa.select(
            changes.id,
            changes.version,
            changes.kind,
            changes.made_at,
            changes.is_undone,
            changes.detail,
            changes.subject_version,
            contacts.name.label("contact_name"),
            staff.c.name.label("employee_name"),
            length_of(changes.lines).label("line_count"),
            stands().label("stands"),
            hindered.c.later,
            *more,
        )
        .join_from(table_of(CartChange), table_of(Cart), carts.id == changes.cart_id)
        .outerjoin(table_of(Contact), contacts.id == changes.contact_id)
        .outerjoin(table_of(Employee), employees.id == changes.employee_id)
        .outerjoin(staff, staff.c.id == employees.contact_id)
        .outerjoin(hindered, hindered.c.version == changes.version)
        .where(changes.cart_id == sa.bindparam("cart"))
    )
