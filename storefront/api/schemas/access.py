"""Effective access as JSON."""

from typing_extensions import TypedDict

from storefront.hierarchies.snapshots.access import Access


class RightBody(TypedDict):
    """One right, and why it is so."""

    right: str
    allowed: bool
    reason: str


class AccessBody(TypedDict):
    """What a contact can do in an outlet."""

    contact: str
    email: str
    outlet: str
    outlet_name: str
    rights: list[RightBody]


def access(found: Access) -> AccessBody:
    """What a contact can do in an outlet."""
    return {
        "contact": found.contact,
        "email": found.email,
        "outlet": found.outlet_number,
        "outlet_name": found.outlet_name,
        "rights": [
            {"right": right.name, "allowed": right.is_allowed, "reason": right.reason}
            for right in found.rights
        ],
    }
