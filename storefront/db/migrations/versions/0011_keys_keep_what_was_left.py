"""an attempt's key keeps what its order left in the cart

Revision: 0011
After: 0010
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    # Nobody wrote down what orders of before had left; they go on answering none.
    op.add_column(
        "idempotency_keys", sa.Column("left_in_cart", DOCUMENT, server_default="[]", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("idempotency_keys", "left_in_cart")
