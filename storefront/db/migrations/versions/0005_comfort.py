"""comfort in carts: notes, what is saved for later, more kinds of changes; wish lists and comparisons

Revision: 0005
After: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CODE = sa.String().with_variant(sa.String(collation="C"), "postgresql")
BEFORE = "kind in ('add', 'change', 'remove', 'clear', 'undo', 'checkout')"
AFTER = (
    "kind in ('add', 'change', 'remove', 'clear', 'undo', 'checkout', "
    "'note', 'save', 'return', 'forget', 'move', 'restore')"
)


def upgrade() -> None:
    op.create_table(
        "saved_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cart_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("seen_price", sa.BigInteger(), nullable=True),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_saved_lines_quantity")),
        sa.ForeignKeyConstraint(["added_by"], ["contacts.id"], name=op.f("fk_saved_lines_added_by")),
        sa.ForeignKeyConstraint(["cart_id"], ["carts.id"], name=op.f("fk_saved_lines_cart_id")),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_saved_lines_catalog_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_saved_lines_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_lines")),
        sa.UniqueConstraint(
            "cart_id", "product_id", "catalog_id", name=op.f("uq_saved_lines_cart_id_product_id_catalog_id")
        ),
    )
    op.create_index(op.f("ix_saved_lines_product_id"), "saved_lines", ["product_id"])
    # Plain columns: SQLite adds them without making the table anew.
    op.add_column("cart_lines", sa.Column("note", sa.String(), server_default="", nullable=False))
    op.add_column("order_lines", sa.Column("note", sa.String(), server_default="", nullable=False))
    with op.batch_alter_table("cart_changes") as batch:
        batch.add_column(sa.Column("employee_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("detail", sa.String(), server_default="", nullable=False))
        batch.add_column(sa.Column("subject_version", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_cart_changes_employee_id"), "employees", ["employee_id"], ["id"])
        _allow(batch, AFTER)
    _add_wish_lists()
    _add_comparisons()


def _add_wish_lists() -> None:
    op.create_table(
        "wish_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("outlet_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", CODE, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_wish_lists_contact_id")),
        sa.ForeignKeyConstraint(["outlet_id"], ["hierarchy_nodes.id"], name=op.f("fk_wish_lists_outlet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_lists")),
    )
    op.create_index(op.f("ix_wish_lists_contact_id"), "wish_lists", ["contact_id"])
    op.create_index(op.f("ix_wish_lists_outlet_id"), "wish_lists", ["outlet_id"])
    op.create_index(
        "uq_wish_lists_name",
        "wish_lists",
        ["contact_id", "outlet_id", "name_key"],
        unique=True,
        sqlite_where=sa.text("removed_at is null"),
        postgresql_where=sa.text("removed_at is null"),
    )
    op.create_table(
        "wish_list_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wish_list_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("seen_price", sa.BigInteger(), nullable=True),
        sa.Column("seen_level", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("quantity between 1 and 1000000", name=op.f("ck_wish_list_lines_quantity")),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_wish_list_lines_catalog_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_wish_list_lines_product_id")),
        sa.ForeignKeyConstraint(
            ["wish_list_id"], ["wish_lists.id"], name=op.f("fk_wish_list_lines_wish_list_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_list_lines")),
        sa.UniqueConstraint(
            "wish_list_id",
            "product_id",
            "catalog_id",
            name=op.f("uq_wish_list_lines_wish_list_id_product_id_catalog_id"),
        ),
    )
    op.create_index(op.f("ix_wish_list_lines_product_id"), "wish_list_lines", ["product_id"])


def _add_comparisons() -> None:
    op.create_table(
        "comparisons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("outlet_id", sa.Uuid(), nullable=False),
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["catalog_id"], ["catalogs.id"], name=op.f("fk_comparisons_catalog_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_comparisons_contact_id")),
        sa.ForeignKeyConstraint(["outlet_id"], ["hierarchy_nodes.id"], name=op.f("fk_comparisons_outlet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparisons")),
        sa.UniqueConstraint("contact_id", "outlet_id", name=op.f("uq_comparisons_contact_id_outlet_id")),
    )
    op.create_index(op.f("ix_comparisons_outlet_id"), "comparisons", ["outlet_id"])
    op.create_table(
        "compared_products",
        sa.Column("comparison_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comparison_id"], ["comparisons.id"], name=op.f("fk_compared_products_comparison_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_compared_products_product_id")
        ),
        sa.PrimaryKeyConstraint("comparison_id", "product_id", name=op.f("pk_compared_products")),
    )
    op.create_index(op.f("ix_compared_products_product_id"), "compared_products", ["product_id"])


def downgrade() -> None:
    for table in ("compared_products", "comparisons", "wish_list_lines", "wish_lists"):
        op.drop_table(table)
    # What older programs know nothing of leaves the history; carts stay as they are.
    op.execute(
        "delete from cart_changes where kind not in ('add', 'change', 'remove', 'clear', 'undo', 'checkout')"
    )
    with op.batch_alter_table("cart_changes") as batch:
        batch.drop_constraint(op.f("fk_cart_changes_employee_id"), type_="foreignkey")
        batch.drop_column("subject_version")
        batch.drop_column("detail")
        batch.drop_column("employee_id")
        _allow(batch, BEFORE)
    op.drop_column("order_lines", "note")
    op.drop_column("cart_lines", "note")
    op.drop_table("saved_lines")


def _allow(batch, kinds: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        batch.drop_constraint(op.f("ck_cart_changes_kind"), type_="check")
    # SQLite's table is made anew, and checks are not carried over.
    batch.create_check_constraint(op.f("ck_cart_changes_kind"), kinds)
