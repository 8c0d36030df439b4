"""Orders of the past, made by hand: as a checkout leaves them, on the day that a test wants."""

from datetime import datetime, timedelta
from itertools import count

from sqlmodel import Session

from storefront.kit.clock import now
from storefront.offers.service import note_purchases
from storefront.orders.tables import OrderLine, SalesOrder
from tests.factories import CURRENCY, MadeContact, MadeOutlet, MadeSeller, Trade

NUMBERS = count(1)


def days_ago(days: float) -> datetime:
    return now() - timedelta(days=days)


def make_order(
    session: Session,
    *,
    outlet: MadeOutlet,
    contact: MadeContact | None,
    seller: MadeSeller,
    placed_at: datetime,
    lines: dict[str, int] | list[tuple[str, int, int]],
    price: int = 20_000,
) -> str:
    """An invoiced order of SKU → quantity at one price, or of (SKU, quantity, price); its number."""
    by_sku = {product.sku: product for product in seller.products}
    rows = [(sku, quantity, price) for sku, quantity in lines.items()] if isinstance(lines, dict) else lines
    number = f"OLD-{next(NUMBERS):05d}"
    order = SalesOrder(
        number=number,
        organization_id=outlet.organization.id,
        outlet_id=outlet.id,
        seller_id=seller.id,
        contact_id=contact.id if contact else None,
        status="invoiced",
        placed_at=placed_at,
        address=["First Gifts", "1 High Street", "York", "YO1 1AA", "GB"],
        currency=CURRENCY,
        total_minor=sum(quantity * unit // 100 for _, quantity, unit in rows),
        line_count=len(rows),
        search_text=number.lower(),
    )
    session.add(order)
    session.flush()
    bought: dict[str, tuple[int, int]] = {}
    for position, (sku, quantity, unit) in enumerate(rows, start=1):
        product = by_sku[sku]
        session.add(
            OrderLine(
                order_id=order.id,
                position=position,
                product_id=product.id,
                catalog_id=seller.catalog_id,
                sku=sku,
                name=f"Then {product.name}",
                quantity=quantity,
                unit_price=unit,
                total_minor=quantity * unit // 100,
            )
        )
        bought[sku] = (bought.get(sku, (0, 0))[0] + quantity, unit)
    session.flush()
    note_purchases(
        session,
        outlet_id=outlet.id,
        moment=placed_at,
        lines=[(seller.catalog_id, by_sku[sku].id, *facts) for sku, facts in bought.items()],
    )
    return number


def order_of(
    session: Session,
    trade: Trade,
    lines: dict[str, int] | list[tuple[str, int, int]],
    *,
    days: float,
    contact: MadeContact | None = None,
    outlet: MadeOutlet | None = None,
    seller: str = "maker",
    price: int = 20_000,
) -> str:
    """An order so many days ago, of the buyer at the first outlet unless others are named; its number."""
    return make_order(
        session,
        outlet=outlet or trade.outlet,
        contact=contact or trade.buyer,
        seller=getattr(trade, seller),
        placed_at=days_ago(days),
        lines=lines,
        price=price,
    )
