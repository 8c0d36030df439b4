"""Keeping the shelf in step with catalogs, stock and orders."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.inventory import service as inventory
from storefront.inventory.snapshots import AdjustmentAnswer, AdjustmentRow, StockAdjustment, StockCard
from storefront.kit.text import search_words, sort_key
from storefront.offers.queries import counting
from storefront.offers.queries import shelving as queries
from storefront.offers.rules import is_number, search_text
from storefront.parties.actor import SellerActor
from storefront.parties.service import audit

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
            chunk.append(_item(row))
            if len(chunk) == CHUNK:
                queries.put(session, chunk)
                done += len(chunk)
                chunk = []
                if progress:
                    progress(done)
        queries.put(session, chunk)
        queries.put_special_prices(session, catalog_id)
        counting.count(session, catalog_id)
        done += len(chunk)
    queries.learn_words(session, words)
    if progress:
        progress(done)
    return done


def _item(row: Row[Any]) -> list[object]:
    """A shelf item's values in the order of `queries.SHELF_FIELDS`."""
    values = dict[str, object](zip(queries.RESOLVED, row, strict=True))
    values["name_key"] = sort_key(row.name)
    # Words of the name count twice: they say more than those of its category.
    values["search_text"] = (
        search_text(row.name)
        + " "
        + search_text(row.sku, row.base_code, row.name, row.colour, row.category_name)
    )
    return [values[field] for field in queries.SHELF_FIELDS]


def note_availability(session: Session, *, seller_id: UUID, remaining: Mapping[UUID, int]) -> None:
    """Tell the shelf what remains of a seller's products."""
    moved: Counter[tuple[UUID, int]] = Counter()
    for row in queries.note_availability(session, seller_id, remaining):
        moved[row.catalog_id, row.category_position] += 1 if row.is_available else -1
    if moved:
        counting.move_counts(session, moved)


def adjust_stock(session: Session, actor: SellerActor, *, sku: str, wanted: StockAdjustment) -> StockCard:
    """Change what the seller has on hand of a product, and what its shelf says of it.

    Raises:
        StockNotFound: the seller has no such product.
        AdjustmentInvalid: neither a change nor an amount, both, or no reason.
        StockPromised: less would be left than is promised to orders.
    """
    done = inventory.adjust(session, actor, sku=sku, wanted=wanted)
    card = done.card
    queries.note_availability(session, actor.seller_id, {card.product_id: card.available})
    if done.deed is not None:
        # Last: who writes the trail holds everybody else's writes, and must not wait for a row of the shelf.
        audit(session, actor, done.deed)
    return card


def adjust_stock_by_file(
    session: Session, actor: SellerActor, *, rows: Sequence[AdjustmentRow]
) -> tuple[AdjustmentAnswer, ...]:
    """Make every good row of a file true, and what shelves say of those products; each row is answered."""
    done = inventory.adjust_by_file(session, actor, rows)
    if done.available:
        queries.note_availability(session, actor.seller_id, done.available)
        audit(session, actor, *done.deeds)
    return done.answers


def note_purchases(
    session: Session, *, outlet_id: UUID, moment: datetime, lines: Sequence[tuple[UUID, UUID, int, int]]
) -> None:
    """Add an order's lines to what the outlet bought: catalog, product (each pair once), quantity, unit price in ten-thousandths."""
    rows = [[catalog_id, product_id, moment, *bought] for catalog_id, product_id, *bought in lines]
    queries.note_purchases(session, outlet_id, rows)


def correct_purchases(
    session: Session,
    *,
    outlet_id: UUID,
    pairs: Sequence[tuple[UUID, UUID]],
    bought: Callable[[], Sequence[Row[Any]]],
) -> None:
    """Put what the outlet bought of some pairs (catalog, product) anew, after some of it was taken back.

    `bought` reads it, in the order of `queries.PURCHASE_FIELDS` after the outlet: first here, when whoever notes
    another order of these pairs has committed or has to wait.
    """
    queries.forget_purchases(session, outlet_id, sorted(pairs))
    queries.put_purchases(session, [[outlet_id, *row] for row in bought()])
