"""How much of each line of a list can be had, at what price, and so the line's one state.

Several may be true of a line; the first of these is told: `short`, `rule changed`, `dearer` or `cheaper`, `same`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from storefront.carts.rules.resolving import Key, Meaning, Offering
from storefront.carts.snapshots import Alternative, ListLine, Resolution, ResolvedLine, SellerTotal
from storefront.catalog.rules import LARGEST_QUANTITY, least_quantity, quantity_problem
from storefront.catalog.snapshots import QuantityRule
from storefront.kit.money import Money, UnitPrice, total_of

MOST_ALTERNATIVES = 12
Held = Iterable[tuple[Key, Key, int]]
"""Seller and product, product and catalog, quantity: what the outlet's carts hold."""


@dataclass(slots=True)
class Tally:
    """What carts hold, and what lines of the list have been given so far."""

    in_line: dict[Key, int] = field(default_factory=dict[Key, int])
    """By product and catalog."""
    in_pool: dict[Key, int] = field(default_factory=dict[Key, int])
    """By seller and product: the stock that these share."""

    @classmethod
    def of(cls, held: Held) -> "Tally":
        """A tally of carts, before any line."""
        tally = cls()
        for pool, key, quantity in held:
            tally.add(pool, key, quantity)
        return tally

    def add(self, pool: Key, key: Key, quantity: int) -> None:
        """Count a quantity."""
        self.in_line[key] = self.in_line.get(key, 0) + quantity
        self.in_pool[pool] = self.in_pool.get(pool, 0) + quantity

    def fit(self, offering: Offering, wanted: int) -> tuple[int, str]:
        """What of a quantity can still be had (see `fit`)."""
        there = self.in_line.get(offering.key, 0)
        left = max(0, offering.card.available - self.in_pool.get(offering.pool, 0))
        return fit(offering.card.quantity_rule, there, wanted, left)


@dataclass(frozen=True, slots=True)
class Allotment:
    """A list answered, and the quantities that carts would have after it, for the lines that would change."""

    resolution: Resolution
    wanted: Mapping[Key, tuple[Offering, int]]


