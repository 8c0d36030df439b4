"""A list written into carts: its key, and several carts at once."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.tables import Cart, CartChange, CartLine, ListApplication
from storefront.db.columns import table_of
from storefront.db.recordset import insert_rows, payload, recordset, upsert
from storefront.kit.ids import new_id

applications = table_of(ListApplication).c
carts = table_of(Cart).c
lines = table_of(CartLine).c

CHANGE_COLUMNS = (
    "id",
    "cart_id",
    "version",
    "kind",
    "contact_id",
    "employee_id",
    "acting_session_id",
    "made_at",
    "lines",
    "is_undone",
)
BUMPED = ("id", "outlet_id", "seller_id", "changed_at", "version", "ordered_version")


def take_key(session: Session, *, contact_id: UUID, key: str, fingerprint: str, moment: datetime) -> bool:
    """Take a key for a list; False when it is taken. Waits for another that is just taking it."""
    given: dict[str, object] = {
        "contact_id": contact_id,
        "key": key,
        "fingerprint": fingerprint,
        "answer": [],
        "made_at": moment,
    }
    return session.execute(_take_key(session.get_bind().dialect.name), given).one_or_none() is not None


@cache
def _take_key(dialect: str) -> Any:
    return upsert(dialect, table_of(ListApplication)).on_conflict_do_nothing().returning(applications.key)


def note_answer(session: Session, *, contact_id: UUID, key: str, answer: Sequence[object]) -> None:
    """Keep what is answered to a repeat."""
    session.execute(
        sa.update(table_of(ListApplication))
        .where(applications.contact_id == contact_id, applications.key == key)
        .values(answer=list(answer))
    )


def taken_key(session: Session, contact_id: UUID, key: str) -> sa.Row[Any]:
    """What a key was taken for: fingerprint and answer."""
    return session.execute(
        sa.select(applications.fingerprint, applications.answer).where(
            applications.contact_id == contact_id, applications.key == key
        )
    ).one()


def bump_all(
    session: Session, outlet_id: UUID, seller_ids: Sequence[UUID], moment: datetime
) -> Sequence[sa.Row[Any]]:
    """Make or lock the outlet's carts with some sellers, in the order of their ids, and raise the versions."""
    rows = [[new_id(), outlet_id, seller_id, moment, 1, 0] for seller_id in sorted(seller_ids)]
    return session.execute(_bump_all(session.get_bind().dialect.name), {"bumped": payload(rows)}).all()


@cache
def _bump_all(dialect: str) -> Any:
    source = recordset("bumped", {name: carts[name].type for name in BUMPED})
    # Rows are locked as they come, so two lists for one outlet cannot wait for each other in a circle.
    ordered = sa.select(*(source.c[name] for name in BUMPED)).where(sa.true()).order_by(source.c.seller_id)
    statement = upsert(dialect, table_of(Cart)).from_select(list(BUMPED), ordered)
    return statement.on_conflict_do_update(
        index_elements=[carts.outlet_id, carts.seller_id],
        set_={"version": carts.version + 1, "changed_at": statement.excluded.changed_at},
    ).returning(carts.id, carts.seller_id, carts.version)


def line_counts(session: Session, cart_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many lines some carts have."""
    rows = session.execute(_line_counts(), {"counted": payload([cart_id] for cart_id in cart_ids)})
    return {row.cart_id: row.present for row in rows}


@cache
def _line_counts() -> sa.Executable:
    counted = recordset("counted", {"id": sa.Uuid()})
    return (
        sa.select(lines.cart_id, sa.func.count().label("present"))
        .where(lines.cart_id.in_(sa.select(counted.c.id)))
        .group_by(lines.cart_id)
    )


def note_changes(session: Session, rows: Sequence[Sequence[object]]) -> None:
    """Write down one change for each of several carts; values in the order of `CHANGE_COLUMNS`."""
    insert_rows(session, table_of(CartChange), CHANGE_COLUMNS, rows)
