"""What can be asked of the catalog by itself: the slice's only door."""

from sqlmodel import Session

from storefront.catalog import queries
from storefront.catalog.errors import ProductNotFound
from storefront.catalog.snapshots import Artwork, CategoryCard
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
