"""What hangs on a node: every table that refers to one is named here."""

from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from storefront.carts.tables import Cart, QuickOrderGrid
from storefront.catalog.tables import NodeCatalog
from storefront.credit.tables import CreditHold, NodeCreditCap, NodePaymentTerms
from storefront.db.columns import table_of
from storefront.offers.tables import OutletPurchase
from storefront.orders.tables import SalesOrder
from storefront.parties.tables import (
    ActingSession,
    HierarchyNode,
    LastOutlet,
    Membership,
    NodeAddress,
    SalesGroupNode,
)
from storefront.pricing.tables import NodePriceGroup
from storefront.sellers.tables import NodeSeller, SellerRequest
from storefront.templates.tables import Comparison, TemplateCount, WishList

HANGING: dict[type[SQLModel], tuple[str, str]] = {
    HierarchyNode: ("parent_id", "groups or outlets below it"),
    Membership: ("node_id", "people"),
    SalesOrder: ("outlet_id", "orders"),
    Cart: ("outlet_id", "carts"),
    CreditHold: ("outlet_id", "open orders on credit"),
    OutletPurchase: ("outlet_id", "purchases"),
    ActingSession: ("outlet_id", "sessions of field sellers"),
    SellerRequest: ("outlet_id", "requests for sellers"),
    SalesGroupNode: ("node_id", "a sales group"),
    TemplateCount: ("outlet_id", "counts of templates"),
    WishList: ("outlet_id", "wish lists"),
    Comparison: ("outlet_id", "comparisons"),
    QuickOrderGrid: ("outlet_id", "a quick order"),
}
"""What keeps a node from being removed: the column that names it, and the words for it."""

SETTINGS: dict[type[SQLModel], str] = {
    NodeAddress: "node_id",
    NodeSeller: "node_id",
    NodeCatalog: "node_id",
    NodePriceGroup: "node_id",
    NodeCreditCap: "node_id",
    NodePaymentTerms: "node_id",
    LastOutlet: "outlet_id",
}
"""What goes with a node."""


def used_by(session: Session, node_id: UUID) -> tuple[str, ...]:
    """What hangs on a node, in words, with one statement; nothing when it can go."""
    row = session.execute(_used_by(), {"node": node_id}).one()
    words = [words for _, words in HANGING.values()]
    return tuple(word for word, is_there in zip(words, row, strict=True) if is_there)


@cache
def _used_by() -> sa.Executable:
    node = sa.bindparam("node", type_=sa.Uuid())
    return sa.select(
        *(
            sa.exists().where(table_of(model).c[column] == node).label(f"is_{place}")
            for place, (model, (column, _)) in enumerate(HANGING.items())
        )
    )


def forget_settings(session: Session, node_id: UUID) -> None:
    """Delete what is set at a node."""
    for model, column in SETTINGS.items():
        session.execute(sa.delete(table_of(model)).where(table_of(model).c[column] == node_id))
