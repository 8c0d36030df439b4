"""What is bought again, asked in one line."""

from typing import Any

from sqlmodel import Session

from storefront.parties.actor import OutletActor
from storefront.reordering.service import buy_again
from storefront.reordering.snapshots import BoughtProduct, BuyAgainRequest

SORTS = ("last_bought", "times", "due", "name")


def bought(session: Session, actor: OutletActor, **wanted: Any) -> list[BoughtProduct]:
    return list(buy_again(session, actor, BuyAgainRequest(**wanted)).items)


def skus(session: Session, actor: OutletActor, **wanted: Any) -> list[str]:
    return [f"{item.seller[0]} {item.sku}" for item in bought(session, actor, **wanted)]


def one(session: Session, actor: OutletActor, sku: str, seller: str = "MAKER") -> BoughtProduct:
    (item,) = [each for each in bought(session, actor, seller=seller) if each.sku == sku]
    return item
