"""Sellers and what they sell: products, catalogs, prices, stock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session

from storefront.catalog.tables import Catalog, CatalogEntry, Category, NodeCatalog, Product
from storefront.inventory.tables import StockLevel
from storefront.pricing.tables import NodePriceGroup, PriceEntry, PriceGroup, PriceList
from storefront.sellers.tables import Channel, NodeSeller, Seller, Site, Warehouse
from tests.factories.organizations import CURRENCY
from tests.factories.rows import add, put


@dataclass(frozen=True, slots=True)
class MadeProduct:
    id: UUID
    sku: str
    name: str


@dataclass(slots=True)
class MadeSeller:
    id: UUID
    code: str
    warehouse_id: UUID
    price_list_id: UUID
    catalog_id: UUID
    catalog: str
    products: list[MadeProduct] = field(default_factory=list)

    @property
    def skus(self) -> list[str]:
        return [product.sku for product in self.products]


def make_categories(session: Session) -> dict[str, UUID]:
    """A tree of two branches: `kitchen` with `mugs` and `plates`, and `candles`."""
    kitchen = Category(code="kitchen", name="Kitchen", first=1, last=3)
    mugs = Category(code="mugs", name="Mugs", parent_id=kitchen.id, first=2, last=2)
    plates = Category(code="plates", name="Plates", parent_id=kitchen.id, first=3, last=3)
    candles = Category(code="candles", name="Candles", first=4, last=4)
    put(session, kitchen, mugs, plates, candles)
    return {category.code: category.id for category in (kitchen, mugs, plates, candles)}


def make_seller(
    session: Session, *, code: str, kind: str = "manufacturer", minimum_order: int = 0, position: int = 0
) -> MadeSeller:
    """A seller with channel, site, warehouse, a published catalog and a standard price list, all still empty."""
    seller = Seller(
        code=code,
        name=f"{code.title()} Ltd",
        kind=kind,
        currency=CURRENCY,
        minimum_order_minor=minimum_order,
        position=position,
    )
    site = Site(seller_id=seller.id, code=f"{code}-S", name=f"{code} site")
    warehouse = Warehouse(site_id=site.id, seller_id=seller.id, code=f"{code}-W", name=f"{code} warehouse")
    group = PriceGroup(seller_id=seller.id, code=f"{code}-ALL", name="Everybody", is_standard=True)
    prices = PriceList(
        seller_id=seller.id,
        code=f"{code}-STANDARD",
        name="Standard prices",
        currency=CURRENCY,
        price_group_id=group.id,
    )
    catalog = Catalog(code=f"{code}-MAIN", name=f"{code} range", seller_id=seller.id, status="published")
    channel = Channel(seller_id=seller.id, code=f"{code}-C", name=f"{code} online")
    put(session, seller, channel, site, warehouse, group, prices, catalog)
    return MadeSeller(seller.id, code, warehouse.id, prices.id, catalog.id, catalog.code)


def make_products(
    session: Session,
    *,
    seller: MadeSeller,
    category_id: UUID,
    skus: Sequence[str],
    price: int = 25_000,
    stock: int = 100,
    **fields: object,
) -> list[MadeProduct]:
    """Products in the seller's catalog at `price` (ten-thousandths); `fields` are those of `Product`."""
    made: list[MadeProduct] = []
    rows: list[object] = []
    for sku in skus:
        values: dict[str, object] = {"name": f"Mug {sku}", "base_code": sku, **fields}
        product = Product.model_validate(
            {"owner_id": seller.id, "sku": sku, "category_id": category_id, **values}
        )
        rows.append(product)
        made.append(MadeProduct(product.id, sku, product.name))
    put(session, *rows)
    put_on_sale(session, seller=seller, products=made, price=price, stock=stock)
    return made


def put_on_sale(
    session: Session,
    *,
    seller: MadeSeller,
    products: Iterable[MadeProduct],
    price: int = 25_000,
    stock: int = 100,
) -> None:
    """Products that exist already, in a seller's catalog, price list and warehouse."""
    products = list(products)
    for product in products:
        add(
            session,
            CatalogEntry(catalog_id=seller.catalog_id, product_id=product.id),
            PriceEntry(price_list_id=seller.price_list_id, product_id=product.id, unit_price=price),
            StockLevel(warehouse_id=seller.warehouse_id, product_id=product.id, on_hand=stock),
        )
    session.flush()
    seller.products.extend(products)


def make_price(
    session: Session, *, seller: MadeSeller, product: MadeProduct, from_quantity: int, price: int
) -> None:
    """A quantity break in the standard price list."""
    entry = PriceEntry(
        price_list_id=seller.price_list_id,
        product_id=product.id,
        minimum_quantity=from_quantity,
        unit_price=price,
    )
    put(session, entry)


def open_to(session: Session, *, seller: MadeSeller, node_id: UUID, is_seller_mapped: bool = True) -> None:
    """Let a node and what is below it buy from a seller, out of its catalog."""
    rows: list[object] = [NodeCatalog(node_id=node_id, catalog_id=seller.catalog_id)]
    if is_seller_mapped:
        rows.append(NodeSeller(node_id=node_id, seller_id=seller.id))
    put(session, *rows)


def make_catalog(
    session: Session,
    *,
    seller: MadeSeller,
    code: str,
    entries: Mapping[MadeProduct, Mapping[str, object]],
    node_id: UUID | None = None,
    **fields: object,
) -> UUID:
    """A further catalog with what each entry overrides, mapped to a node if one is given; not on the shelf yet."""
    values = {"name": f"{code} range", "status": "published", "position": 1, **fields}
    catalog = Catalog.model_validate({"code": code, "seller_id": seller.id, **values})
    put(session, catalog)
    add(
        session,
        *(
            CatalogEntry.model_validate({"catalog_id": catalog.id, "product_id": product.id, **overrides})
            for product, overrides in entries.items()
        ),
    )
    if node_id:
        add(session, NodeCatalog(node_id=node_id, catalog_id=catalog.id))
    session.flush()
    return catalog.id


def make_price_list(
    session: Session,
    *,
    seller: MadeSeller,
    code: str,
    prices: Mapping[MadeProduct, int],
    node_id: UUID | None = None,
    organization_id: UUID | None = None,
    from_quantity: int = 1,
    **fields: object,
) -> UUID:
    """Prices of a group that is set at a node, of one organization's agreement, or else of everybody."""
    group = None
    if organization_id is None:
        group = PriceGroup(
            seller_id=seller.id, code=f"{code}-GROUP", name=f"{code} group", is_standard=node_id is None
        )
        put(session, group)
    if group and node_id:
        put(session, NodePriceGroup(node_id=node_id, price_group_id=group.id))
    made = PriceList.model_validate(
        {
            "seller_id": seller.id,
            "code": code,
            "name": f"{code} prices",
            "currency": CURRENCY,
            "price_group_id": group.id if group else None,
            "organization_id": organization_id,
            **fields,
        }
    )
    put(session, made)
    add(
        session,
        *(
            PriceEntry(
                price_list_id=made.id,
                product_id=product.id,
                minimum_quantity=from_quantity,
                unit_price=price,
            )
            for product, price in prices.items()
        ),
    )
    session.flush()
    return made.id
