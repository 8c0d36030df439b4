"""Every statement of this slice."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.credit.tables import CreditAccount, CreditHold, NodeCreditCap, NodePaymentTerms
from storefront.db.columns import table_of
from storefront.db.recordset import among, insert_rows, nested, upsert

accounts = table_of(CreditAccount).c
holds = table_of(CreditHold).c
caps = table_of(NodeCreditCap).c
terms = table_of(NodePaymentTerms).c


def account_of_outlet(
    session: Session, *, organization_id: UUID, outlet_id: UUID, lineage: Sequence[UUID], currency: str
) -> sa.Row[Any]:
    """Account of the organization, caps along the outlet's lineage (`node, cap`, nested), and what the outlet holds.

    One row, also without an account: its limit is then nothing.
    """
    given = {
        "organization": organization_id,
        "outlet": outlet_id,
        "lineage": list(lineage),
        "currency": currency,
    }
    return session.execute(_account_of_outlet(), given).one()


@cache
def _account_of_outlet() -> sa.Executable:
    currency = sa.bindparam("currency", type_=sa.Text)
    set_caps = sa.select(caps.node_id, caps.cap_minor).where(
        among(caps.node_id, "lineage"), caps.currency == currency
    )
    used = (
        sa.select(sa.func.coalesce(sa.func.sum(holds.amount_minor), 0))
        .where(
            holds.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()),
            holds.currency == currency,
            holds.released_at.is_(None),
        )
        .scalar_subquery()
    )
    one = sa.select(sa.literal_column("1", sa.Integer).label("one")).subquery("one")
    return sa.select(
        accounts.limit_minor,
        accounts.held_minor,
        accounts.invoiced_minor,
        nested(set_caps).label("caps"),
        sa.cast(used, sa.BigInteger).label("used_minor"),
    ).select_from(
        one.outerjoin(
            table_of(CreditAccount),
            (accounts.organization_id == sa.bindparam("organization", type_=sa.Uuid()))
            & (accounts.currency == currency),
        )
    )


def hold(session: Session, organization_id: UUID, currency: str, amount: int) -> bool:
    """Take credit if so much remains, in one statement: two buyers cannot spend the same."""
    done = session.execute(
        sa.update(table_of(CreditAccount))
        .where(
            accounts.organization_id == organization_id,
            accounts.currency == currency,
            accounts.limit_minor - accounts.held_minor - accounts.invoiced_minor >= amount,
        )
        .values(held_minor=accounts.held_minor + amount)
    )
    return bool(getattr(done, "rowcount", 0))


def held_by(session: Session, order_id: UUID) -> sa.Row[Any] | None:
    """What an order holds still: account and amount."""
    return session.execute(
        sa.select(holds.organization_id, holds.currency, holds.amount_minor).where(
            holds.order_id == order_id, holds.released_at.is_(None)
        )
    ).one_or_none()


def give_back(session: Session, organization_id: UUID, currency: str, amount: int) -> bool:
    """Lower what an account holds, unless it holds less, in one statement."""
    done = session.execute(
        sa.update(table_of(CreditAccount))
        .where(
            accounts.organization_id == organization_id,
            accounts.currency == currency,
            accounts.held_minor >= amount,
        )
        .values(held_minor=accounts.held_minor - amount)
    )
    return bool(getattr(done, "rowcount", 0))


def lower_hold(session: Session, order_id: UUID, left: int, moment: datetime) -> None:
    """Leave so much of an order's hold; with nothing left it ends, and keeps saying how much it was."""
    values: dict[str, object] = {"amount_minor": left} if left else {"released_at": moment}
    session.execute(sa.update(table_of(CreditHold)).where(holds.order_id == order_id).values(**values))


def caps_at(session: Session, node_ids: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """Caps that are set at these very nodes."""
    return session.execute(_caps_at(), {"nodes": list(node_ids)}).all()


@cache
def _caps_at() -> sa.Executable:
    return (
        sa.select(caps.node_id, caps.currency, caps.cap_minor)
        .where(among(caps.node_id, "nodes"))
        .order_by(caps.currency)
    )


def terms_at(session: Session, node_ids: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """Payment terms that are set at these very nodes."""
    return session.execute(_terms_at(), {"nodes": list(node_ids)}).all()


@cache
def _terms_at() -> sa.Executable:
    return sa.select(terms.node_id, terms.days).where(among(terms.node_id, "nodes"))


def accounts_of(session: Session, organization_id: UUID) -> Sequence[sa.Row[Any]]:
    """The accounts of an organization."""
    return session.execute(
        sa.select(accounts.currency, accounts.limit_minor, accounts.held_minor, accounts.invoiced_minor)
        .where(accounts.organization_id == organization_id)
        .order_by(accounts.currency)
    ).all()


def put_caps(session: Session, node_ids: Sequence[UUID], currency: str, cap: int | None) -> None:
    """Replace the cap of some nodes in a currency; None takes it away."""
    session.execute(
        sa.delete(table_of(NodeCreditCap)).where(caps.node_id.in_(node_ids), caps.currency == currency)
    )
    rows = [] if cap is None else [[node_id, currency, cap] for node_id in node_ids]
    insert_rows(session, table_of(NodeCreditCap), ["node_id", "currency", "cap_minor"], rows)


def put_terms(session: Session, node_ids: Sequence[UUID], days: int | None) -> None:
    """Replace the payment terms of some nodes; None takes them away."""
    session.execute(sa.delete(table_of(NodePaymentTerms)).where(terms.node_id.in_(node_ids)))
    rows = [] if days is None else [[node_id, days] for node_id in node_ids]
    insert_rows(session, table_of(NodePaymentTerms), ["node_id", "days"], rows)


def put_limit(session: Session, organization_id: UUID, currency: str, limit: int) -> None:
    """Set the limit of an organization's account, which is made if there is none."""
    statement = upsert(session.get_bind().dialect.name, table_of(CreditAccount)).values(
        organization_id=organization_id, currency=currency, limit_minor=limit, held_minor=0, invoiced_minor=0
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[accounts.organization_id, accounts.currency],
            set_={"limit_minor": statement.excluded.limit_minor},
        )
    )
