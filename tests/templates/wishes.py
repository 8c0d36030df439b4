"""Wish lists that are filled and looked into in one line."""

from typing import Any

from sqlmodel import Session

from storefront.parties.actor import OutletActor
from storefront.templates.service import wish
from storefront.templates.snapshots import WishListView

MAKER = "MAKER"


def put(session: Session, actor: OutletActor, sku: str = "M-001", **more: Any) -> WishListView:
    return wish(session, actor, seller=MAKER, sku=sku, **more)


def listed(view: WishListView) -> dict[str, int]:
    return {line.sku: line.quantity for line in view.lines}
