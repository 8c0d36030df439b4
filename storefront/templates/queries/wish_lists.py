"""Wish lists of a contact at an outlet: every statement is scoped by both."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Catalog, Product
from storefront.db.columns import CODE, table_of
from storefront.db.recordset import payload, recordset, upsert
from storefront.kit.ids import new_id
from storefront.parties.actor import OutletActor
from storefront.sellers.tables import Seller
from storefront.templates.tables import WishList, WishListLine

lists = table_of(WishList).c
wishes = table_of(WishListLine).c
products = table_of(Product).c
catalogs = table_of(Catalog).c
sellers = table_of(Seller).c

LINE_COLUMNS = (
    "id",
    "wish_list_id",
    "product_id",
    "catalog_id",
    "quantity",
    "note",
    "seen_price",
    "seen_level",
    "added_at",
    "removed_at",
)


def _own() -> sa.ColumnElement[bool]:
    return (lists.contact_id == sa.bindparam("contact", type_=sa.Uuid())) & (
        lists.outlet_id == sa.bindparam("outlet", type_=sa.Uuid())
    )


def _scope(actor: OutletActor) -> dict[str, object]:
    return {"contact": actor.contact_id, "outlet": actor.outlet_id}


def all_lists(session: Session, actor: OutletActor, limit: int) -> Sequence[sa.Row[Any]]:
    """The contact's lists at the outlet, the first one made first, with the number of their lines."""
    return session.execute(_all_lists(), {**_scope(actor), "most": limit}).all()


@cache
def _all_lists() -> sa.Executable:
    count = (
        sa.select(sa.func.count())
        .select_from(table_of(WishListLine))
        .where(wishes.wish_list_id == lists.id, wishes.removed_at.is_(None))
        .correlate(table_of(WishList))
        .scalar_subquery()
    )
    return (
        sa.select(lists.id, lists.name, lists.name_key, lists.changed_at, count.label("line_count"))
        .where(_own(), lists.removed_at.is_(None))
        .order_by(lists.created_at, lists.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def lock_all(session: Session, actor: OutletActor) -> None:
    """Wait for whoever makes or names a list for this contact at this outlet; then nobody else does."""
    if session.get_bind().dialect.name == "postgresql":
        # On SQLite one transaction writes at a time.
        session.execute(_lock_all(), _scope(actor))


@cache
def _lock_all() -> sa.Executable:
    both = sa.cast(sa.bindparam("contact", type_=sa.Uuid()), sa.Text) + sa.cast(
        sa.bindparam("outlet", type_=sa.Uuid()), sa.Text
    )
    return sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(both, 5)))


def make(session: Session, actor: OutletActor, *, name: str, name_key: str, moment: datetime) -> UUID:
    """A new list; call `lock_all` before looking whether the name is free."""
    made = new_id()
    session.execute(
        _make(),
        {
            "id": made,
            "contact_id": actor.contact_id,
            "outlet_id": actor.outlet_id,
            "name": name,
            "name_key": name_key,
            "created_at": moment,
            "changed_at": moment,
            "removed_at": None,
        },
    )
    return made


@cache
def _make() -> sa.Insert:
    return sa.insert(table_of(WishList))


def touch(
    session: Session, actor: OutletActor, list_id: UUID, moment: datetime, *, is_removed: bool = False
) -> sa.Row[Any] | None:
    """Lock a list for a change; None when it is not the contact's at this outlet, or is (not) removed."""
    given = {**_scope(actor), "list": list_id, "moment": moment}
    return session.execute(_touch(is_removed=is_removed), given).one_or_none()


@cache
def _touch(*, is_removed: bool) -> sa.Executable:
    removed = lists.removed_at.is_not(None) if is_removed else lists.removed_at.is_(None)
    return (
        sa.update(table_of(WishList))
        .where(_own(), lists.id == sa.bindparam("list"), removed)
        .values(changed_at=sa.bindparam("moment"))
        .returning(lists.id, lists.name, lists.name_key)
    )


def set_list(session: Session, list_id: UUID, values: Mapping[str, object]) -> None:
    """Set columns of a list that is locked."""
    session.execute(sa.update(table_of(WishList)).where(lists.id == list_id).values(**values))


def lines_of(session: Session, actor: OutletActor, list_id: UUID, limit: int) -> Sequence[sa.Row[Any]]:
    """The lines of a list, newest first; an empty list, and one that is not the contact's, have none."""
    return session.execute(_lines_of(), {**_scope(actor), "list": list_id, "most": limit}).all()


