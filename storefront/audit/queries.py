"""Every statement of this slice."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storefront.audit.rules import BEGINNING
from storefront.audit.snapshots import AuditFilter, AuditScope
from storefront.audit.tables import AuditEntry, AuditHead
from storefront.db.columns import table_of
from storefront.db.recordset import among, upsert
from storefront.kit.text import pattern_of

entries = table_of(AuditEntry).c
heads = table_of(AuditHead).c


def extend(session: Session, count: int) -> tuple[int, str]:
    """Make room for `count` entries: the sequence of the last of them, and the digest that the first follows.

    The one row of the head stays locked until the transaction ends.
    """
    statement = upsert(session.get_bind().dialect.name, table_of(AuditHead)).values(
        id=1, sequence=count, digest=BEGINNING
    )
    statement = statement.on_conflict_do_update(
        index_elements=[heads.id], set_={"sequence": heads.sequence + count}
    )
    row = session.execute(statement.returning(heads.sequence, heads.digest)).one()
    return row.sequence, row.digest


def append(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write entries, and the digest of the last as the end of the chain."""
    session.execute(sa.insert(table_of(AuditEntry)), [dict(row) for row in rows])
    session.execute(sa.update(table_of(AuditHead)).values(digest=rows[-1]["digest"]))


def head(session: Session) -> sa.Row[Any] | None:
    """Where the chain ends; None before the first entry."""
    return session.execute(sa.select(heads.sequence, heads.digest)).one_or_none()


def chain(session: Session, *, after: int, limit: int) -> Sequence[Mapping[str, Any]]:
    """Whole entries by column, in the order of the chain."""
    statement = sa.select(*entries).where(entries.sequence > after).order_by(entries.sequence).limit(limit)
    return [dict(row) for row in session.execute(statement).mappings()]


def page(
    session: Session, scope: AuditScope, wanted: AuditFilter, *, before: int | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """Entries within a scope, newest first."""
    asked = tuple(
        name for name in ("action", "subject", "who", "made_from", "made_to") if getattr(wanted, name)
    )
    shape = (scope.is_everything, bool(scope.organization_ids), scope.seller_id is not None)
    given: dict[str, object] = {"most": limit, "organizations": list(scope.organization_ids)}
    given |= {"seller": scope.seller_id, "before": before}
    given |= {name: getattr(wanted, name) for name in asked}
    if wanted.action:
        given["action_parts"] = f"{pattern_of(wanted.action)}.%"
    if wanted.who:
        given["who"] = f"%{pattern_of(wanted.who.lower())}%"
    return session.execute(_page(shape, asked, is_following=before is not None), given).all()


@cache
def _page(shape: tuple[bool, bool, bool], asked: tuple[str, ...], *, is_following: bool) -> sa.Executable:
    is_everything, has_organizations, has_seller = shape
    who = sa.bindparam("who", type_=sa.Text)
    possible: dict[str, sa.ColumnElement[bool]] = {
        "action": (entries.action == sa.bindparam("action", type_=sa.Text))
        | entries.action.like(sa.bindparam("action_parts", type_=sa.Text), escape="\\"),
        "subject": entries.subject == sa.bindparam("subject", type_=sa.Text),
        "who": sa.func.lower(entries.name).like(who, escape="\\")
        | sa.func.lower(entries.on_behalf_of).like(who, escape="\\"),
        "made_from": entries.made_at >= sa.bindparam("made_from", type_=entries.made_at.type),
        "made_to": entries.made_at < sa.bindparam("made_to", type_=entries.made_at.type),
    }
    scopes: list[sa.ColumnElement[bool]] = []
    if has_organizations:
        scopes.append(among(entries.organization_id, "organizations"))
    if has_seller:
        scopes.append(entries.seller_id == sa.bindparam("seller", type_=sa.Uuid()))
    statement = (
        sa.select(
            entries.sequence,
            entries.made_at,
            entries.name,
            entries.on_behalf_of,
            entries.address,
            entries.action,
            entries.subject,
            entries.organization_id,
            entries.reason,
            entries.before,
            entries.after,
        )
        .where(*(possible[name] for name in asked))
        .order_by(entries.sequence.desc())
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    if not is_everything:
        statement = statement.where(sa.or_(sa.false(), *scopes))
    if is_following:
        statement = statement.where(entries.sequence < sa.bindparam("before", type_=sa.BigInteger))
    return statement
