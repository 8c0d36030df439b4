"""What was learned from everybody's orders for the suggested order: read models, written by `service.learn` alone."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import Table, UtcDateTime


class ProductTrend(Table, table=True):
    """How a product sells, as of the newest order when it was learned; see `rules.learning.Trend`."""

    __tablename__ = "product_trends"
    __table_args__ = (
        sa.CheckConstraint("recent >= 0 and recent <= 1 and quarter >= 0 and quarter <= 1", name="shares"),
        sa.CheckConstraint("idle_days >= 0 and age_days >= idle_days", name="days"),
        sa.Index(None, "popular_place"),
    )

    product_id: UUID = Field(foreign_key="products.id", primary_key=True)
    recent: float
    quarter: float
    idle_days: int
    age_days: int
    popular_place: int | None = None
    """1 for what most orders of the last two weeks had; none past the first two hundred."""


class ProductCompanion(Table, table=True):
    """Two products that are bought together more than chance has it; `strength` is above 0 and at most 1."""

    __tablename__ = "product_companions"
    __table_args__ = (
        sa.CheckConstraint("strength > 0 and strength <= 1", name="strength"),
        sa.CheckConstraint("product_id <> companion_id", name="two"),
        sa.Index(None, "companion_id"),
    )

    product_id: UUID = Field(foreign_key="products.id", primary_key=True)
    companion_id: UUID = Field(foreign_key="products.id", primary_key=True)
    strength: float


class LastLesson(Table, table=True):
    """When was learned last, one row at most: a start of the server learns anew when it is old."""

    __tablename__ = "last_lesson"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one"),)

    id: int = Field(default=1, primary_key=True)
    learned_at: datetime = Field(sa_type=UtcDateTime)
