"""Stock: some weeks of demand of most products, little of some, none of a few."""

from collections.abc import Sequence

from storefront.demo.assortment import Assortments
from storefront.demo.bulk import BulkWriter, Row
from storefront.demo.company import MANUFACTURER, SELLERS, SellerPlan
from storefront.demo.demand import WEEKS_LATELY
from storefront.demo.draw import between, share
from storefront.demo.range import ProductPlan
from storefront.inventory.tables import StockLevel

OUT_OF_STOCK = 0.06
LOW = 0.08
BUFFERED = 0.12
MANUFACTURER_PERCENT = 60
DISTRIBUTOR_PERCENT = 25
"""How much of all demand a seller keeps stock for."""


def write_stock(writer: BulkWriter, assortments: Assortments) -> None:
    """What each seller's warehouse holds of what the seller carries."""
    rows = [row for seller in SELLERS for row in _levels(seller, assortments[seller.code])]
    writer.write_stage("Stock", StockLevel, "warehouse_id product_id on_hand reserved buffer", rows)


def _levels(seller: SellerPlan, products: Sequence[ProductPlan]) -> list[Row]:
    return [_level(seller, product) for product in products]


def _level(seller: SellerPlan, product: ProductPlan) -> Row:
    draw = share("stock", seller.code, product.sku)
    if draw < OUT_OF_STOCK:
        return (seller.warehouse_id, product.id, 0, 0, 0)
    if draw < OUT_OF_STOCK + LOW:
        return (seller.warehouse_id, product.id, between(1, 11, "low", seller.code, product.sku), 0, 0)
    percent = MANUFACTURER_PERCENT if seller is MANUFACTURER else DISTRIBUTOR_PERCENT
    weeks = between(8, 20, "weeks", seller.code, product.sku)
    on_hand = max(
        product.standard * weeks, 24, product.units_lately * weeks * percent // (100 * WEEKS_LATELY)
    )
    buffer = min(6, on_hand // 10) if share("buffer", seller.code, product.sku) < BUFFERED else 0
    return (seller.warehouse_id, product.id, on_hand, 0, buffer)
