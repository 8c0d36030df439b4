"""Carts with their lines, and what changes them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.tables import Cart, CartChange, CartLine, SavedLine
from storefront.catalog.tables import Catalog, Product
from storefront.db.columns import shared, table_of
from storefront.db.recordset import payload, recordset, upsert
from storefront.kit.ids import new_id
from storefront.parties.actor import OutletActor, acting_duty
from storefront.parties.tables import Contact, Employee

carts = table_of(Cart).c
lines = table_of(CartLine).c
changes = table_of(CartChange).c
products = table_of(Product).c
catalogs = table_of(Catalog).c
contacts = table_of(Contact).c
employees = table_of(Employee).c

LINE_COLUMNS = (
    "id",
    "cart_id",
    "product_id",
    "catalog_id",
    "quantity",
    "seen_price",
    "added_by",
    "added_at",
)
"""What a line is made of but for its note, which stays when a line grows."""
UNDOABLE = ("add", "change", "remove", "clear", "note", "save", "return", "forget", "move", "restore")


def _undoable(cart: Any) -> Any:
    """Changes to a cart since its last checkout that are not undone."""
    return sa.select(changes.id, changes.version, changes.lines).where(
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
    found = sa.select(
        carts.id,
        carts.seller_id,
        carts.version,
        carts.changed_at,
        _undoable(carts).correlate(table_of(Cart)).exists().label("can_undo"),
    ).where(carts.outlet_id == sa.bindparam("outlet"))
    if by_seller:
        found = found.where(carts.seller_id == sa.bindparam("seller"))
    # Materialized: otherwise PostgreSQL looks through the changes once for each line.
    cart = found.cte("cart").prefix_with("MATERIALIZED").c
    return (
        sa.select(
            shared(cart.seller_id),
            cart.version,
            cart.changed_at,
            cart.can_undo,
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
            lines.note,
            acting_duty(employees.id).label("added_as"),
        )
        .outerjoin_from(cart.id.table, table_of(CartLine), lines.cart_id == cart.id)
        .outerjoin(table_of(Product), products.id == lines.product_id)
        .outerjoin(table_of(Catalog), catalogs.id == lines.catalog_id)
        .outerjoin(table_of(Contact), contacts.id == lines.added_by)
        .outerjoin(table_of(Employee), employees.contact_id == lines.added_by)
        .order_by(cart.seller_id, lines.added_at, lines.id)
    )


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
    session.execute(
        _put_lines(session.get_bind().dialect.name, has_notes=False, is_saved=False),
        {"new_lines": payload(rows)},
    )


def put_noted_lines(session: Session, rows: Sequence[Sequence[object]], *, is_saved: bool) -> None:
    """As `put_lines`, each row with the line's note at its end; into carts, or into what is saved beside them."""
    statement = _put_lines(session.get_bind().dialect.name, has_notes=True, is_saved=is_saved)
    session.execute(statement, {"new_lines": payload(rows)})


@cache
def _put_lines(dialect: str, *, has_notes: bool, is_saved: bool) -> Any:
    table = table_of(SavedLine if is_saved else CartLine)
    columns = (*LINE_COLUMNS, "note") if has_notes else LINE_COLUMNS
    source = recordset("new_lines", {name: lines[name].type for name in columns})
    statement = upsert(dialect, table).from_select(
        list(columns), sa.select(*(source.c[name] for name in columns)).where(sa.true())
    )
    changed = ("quantity", "seen_price", "note") if has_notes else ("quantity", "seen_price")
    return statement.on_conflict_do_update(
        index_elements=[table.c.cart_id, table.c.product_id, table.c.catalog_id],
        set_={name: statement.excluded[name] for name in changed},
    )


def drop_lines(session: Session, cart_id: UUID, line_ids: Iterable[UUID], *, is_saved: bool = False) -> None:
    """Remove lines of a cart, or of what is saved beside it."""
    given = {"cart": cart_id, "gone": payload([line_id] for line_id in line_ids)}
    session.execute(_drop_lines(is_saved=is_saved), given)


@cache
def _drop_lines(*, is_saved: bool) -> sa.Delete:
    table = table_of(SavedLine if is_saved else CartLine)
    gone = recordset("gone", {"id": sa.Uuid()})
    return sa.delete(table).where(
        table.c.cart_id == sa.bindparam("cart"), table.c.id.in_(sa.select(gone.c.id))
    )


def note_change(
    session: Session,
    *,
    cart_id: UUID,
    version: int,
    kind: str,
    moment: datetime,
    steps: Sequence[object],
    made_by: Mapping[str, UUID | None],
    detail: str = "",
    subject_version: int | None = None,
) -> None:
    """Write down one change; `made_by` as `by_whom` has it."""
    session.execute(
        _note_change(),
        {
            "id": new_id(),
            "cart_id": cart_id,
            "version": version,
            "kind": kind,
            **made_by,
            "made_at": moment,
            "lines": list(steps),
            "is_undone": False,
            "detail": detail,
            "subject_version": subject_version,
        },
    )


def by_whom(actor: OutletActor) -> dict[str, UUID | None]:
    """Who changes a cart, as changes have it: the contact in whose name, and the employee who acts."""
    return {
        "contact_id": actor.buyer_id,
        "employee_id": actor.acting_employee_id,
        "acting_session_id": actor.acting_session_id,
    }


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
