"""Every statement of this slice."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.credit.tables import CreditAccount
from storefront.db.columns import table_of

accounts = table_of(CreditAccount).c


def account(session: Session, organization_id: UUID, currency: str) -> sa.Row[Any] | None:
    """The account of an organization in a currency."""
    return session.execute(
        sa.select(accounts.limit_minor, accounts.held_minor, accounts.invoiced_minor).where(
            accounts.organization_id == organization_id, accounts.currency == currency
        )
    ).one_or_none()


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
