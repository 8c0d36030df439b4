"""An organization's credit: its limit and what uses it."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import Table, UtcDateTime
from storefront.kit.clock import now
from storefront.kit.ids import new_id


class CreditAccount(Table, table=True):
    """exposure = unpaid invoices (`invoiced_minor`) + orders not yet invoiced (`held_minor`)."""

    __tablename__ = "credit_accounts"
    __table_args__ = (
        sa.CheckConstraint("limit_minor >= 0", name="limit"),
        sa.CheckConstraint("held_minor >= 0", name="held"),
        sa.CheckConstraint("invoiced_minor >= 0", name="invoiced"),
    )

    organization_id: UUID = Field(foreign_key="organizations.id", primary_key=True)
    currency: str = Field(primary_key=True, max_length=3)
    limit_minor: int = Field(sa_type=sa.BigInteger)
    held_minor: int = Field(default=0, sa_type=sa.BigInteger)
    invoiced_minor: int = Field(default=0, sa_type=sa.BigInteger)


class CreditHold(Table, table=True):
    """Credit taken by one order until it is invoiced or rejected; less after some of its lines were rejected."""

    __tablename__ = "credit_holds"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount"),
        sa.ForeignKeyConstraint(
            ["organization_id", "currency"], ["credit_accounts.organization_id", "credit_accounts.currency"]
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    organization_id: UUID = Field(index=True)
    currency: str = Field(max_length=3)
    order_id: UUID = Field(unique=True)
    outlet_id: UUID | None = Field(default=None, foreign_key="hierarchy_nodes.id", index=True)
    """Whose cap it counts towards; none for holds from before outlets had caps."""
    amount_minor: int = Field(sa_type=sa.BigInteger)
    placed_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    released_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class NodeCreditCap(Table, table=True):
    """The most that one outlet may have on hold: set at its node or above; the nearest node that has one decides."""

    __tablename__ = "node_credit_caps"
    __table_args__ = (sa.CheckConstraint("cap_minor >= 0", name="cap"),)

    node_id: UUID = Field(foreign_key="hierarchy_nodes.id", primary_key=True)
    currency: str = Field(primary_key=True, max_length=3)
    cap_minor: int = Field(sa_type=sa.BigInteger)


class NodePaymentTerms(Table, table=True):
    """Days until an invoice is due: set at any node; the nearest node that has them decides."""

    __tablename__ = "node_payment_terms"
    __table_args__ = (sa.CheckConstraint("days between 0 and 365", name="days"),)

    node_id: UUID = Field(foreign_key="hierarchy_nodes.id", primary_key=True)
    days: int
