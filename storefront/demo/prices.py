"""Price groups and lists: standard, key customers, promotions, a season's, and trade agreements."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count

from storefront.demo.assortment import CHRISTMAS_ID, Assortments
from storefront.demo.bulk import BulkWriter, Row
from storefront.demo.company import BY_REGION, CURRENCY, MANUFACTURER, SELLERS, SellerPlan
from storefront.demo.demand import Demand
from storefront.demo.draw import demo_id, pick, share
from storefront.demo.outlets import OrganizationPlan
from storefront.demo.range import ProductPlan
from storefront.pricing.tables import NodePriceGroup, PriceEntry, PriceGroup, PriceList

TEN_THOUSANDTHS_PER_PENNY = 100
CURRENT_WINDOW = ("2026-01-01 00:00:00.000000", "2028-01-01 00:00:00.000000")
ENDED_WINDOW = ("2025-03-01 00:00:00.000000", "2025-07-01 00:00:00.000000")
ALWAYS = (None, None)
KEY_SELLERS = (MANUFACTURER, BY_REGION["south"])
KEY_OUTLETS = 3
"""Organizations with so many outlets are key customers."""

KEY_PRODUCTS = 300
AGREEMENTS = 10
AGREED_PRODUCTS = 100
PROMOTED_SHARE = 0.04

Tiers = tuple[tuple[int, int], ...]


class PriceBook:
    """Collects lists and entries, then writes them; list numbers follow the order in which they were added."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._lists: list[Row] = []
        self._entries: list[Row] = []

    def add(
        self,
        seller: SellerPlan,
        code: str,
        name: str,
        priced: Iterable[tuple[ProductPlan, Tiers]],
        *,
        group_id: str | None = None,
        organization_id: str | None = None,
        catalog_id: str | None = None,
        window: tuple[str | None, str | None] = ALWAYS,
    ) -> None:
        """One list with its entries; for a group or an organization."""
        list_id = demo_id("price list", next(self._numbers))
        self._lists.append(
            (list_id, seller.id, code, name, CURRENCY, group_id, organization_id, catalog_id, *window)
        )
        for product, tiers in priced:
            for quantity, pence in tiers:
                self._entries.append((list_id, product.id, quantity, pence * TEN_THOUSANDTHS_PER_PENNY))

    def write(self, writer: BulkWriter) -> None:
        """All that was added."""
        columns = (
            "id seller_id code name currency price_group_id organization_id catalog_id valid_from valid_to"
        )
        writer.write(PriceList, columns, self._lists)
        writer.write_stage(
            "Prices", PriceEntry, "price_list_id product_id minimum_quantity unit_price", self._entries
        )


def write_prices(
    writer: BulkWriter, assortments: Assortments, organizations: Sequence[OrganizationPlan], demand: Demand
) -> None:
    """All groups, who is in them, and all lists."""
    groups: list[Row] = [
        (s.standard_group_id, s.id, f"{s.code}-STANDARD", f"{s.name}: all customers", 1) for s in SELLERS
    ]
    groups += [(s.key_group_id, s.id, f"{s.code}-KEY", f"{s.name}: key customers", 0) for s in KEY_SELLERS]
    writer.write(PriceGroup, "id seller_id code name is_standard", groups)
    key_nodes = [o.root_id for o in organizations if len(o.outlets) >= KEY_OUTLETS]
    members: list[Row] = [(node_id, s.key_group_id) for s in KEY_SELLERS for node_id in key_nodes]
    writer.write(NodePriceGroup, "node_id price_group_id", members)
    book = PriceBook()
    for seller in SELLERS:
        priced = ((product, standard_tiers(seller, product)) for product in assortments[seller.code])
        book.add(
            seller, f"{seller.code}-STANDARD", "Standard prices", priced, group_id=seller.standard_group_id
        )
    for seller in KEY_SELLERS:
        best = sorted(assortments[seller.code], key=lambda product: (-product.popularity, product.sku))[
            :KEY_PRODUCTS
        ]
        priced = _reduced(seller, best, 8)
        book.add(seller, f"{seller.code}-KEY", "Key customers", priced, group_id=seller.key_group_id)
    _add_promotions(book, assortments)
    _add_agreements(book, assortments, organizations, demand)
    book.write(writer)