@cache
def _lines_of() -> sa.Executable:
    return (
        sa.select(
            wishes.id,
            wishes.product_id,
            wishes.catalog_id,
            products.sku,
            products.name,
            catalogs.code.label("catalog"),
            sellers.code.label("seller"),
            sellers.name.label("seller_name"),
            sellers.currency,
            wishes.quantity,
            wishes.note,
            wishes.seen_price,
            wishes.seen_level,
            wishes.added_at,
        )
        .join_from(table_of(WishListLine), table_of(WishList), lists.id == wishes.wish_list_id)
        .join(table_of(Product), products.id == wishes.product_id)
        .join(table_of(Catalog), catalogs.id == wishes.catalog_id)
        .join(table_of(Seller), sellers.id == catalogs.seller_id)
        .where(_own(), lists.id == sa.bindparam("list"), wishes.removed_at.is_(None))
        .order_by(wishes.added_at.desc(), wishes.id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def stored(session: Session, list_id: UUID, keys: Sequence[tuple[UUID, UUID]]) -> Sequence[sa.Row[Any]]:
    """Lines of a locked list by product and catalog, removed ones too."""
    return session.execute(_stored(), {"list": list_id, "wanted": payload(keys)}).all()


@cache
def _stored() -> sa.Executable:
    wanted = recordset("wanted", {"product_id": sa.Uuid(), "catalog_id": sa.Uuid()})
    return (
        sa.select(*(wishes[name] for name in LINE_COLUMNS))
        .join(wanted, (wanted.c.product_id == wishes.product_id) & (wanted.c.catalog_id == wishes.catalog_id))
        .where(wishes.wish_list_id == sa.bindparam("list"))
    )


def line(session: Session, list_id: UUID, line_id: UUID, *, is_removed: bool) -> sa.Row[Any] | None:
    """One line of a locked list, among those that are there, or among the removed ones."""
    return session.execute(_line(is_removed=is_removed), {"list": list_id, "line": line_id}).one_or_none()


@cache
def _line(*, is_removed: bool) -> sa.Executable:
    removed = wishes.removed_at.is_not(None) if is_removed else wishes.removed_at.is_(None)
    return sa.select(*(wishes[name] for name in LINE_COLUMNS)).where(
        wishes.wish_list_id == sa.bindparam("list"), wishes.id == sa.bindparam("line"), removed
    )


def line_count(session: Session, list_id: UUID) -> int:
    """How many lines a list has, without the removed ones."""
    return session.execute(_line_count(), {"list": list_id}).scalar_one()


@cache
def _line_count() -> Any:
    return (
        sa.select(sa.func.count())
        .select_from(table_of(WishListLine))
        .where(wishes.wish_list_id == sa.bindparam("list"), wishes.removed_at.is_(None))
    )


def put(session: Session, rows: Sequence[Sequence[object]]) -> None:
    """Write lines, new ones or those that are there; values in the order of `LINE_COLUMNS`."""
    session.execute(_put(session.get_bind().dialect.name), {"new_lines": payload(rows)})


@cache
def _put(dialect: str) -> Any:
    source = recordset("new_lines", {name: wishes[name].type for name in LINE_COLUMNS})
    statement = upsert(dialect, table_of(WishListLine)).from_select(
        list(LINE_COLUMNS), sa.select(*(source.c[name] for name in LINE_COLUMNS)).where(sa.true())
    )
    changed = ("quantity", "note", "seen_price", "seen_level", "added_at", "removed_at")
    return statement.on_conflict_do_update(
        index_elements=[wishes.wish_list_id, wishes.product_id, wishes.catalog_id],
        set_={name: statement.excluded[name] for name in changed},
    )


def purge(session: Session, actor: OutletActor, before: datetime) -> None:
    """Drop for good what this contact removed here before a moment: lines first, then lists."""
    given = {**_scope(actor), "before": before}
    session.execute(_purge_lines(), given)
    session.execute(_purge_lists(), given)


@cache
def _purge_lines() -> sa.Delete:
    old = sa.bindparam("before", type_=lists.removed_at.type)
    gone = sa.select(lists.id).where(_own(), lists.removed_at < old)
    own = sa.select(lists.id).where(_own())
    return sa.delete(table_of(WishListLine)).where(
        wishes.wish_list_id.in_(gone) | (wishes.wish_list_id.in_(own) & (wishes.removed_at < old))
    )


@cache
def _purge_lists() -> sa.Delete:
    return sa.delete(table_of(WishList)).where(
        _own(), lists.removed_at < sa.bindparam("before", type_=lists.removed_at.type)
    )


def remove_product(session: Session, actor: OutletActor, *, sku: str, catalog: str, moment: datetime) -> int:
    """Take a product of a catalog off every list of the contact at the outlet; how many lines that was."""
    given = {**_scope(actor), "sku": sku, "catalog": catalog, "moment": moment}
    return len(session.execute(_remove_product(), given).all())


@cache
def _remove_product() -> sa.Executable:
    return (
        sa.update(table_of(WishListLine))
        .where(
            wishes.wish_list_id.in_(sa.select(lists.id).where(_own(), lists.removed_at.is_(None))),
            wishes.product_id.in_(sa.select(products.id).where(products.sku == sa.bindparam("sku"))),
            wishes.catalog_id.in_(sa.select(catalogs.id).where(catalogs.code == sa.bindparam("catalog"))),
            wishes.removed_at.is_(None),
        )
        .values(removed_at=sa.bindparam("moment"))
        .returning(wishes.id)
    )


def wished_among(
    session: Session, actor: OutletActor, keys: Sequence[tuple[str, str]]
) -> Sequence[sa.Row[Any]]:
    """Which of some products (SKU and catalog code) are on a list of the contact at the outlet."""
    return session.execute(_wished_among(), {**_scope(actor), "wanted": payload(keys)}).all()


@cache
def _wished_among() -> sa.Executable:
    wanted = recordset("wanted", {"sku": CODE, "catalog": CODE})
    return (
        sa.select(wanted.c.sku, wanted.c.catalog)
        .select_from(wanted)
        .join(table_of(Product), products.sku == wanted.c.sku)
        .join(table_of(Catalog), catalogs.code == wanted.c.catalog)
        .join(table_of(WishListLine), (wishes.product_id == products.id) & (wishes.catalog_id == catalogs.id))
        .join(table_of(WishList), lists.id == wishes.wish_list_id)
        .where(_own(), lists.removed_at.is_(None), wishes.removed_at.is_(None))
        .distinct()
    )
