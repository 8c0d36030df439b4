"""Which pages outside an outlet are whose: the entries of the navigation, and where somebody begins."""

from dataclasses import dataclass

from storefront.parties.snapshots import Identity
from storefront.sellers.snapshots import Employer
from storefront.ui.routes import OUTLETS, organization_address, seller_address

HEADQUARTERS = (
    ("Hierarchies", "/admin/hierarchies"),
    ("Prospects", "/admin/prospects"),
    ("Who buys from whom", "/admin/sellers"),
    ("Orders", "/admin/orders"),
    ("Access", "/admin/access"),
    ("Audit", "/admin/audit"),
    ("Outbox", "/admin/outbox"),
    ("Moving in", "/admin/import"),
    ("Numbers", "/admin/numbers"),
)
SERVICE = (("Orders", "/admin/orders"),)
FIELD = (("My outlets", "/field"),)


@dataclass(frozen=True, slots=True)
class Desk:
    """A page that one may begin at."""

    name: str
    href: str


def desks_of(identity: Identity, employer: Employer | None) -> tuple[Desk, ...]:
    """The desks of somebody, in the order of the navigation; what they may do there, the services say."""
    found: list[tuple[str, str]] = []
    active = [each for each in identity.memberships if each.status == "active"]
    if active:
        found.append(("Outlets", OUTLETS))
    organizations = {each.hierarchy_number: each.organization_name for each in active if each.role == "admin"}
    for number, name in organizations.items():
        words = "Organization" if len(organizations) == 1 else name
        found.append((words, organization_address(number)))
    duties = set(identity.duties)
    if "field_seller" in duties:
        found.extend(FIELD)
    if "headquarters" in duties:
        found.extend(HEADQUARTERS)
    elif "customer_service" in duties:
        found.extend(SERVICE)
    if employer and duties & {"seller_manager", "seller_clerk"}:
        found.append(("Incoming orders", seller_address(employer.channel_code)))
        found.append(("Stock", seller_address(employer.channel_code, "stock")))
        if "seller_manager" in duties:
            found.append(("Requests", seller_address(employer.channel_code, "requests")))
    found.append(("Profile", "/profile"))
    return tuple(Desk(name, href) for name, href in found)
