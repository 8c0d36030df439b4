"""Every statement of this slice."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.tables import Cart, CartChange, CartLine
from storefront.catalog.tables import Catalog, Product
from storefront.db.columns import SharedId, shared, table_of
from storefront.db.recordset import payload, recordset, upsert
from storefront.kit.ids import new_id
from storefront.parties.tables import Contact

carts = table_of(Cart).c
lines = table_of(CartLine).c
changes = table_of(CartChange).c
products = table_of(Product).c
catalogs = table_of(Catalog).c
contacts = table_of(Contact).c

LINE_COLUMNS = ("id", "cart_id", "product_id", "catalog_id", "quantity", "seen_price", "added_by", "added_at")
UNDOABLE = ("add", "change", "remove", "clear")


def _undoable(cart: Any) -> Any:
    """Changes to a cart since its last checkout that are not undone."""
    return sa.select(changes.id, changes.lines).where(
        changes.cart_id == cart.id,
        changes.version > cart.ordered_version,
        changes.kind.in_(UNDOABLE),
        changes.is_undone.is_(False),
    )


def stored(session: Session, outlet_id: UUID, seller_id: UUID | None = None) -> Sequence[sa.Row[Any]]:
    """The carts of an outlet (or its one with a seller) with their lines in the order of adding.

    A cart without lines is one row with an empty line; a cart that never was is no row.
    """
    given = {"outlet": outlet_id} | ({"seller": seller_id} if seller_id else {})
    return session.execute(_stored(by_seller=seller_id is not None), given).all()


@cache
def _stored(*, by_seller: bool) -> sa.Executable:
    statement = (
        sa.select(
            sa.type_coerce(carts.id, SharedId()).label("cart_id"),
            shared(carts.seller_id),
            carts.version,
            carts.changed_at,
            _undoable(carts).correlate(table_of(Cart)).exists().label("can_undo"),
            lines.id,
            shared(lines.product_id),
            shared(lines.catalog_id),
            catalogs.code.label("catalog_code"),
            products.sku,
            products.name,
            lines.quantity,
            lines.seen_price,
            shared(lines.added_by),
            contacts.name.label("added_by_name"),
            lines.added_at,
        )
        .select_from(table_of(Cart))
        .outerjoin(table_of(CartLine), lines.cart_id == carts.id)
        .outerjoin(table_of(Product), products.id == lines.product_id)
        .outerjoin(table_of(Catalog), catalogs.id == lines.catalog_id)
        .outerjoin(table_of(Contact), contacts.id == lines.added_by)
        .where(carts.outlet_id == sa.bindparam("outlet"))
        .order_by(carts.seller_id, lines.added_at, lines.id)
    )
    return statement.where(carts.seller_id == sa.bindparam("seller")) if by_seller else statement


def bump(
    session: Session, outlet_id: UUID, seller_id: UUID, moment: datetime, *, is_checkout: bool = False
) -> sa.Row[Any]:
    """Make or lock the cart and raise its version: the first statement of every change."""
    given = {
        "id": new_id(),
        "outlet_id": outlet_id,
        "seller_id": seller_id,
        "changed_at": moment,
        "version": 1,
        "ordered_version": int(is_checkout),
    }
    return session.execute(_bump(session.get_bind().dialect.name, is_checkout=is_checkout), given).one()


@cache
def _bump(dialect: str, *, is_checkout: bool) -> Any:
    statement = upsert(dialect, table_of(Cart))
    changed: dict[str, Any] = {"version": carts.version + 1, "changed_at": statement.excluded.changed_at}
    if is_checkout:
        changed["ordered_version"] = carts.version + 1
    return statement.on_conflict_do_update(
        index_elements=[carts.outlet_id, carts.seller_id], set_=changed
    ).returning(carts.id, carts.version)


def put_lines(session: Session, rows: Sequence[Sequence[object]]) -> None:
    """Add lines, or set quantity and seen price of those that are there; values in the order of `LINE_COLUMNS`."""
    session.execute(_put_lines(session.get_bind().dialect.name), {"new_lines": payload(rows)})


@cache
def _put_lines(dialect: str) -> Any:
    source = recordset("new_lines", {name: lines[name].type for name in LINE_COLUMNS})
    statement = upsert(dialect, table_of(CartLine)).from_select(
        list(LINE_COLUMNS), sa.select(*(source.c[name] for name in LINE_COLUMNS)).where(sa.true())
    )
    return statement.on_conflict_do_update(
        index_elements=[lines.cart_id, lines.product_id, lines.catalog_id],
        set_={"quantity": statement.excluded.quantity, "seen_price": statement.excluded.seen_price},
    )


def drop_lines(session: Session, cart_id: UUID, line_ids: Iterable[UUID]) -> None:
    """Remove lines of a cart."""
    session.execute(_drop_lines(), {"cart": cart_id, "gone": payload([line_id] for line_id in line_ids)})


@cache
def _drop_lines() -> sa.Delete:
    gone = recordset("gone", {"id": sa.Uuid()})
    return sa.delete(table_of(CartLine)).where(
        lines.cart_id == sa.bindparam("cart"), lines.id.in_(sa.select(gone.c.id))
    )


def note_change(
    session: Session,
    *,
    cart_id: UUID,
    version: int,
    kind: str,
    contact_id: UUID,
    moment: datetime,
    steps: Sequence[object],
) -> None:
    """Write down one change."""
    session.execute(
        _note_change(),
        {
            "id": new_id(),
            "cart_id": cart_id,
            "version": version,
            "kind": kind,
            "contact_id": contact_id,
            "made_at": moment,
            "lines": list(steps),
            "is_undone": False,
        },
    )


@cache
def _note_change() -> sa.Insert:
    return sa.insert(table_of(CartChange))


def last_undoable(session: Session, cart_id: UUID) -> sa.Row[Any] | None:
    """The newest change that can still be undone."""
    return session.execute(_last_undoable(), {"cart": cart_id}).one_or_none()


@cache
def _last_undoable() -> sa.Executable:
    newest = _undoable(carts).where(carts.id == sa.bindparam("cart"))
    return newest.order_by(changes.version.desc()).limit(1)


def mark_undone(session: Session, change_id: UUID) -> None:
    """Note that a change was undone."""
    session.execute(sa.update(table_of(CartChange)).where(changes.id == change_id).values(is_undone=True))
