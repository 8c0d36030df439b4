"""The shelf, and what outlets bought from it."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, Table, UtcDateTime


class OutletPurchase(Table, table=True):
    """The summary of all orders of a product by an outlet from a catalog."""

    __tablename__ = "outlet_purchases"
    __table_args__ = (
        sa.CheckConstraint("times >= 1 and last_quantity >= 1", name="counts"),
        sa.Index(None, "outlet_id", "product_id"),
    )

    outlet_id: UUID = Field(foreign_key="hierarchy_nodes.id", primary_key=True)
    catalog_id: UUID = Field(foreign_key="catalogs.id", primary_key=True)
    product_id: UUID = Field(foreign_key="products.id", primary_key=True, index=True)
    last_ordered_at: datetime = Field(sa_type=UtcDateTime)
    last_quantity: int
    times: int
    units: int = Field(sa_type=sa.BigInteger)
    first_ordered_at: datetime = Field(sa_type=UtcDateTime)
    last_unit_price: int | None = Field(default=None, sa_type=sa.BigInteger)
    """Ten-thousandths, in the last order; none: nobody knows it any more."""


class ShelfItem(Table, table=True):
    """One product of one published catalog with all its fields resolved: what lists, searches and facets read.

    A read model: rebuilt from catalog, prices and stock by `service.shelve`. `list_price` and `is_available` are
    keys to sort and filter by; what a buyer pays and gets is computed for the context each time.
    """

    __tablename__ = "shelf_items"
    __table_args__ = (
        sa.UniqueConstraint("catalog_id", "product_id"),
        sa.UniqueConstraint("catalog_id", "sku"),
        sa.Index(None, "catalog_id", "category_position", "list_price", "is_available"),
        sa.Index(None, "catalog_id", "list_price", "id"),
        sa.Index(None, "catalog_id", "name_key", "id"),
        sa.Index(None, "catalog_id", "popularity", "id"),
        sa.Index(None, "product_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    catalog_id: UUID = Field(foreign_key="catalogs.id")
    product_id: UUID = Field(foreign_key="products.id")
    sku: str = Field(sa_type=CODE)
    name: str
    name_key: str = Field(sa_type=CODE)
    description: str = ""
    category_id: UUID = Field(foreign_key="categories.id")
    category_position: int
    minimum: int
    maximum: int | None
    multiple: int
    standard: int
    popularity: int
    list_price: int | None = Field(default=None, sa_type=sa.BigInteger)
    """Ten-thousandths, at the least quantity, without what only some buyers get; none: it is not for sale."""
    is_available: bool = False
    search_text: str


class ShelfCount(Table, table=True):
    """How much of a category a catalog has on the shelf: what the filters beside a list say without counting items.

    A read model beside `ShelfItem`: written with it by `service.shelve`, moved by each change of availability.
    """

    __tablename__ = "shelf_counts"
    __table_args__ = (sa.CheckConstraint("available >= 0 and unavailable >= 0", name="counts"),)

    catalog_id: UUID = Field(foreign_key="catalogs.id", primary_key=True)
    category_position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    available: int
    unavailable: int
    lowest: int = Field(sa_type=sa.BigInteger)
    """The least list price of its items, in ten-thousandths; available or not."""
    highest: int = Field(sa_type=sa.BigInteger)


class ShelfPrice(Table, table=True):
    """A shelf item's price at its least quantity in a list that only some buyers get, where it is below the shelf's."""

    __tablename__ = "shelf_prices"

    price_list_id: UUID = Field(foreign_key="price_lists.id", primary_key=True)
    shelf_id: int = Field(foreign_key="shelf_items.id", primary_key=True, index=True, ondelete="CASCADE")
    unit_price: int = Field(sa_type=sa.BigInteger)


class ShelfFloor(Table, table=True):
    """The least price that a list, which only some buyers get, has for a catalog's category: beside `ShelfCount`."""

    __tablename__ = "shelf_floors"

    price_list_id: UUID = Field(foreign_key="price_lists.id", primary_key=True)
    catalog_id: UUID = Field(foreign_key="catalogs.id", primary_key=True, index=True)
    category_position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    lowest: int = Field(sa_type=sa.BigInteger)


class SearchWord(Table, table=True):
    """A word that some shelf item has: where a typo looks for what was meant."""

    __tablename__ = "search_words"

    word: str = Field(primary_key=True, sa_type=CODE)
    weight: int = 1
    """On how many items it was when the shelf was built: the likelier of two corrections."""
