"""Opening a seller: its channel as a copy of another one, with assortment, prices and an empty warehouse."""

from sqlmodel import Session

from storefront.catalog import service as catalog
from storefront.inventory import service as inventory
from storefront.offers import service as offers
from storefront.pricing import service as pricing
from storefront.sellers import service as sellers
from storefront.sellers.snapshots import OpenedSeller

STAFF_DUTIES = ("seller_manager", "seller_clerk")


def open_shop(session: Session, *, name: str, code: str, like: str) -> OpenedSeller:
    """A seller with a channel, a site, a warehouse without stock, and a catalog and prices copied from `like`.

    Its orders wait until something is on hand; who may buy from it, headquarters says afterwards.

    Raises:
        NoManufacturer, NoPrimaryCatalog: there is nothing to copy from.
        ChannelNotFound, SellerCodeTaken, Invalid: see `sellers.open_seller`.
    """
    manufacturer_id = sellers.manufacturer(session)
    opened = sellers.open_seller(session, name=name, code=code, like=like)
    catalog_id = catalog.copy_assortment(
        session,
        model_id=opened.model_id,
        manufacturer_id=manufacturer_id,
        seller_id=opened.id,
        code=f"{opened.code}-MAIN",
        name=f"{name} assortment",
    )
    pricing.copy_standard_prices(
        session,
        model_id=opened.model_id,
        seller_id=opened.id,
        currency=opened.currency,
        code=f"{opened.code}-STANDARD",
        name=name,
        catalog_id=catalog_id,
    )
    inventory.lay_out(session, warehouse_id=opened.warehouse_id, catalog_id=catalog_id)
    offers.shelve(session, catalog_ids=[catalog_id])
    return opened
