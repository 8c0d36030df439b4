"""What a cart shows and what its changes mean, decided on plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from storefront.carts.snapshots import CartLineView, CartView, LineIssue, StoredLine
from storefront.catalog.rules import quantity_problem
from storefront.kit.money import Money, UnitPrice, total_of
from storefront.offers.snapshots import ShelfCard, Terms
from storefront.pricing.rules import PriceBook

MAXIMUM_LINES = 1000


@dataclass(frozen=True, slots=True)
class LineStep:
    """A line of the cart, or of what is saved beside it, before and after one change; quantity 0 is no line.

    A note of None is one that the change knew nothing of. What was stored before there were notes has none.
    """

    line_id: UUID
    product_id: UUID
    catalog_id: UUID
    before: int
    after: int
    seen_before: int | None
    added_by: UUID
    added_at: datetime
    note_before: str | None = None
    note_after: str | None = None
    is_saved: bool = False

    @property
    def reverse(self) -> "LineStep":
        """The step that takes this one back."""
        return replace(
            self,
            before=self.after,
            after=self.before,
            note_before=self.note_after,
            note_after=self.note_before,
        )

    def to_document(self) -> list[object]:
        """The step as it is stored."""
        return [
            self.line_id.hex,
            self.product_id.hex,
            self.catalog_id.hex,
            self.before,
            self.after,
            self.seen_before,
            self.added_by.hex,
            self.added_at.isoformat(),
            self.note_before,
            self.note_after,
            int(self.is_saved),
        ]

    @classmethod
    def read(cls, document: Sequence[object]) -> "LineStep":
        """A stored step."""
        line, product, catalog, before, after, seen, added_by, added_at, *more = document
        note_before, note_after, is_saved = more or (None, None, 0)
        return cls(
            UUID(str(line)),
            UUID(str(product)),
            UUID(str(catalog)),
            int(str(before)),
            int(str(after)),
            None if seen is None else int(str(seen)),
            UUID(str(added_by)),
            datetime.fromisoformat(str(added_at)),
            None if note_before is None else str(note_before),
            None if note_after is None else str(note_after),
            bool(is_saved),
        )


def view_cart(
    terms: Terms,
    lines: Sequence[StoredLine],
    shelf: Mapping[tuple[UUID, UUID], ShelfCard],
    book: PriceBook,
    *,
    version: int,
    changed_at: datetime | None,
    can_undo: bool,
) -> CartView:
    """The cart at today's prices; the order of the lines stays."""
    shown = view_lines(terms, lines, shelf, book)
    subtotal = total_of(
        [line.line_total for line in shown if line.line_total is not None], terms.seller.currency
    )
    missing = max(0, terms.seller.minimum_order.minor - subtotal.minor) if shown else 0
    return CartView(
        seller=terms.seller,
        version=version,
        lines=shown,
        subtotal=subtotal,
        minimum_order_missing=Money(missing, terms.seller.currency),
        changed_at=changed_at,
        can_undo=can_undo,
    )


def view_lines(
    terms: Terms, lines: Sequence[StoredLine], shelf: Mapping[tuple[UUID, UUID], ShelfCard], book: PriceBook
) -> tuple[CartLineView, ...]:
    """Lines at today's prices, in their order."""
    return tuple(
        _view_line(terms, line, shelf.get((line.product_id, line.catalog_id)), book) for line in lines
    )


def _view_line(terms: Terms, line: StoredLine, card: ShelfCard | None, book: PriceBook) -> CartLineView:
    price = _price(terms, line, card, book)
    if price is None:
        card = None  # on the shelf without a price is as good as not on it
    currency = terms.seller.currency
    seen = None if line.seen_price is None else UnitPrice(line.seen_price, currency)
    changed = price is not None and seen is not None and seen != price
    return CartLineView(
        id=line.id,
        product_id=line.product_id,
        catalog_id=line.catalog_id,
        catalog=line.catalog_code,
        sku=line.sku,
        name=card.name if card else line.name,
        quantity=line.quantity,
        unit_price=price,
        line_total=price.times(line.quantity) if price else None,
        previous_unit_price=seen if changed else None,
        available=card.available if card else 0,
        quantity_rule=card.quantity_rule if card else None,
        added_by=line.added_by_name,
        added_by_id=line.added_by,
        added_at=line.added_at,
        note=line.note,
        added_as=line.added_as,
        issues=_issues(line, card, price, seen),
    )


def _price(terms: Terms, line: StoredLine, card: ShelfCard | None, book: PriceBook) -> UnitPrice | None:
    if card is None:
        return None
    return book.unit_price(line.product_id, line.catalog_id, terms.list_ids, line.quantity)


def _issues(
    line: StoredLine, card: ShelfCard | None, price: UnitPrice | None, seen: UnitPrice | None
) -> tuple[LineIssue, ...]:
    if card is None or price is None:
        return (LineIssue("not_in_catalog", "Not in your catalogs any more. It is left out of the total."),)
    issues: list[LineIssue] = []
    problem = quantity_problem(card.quantity_rule, line.quantity)
    if problem:
        issues.append(LineIssue("rule_changed", f"This quantity cannot be ordered now: {problem}."))
    if card.available < line.quantity:
        left = f"Only {card.available:,} available." if card.available else "Out of stock."
        issues.append(LineIssue("short", left))
    if seen is not None and seen != price:
        code = "dearer" if price > seen else "cheaper"
        issues.append(LineIssue(code, f"Was {seen.words}, now {price.words}."))
    return tuple(issues)