def standard_tiers(seller: SellerPlan, product: ProductPlan) -> Tiers:
    """A seller's standard prices: the manufacturer's, or within a percent of the distributor's level of them."""
    if seller is MANUFACTURER or product.owner_id == seller.id:
        return product.tiers
    percent = seller.price_percent + pick((-1, 0, 0, 1), "price", seller.code, product.category.code)
    return _scaled(product.tiers, percent)


def _add_promotions(book: PriceBook, assortments: Assortments) -> None:
    listed = assortments[MANUFACTURER.code]
    standard = MANUFACTURER.standard_group_id
    current = _reduced(MANUFACTURER, (p for p in listed if share("promotion", p.sku) < PROMOTED_SHARE), 12)
    book.add(MANUFACTURER, "BRIAR-PROMOTION", "Promotion", current, group_id=standard, window=CURRENT_WINDOW)
    ended = _reduced(
        MANUFACTURER, (p for p in listed if share("ended promotion", p.sku) < PROMOTED_SHARE), 20
    )
    book.add(
        MANUFACTURER,
        "BRIAR-SPRING-2025",
        "Spring promotion 2025",
        ended,
        group_id=standard,
        window=ENDED_WINDOW,
    )
    season = _reduced(MANUFACTURER, (p for p in listed if p.category.code.startswith("christmas")), 5)
    book.add(
        MANUFACTURER,
        "BRIAR-CHRISTMAS",
        "Christmas catalog",
        season,
        group_id=standard,
        catalog_id=CHRISTMAS_ID,
        window=CURRENT_WINDOW,
    )


def _add_agreements(
    book: PriceBook, assortments: Assortments, organizations: Sequence[OrganizationPlan], demand: Demand
) -> None:
    """The organizations with most revenue pay less for what they buy most."""
    by_code = {
        product.source_code: product for product in assortments[MANUFACTURER.code] if product.copy == 0
    }
    largest = sorted(
        organizations, key=lambda organization: (-organization.revenue_minor, organization.number)
    )[:AGREEMENTS]
    for organization in largest:
        bought: Counter[str] = Counter()
        for outlet in organization.outlets:
            bought.update(demand.lines_by_account[outlet.account])
        ranked = sorted(bought, key=lambda code: (-bought[code], code))
        agreed = [by_code[code] for code in ranked if code in by_code][:AGREED_PRODUCTS]
        book.add(
            MANUFACTURER,
            f"BRIAR-{organization.number}",
            f"Agreement with {organization.name}",
            _reduced(MANUFACTURER, agreed, 7),
            organization_id=organization.id,
        )


def _reduced(
    seller: SellerPlan, products: Iterable[ProductPlan], percent: int
) -> Iterable[tuple[ProductPlan, Tiers]]:
    """Standard prices less a percentage; a price too small to become less is left out."""
    for product in products:
        standard = standard_tiers(seller, product)
        reduced = tuple(
            new for new, old in zip(_each(standard, 100 - percent), standard, strict=True) if new[1] < old[1]
        )
        if reduced:
            yield product, reduced


def _scaled(tiers: Tiers, percent: int) -> Tiers:
    """Each price in percent, rounded half up to a penny; a break that is not cheaper than the one before goes."""
    kept: list[tuple[int, int]] = []
    for quantity, pence in _each(tiers, percent):
        if not kept or pence < kept[-1][1]:
            kept.append((quantity, pence))
    return tuple(kept)


def _each(tiers: Tiers, percent: int) -> Tiers:
    return tuple((quantity, max(1, (pence * percent + 50) // 100)) for quantity, pence in tiers)
