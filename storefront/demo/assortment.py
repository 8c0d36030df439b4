"""Catalogs: the primary one, what each distributor inherits, overrides and adds, and two seasonal ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from storefront.catalog.tables import Catalog, CatalogEntry
from storefront.demo.bulk import BulkWriter, Row
from storefront.demo.categories import category_plans
from storefront.demo.company import DISTRIBUTORS, MANUFACTURER, SELLERS, SellerPlan
from storefront.demo.demand import Demand
from storefront.demo.draw import demo_id, share
from storefront.demo.range import ProductPlan

CHRISTMAS_ID = demo_id("catalog", 11)
SPRING_ID = demo_id("catalog", 12)
CHRISTMAS_WINDOW = ("2026-01-01 00:00:00.000000", "2028-01-01 00:00:00.000000")
SPRING_WINDOW = ("2025-02-01 00:00:00.000000", "2025-06-01 00:00:00.000000")
SPRING_CATEGORIES = ("party-seasonal-easter", "garden-outdoor-planters-pots")

OWN_PRODUCTS = 30
OWN_DISCOUNT_PERCENT = 8
"""A carton costs so much less than its pieces."""

BY_DEMAND_PERCENT = 90
"""This part of an assortment is what the region bought most; chance adds the rest."""

OVERRIDABLE = ("name", "description", "category_id", "minimum", "maximum", "multiple", "standard")

Assortments = dict[str, list[ProductPlan]]
"""By seller code: all that its year-round catalog holds, the best sellers of its region first."""


@dataclass(frozen=True, slots=True)
class Catalogs:
    """The catalogs that were written, to be put on the shelf."""

    ids: list[str]
    entries: int


def plan_assortments(listed: Sequence[ProductPlan], demand: Demand) -> Assortments:
    """What each seller carries, its own products last."""
    assortments: Assortments = {MANUFACTURER.code: list(listed)}
    for seller in DISTRIBUTORS:
        carried = _carried(seller, listed, demand)
        assortments[seller.code] = carried + _own_products(seller, carried)
    return assortments


def write_catalogs(writer: BulkWriter, assortments: Assortments) -> Catalogs:
    """The catalogs with their entries."""
    columns = "id code name seller_id parent_id position valid_from valid_to status"
    writer.write(Catalog, columns, _catalogs())
    entries: list[Row] = []
    for seller in SELLERS:
        entries += [_entry(seller, product) for product in assortments[seller.code]]
    listed = assortments[MANUFACTURER.code]
    entries += [
        _plain_entry(CHRISTMAS_ID, product)
        for product in listed
        if product.category.code.startswith("christmas")
    ]
    entries += [
        _plain_entry(SPRING_ID, product) for product in listed if product.category.code in SPRING_CATEGORIES
    ]
    writer.write_stage(
        "Catalogs", CatalogEntry, " ".join(("catalog_id", "product_id", *OVERRIDABLE)), entries
    )
    return Catalogs([*(s.catalog_id for s in SELLERS), CHRISTMAS_ID, SPRING_ID], len(entries))


def _catalogs() -> list[Row]:
    main = MANUFACTURER.catalog_id
    rows: list[Row] = [
        (main, "BRIAR-MAIN", "The full range", MANUFACTURER.id, None, 0, None, None, "published")
    ]
    rows += [
        (s.catalog_id, f"{s.code}-MAIN", f"{s.name} assortment", s.id, main, 0, None, None, "published")
        for s in DISTRIBUTORS
    ]
    rows.append(
        (
            CHRISTMAS_ID,
            "BRIAR-CHRISTMAS",
            "Christmas",
            MANUFACTURER.id,
            main,
            1,
            *CHRISTMAS_WINDOW,
            "published",
        )
    )
    rows.append(
        (SPRING_ID, "BRIAR-SPRING", "Spring 2025", MANUFACTURER.id, main, 2, *SPRING_WINDOW, "published")
    )
    return rows


def _carried(seller: SellerPlan, listed: Sequence[ProductPlan], demand: Demand) -> list[ProductPlan]:
    bought = demand.lines_by_region[seller.region]
    sources = [product for product in listed if product.copy == 0]
    ranked = sorted(sources, key=lambda product: (-bought[product.source_code], product.sku))
    wanted = len(ranked) * seller.assortment_percent // 100
    sure = wanted * BY_DEMAND_PERCENT // 100
    rest = sorted(ranked[sure:], key=lambda product: share("assortment", seller.code, product.sku))
    copies = [
        p
        for p in listed
        if p.copy and share("assortment", seller.code, p.sku) * 100 < seller.assortment_percent
    ]
    return ranked[:sure] + rest[: wanted - sure] + copies


def _own_products(seller: SellerPlan, carried: Sequence[ProductPlan]) -> list[ProductPlan]:
    """Cartons of the region's best sellers, made up by the distributor under numbers of its own."""
    own: list[ProductPlan] = []
    for place, product in enumerate(carried[:OWN_PRODUCTS], start=1):
        pieces = max(12, product.standard)
        pence = product.tiers[0][1] * pieces * (100 - OWN_DISCOUNT_PERCENT) // 100
        sku = f"{seller.code[0]}C-{product.sku}"
        own.append(
            replace(
                product,
                id=demo_id("own product", seller.position * 1000 + place),
                owner_id=seller.id,
                sku=sku,
                name=f"Carton of {pieces}: {product.name}",
                description=f"{pieces} x {product.sku} {product.name} in a carton that opens into a counter display. Made up by {seller.name}.",
                base_code=sku,
                variant="",
                pack_size=pieces * product.pack_size,
                minimum=1,
                maximum=None,
                multiple=1,
                standard=1,
                popularity=product.popularity // 4,
                tiers=((1, pence),),
                units_lately=product.units_lately // (4 * pieces),
            )
        )
    return own


def _entry(seller: SellerPlan, product: ProductPlan) -> Row:
    """A product in a seller's catalog with what the seller overrides of it."""
    if seller is MANUFACTURER or product.owner_id == seller.id:
        return _plain_entry(seller.catalog_id, product)
    overridden = _overrides(seller, product)
    return (seller.catalog_id, product.id, *(overridden.get(name) for name in OVERRIDABLE))


def _overrides(seller: SellerPlan, product: ProductPlan) -> dict[str, str | int]:
    """About one in five of a distributor's inherited products is overridden, field by field."""
    draw = share("override", seller.code, product.sku)
    if draw < 0.03:
        return {"name": f"{product.name}, Gift Boxed"}
    if draw < 0.13:
        days = "the next working day" if seller.lead_days == 1 else f"within {seller.lead_days} working days"
        return {"description": f"{product.description} Held in {seller.place} and delivered {days}."}
    if draw < 0.21 and product.multiple > 1:
        return {"minimum": 1, "multiple": 1}
    if draw < 0.21:
        return {"minimum": 2, "standard": max(2, product.standard)}
    if draw < 0.22:
        return {"category_id": _rest_of(product)}
    return {}


def _plain_entry(catalog_id: str, product: ProductPlan) -> Row:
    return (catalog_id, product.id, *(None for _ in OVERRIDABLE))


def _rest_of(product: ProductPlan) -> str:
    """The last division of the product's category."""
    siblings = [plan for plan in category_plans() if plan.parent_id == product.category.parent_id]
    return siblings[-1].id
