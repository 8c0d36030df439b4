"""Many adjustments by one file: a dry run answers every row, then all good ones are made at once."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.connectors.spreadsheets import open_file
from storefront.inventory.errors import AdjustmentsUnreadable
from storefront.inventory.queries import counting as queries
from storefront.inventory.queries.keeping import note_movements
from storefront.inventory.queries.promising import lock
from storefront.inventory.rules import (
    COLUMNS,
    MOST_PIECES,
    MOST_ROWS,
    adjustment_of,
    adjustments_of,
    available,
)
from storefront.inventory.service.keeping import deed_of
from storefront.inventory.snapshots import (
    AdjustedStock,
    AdjustmentAnswer,
    AdjustmentRow,
    ReadAdjustments,
)
from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.kit.text import is_storable
from storefront.parties.actor import SellerActor

MAXIMUM_SKU_LENGTH = 80
UNKNOWN = "the warehouse keeps no such product"
TWICE = "stands further up in this file already"
Judged = list[tuple[AdjustmentAnswer, UUID | None]]


def read_adjustments(content: bytes) -> ReadAdjustments:
    """The rows of a CSV file or workbook with the columns sku, on hand, change and reason.

    Raises:
        FileTooLarge, FileKindUnknown, FileUnreadable, AdjustmentsUnreadable: see their messages.
    """
    opened = open_file(content)
    rows = adjustments_of(opened.rows)
    if not rows:
        columns = ", ".join(column.replace("_", " ") for column in COLUMNS)
        raise AdjustmentsUnreadable(f"There is no row in this file. Its columns are {columns}.")
    if len(rows) > MOST_ROWS:
        raise AdjustmentsUnreadable(f"At most {MOST_ROWS:,} rows are adjusted at once. Divide the file.")
    return ReadAdjustments(rows, opened.notes)


def judge_adjustments(
    session: Session, actor: SellerActor, rows: Sequence[AdjustmentRow]
) -> tuple[AdjustmentAnswer, ...]:
    """What these rows would change, each answered; nothing is written."""
    products = _products(session, actor, rows)
    levels = queries.levels_of(session, actor.warehouse_id, [each.id for each in products.values()])
    return tuple(answer for answer, _ in _judged(rows, products, levels))


def adjust_by_file(session: Session, actor: SellerActor, rows: Sequence[AdjustmentRow]) -> AdjustedStock:
    """Make every good row true, all of them or none; the others are answered with their problem.

    Shelves are told, and the deeds are written down, by `offers.service.adjust_stock_by_file`, which calls this. The
    number of statements does not depend on the number of rows.
    """
    products = _products(session, actor, rows)
    ids = [each.id for each in products.values()]
    sensible = {row.sku for row in rows if not adjustment_of(row)[1]}
    kept = [each.id for sku, each in products.items() if sku in sensible]
    queries.keep_all(session, actor.warehouse_id, kept)
    levels = lock(session, actor.warehouse_id, ids)
    judged = _judged(rows, products, levels)
    changed = {
        product: answer for answer, product in judged if product is not None and answer.outcome == "changed"
    }
    if changed:
        wanted = [(product, answer.after - answer.before) for product, answer in changed.items()]
        if queries.adjust_all(session, actor.warehouse_id, wanted) != len(wanted):
            # The rows are locked and were judged: only a broken lock can bring us here.
            raise RuntimeError(f"stock of warehouse {actor.warehouse_id} changed while it was locked")
        _note(session, actor, changed)
    by_product = {row.product_id: row for row in levels}
    return AdjustedStock(
        answers=tuple(answer for answer, _ in judged),
        available={
            product: available(answer.after, by_product[product].reserved, by_product[product].buffer)
            for product, answer in changed.items()
        },
        deeds=tuple(
            deed_of(actor, answer.row.sku, answer.before, answer.after, answer.row.reason.strip())
            for answer in changed.values()
        ),
    )


def _products(session: Session, actor: SellerActor, rows: Sequence[AdjustmentRow]) -> Mapping[str, Row[Any]]:
    skus = {row.sku for row in rows if 0 < len(row.sku) <= MAXIMUM_SKU_LENGTH and is_storable(row.sku)}
    found = queries.products_kept(session, actor.seller_id, actor.warehouse_id, sorted(skus))
    # The seller's own product comes first where another one has the same SKU.
    return {row.sku: row for row in reversed(found)}


def _judged(
    rows: Sequence[AdjustmentRow], products: Mapping[str, Row[Any]], levels: Sequence[Row[Any]]
) -> Judged:
    by_product = {row.product_id: row for row in levels}
    seen: set[UUID] = set()
    judged: Judged = []
    for row in rows:
        product = products.get(row.sku)
        if product is None:
            judged.append((AdjustmentAnswer(row, "refused", UNKNOWN), None))
            continue
        if product.id in seen:
            judged.append((AdjustmentAnswer(row, "twice", TWICE, product.name), None))
            continue
        seen.add(product.id)
        judged.append((_answer(row, product.name, by_product.get(product.id)), product.id))
    return judged


def _answer(row: AdjustmentRow, name: str, level: Row[Any] | None) -> AdjustmentAnswer:
    on_hand, reserved = (level.on_hand, level.reserved) if level is not None else (0, 0)
    wanted, problems = adjustment_of(row)
    if problems:
        words = "; ".join(f"{field.replace('_', ' ')}: {problem}" for field, problem in problems.items())
        return AdjustmentAnswer(row, "refused", words, name, on_hand, on_hand)
    after = on_hand + wanted.change if wanted.change is not None else wanted.on_hand or 0
    if after < reserved:
        words = f"{reserved:,} are promised to orders, and have to stay on hand"
        return AdjustmentAnswer(row, "refused", words, name, on_hand, on_hand)
    if after > MOST_PIECES:
        return AdjustmentAnswer(
            row, "refused", f"at most {MOST_PIECES:,} can be on hand", name, on_hand, on_hand
        )
    return AdjustmentAnswer(row, "same" if after == on_hand else "changed", "", name, on_hand, after)


def _note(session: Session, actor: SellerActor, changed: Mapping[UUID, AdjustmentAnswer]) -> None:
    moment = now()
    note_movements(
        session,
        [
            [
                new_id(),
                actor.warehouse_id,
                product,
                "adjustment",
                answer.after - answer.before,
                answer.after,
                answer.row.reason.strip(),
                None,
                actor.contact_id,
                moment,
            ]
            for product, answer in changed.items()
        ],
    )
