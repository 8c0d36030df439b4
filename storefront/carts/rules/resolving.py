"""What a line of a list means to an outlet today: which product, from whom, and what else instead.

See `decisions/0011-lists-are-resolved.md`. Quantities, prices and the final state are `allotting`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from storefront.carts.snapshots import ListLine
from storefront.catalog.rules import least_quantity
from storefront.kit.money import UnitPrice
from storefront.kit.text import is_storable
from storefront.offers.snapshots import ShelfCard, Terms
from storefront.pricing.rules import PriceBook

STATES = (
    "same",
    "dearer",
    "cheaper",
    "short",
    "replaced",
    "not in your catalog",
    "rule changed",
    "unknown",
    "needs a variant",
)
LONGEST_SKU = 80

UNKNOWN = "No product that you can see has this number."
NOT_OFFERED = "Not in your catalogs now."
NOT_OFFERED_HERE = "Not offered to you by this seller or in this catalog. Others have it."
NEEDS_VARIANT = "Several products have this number. Choose one."

Key = tuple[UUID, UUID]
"""Product and catalog."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product that a typed number may mean; one that is not known is told apart from nothing only when it is offered."""

    product_id: UUID
    sku: str
    name: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Purchase:
    """The last time that the outlet bought a product from a catalog."""

    catalog_id: UUID
    seller_id: UUID
    ordered_at: datetime
    unit_price: UnitPrice | None


@dataclass(frozen=True, slots=True)
class Offering:
    """A product of an open catalog that has a price."""

    terms: Terms
    card: ShelfCard
    prices: tuple[tuple[int, int], ...]
    """Quantity from which, and ten-thousandths: what `PriceBook` has for this product in this catalog."""
    key: Key
    """Product and catalog."""
    pool: Key
    """Seller and product: catalogs of one seller sell from one stock."""
    least: int
    """The smallest quantity that can be ordered."""

    def unit_price(self, quantity: int) -> UnitPrice | None:
        """The price of one when so many are in the cart; None when nothing prices it."""
        reached = [price for least, price in self.prices if least <= quantity]
        return UnitPrice(min(reached), self.terms.seller.currency) if reached else None


def offering_of(terms: Terms, card: ShelfCard, book: PriceBook) -> Offering | None:
    """The offering of a shelf item; on the shelf without a price is as good as not on it."""
    prices = tuple(
        (entry.minimum_quantity, entry.unit_price)
        for entry in book.applicable(card.product_id, card.catalog_id, terms.list_ids)
    )
    least = least_quantity(card.quantity_rule)
    if not any(from_quantity <= least for from_quantity, _ in prices):
        return None
    key = (card.product_id, card.catalog_id)
    return Offering(terms, card, prices, key, (terms.seller.id, card.product_id), least)


@dataclass(slots=True)
class Facts:
    """All that was found out about the products of a list."""

    candidates: dict[str, list[Candidate]] = field(default_factory=dict[str, list[Candidate]])
    """By folded code: products with this SKU, or the one product with this base code."""
    variants: dict[str, list[Candidate]] = field(default_factory=dict[str, list[Candidate]])
    """By folded code that is no SKU: the several products with this base code."""
    purchases: dict[UUID, list[Purchase]] = field(default_factory=dict[UUID, list[Purchase]])
    """By product, the newest first."""
    offerings: dict[UUID, list[Offering]] = field(default_factory=dict[UUID, list[Offering]])
    """By product, in the order of sellers and catalogs."""
    successors: dict[UUID, list[UUID]] = field(default_factory=dict[UUID, list[UUID]])
    """By product, the nearest first."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a line means: an offering, or the state that says why there is none; and what else there is."""

    offering: Offering | None
    state: str = ""
    message: str = ""
    others: tuple[tuple[str, Offering], ...] = ()
    """Reason and offering, the best first."""
    name: str | None = None
    """Of a product without an offering; only one that the outlet bought is named."""
    previous: UnitPrice | None = None


def clean_sku(sku: str) -> str | None:
    """What was typed, trimmed; None when no product can be called so."""
    text = sku.strip()
    return text if 0 < len(text) <= LONGEST_SKU and is_storable(text) else None


def meaning_of(line: ListLine, code: str | None, facts: Facts) -> Meaning:
    """What a line means; `code` is its folded number, none for one that no product can have."""
    if code is None:
        return Meaning(None, "unknown", UNKNOWN)
    if code in facts.variants:
        return _one_of(line, facts.variants[code], facts)
    found = _nearest(line, facts.candidates.get(code, ()), facts)
    offered = [each for each in found if facts.offerings.get(each.product_id)]
    if len({each.sku for each in offered}) > 1:
        return _one_of(line, offered, facts)
    if not offered:
        return _without_offer(line, found, facts)
    offerings = [offering for each in offered for offering in facts.offerings[each.product_id]]
    bought = newest_first(facts, [each.product_id for each in offered])
    offering = choose(line, offerings, bought)
    if offering is None:
        others = _ranked("seller", line, offerings)
        return Meaning(
            None,
            "not in your catalog",
            NOT_OFFERED_HERE,
            others,
            offered[0].name,
            _paid(line, None, bought),
        )
    elsewhere = [other for other in offerings if other.pool != offering.pool]
    return Meaning(
        offering, others=_ranked("seller", line, elsewhere), previous=_paid(line, offering, bought)
    )


