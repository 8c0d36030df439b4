"""The quick order of a contact at an outlet."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.tables import QuickOrderGrid
from storefront.db.columns import table_of
from storefront.db.recordset import upsert

grids = table_of(QuickOrderGrid).c


def rows_of_grid(session: Session, outlet_id: UUID, contact_id: UUID) -> Sequence[object]:
    """The stored rows; none when there never were any."""
    return session.execute(_rows(), {"outlet": outlet_id, "contact": contact_id}).scalar_one_or_none() or []


@cache
def _rows() -> sa.Executable:
    return sa.select(grids.rows).where(*_own())


def lock_grid(session: Session, outlet_id: UUID, contact_id: UUID, moment: datetime) -> sa.Row[Any]:
    """Make or lock the grid: `rows`, `attempts` and `last_order`."""
    given: dict[str, object] = {
        "outlet_id": outlet_id,
        "contact_id": contact_id,
        "changed_at": moment,
        "rows": [],
        "attempts": [],
        "last_order": [],
    }
    return session.execute(_lock(session.get_bind().dialect.name), given).one()


@cache
def _lock(dialect: str) -> Any:
    statement = upsert(dialect, table_of(QuickOrderGrid))
    return statement.on_conflict_do_update(
        index_elements=[grids.outlet_id, grids.contact_id],
        set_={"changed_at": statement.excluded.changed_at},
    ).returning(grids.rows, grids.attempts, grids.last_order)


def write_grid(session: Session, outlet_id: UUID, contact_id: UUID, **documents: Sequence[object]) -> None:
    """Keep new `rows`, `attempts` or `last_order`; the grid was locked before."""
    given = {f"new_{name}": list(document) for name, document in documents.items()}
    session.execute(_write(tuple(sorted(documents))), given | {"outlet": outlet_id, "contact": contact_id})


@cache
def _write(names: tuple[str, ...]) -> sa.Update:
    table = table_of(QuickOrderGrid)
    values = {name: sa.bindparam(f"new_{name}", type_=grids[name].type) for name in names}
    return sa.update(table).where(*_own()).values(values)


def _own() -> tuple[sa.ColumnElement[bool], ...]:
    return grids.outlet_id == sa.bindparam("outlet"), grids.contact_id == sa.bindparam("contact")
