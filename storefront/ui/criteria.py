"""What a catalog address asks for, and the address that asks for it."""

from dataclasses import dataclass, replace

from storefront.offers.snapshots import ListingRequest
from storefront.ui.routes import Place, address
from storefront.ui.typed import amount_of

PAGE = 24
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a catalog address asks for."""

    outlet: str
    seller: str
    q: str = ""
    catalog: str = ""
    category: str = ""
    available: str = ""
    sort: str = ""
    price_from: str = ""
    price_to: str = ""

    def href(self, **changes: str) -> str:
        """The address of the same with some values changed."""
        wanted = replace(self, **changes) if changes else self
        return address(
            wanted.outlet,
            "catalog",
            seller=wanted.seller,
            q=wanted.q,
            catalog=wanted.catalog,
            category=wanted.category,
            available=wanted.available,
            sort=wanted.sort,
            price_from=wanted.price_from,
            price_to=wanted.price_to,
        )

    def request(self, cursor: str | None = None) -> ListingRequest:
        """What to ask the service for."""
        return ListingRequest(
            seller=self.seller,
            catalog=self.catalog or None,
            text=self.q,
            category=self.category or None,
            available=True if self.available else None,
            price_from=amount_of(self.price_from, "price_from"),
            price_to=amount_of(self.price_to, "price_to"),
            sort=self.sort or "relevance",
            limit=PAGE,
            cursor=cursor,
        )


def criteria_of(place: Place, seller: str) -> Criteria:
    """What an address asks for; without a seller in it, the one in view."""
    return Criteria(
        outlet=place.outlet,
        seller=place.asked("seller") or seller,
        q=place.asked("q")[:LONGEST_TEXT],
        catalog=place.asked("catalog"),
        category=place.asked("category"),
        available=place.asked("available"),
        sort=place.asked("sort"),
        price_from=place.asked("price_from"),
        price_to=place.asked("price_to"),
    )
