"""what each order comes to by category, saved views of the history, and orders of an outlet summed up from an index

Revision: 0006
After: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEX = "ix_sales_orders_outlet_id_placed_at_sequence"
KEYS = ["outlet_id", "placed_at", "sequence"]
SUMMED = ["contact_id", "seller_id", "status", "currency", "total_minor", "line_count"]

BACKFILL = """
insert into order_categories (order_id, category_id, lines, total_minor)
select l.order_id, p.category_id, count(*), sum(l.total_minor)
from order_lines l join products p on p.id = l.product_id
group by l.order_id, p.category_id
order by l.order_id, p.category_id
"""


def upgrade() -> None:
    op.create_table(
        "order_categories",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("lines > 0", name=op.f("ck_order_categories_lines")),
        sa.PrimaryKeyConstraint("order_id", "category_id", name=op.f("pk_order_categories")),
        sa.ForeignKeyConstraint(["order_id"], ["sales_orders.id"], name=op.f("fk_order_categories_order_id")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_order_categories_category_id")
        ),
    )
    op.execute(BACKFILL)
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "name_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("asked", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("contact_id", "name_key", name=op.f("uq_saved_views_contact_id_name_key")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_saved_views_contact_id")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index(INDEX, table_name="sales_orders")
        op.create_index(INDEX, "sales_orders", KEYS, postgresql_include=SUMMED)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index(INDEX, table_name="sales_orders")
        op.create_index(INDEX, "sales_orders", KEYS)
    op.drop_table("saved_views")
    op.drop_table("order_categories")
