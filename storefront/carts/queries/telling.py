"""What employees did to an outlet's carts, session by session."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.queries.changes import FIRST_LINES
from storefront.carts.tables import Cart, CartChange
from storefront.db.columns import DOCUMENT, table_of
from storefront.db.recordset import cell, length_of, payload, recordset
from storefront.sellers.tables import Seller

carts = table_of(Cart).c
changes = table_of(CartChange).c
sellers = table_of(Seller).c


def changes_in_sessions(
    session: Session, outlet_id: UUID, session_ids: Sequence[UUID], *, most: int
) -> Sequence[sa.Row[Any]]:
    """The first changes of each session to carts of an outlet, oldest first, with the first lines of each."""
    given = {"outlet": outlet_id, "sessions": payload([each] for each in session_ids), "most": most}
    return session.execute(_changes_in_sessions(), given).all()


@cache
def _changes_in_sessions() -> sa.Executable:
    wanted = recordset("sessions", {"id": sa.Uuid()})
    place = sa.func.row_number().over(
        partition_by=changes.acting_session_id, order_by=(changes.made_at, changes.version, changes.id)
    )
    first = (
        sa.select(
            changes.acting_session_id,
            sellers.code.label("seller_code"),
            sellers.name.label("seller"),
            changes.version,
            changes.kind,
            changes.made_at,
            changes.detail,
            changes.subject_version,
            changes.is_undone,
            length_of(changes.lines).label("line_count"),
            *(cell(changes.lines, at, DOCUMENT).label(f"line_{at}") for at in range(FIRST_LINES)),
            place.label("place"),
        )
        .join_from(table_of(CartChange), table_of(Cart), carts.id == changes.cart_id)
        .join(table_of(Seller), sellers.id == carts.seller_id)
        .join(wanted, wanted.c.id == changes.acting_session_id)
        .where(carts.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()))
        .subquery("first_changes")
    )
    return (
        sa.select(first)
        .where(first.c.place <= sa.bindparam("most", type_=sa.Integer))
        .order_by(first.c.acting_session_id, first.c.place)
    )
