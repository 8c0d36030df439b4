"""what is learned from everybody's orders for the suggested order

Revision: 0007
After: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "product_trends",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("recent", sa.Float(), nullable=False),
        sa.Column("quarter", sa.Float(), nullable=False),
        sa.Column("idle_days", sa.Integer(), nullable=False),
        sa.Column("age_days", sa.Integer(), nullable=False),
        sa.Column("popular_place", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "recent >= 0 and recent <= 1 and quarter >= 0 and quarter <= 1",
            name=op.f("ck_product_trends_shares"),
        ),
        sa.CheckConstraint("idle_days >= 0 and age_days >= idle_days", name=op.f("ck_product_trends_days")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_product_trends_product_id")),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_product_trends")),
    )
    op.create_index(op.f("ix_product_trends_popular_place"), "product_trends", ["popular_place"])
    op.create_table(
        "product_companions",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("companion_id", sa.Uuid(), nullable=False),
        sa.Column("strength", sa.Float(), nullable=False),
        sa.CheckConstraint("strength > 0 and strength <= 1", name=op.f("ck_product_companions_strength")),
        sa.CheckConstraint("product_id <> companion_id", name=op.f("ck_product_companions_two")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_product_companions_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["companion_id"], ["products.id"], name=op.f("fk_product_companions_companion_id")
        ),
        sa.PrimaryKeyConstraint("product_id", "companion_id", name=op.f("pk_product_companions")),
    )
    op.create_index(op.f("ix_product_companions_companion_id"), "product_companions", ["companion_id"])


def downgrade() -> None:
    op.drop_table("product_companions")
    op.drop_table("product_trends")
