"""The sellers of the demo company and their staff's places: the manufacturer, and a distributor for each region."""

from dataclasses import dataclass

from storefront.demo.bulk import BulkWriter
from storefront.demo.draw import demo_id
from storefront.sellers.tables import Channel, Seller, Site, Warehouse

CURRENCY = "GBP"


@dataclass(frozen=True, slots=True)
class SellerPlan:
    """A seller as this page of facts has it; ids follow from its position."""

    position: int
    code: str
    name: str
    region: str
    """Whose outlets it serves; empty: all, it is the manufacturer."""
    place: str
    minimum_order_minor: int
    lead_days: int
    price_percent: int
    """Its standard prices, in percent of the manufacturer's."""
    assortment_percent: int
    """How much of the primary catalog it carries."""

    @property
    def id(self) -> str:
        """The seller's id."""
        return demo_id("seller", self.position)

    @property
    def warehouse_id(self) -> str:
        """Its default, and only, warehouse."""
        return demo_id("warehouse", self.position)

    @property
    def catalog_id(self) -> str:
        """The catalog of what it sells all year."""
        return demo_id("catalog", self.position)

    @property
    def standard_group_id(self) -> str:
        """The price group that everybody is in."""
        return demo_id("price group", self.position)

    @property
    def key_group_id(self) -> str:
        """The price group of its key customers (not every seller has one)."""
        return demo_id("key price group", self.position)

    @property
    def kind(self) -> str:
        """`manufacturer` or `distributor`."""
        return "distributor" if self.region else "manufacturer"


MANUFACTURER = SellerPlan(1, "BRIAR", "Briar & Finch Giftware", "", "Stoke-on-Trent", 100_00, 3, 100, 100)
DISTRIBUTORS = (
    SellerPlan(2, "NORTH", "Pennine Gift Supply", "north", "Leeds", 50_00, 1, 102, 62),
    SellerPlan(3, "SOUTH", "Downs & Thames Wholesale", "south", "Reading", 75_00, 1, 99, 68),
    SellerPlan(4, "WEST", "Severnside Trade Partners", "west", "Gloucester", 25_00, 2, 104, 54),
    SellerPlan(5, "CONTINENT", "Kontor Geschenkvertrieb", "continent", "Venlo", 60_00, 4, 107, 47),
)
SELLERS = (MANUFACTURER, *DISTRIBUTORS)
BY_REGION = {seller.region: seller for seller in DISTRIBUTORS}


def write_sellers(writer: BulkWriter) -> None:
    """The sellers, each with one channel, one site and one warehouse."""
    writer.write(
        Seller,
        "id code name kind currency minimum_order_minor lead_days position is_active",
        [
            (s.id, s.code, s.name, s.kind, CURRENCY, s.minimum_order_minor, s.lead_days, s.position, 1)
            for s in SELLERS
        ],
    )
    writer.write(
        Channel,
        "id seller_id code name",
        [(demo_id("channel", s.position), s.id, s.code, f"{s.name} online") for s in SELLERS],
    )
    sites = [(demo_id("site", s.position), s.id, s.code, f"{s.name}, {s.place}") for s in SELLERS]
    writer.write(Site, "id seller_id code name", sites)
    writer.write(
        Warehouse,
        "id site_id seller_id code name is_default",
        [
            (s.warehouse_id, demo_id("site", s.position), s.id, f"{s.code}-1", f"{s.place} warehouse", 1)
            for s in SELLERS
        ],
    )
