"""order lines keep the category of their day, notes are found by the words of the history, when was learned last

Revision: 0010
After: 0009
"""

import re
import unicodedata
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# The product's of today: nothing kept another one until now.
BACKFILL = """
update order_lines set category_id =
  (select products.category_id from products where products.id = order_lines.product_id)
"""
NOTED = sa.text(
    """
    select o.sequence, o.search_text, o.note, '' as line_note from sales_orders o where o.note <> ''
    union all
    select o.sequence, o.search_text, '' as note, l.note from order_lines l
    join sales_orders o on o.id = l.order_id where l.note <> ''
    order by 1
    """
)
WRITE = sa.text("update sales_orders set search_text = :text where sequence = :sequence")
AT_ONCE = 1_000


def upgrade() -> None:
    op.add_column("order_lines", sa.Column("category_id", sa.Uuid(), nullable=True))
    op.execute(BACKFILL)
    _find_notes()
    op.create_table(
        "last_lesson",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_last_lesson_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_last_lesson")),
    )


def downgrade() -> None:
    op.drop_table("last_lesson")
    # Words of notes stay where they were added: they find what they did not find before.
    op.drop_column("order_lines", "category_id")


def _find_notes() -> None:
    texts: dict[int, str] = {}
    connection = op.get_bind()
    for sequence, text, *notes in connection.execute(NOTED).all():
        there = texts.get(sequence, text)
        words = dict.fromkeys([*there.split(), *_words(" ".join(notes))])
        texts[sequence] = " ".join(words)
    for some in _pieces(texts):
        connection.execute(WRITE, some)


def _pieces(texts: dict[int, str]) -> Iterator[list[dict[str, object]]]:
    rows = [{"sequence": sequence, "text": text} for sequence, text in texts.items()]
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _words(text: str) -> list[str]:
    """As the application splits words when this was written."""
    decomposed = unicodedata.normalize("NFKD", text)
    folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
    return [_stem(word) for word in re.findall(r"[a-z0-9]+", folded)]


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
