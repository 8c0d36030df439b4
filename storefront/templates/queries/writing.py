"""Templates made, changed and taken away; every change begins with the statement that locks its template."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import payload, recordset, upsert
from storefront.parties.actor import OutletActor
from storefront.parties.tables import Contact, Organization
from storefront.templates.queries.reading import counts, lines, scope_of, templates, visible
from storefront.templates.tables import OrderTemplate, OrderTemplateLine, TemplateCount

LINE_COLUMNS = ("id", "template_id", "position", "product_id", "catalog_id", "quantity", "par_level")
COUNT_COLUMNS = ("line_id", "outlet_id", "on_hand", "counted_at", "counted_by")


def lock_scope(session: Session, actor: OutletActor, scope: str) -> None:
    """Hold other makers of templates in the same scope until this transaction ends: names and limits stay true."""
    owner = actor.organization_id if scope == "organization" else actor.owner_id
    session.execute(_lock_scope(scope), {"owner": owner})


@cache
def _lock_scope(scope: str) -> sa.Executable:
    table = table_of(Organization if scope == "organization" else Contact)
    return (
        sa.select(table.c.id)
        .where(table.c.id == sa.bindparam("owner", type_=sa.Uuid()))
        .with_for_update(key_share=True)
    )


def insert_template(session: Session, values: Mapping[str, object]) -> None:
    """A new template, without lines."""
    session.execute(_insert_template(), dict(values))


@cache
def _insert_template() -> sa.Insert:
    return sa.insert(table_of(OrderTemplate))


def lock(
    session: Session, actor: OutletActor, template_id: UUID, moment: datetime, *, is_deleted: bool = False
) -> sa.Row[Any] | None:
    """Lock a template that the actor may use, and raise its version."""
    given = scope_of(actor) | {"template": template_id, "moment": moment}
    return session.execute(_lock(is_deleted=is_deleted), given).one_or_none()


@cache
def _lock(*, is_deleted: bool) -> sa.Executable:
    return (
        sa.update(table_of(OrderTemplate))
        .where(templates.id == sa.bindparam("template", type_=sa.Uuid()), visible(is_deleted=is_deleted))
        .values(
            version=templates.version + 1,
            changed_at=sa.bindparam("moment", type_=templates.changed_at.type),
        )
        .returning(templates.id, templates.version, templates.scope, templates.contact_id, templates.name)
    )


def keep_from_changing(session: Session, actor: OutletActor, template_id: UUID) -> bool:
    """Hold off whoever changes the template until this transaction ends; whether the actor may use it."""
    given = scope_of(actor) | {"template": template_id}
    return session.execute(_keep_from_changing(), given).one_or_none() is not None


@cache
def _keep_from_changing() -> sa.Executable:
    return (
        sa.select(templates.id)
        .where(templates.id == sa.bindparam("template", type_=sa.Uuid()), visible())
        .with_for_update(read=True)
    )


def set_values(session: Session, template_id: UUID, values: Mapping[str, object]) -> None:
    """Set columns of a template that is locked."""
    session.execute(
        _set_values(tuple(sorted(values))),
        {f"new_{name}": value for name, value in values.items()} | {"template": template_id},
    )


@cache
def _set_values(names: tuple[str, ...]) -> sa.Executable:
    return (
        sa.update(table_of(OrderTemplate))
        .where(templates.id == sa.bindparam("template", type_=sa.Uuid()))
        .values({name: sa.bindparam(f"new_{name}", type_=templates[name].type) for name in names})
    )


def note_use(session: Session, template_id: UUID, moment: datetime) -> None:
    """Note that somebody ordered from a template; that is no change of it."""
    set_values(session, template_id, {"used_at": moment, "was_used": True})


def purge(session: Session, actor: OutletActor, before: datetime) -> None:
    """Forget for good what was deleted before a moment, as far as it is the actor's to see."""
    session.execute(_purge(), scope_of(actor) | {"before": before})


@cache
def _purge() -> sa.Executable:
    before = sa.bindparam("before", type_=templates.deleted_at.type)
    return sa.delete(table_of(OrderTemplate)).where(visible(is_deleted=True), templates.deleted_at < before)


def put_lines(
    session: Session, rows: Sequence[Sequence[object]], *, sets: tuple[str, ...] = ("quantity", "par_level")
) -> None:
    """Add lines; of those that are there the columns in `sets` are set. Values as in `LINE_COLUMNS`."""
    if rows:
        session.execute(_put_lines(session.get_bind().dialect.name, sets), {"new_lines": payload(rows)})


@cache
def _put_lines(dialect: str, sets: tuple[str, ...]) -> Any:
    source = recordset("new_lines", {name: lines[name].type for name in LINE_COLUMNS})
    statement = upsert(dialect, table_of(OrderTemplateLine)).from_select(
        list(LINE_COLUMNS), sa.select(*(source.c[name] for name in LINE_COLUMNS)).where(sa.true())
    )
    return statement.on_conflict_do_update(
        index_elements=[lines.template_id, lines.product_id, lines.catalog_id],
        set_={name: statement.excluded[name] for name in sets},
    )


def drop_lines(session: Session, template_id: UUID, line_ids: Iterable[UUID]) -> None:
    """Remove lines of a template, with what was counted for them."""
    gone = payload([line_id] for line_id in line_ids)
    if gone:
        session.execute(_drop_lines(), {"template": template_id, "gone": gone})


@cache
def _drop_lines() -> sa.Executable:
    gone = recordset("gone", {"id": sa.Uuid()})
    return sa.delete(table_of(OrderTemplateLine)).where(
        lines.template_id == sa.bindparam("template", type_=sa.Uuid()), lines.id.in_(sa.select(gone.c.id))
    )


def put_counts(session: Session, rows: Sequence[Sequence[object]]) -> None:
    """Write down what was counted; values as in `COUNT_COLUMNS`."""
    if rows:
        session.execute(_put_counts(session.get_bind().dialect.name), {"new_counts": payload(rows)})


@cache
def _put_counts(dialect: str) -> Any:
    source = recordset("new_counts", {name: counts[name].type for name in COUNT_COLUMNS})
    statement = upsert(dialect, table_of(TemplateCount)).from_select(
        list(COUNT_COLUMNS), sa.select(*(source.c[name] for name in COUNT_COLUMNS)).where(sa.true())
    )
    return statement.on_conflict_do_update(
        index_elements=[counts.line_id, counts.outlet_id],
        set_={name: statement.excluded[name] for name in ("on_hand", "counted_at", "counted_by")},
    )


def drop_counts(session: Session, outlet_id: UUID, line_ids: Iterable[UUID]) -> None:
    """Forget what an outlet counted for lines."""
    gone = payload([line_id] for line_id in line_ids)
    if gone:
        session.execute(_drop_counts(), {"outlet": outlet_id, "gone": gone})


@cache
def _drop_counts() -> sa.Executable:
    gone = recordset("gone", {"id": sa.Uuid()})
    return sa.delete(table_of(TemplateCount)).where(
        counts.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()), counts.line_id.in_(sa.select(gone.c.id))
    )