def choose(line: ListLine, offerings: Sequence[Offering], bought: Sequence[Purchase]) -> Offering | None:
    """Where a line is bought: as it says, else where the outlet bought it last, else the cheapest that has enough.

    None when the line says where, and it is not offered there. Equal offers: the seller's position decides.
    """
    if line.seller is not None or line.catalog is not None:
        return next((offering for offering in offerings if _is_at(line, offering)), None)
    for purchase in bought:
        own = [offering for offering in offerings if offering.terms.seller.id == purchase.seller_id]
        if own:
            same = (offering for offering in own if offering.card.catalog_id == purchase.catalog_id)
            return next(same, own[0])
    return _best_first(line, offerings)[0]


def newest_first(facts: Facts, product_ids: Sequence[UUID]) -> list[Purchase]:
    """What the outlet bought of some products, the last first."""
    bought = [purchase for product_id in product_ids for purchase in facts.purchases.get(product_id, ())]
    return sorted(bought, key=lambda purchase: purchase.ordered_at, reverse=True)


def _nearest(line: ListLine, candidates: Sequence[Candidate], facts: Facts) -> Sequence[Candidate]:
    """The products that are spelled as typed, if the outlet may know of any; else those in other spellings."""
    typed = line.sku.strip()
    exact = [
        each
        for each in candidates
        if each.sku == typed and (each.is_known or facts.offerings.get(each.product_id))
    ]
    return exact or candidates


def _one_of(line: ListLine, candidates: Sequence[Candidate], facts: Facts) -> Meaning:
    """Several products, of which the buyer has to choose one."""
    best = [
        ("variant", _at_best(line, facts.offerings[each.product_id]))
        for each in candidates
        if facts.offerings.get(each.product_id)
    ]
    if best:
        return Meaning(None, "needs a variant", NEEDS_VARIANT, tuple(best))
    return _without_offer(line, candidates, facts)


def _without_offer(line: ListLine, candidates: Sequence[Candidate], facts: Facts) -> Meaning:
    known = [each for each in candidates if each.is_known]
    if not known:
        return Meaning(None, "unknown", UNKNOWN)
    bought = newest_first(facts, [each.product_id for each in known])
    name = next((each.name for each in known if facts.purchases.get(each.product_id)), None)
    previous = _paid(line, None, bought)
    for each in known:
        for successor in facts.successors.get(each.product_id, ()):
            offerings = facts.offerings.get(successor)
            if offerings:
                others = _ranked("replacement", line, offerings)
                card = others[0][1].card
                message = f"Replaced by {card.name} ({card.sku})."
                return Meaning(None, "replaced", message, others, name, previous)
    return Meaning(None, "not in your catalog", NOT_OFFERED, (), name, previous)


def _is_at(line: ListLine, offering: Offering) -> bool:
    return line.seller in (None, offering.terms.seller.code) and line.catalog in (
        None,
        offering.card.catalog_code,
    )


def _best_first(line: ListLine, offerings: Sequence[Offering]) -> list[Offering]:
    """The cheapest with enough, then those with the most; sellers and catalogs in their order among equals."""
    if len(offerings) == 1:
        return list(offerings)

    def rank(offering: Offering) -> tuple[int, int]:
        price = offering.unit_price(max(line.quantity, offering.least))
        lacking = max(0, line.quantity - offering.card.available)
        return (lacking, price.ten_thousandths if price else 0)

    return sorted(offerings, key=rank)


def _at_best(line: ListLine, offerings: Sequence[Offering]) -> Offering:
    return _best_first(line, offerings)[0]


def _ranked(reason: str, line: ListLine, offerings: Sequence[Offering]) -> tuple[tuple[str, Offering], ...]:
    return tuple((reason, offering) for offering in _best_first(line, offerings))


def _paid(line: ListLine, offering: Offering | None, bought: Sequence[Purchase]) -> UnitPrice | None:
    """What it cost: as the line says, else as last paid in this catalog, to this seller, to anybody."""
    currency = offering.terms.seller.currency if offering else None
    given = line.previous_unit_price
    if given is not None and currency in (None, given.currency):
        return given
    prices: list[tuple[int, UnitPrice]] = []
    for purchase in bought:
        price = purchase.unit_price
        if price is None or currency not in (None, price.currency):
            continue
        distance = 0
        if offering:
            distance += purchase.catalog_id != offering.card.catalog_id
            distance += purchase.seller_id != offering.terms.seller.id
        prices.append((distance, price))
    return min(prices, key=lambda each: each[0])[1] if prices else None
