"""the rows of a quick order that are not in carts yet

Revision: 0008
After: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "quick_order_grids",
        sa.Column("outlet_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", DOCUMENT, nullable=False),
        sa.Column("attempts", DOCUMENT, nullable=False),
        sa.Column("last_order", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_quick_order_grids_contact_id"),
        sa.ForeignKeyConstraint(["outlet_id"], ["hierarchy_nodes.id"], name="fk_quick_order_grids_outlet_id"),
        sa.PrimaryKeyConstraint("outlet_id", "contact_id", name="pk_quick_order_grids"),
    )
    op.create_index("ix_quick_order_grids_contact_id", "quick_order_grids", ["contact_id"])


def downgrade() -> None:
    op.drop_index("ix_quick_order_grids_contact_id", table_name="quick_order_grids")
    op.drop_table("quick_order_grids")
