"""what a list needs to be resolved and applied

Revision: 0003
After: 0002

A product can name its successor; what an outlet bought says since when and at what price; a list that was applied
leaves its key and its answer. SKUs and base codes are also found in other spellings.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PURCHASES_FROM_ORDERS = """
    update outlet_purchases set
        first_ordered_at = coalesce(bought.first_ordered_at, outlet_purchases.last_ordered_at),
        last_unit_price = bought.unit_price
    from (
        select o.outlet_id, l.catalog_id, l.product_id, l.unit_price,
            min(o.placed_at) over purchases as first_ordered_at,
            row_number() over (purchases order by o.placed_at desc, o.sequence desc, l.position desc) as newest
        from order_lines l join sales_orders o on o.id = l.order_id
        window purchases as (partition by o.outlet_id, l.catalog_id, l.product_id)
    ) as bought
    where bought.newest = 1 and bought.outlet_id = outlet_purchases.outlet_id
        and bought.catalog_id = outlet_purchases.catalog_id and bought.product_id = outlet_purchases.product_id
"""


def _counts() -> sa.CheckConstraint:
    """What SQLite would forget of the table that it makes anew."""
    return sa.CheckConstraint("times >= 1 and last_quantity >= 1", name=op.f("ck_outlet_purchases_counts"))


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    # Not in a batch: SQLite would make the table anew, which what refers to it forbids.
    op.execute(
        f"alter table products add column replaced_by_id {'char(32)' if is_sqlite else 'uuid'} "
        "constraint fk_products_replaced_by_id references products (id) "
        "constraint ck_products_replaced_by check (replaced_by_id <> id)"
    )
    for column in ("sku", "base_code"):
        folded = f"{column} collate nocase" if is_sqlite else f"lower({column})"
        op.execute(f"create index ix_search_products_{column} on products ({folded})")

    op.add_column("outlet_purchases", sa.Column("first_ordered_at", sa.DateTime(timezone=True)))
    op.add_column("outlet_purchases", sa.Column("last_unit_price", sa.BigInteger()))
    op.execute(PURCHASES_FROM_ORDERS)
    op.execute(
        "update outlet_purchases set first_ordered_at = last_ordered_at where first_ordered_at is null"
    )
    with op.batch_alter_table("outlet_purchases", table_args=(_counts(),)) as batch_op:
        batch_op.alter_column("first_ordered_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.create_index(
            batch_op.f("ix_outlet_purchases_outlet_id_product_id"), ["outlet_id", "product_id"]
        )

    op.create_table(
        "list_applications",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("answer", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_list_applications_contact_id")
        ),
        sa.PrimaryKeyConstraint("contact_id", "key", name=op.f("pk_list_applications")),
    )


def downgrade() -> None:
    op.drop_table("list_applications")
    with op.batch_alter_table("outlet_purchases", table_args=(_counts(),)) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outlet_purchases_outlet_id_product_id"))
        batch_op.drop_column("last_unit_price")
        batch_op.drop_column("first_ordered_at")
    for column in ("sku", "base_code"):
        op.execute(f"drop index ix_search_products_{column}")
    op.execute("alter table products drop column replaced_by_id")
