"""What a seller has, counted and corrected."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.inventory.errors import AdjustmentInvalid, StockNotFound, StockPromised
from storefront.inventory.queries import keeping as queries
from storefront.inventory.queries.promising import lock
from storefront.inventory.rules import MOST_PIECES, adjustment_problems, available
from storefront.inventory.snapshots import Adjusted, Movement, StockAdjustment, StockCard
from storefront.kit.clock import as_utc, now
from storefront.kit.errors import Invalid
from storefront.kit.ids import new_id
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import MAXIMUM_QUERY_LENGTH, is_storable
from storefront.parties.actor import SellerActor

MAXIMUM_SKU_LENGTH = 80
MAXIMUM_WORDS = 6


def list_stock(
    session: Session,
    actor: SellerActor,
    *,
    text: str = "",
    below: int | None = None,
    cursor: str | None = None,
    limit: int = 24,
) -> Page[StockCard]:
    """What the seller has, by SKU; `text` matches words of SKU or name, `below` what has fewer pieces available.

    Raises:
        Invalid: the limit or the cursor is not acceptable.
    """
    checked_limit(limit)
    after = decode_cursor("stock", cursor, str, str)
    words = text[:MAXIMUM_QUERY_LENGTH].split()[:MAXIMUM_WORDS]
    if not all(map(is_storable, words)):
        return Page((), None)
    rows = queries.stock_page(
        session,
        actor.warehouse_id,
        words=words,
        below=None if below is None else max(-MOST_PIECES, min(below, MOST_PIECES)),
        after=None if after is None else (str(after[0]), _id_in(after[1])),
        limit=limit + 1,
    )
    last = rows[limit - 1] if len(rows) > limit else None
    following = None if last is None else encode_cursor("stock", last.sku, last.product_id.hex)
    return Page(
        tuple(
            StockCard(*row, available=available(row.on_hand, row.reserved, row.buffer))
            for row in rows[:limit]
        ),
        following,
    )


def adjust(session: Session, actor: SellerActor, *, sku: str, wanted: StockAdjustment) -> Adjusted:
    """Change what is on hand of a product of the seller's, with a reason; what is there already changes nothing.

    Shelves are told, and the deed is written down, by `offers.service.adjust_stock`, which calls this.

    Raises:
        StockNotFound: the seller has no such product.
        AdjustmentInvalid: neither a change nor an amount, both, or no reason.
        StockPromised: less would be left than is promised to orders.
    """
    product = _product(session, actor, sku)
    problems = adjustment_problems(wanted)
    if problems:
        words = "; ".join(f"{field.replace('_', ' ')}: {problem}" for field, problem in problems.items())
        raise AdjustmentInvalid(f"Nothing was changed. {words}.", fields=problems)
    queries.keep(session, actor.warehouse_id, product.id)
    level = lock(session, actor.warehouse_id, [product.id])[0]
    change = wanted.change if wanted.change is not None else (wanted.on_hand or 0) - level.on_hand
    after = level.on_hand + change
    if after > MOST_PIECES:
        problem = f"at most {MOST_PIECES:,} can be on hand"
        raise AdjustmentInvalid(f"Nothing was changed: {problem}.", fields={"change": problem})
    if change and not queries.adjust(session, actor.warehouse_id, product.id, change):
        raise StockPromised(sku=product.sku, reserved=level.reserved, on_hand=level.on_hand)
    if change:
        _note_adjustment(session, actor, product.id, change, after, wanted.reason.strip())
    left = available(after, level.reserved, level.buffer)
    card = StockCard(product.id, product.sku, product.name, after, level.reserved, level.buffer, left)
    deed = deed_of(actor, product.sku, level.on_hand, after, wanted.reason.strip()) if change else None
    return Adjusted(card, deed)


def list_movements(
    session: Session, actor: SellerActor, *, sku: str, cursor: str | None = None, limit: int = 24
) -> Page[Movement]:
    """What was changed of a product by hand, newest first.

    Raises:
        StockNotFound: the seller has no such product.
        Invalid: the limit or the cursor is not acceptable.
    """
    checked_limit(limit)
    after = decode_cursor("movements", cursor, str, str)
    product = _product(session, actor, sku)
    rows = queries.movements_page(
        session,
        actor.warehouse_id,
        product.id,
        after=None if after is None else (_moment_in(after[0]), _id_in(after[1])),
        limit=limit + 1,
    )
    last = rows[limit - 1] if len(rows) > limit else None
    following = None
    if last is not None:
        following = encode_cursor("movements", last.made_at.isoformat(), last.id.hex)
    return Page(
        tuple(
            Movement(row.kind, row.change, row.on_hand, row.reason, row.name, row.made_at)
            for row in rows[:limit]
        ),
        following,
    )


def _product(session: Session, actor: SellerActor, sku: str) -> Row[Any]:
    usable = len(sku) <= MAXIMUM_SKU_LENGTH and is_storable(sku)
    found = queries.product_kept(session, actor.seller_id, actor.warehouse_id, sku) if usable else None
    if found is None:
        raise StockNotFound(sku)
    return found


def _note_adjustment(
    session: Session, actor: SellerActor, product_id: UUID, change: int, after: int, reason: str
) -> None:
    row = [
        new_id(),
        actor.warehouse_id,
        product_id,
        "adjustment",
        change,
        after,
        reason,
        None,
        actor.contact_id,
        now(),
    ]
    queries.note_movements(session, [row])


def deed_of(actor: SellerActor, sku: str, before: int, after: int, reason: str) -> Deed:
    """What the trail says of an adjustment."""
    return Deed(
        action="stock.adjusted",
        subject=sku,
        seller_id=actor.seller_id,
        reason=reason,
        before={"on_hand": before},
        after={"on_hand": after},
    )


def _id_in(text: str | int) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as error:
        raise _foreign_marker() from error


def _moment_in(text: str | int) -> datetime:
    try:
        return as_utc(datetime.fromisoformat(str(text)))
    except (ValueError, OverflowError) as error:
        raise _foreign_marker() from error


def _foreign_marker() -> Invalid:
    return Invalid("This page marker belongs to another list.", fields={"cursor": "unknown"})
