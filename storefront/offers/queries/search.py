"""Words looked up in the index of each database, and typos in the vocabulary."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.offers.rules import halves
from storefront.offers.tables import SearchWord, ShelfItem

vocabulary_words = table_of(SearchWord).c
shelf = table_of(ShelfItem).c

MAXIMUM_CANDIDATES = 400
EXACT, BEGINS = -2_000_000_000, -1_000_000_000
"""A SKU typed in full comes first, one that begins so next, whatever the words say."""


def search_terms(
    dialect: str, catalog_ids: Sequence[UUID], groups: Sequence[Sequence[str]], text: str
) -> dict[str, object]:
    """The parameters of a search: each group needs a word that begins with one of its words; scopes are terms too.

    Words are letters and digits only (`kit.text`), so that nothing in them is an operator.
    """
    scopes = [catalog_id.hex for catalog_id in catalog_ids]
    if dialect == "postgresql":
        parts = [" | ".join(f"'{word}':*" for word in group) for group in groups]
        query = " & ".join(f"({part})" for part in [*parts, " | ".join(f"'@{scope}'" for scope in scopes)])
    else:
        parts = ["(search_text : (" + " OR ".join(f'"{word}"*' for word in group) + "))" for group in groups]
        query = " AND ".join([*parts, "(scope : (" + " OR ".join(f'"{scope}"' for scope in scopes) + "))"])
    sku = text.strip().upper()
    escaped = sku.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return {"query": query, "sku": sku, "sku_begins": f"{escaped}%"}


@cache
def matches(dialect: str) -> sa.Subquery:
    """The shelf items (`id`) that a search finds, each with its `rank`; the least rank is the best."""
    boost = sa.case(
        (shelf.sku == sa.bindparam("sku"), EXACT),
        (shelf.sku.like(sa.bindparam("sku_begins"), escape="\\"), BEGINS),
        else_=0,
    )
    if dialect == "postgresql":
        query = sa.cast(sa.bindparam("query", type_=sa.Text), TSQUERY)
        vector = sa.literal_column("shelf_items.search_vector", TSVECTOR)
        rank = boost - sa.cast(sa.func.ts_rank(vector, query) * 1_000_000, sa.Integer)
        return sa.select(shelf.id, rank.label("rank")).where(vector.op("@@")(query)).subquery("matches")
    index = sa.table("shelf_search", sa.column("rowid", sa.Integer))
    found = sa.literal_column("shelf_search", sa.Text)
    rank = boost + sa.cast(sa.func.bm25(found) * 1000, sa.Integer)
    return (
        sa.select(shelf.id, rank.label("rank"))
        .join_from(index, table_of(ShelfItem), shelf.id == index.c.rowid)
        .where(found.op("match")(sa.bindparam("query", type_=sa.Text)))
        .subquery("matches")
    )


def vocabulary(session: Session, words: Sequence[str]) -> tuple[dict[str, bool], dict[str, int]]:
    """Which words some known word begins with, and what may be meant by the others with its weight; one statement."""
    given: dict[str, object] = {}
    for place, word in enumerate(words):
        start, end = halves(word)
        given |= {
            f"word_{place}": word,
            f"after_{place}": word + "\N{DEL}",
            f"start_{place}": f"{start}%",
            f"end_{place}": f"%{end}",
            f"length_{place}": len(word),
        }
    rows = session.execute(_vocabulary(len(words)), given).all()
    known = {str(word): False for word in words} | {
        words[int(row.place)]: True for row in rows if row.is_known
    }
    return known, {row.word: row.weight for row in rows if not row.is_known}


@cache
def _vocabulary(count: int) -> sa.Executable:
    """For each word one that begins with it, and where there is none, those that share its start or its end."""
    parts: list[sa.Select[Any]] = []
    for place in range(count):
        word = sa.bindparam(f"word_{place}", type_=sa.Text)
        begins = (vocabulary_words.word >= word) & (
            vocabulary_words.word < sa.bindparam(f"after_{place}", type_=sa.Text)
        )
        other = table_of(SearchWord).alias()
        is_known = (
            sa.select(sa.literal_column("1", sa.Integer))
            .where(other.c.word >= word, other.c.word < sa.bindparam(f"after_{place}", type_=sa.Text))
            .exists()
        )
        length = sa.bindparam(f"length_{place}", type_=sa.Integer)
        near = (
            vocabulary_words.word.like(sa.bindparam(f"start_{place}", type_=sa.Text))
            | vocabulary_words.word.like(sa.bindparam(f"end_{place}", type_=sa.Text))
        ) & sa.func.length(vocabulary_words.word).between(length - 1, length + 1)
        for condition, limit, known in ((begins, 1, 1), (near & ~is_known, MAXIMUM_CANDIDATES, 0)):
            found = (
                sa.select(
                    sa.literal_column(str(place), sa.Integer).label("place"),
                    sa.literal_column(str(known), sa.Integer).label("is_known"),
                    vocabulary_words.word,
                    vocabulary_words.weight,
                )
                .where(condition)
                .limit(limit)
            )
            parts.append(sa.select(found.subquery()))
    return sa.union_all(*parts)