def fit(rule: QuantityRule, there: int, wanted: int, left: int) -> tuple[int, str]:
    """What of a quantity can be added where so many are already and so many are left, and why it is not all.

    The reason is empty, `short` (not enough is left, or not enough for a quantity that fits) or `rule changed`.
    """
    if not 1 <= wanted <= LARGEST_QUANTITY:
        return 0, "rule changed"
    step, least = rule.multiple, least_quantity(rule)
    most = min(rule.maximum or LARGEST_QUANTITY, LARGEST_QUANTITY) // step * step
    total = there + wanted
    reachable = min(most, (there + left) // step * step)
    if wanted > left:
        return (reachable - there if reachable >= max(least, there + 1) else 0), "short"
    if least <= total <= most and total % step == 0:
        return wanted, ""
    below, above = total // step * step, -(-total // step) * step
    fitting = [
        each for each in {below, above, least, reachable} if max(least, there + 1) <= each <= reachable
    ]
    if fitting:
        return min(fitting, key=lambda each: (abs(each - total), -each)) - there, "rule changed"
    would_fit = max(least, there + 1) <= most
    return 0, "short" if would_fit else "rule changed"


def allot(lines: Sequence[ListLine], meanings: Sequence[Meaning], held: Held) -> Allotment:
    """Answer every line, in order; earlier lines and what carts hold count towards stock and maximum."""
    held = tuple(held)
    before, tally = Tally.of(held), Tally.of(held)
    given: list[tuple[int, str, int]] = []
    wanted: dict[Key, Offering] = {}
    for line, meaning in zip(lines, meanings, strict=True):
        offering = meaning.offering
        if offering is None:
            given.append((0, meaning.state, 0))
            continue
        there = tally.in_line.get(offering.key, 0)
        quantity, reason = tally.fit(offering, line.quantity)
        given.append((quantity, reason, there))
        if quantity:
            tally.add(offering.pool, offering.key, quantity)
            wanted[offering.key] = offering
    answers = tuple(
        _answer(place, line, meaning, gift, before, tally)
        for place, (line, meaning, gift) in enumerate(zip(lines, meanings, given, strict=True))
    )
    totals = _totals(meanings, answers)
    return Allotment(
        Resolution(answers, totals),
        {key: (offering, tally.in_line[key]) for key, offering in wanted.items()},
    )


def _answer(
    place: int, line: ListLine, meaning: Meaning, given: tuple[int, str, int], before: Tally, after: Tally
) -> ResolvedLine:
    offering = meaning.offering
    if offering is None:
        return ResolvedLine(
            place,
            line,
            meaning.state,
            meaning.message,
            name=meaning.name,
            previous_unit_price=meaning.previous,
            alternatives=_alternatives(line, meaning, before),
        )
    quantity, reason, there = given
    price = offering.unit_price(max(after.in_line.get(offering.key, 0), offering.least))
    state = reason or _moved(price, meaning.previous)
    card, seller = offering.card, offering.terms.seller
    return ResolvedLine(
        place,
        line,
        state,
        _message(state, line, offering, there, quantity, price, meaning.previous),
        quantity=quantity,
        seller=seller.code,
        seller_name=seller.name,
        catalog=card.catalog_code,
        name=card.name,
        unit_price=price,
        previous_unit_price=meaning.previous,
        line_total=price.times(quantity) if price and quantity else None,
        available=card.available,
        quantity_rule=card.quantity_rule,
        alternatives=_alternatives(line, meaning, before) if state == "short" else (),
        sku=card.sku,
    )


def _alternatives(line: ListLine, meaning: Meaning, before: Tally) -> tuple[Alternative, ...]:
    alternatives: list[Alternative] = []
    for reason, offering in meaning.others[:MOST_ALTERNATIVES]:
        quantity, _ = before.fit(offering, line.quantity)
        card, seller = offering.card, offering.terms.seller
        price = offering.unit_price(max(before.in_line.get(offering.key, 0) + quantity, offering.least))
        if price is None or (meaning.offering and not quantity):
            continue
        alternatives.append(
            Alternative(
                reason, seller.code, card.catalog_code, card.sku, card.name, price, card.available, quantity
            )
        )
    return tuple(alternatives)


def _moved(price: UnitPrice | None, previous: UnitPrice | None) -> str:
    if price is None or previous is None or price == previous:
        return "same"
    return "dearer" if price > previous else "cheaper"


def _message(
    state: str,
    line: ListLine,
    offering: Offering,
    there: int,
    quantity: int,
    price: UnitPrice | None,
    previous: UnitPrice | None,
) -> str:
    card = offering.card
    already = f" {there:,} are in the cart already." if there else ""
    if state == "short":
        if not card.available:
            return "Out of stock."
        few = (
            f" The least that can be ordered is {offering.least:,}."
            if card.available < offering.least
            else ""
        )
        return f"Only {card.available:,} available.{few}{already}"
    if state == "rule changed":
        total = there + line.quantity if 1 <= line.quantity <= LARGEST_QUANTITY else 0
        problem = quantity_problem(card.quantity_rule, total) or "this quantity does not fit"
        instead = f" {quantity:,} can be added." if quantity else ""
        return f"{problem[0].upper()}{problem[1:]}.{already}{instead}"
    if price and previous and price != previous:
        return f"Was {previous.words}, now {price.words}."
    return "The price is as it was." if previous else "No earlier price to compare with."


def _totals(meanings: Sequence[Meaning], answers: Sequence[ResolvedLine]) -> tuple[SellerTotal, ...]:
    sellers = {
        meaning.offering.terms.seller.code: meaning.offering.terms.seller
        for meaning in meanings
        if meaning.offering
    }
    amounts: dict[str, list[Money]] = {}
    for answer in answers:
        if answer.seller and answer.line_total is not None:
            amounts.setdefault(answer.seller, []).append(answer.line_total)
    ordered = sorted(sellers.values(), key=lambda seller: (seller.position, seller.code))
    return tuple(
        SellerTotal(
            seller.code,
            seller.name,
            len(amounts[seller.code]),
            total_of(amounts[seller.code], seller.currency),
        )
        for seller in ordered
        if seller.code in amounts
    )
