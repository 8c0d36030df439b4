"""Settings of a node, looked at in one line."""

from sqlmodel import Session

from storefront.hierarchies.service import show_settings
from storefront.hierarchies.snapshots import Setting
from storefront.parties.actor import HierarchyActor

YORK = {"name": "Dock 3", "street": "2 Quay", "city": "Hull", "postcode": "HU1", "country": "GB"}


def setting(session: Session, actor: HierarchyActor, node: str, kind: str, seller: str = "") -> Setting:
    found = show_settings(session, actor, node=node).settings
    return next(each for each in found if (each.kind, each.seller) == (kind, seller))
