"""How what an outlet can buy is divided: catalogs, categories, facets, as JSON."""

from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, maybe_moment, money
from storefront.catalog.snapshots import CatalogCard
from storefront.offers.snapshots import CategoryCount, Facets, Terms


class CategoryBody(TypedDict):
    """A category with the number of products in it and below it."""

    code: str
    name: str
    count: int
    children: "list[CategoryBody]"


class CategoryFacetBody(TypedDict):
    """A category of the selection."""

    code: str
    name: str
    parent: str | None
    count: int


class AvailabilityFacetBody(TypedDict):
    """How the selection splits by availability."""

    available: int
    unavailable: int


class PriceFacetBody(TypedDict):
    """The range of standard prices in the selection."""

    lowest: MoneyBody | None
    highest: MoneyBody | None


class FacetsBody(TypedDict):
    """How the selection splits."""

    categories: list[CategoryFacetBody]
    availability: AvailabilityFacetBody
    price: PriceFacetBody


class CatalogBody(TypedDict):
    """A catalog that the outlet sees."""

    code: str
    name: str
    valid_from: str | None
    valid_to: str | None


def catalog(card: CatalogCard) -> CatalogBody:
    """A catalog."""
    return {
        "code": card.code,
        "name": card.name,
        "valid_from": maybe_moment(card.valid_from),
        "valid_to": maybe_moment(card.valid_to),
    }


def catalogs(terms: Terms) -> list[CatalogBody]:
    """The catalogs of a seller, in order."""
    return [catalog(card) for card in terms.catalogs]


def category_tree(rows: tuple[CategoryCount, ...]) -> list[CategoryBody]:
    """Flat rows, parents first, as a tree."""
    roots: list[CategoryBody] = []
    by_code: dict[str, CategoryBody] = {}
    for row in rows:
        body: CategoryBody = {"code": row.code, "name": row.name, "count": row.count, "children": []}
        by_code[row.code] = body
        parent = by_code.get(row.parent_code) if row.parent_code else None
        (parent["children"] if parent else roots).append(body)
    return roots


def facets(split: Facets) -> FacetsBody:
    """How a selection splits."""
    return {
        "categories": [
            {"code": row.code, "name": row.name, "parent": row.parent_code, "count": row.count}
            for row in split.categories
        ],
        "availability": {"available": split.available, "unavailable": split.unavailable},
        "price": {
            "lowest": None if split.lowest_price is None else money(split.lowest_price),
            "highest": None if split.highest_price is None else money(split.highest_price),
        },
    }
