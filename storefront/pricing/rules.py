"""Which price wins: the lowest that applies (product rule 12, reference PR-02 and PR-05)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from storefront.kit.money import UnitPrice
from storefront.pricing.snapshots import PriceBreak, PriceCandidate, PriceEntryCard, PriceListCard, PriceTrace

STRENGTH = {"trade_agreement": 0, "price_group": 1, "standard": 2}
"""Among equal prices the most specific rule is named."""


@dataclass(frozen=True, slots=True)
class PriceBook:
    """The lists that apply to an outlet, and their entries for some products."""

    currency: Mapping[UUID, str]
    """The currency of each price list."""
    lists: Mapping[UUID, PriceListCard]
    entries: Mapping[UUID, Sequence[PriceEntryCard]]
    """By product."""

    def joined(self, other: "PriceBook") -> "PriceBook":
        """The prices of the products of both, which know the same lists."""
        return replace(self, entries={**self.entries, **other.entries})

    def price(
        self, product_id: UUID, catalog_id: UUID, lists: frozenset[UUID], quantity: int
    ) -> PriceTrace | None:
        """The price of one unit when so many are ordered from a catalog; None when nothing prices the product."""
        return choose_price(
            self.applicable(product_id, catalog_id, lists), self.lists, self.currency, quantity
        )

    def unit_price(
        self, product_id: UUID, catalog_id: UUID, lists: frozenset[UUID], quantity: int
    ) -> UnitPrice | None:
        """The price alone: what `price` traces, without the candidates."""
        reached = [
            entry
            for entry in self.applicable(product_id, catalog_id, lists)
            if entry.minimum_quantity <= quantity
        ]
        if not reached:
            return None
        lowest = min(reached, key=lambda entry: entry.unit_price)
        return UnitPrice(lowest.unit_price, self.currency[lowest.price_list_id])

    def breaks(
        self, product_id: UUID, catalog_id: UUID, lists: frozenset[UUID], least: int
    ) -> tuple[PriceBreak, ...]:
        """The steps of the price from the least quantity up, each cheaper than the one before."""
        return price_breaks(self.applicable(product_id, catalog_id, lists), self.currency, least)

    def applicable(self, product_id: UUID, catalog_id: UUID, lists: frozenset[UUID]) -> list[PriceEntryCard]:
        """The entries of some lists for a product of a catalog, for every quantity."""
        return [
            entry
            for entry in self.entries.get(product_id, ())
            if entry.price_list_id in lists
            and self.lists[entry.price_list_id].catalog_id in (None, catalog_id)
        ]


def choose_price(
    entries: Sequence[PriceEntryCard],
    lists: Mapping[UUID, PriceListCard],
    currency: Mapping[UUID, str],
    quantity: int,
) -> PriceTrace | None:
    """The lowest entry that the quantity reaches, with all entries as candidates in the order of their standing."""

    def standing(entry: PriceEntryCard) -> tuple[bool, int, int, int, str]:
        card = lists[entry.price_list_id]
        reached = entry.minimum_quantity <= quantity
        return (not reached, entry.unit_price, STRENGTH[card.rule], entry.minimum_quantity, card.code)

    ordered = sorted(entries, key=standing)
    if not ordered or ordered[0].minimum_quantity > quantity:
        return None
    candidates: list[PriceCandidate] = []
    for place, entry in enumerate(ordered):
        card = lists[entry.price_list_id]
        outcome = "won" if place == 0 else "dearer" if entry.minimum_quantity <= quantity else "quantity"
        price = UnitPrice(entry.unit_price, currency[entry.price_list_id])
        candidates.append(
            PriceCandidate(
                card.code, card.name, card.rule, entry.minimum_quantity, price, card.valid_to, outcome
            )
        )
    return PriceTrace(candidates[0].unit_price, tuple(candidates))


def price_breaks(
    entries: Sequence[PriceEntryCard], currency: Mapping[UUID, str], least: int
) -> tuple[PriceBreak, ...]:
    """Where the lowest price changes as the quantity grows from `least`."""
    breaks: list[PriceBreak] = []
    lowest: int | None = None
    for entry in sorted(entries, key=lambda entry: (max(entry.minimum_quantity, least), entry.unit_price)):
        if lowest is not None and entry.unit_price >= lowest:
            continue
        lowest = entry.unit_price
        threshold = max(entry.minimum_quantity, least)
        breaks.append(PriceBreak(threshold, UnitPrice(lowest, currency[entry.price_list_id])))
    return tuple(breaks)


def read_trace(document: Sequence[Sequence[object]] | None, currency: str) -> tuple[PriceCandidate, ...]:
    """A frozen trace as candidates again; empty for orders from before this system."""
    candidates: list[PriceCandidate] = []
    for code, name, rule, minimum_quantity, price, valid_to, outcome in document or ():
        until = datetime.fromisoformat(str(valid_to)) if valid_to else None
        unit_price = UnitPrice(int(str(price)), currency)
        candidates.append(
            PriceCandidate(
                str(code), str(name), str(rule), int(str(minimum_quantity)), unit_price, until, str(outcome)
            )
        )
    return tuple(candidates)
