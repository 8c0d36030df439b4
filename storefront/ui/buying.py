"""What a buy-again address asks for, and the address that asks for it."""

from dataclasses import dataclass, replace

from storefront.reordering.snapshots import BuyAgainRequest
from storefront.ui.routes import Place, address
from storefront.ui.typed import day_of

FIELDS = ("bought_at", "category", "q", "bought_from", "bought_to", "sort")
LONGEST_VALUE = 100
PAGE = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """What a buy-again address asks for, as it was typed.

    The seller is `bought_at`: one that the outlet bought at, whether or not it still may.
    """

    bought_at: str = ""
    category: str = ""
    q: str = ""
    bought_from: str = ""
    bought_to: str = ""
    sort: str = ""

    def href(self, outlet: str, **changes: str) -> str:
        """The address of this selection with some values changed."""
        wanted = replace(self, **changes)
        return address(outlet, "buy-again", **{name: getattr(wanted, name) for name in FIELDS})

    def request(self, cursor: str | None = None) -> BuyAgainRequest:
        """What to ask the service for.

        Raises:
            Invalid: a day cannot be read.
        """
        return BuyAgainRequest(
            seller=self.bought_at or None,
            category=self.category or None,
            text=self.q,
            bought_from=day_of(self.bought_from, "bought_from"),
            bought_to=day_of(self.bought_to, "bought_to"),
            sort=self.sort or "last_bought",
            limit=PAGE,
            cursor=cursor,
        )


def asked_of(place: Place) -> Asked:
    """What an address asks for."""
    return Asked(**{name: place.asked(name)[:LONGEST_VALUE] for name in FIELDS})
