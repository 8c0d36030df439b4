"""Keeping the shelf in step with catalogs, stock and orders."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from storefront.kit.text import search_words, sort_key
from storefront.offers.queries import shelving as queries
from storefront.offers.rules import is_number, search_text

CHUNK = 2000


def shelve(
    session: Session, *, catalog_ids: Sequence[UUID], progress: Callable[[int], None] | None = None
) -> int:
    """Build the shelf of some catalogs anew from their entries, prices and stock; how many items it has.

    `progress` is told the number of items put up so far.
    """
    done = 0
    words: Counter[str] = Counter()
    for catalog_id in catalog_ids:
        queries.clear(session, catalog_id)
        chunk: list[list[object]] = []
        for row in queries.resolved(session, catalog_id):
            words.update(
                word
                for word in search_words(f"{row.name} {row.category_name} {row.colour}")
                if not is_number(word)
            )
            values = dict[str, object](zip(queries.RESOLVED, row, strict=True))
            values["name_key"] = sort_key(row.name)
            # Words of the name count twice: they say more than those of its category.
            values["search_text"] = (
                search_text(row.name)
                + " "
                + search_text(row.sku, row.base_code, row.name, row.colour, row.category_name)
            )
            chunk.append([values[field] for field in queries.SHELF_FIELDS])
            if len(chunk) == CHUNK:
                queries.put(session, chunk)
                done += len(chunk)
                chunk = []
                if progress:
                    progress(done)
        queries.put(session, chunk)
        queries.put_special_prices(session, catalog_id)
        done += len(chunk)
    queries.learn_words(session, words)
    if progress:
        progress(done)
    return done


def note_availability(session: Session, *, seller_id: UUID, remaining: Mapping[UUID, int]) -> None:
    """Tell the shelf what remains of a seller's products."""
    queries.note_availability(session, seller_id, remaining)


def note_purchases(
    session: Session, *, outlet_id: UUID, moment: datetime, lines: Sequence[tuple[UUID, UUID, int]]
) -> None:
    """Add an order's lines (catalog, product, quantity; each pair once) to what the outlet bought."""
    rows = [[catalog_id, product_id, moment, quantity] for catalog_id, product_id, quantity in lines]
    queries.note_purchases(session, outlet_id, rows)
