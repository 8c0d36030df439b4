"""Opening a warehouse."""

from uuid import UUID

from sqlmodel import Session

from storefront.inventory.queries import opening as queries


def lay_out(session: Session, *, warehouse_id: UUID, catalog_id: UUID) -> None:
    """Give a new warehouse a place for each product of a catalog, with nothing on hand."""
    queries.lay_out(session, warehouse_id, catalog_id)
