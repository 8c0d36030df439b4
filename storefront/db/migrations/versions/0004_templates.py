"""order templates and what was counted for them

Revision: 0004
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OWN = sa.text("scope = 'contact' and deleted_at is null")
SHARED = sa.text("scope = 'organization' and deleted_at is null")


def upgrade() -> None:
    op.create_table(
        "order_templates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "name_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("line_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was_used", sa.Boolean(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("scope in ('contact', 'organization')", name=op.f("ck_order_templates_scope")),
        sa.CheckConstraint("line_count between 0 and 1000", name=op.f("ck_order_templates_line_count")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_order_templates_contact_id")),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employees.id"], name=op.f("fk_order_templates_employee_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_order_templates_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_templates")),
    )
    with op.batch_alter_table("order_templates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_templates_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_order_templates_organization_id_scope"), ["organization_id", "scope"], unique=False
        )
        batch_op.create_index(
            "uq_order_templates_own_name",
            ["contact_id", "organization_id", "name_key"],
            unique=True,
            sqlite_where=OWN,
            postgresql_where=OWN,
        )
        batch_op.create_index(
            "uq_order_templates_shared_name",
            ["organization_id", "name_key"],
            unique=True,
            sqlite_where=SHARED,
            postgresql_where=SHARED,
        )

    op.create_table(
        "order_template_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("catalog_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("par_level", sa.Integer(), nullable=True),
        sa.CheckConstraint("par_level between 1 and 1000000", name=op.f("ck_order_template_lines_par_level")),
        sa.CheckConstraint("quantity between 1 and 1000000", name=op.f("ck_order_template_lines_quantity")),
        sa.ForeignKeyConstraint(
            ["catalog_id"], ["catalogs.id"], name=op.f("fk_order_template_lines_catalog_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_order_template_lines_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["order_templates.id"],
            name=op.f("fk_order_template_lines_template_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_template_lines")),
        sa.UniqueConstraint(
            "template_id",
            "product_id",
            "catalog_id",
            name=op.f("uq_order_template_lines_template_id_product_id_catalog_id"),
        ),
    )
    with op.batch_alter_table("order_template_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_template_lines_product_id"), ["product_id"], unique=False)

    op.create_table(
        "template_counts",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("outlet_id", sa.Uuid(), nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("on_hand between 0 and 1000000", name=op.f("ck_template_counts_on_hand")),
        sa.ForeignKeyConstraint(["counted_by"], ["contacts.id"], name=op.f("fk_template_counts_counted_by")),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["order_template_lines.id"],
            name=op.f("fk_template_counts_line_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["hierarchy_nodes.id"], name=op.f("fk_template_counts_outlet_id")
        ),
        sa.PrimaryKeyConstraint("line_id", "outlet_id", name=op.f("pk_template_counts")),
    )


def downgrade() -> None:
    op.drop_table("template_counts")
    with op.batch_alter_table("order_template_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_order_template_lines_product_id"))

    op.drop_table("order_template_lines")
    with op.batch_alter_table("order_templates", schema=None) as batch_op:
        batch_op.drop_index("uq_order_templates_shared_name", sqlite_where=SHARED, postgresql_where=SHARED)
        batch_op.drop_index("uq_order_templates_own_name", sqlite_where=OWN, postgresql_where=OWN)
        batch_op.drop_index(batch_op.f("ix_order_templates_organization_id_scope"))
        batch_op.drop_index(batch_op.f("ix_order_templates_contact_id"))

    op.drop_table("order_templates")
