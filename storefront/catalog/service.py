"""What can be asked of the catalog by itself, and which catalogs nodes see: the slice's only door.

What is set at nodes is written here for `hierarchies`, which decides who may.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.catalog import queries
from storefront.catalog.errors import NoPrimaryCatalog, ProductNotFound, UnknownCatalogs
from storefront.catalog.snapshots import Artwork, CatalogName, CategoryCard
from storefront.catalog.tables import Catalog
from storefront.kit.text import is_storable


def category_tree(session: Session) -> tuple[CategoryCard, ...]:
    """All categories in the order of the tree; parents before their children."""
    return tuple(CategoryCard(*row) for row in queries.category_tree(session))


def artwork(session: Session, *, sku: str) -> Artwork:
    """What a product's picture is drawn from. Pictures are the same for everybody, and not secret.

    Raises:
        ProductNotFound: no product has this SKU.
    """
    row = queries.artwork(session, sku) if is_storable(sku) else None
    if row is None:
        raise ProductNotFound(sku)
    return Artwork(*row)


def every_catalog(session: Session) -> tuple[CatalogName, ...]:
    """Catalogs that were published once, those of a seller together in their order."""
    return tuple(CatalogName(*row) for row in queries.every_catalog(session))


def choose_catalogs(session: Session, *, codes: Sequence[str], seller_id: UUID) -> tuple[CatalogName, ...]:
    """The published catalogs of a seller that have these codes.

    Raises:
        UnknownCatalogs: one of them is none.
    """
    offered = {
        each.code: each
        for each in every_catalog(session)
        if each.seller_id == seller_id and each.status == "published"
    }
    unknown = tuple(code[:40] for code in codes if code not in offered)
    if unknown:
        raise UnknownCatalogs(unknown)
    return tuple(each for each in offered.values() if each.code in set(codes))


def catalogs_at(session: Session, node_ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """The catalogs, once published, that are set at these very nodes: node and catalog."""
    return [(row.node_id, row.catalog_id) for row in queries.mapped_at(session, node_ids)]


def put_catalogs(
    session: Session, *, node_ids: Sequence[UUID], seller_ids: Sequence[UUID], catalog_ids: Sequence[UUID]
) -> None:
    """Set which catalogs of some sellers some nodes see; none leaves them to inherit again."""
    queries.put_mapped(session, node_ids, seller_ids, catalog_ids)


def copy_assortment(
    session: Session, *, model_id: UUID, manufacturer_id: UUID, seller_id: UUID, code: str, name: str
) -> UUID:
    """A published catalog of a seller with what its model carries of the manufacturer's range.

    It inherits from the primary catalog; what the model overrides is overridden alike.

    Raises:
        NoPrimaryCatalog: the model, or the manufacturer, has no catalog for the whole year.
    """
    year_round = [card for card in every_catalog(session) if card.is_year_round]
    source = next((card for card in year_round if card.seller_id == model_id), None)
    primary = next((card for card in year_round if card.seller_id == manufacturer_id), None)
    if source is None or primary is None:
        raise NoPrimaryCatalog
    copy = Catalog(code=code, name=name, seller_id=seller_id, parent_id=primary.id, status="published")
    session.add(copy)
    session.flush()
    queries.copy_entries(session, source.id, copy.id, manufacturer_id)
    return copy.id
