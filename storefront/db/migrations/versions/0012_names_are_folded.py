"""contacts are found by their names folded, whatever letters these have

Revision: 0012
After: 0011
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CODE = sa.String().with_variant(sa.String(collation="C"), "postgresql")
WRITE = sa.text("update contacts set name_key = :key where id = :id")
AT_ONCE = 1_000


def upgrade() -> None:
    # The default is for a server of before that still runs while this one starts: whom it adds or renames is found by
    # the address, or by the old name, until the name is written once more.
    op.add_column("contacts", sa.Column("name_key", CODE, server_default="", nullable=False))
    connection = op.get_bind()
    names = connection.execute(sa.text("select id, name from contacts")).all()
    for start in range(0, len(names), AT_ONCE):
        some = [{"id": row.id, "key": _folded(row.name)} for row in names[start : start + AT_ONCE]]
        connection.execute(WRITE, some)


def downgrade() -> None:
    op.drop_column("contacts", "name_key")


def _folded(text: str) -> str:
    """As the application folds names when this was written."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
