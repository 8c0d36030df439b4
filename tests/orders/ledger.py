"""Orders written straight into the history, and what a careful reader adds up from them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Category
from storefront.db.columns import table_of
from storefront.kit.ids import new_id
from storefront.orders.queries.placing import insert_order
from storefront.orders.rules import search_text
from storefront.orders.snapshots import OrderFilter
from tests.factories import MadeContact, MadeOutlet, MadeProduct, MadeSeller, Trade, make_products

ALL = OrderFilter(scope="organization")
# The last moment of March in London, when its clocks are ahead of UTC, and the first of April.
END_OF_MARCH = datetime(2026, 3, 31, 22, 59, 59, 999999, tzinfo=UTC)
START_OF_APRIL = datetime(2026, 3, 31, 23, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WrittenOrder:
    """An order of a test: `lines` are product, category and minor units."""

    number: str
    outlet: MadeOutlet
    seller: MadeSeller
    contact: MadeContact
    placed_at: datetime
    lines: Sequence[tuple[MadeProduct, str, int]]
    employee_id: UUID | None = None
    currency: str = "GBP"
    id: UUID = field(default_factory=new_id)

    @property
    def total(self) -> int:
        return sum(minor for _, _, minor in self.lines)


def make_range(session: Session, trade: Trade) -> dict[str, MadeProduct]:
    """A product in each of `mugs`, `plates` (both in `kitchen`) and `candles`, and one in `kitchen` itself."""
    categories = table_of(Category)
    made: dict[str, MadeProduct] = {}
    for code in ("mugs", "plates", "candles", "kitchen"):
        category_id = session.execute(
            sa.select(categories.c.id).where(categories.c.code == code)
        ).scalar_one()
        sku = f"{code[:2].upper()}-22E34BL"
        [made[code]] = make_products(
            session, seller=trade.maker, category_id=category_id, skus=[sku], name=f"Fine {code} 22e34bl"
        )
    return made


def write(session: Session, *orders: WrittenOrder) -> None:
    """As `place` writes them, at any time."""
    for order in orders:
        named = [(product.sku, product.name) for product, _, _ in order.lines]
        values = {
            "id": order.id,
            "number": order.number,
            "organization_id": order.outlet.organization.id,
            "outlet_id": order.outlet.id,
            "seller_id": order.seller.id,
            "contact_id": order.contact.id,
            "employee_id": order.employee_id,
            "status": "submitted",
            "placed_at": order.placed_at,
            "purchase_order_number": "",
            "note": "",
            "requested_delivery_date": None,
            "payment_method": "on_account",
            "address": ["a", "b", "c", "d", "e"],
            "currency": order.currency,
            "total_minor": order.total,
            "line_count": len(order.lines),
            "search_text": search_text(order.number, "", named),
        }
        rows = [
            [
                order.id,
                place,
                product.id,
                order.seller.catalog_id,
                product.sku,
                product.name,
                1,
                minor * 100,
                minor,
                None,
                "",
            ]
            for place, (product, _, minor) in enumerate(order.lines, start=1)
        ]
        insert_order(session, values, rows)


@contextmanager
def again(session: Session) -> Iterator[Session]:
    yield session
