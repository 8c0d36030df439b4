"""The basket that an outlet probably needs from a seller now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlmodel import Session

from storefront.kit.clock import day_of, now
from storefront.kit.errors import Invalid
from storefront.kit.money import Money
from storefront.offers.rules import make_offer
from storefront.offers.service import open_terms, shelf_in
from storefront.offers.snapshots import ShelfCard, Terms
from storefront.parties.actor import OutletActor
from storefront.pricing.rules import PriceBook
from storefront.reordering.queries import suggesting as queries
from storefront.reordering.rules.amounts import quantity_to_suggest, usual_quantity
from storefront.reordering.rules.learning import NO_TREND, Trend
from storefront.reordering.rules.reasons import habit_in_words, partner_in_words, popularity_in_words
from storefront.reordering.rules.suggesting import MOST_ORDERS, Candidate, PastOrder, candidates
from storefront.reordering.snapshots import SuggestedLine, Suggestion
from storefront.settings import get_settings

LEAST_ORDERS = 2
"""One order shows no rhythm; two do, if weakly."""

SHOWN, MOST_SHOWN = 20, 50
LOOKED_UP_FOR_EACH = 3
"""So many candidates for each line that is wanted: some are out of stock or not in the outlet's catalogs."""

SECONDS_A_DAY = 86_400


def suggest(
    session: Session, actor: OutletActor, *, seller: str, limit: int = SHOWN, moment: datetime | None = None
) -> Suggestion:
    """What the outlet probably needs from the seller at a moment (now), likeliest first; only what can be had today.

    Raises:
        SellerNotFound: the outlet may not buy from it.
        Invalid: the limit is not between 1 and 50.
    """
    if not 1 <= limit <= MOST_SHOWN:
        raise Invalid(f"Ask for 1 to {MOST_SHOWN} lines.", fields={"limit": f"1 to {MOST_SHOWN}"})
    terms = open_terms(session, actor, seller=seller)
    rows = queries.history(session, actor.outlet_id, terms.seller.id, MOST_ORDERS)
    orders = _orders(rows)
    moment = moment or now()
    lines: tuple[SuggestedLine, ...] = ()
    if len(orders) >= LEAST_ORDERS and terms.catalogs:
        names = {row.product_id: row.name for row in rows}
        ranked = _ranked(session, orders, _days(moment))
        lines = _lines(session, terms, ranked[: limit * LOOKED_UP_FOR_EACH], names, moment)[:limit]
    total = Money(sum(line.line_total.minor for line in lines), terms.seller.currency)
    return Suggestion(terms.seller, lines, total, len(orders), LEAST_ORDERS)


def _orders(rows: Sequence[Sequence[Any]]) -> list[PastOrder[UUID]]:
    found: list[PastOrder[UUID]] = []
    for _, group in groupby(rows, key=itemgetter(0)):
        quantities: dict[UUID, int] = {}
        day = 0.0
        for row in group:
            product_id = row[2]
            day = day or _days(row[1])
            quantities[product_id] = quantities.get(product_id, 0) + row[4]
        found.append(PastOrder(day, quantities))
    return found


def _ranked(session: Session, orders: Sequence[PastOrder[UUID]], day: float) -> list[Candidate[UUID]]:
    companions: dict[UUID, dict[UUID, float]] = {}
    for row in queries.companions_of(session, orders[-1].quantities):
        companions.setdefault(row.product_id, {})[row.companion_id] = row.strength
    asked = {product for order in orders for product in order.quantities}
    asked.update(companion for found in companions.values() for companion in found)
    trends: dict[UUID, Trend] = {}
    popular: list[UUID] = []
    for row in queries.trends_of(session, asked):
        trends[row.product_id] = Trend(row.recent, row.quarter, row.idle_days, row.age_days)
        if row.popular_place is not None:
            popular.append(row.product_id)
    return candidates(
        orders,
        day,
        trend_of=lambda product: trends.get(product, NO_TREND),
        companions=companions,
        popular=popular,
    )


def _lines(
    session: Session,
    terms: Terms,
    ranked: Sequence[Candidate[UUID]],
    names: Mapping[UUID, str],
    moment: datetime,
) -> tuple[SuggestedLine, ...]:
    keys = [(candidate.product, catalog) for candidate in ranked for catalog in terms.catalog_ids]
    shelf, book = shelf_in(session, (terms,), keys)
    today = day_of(moment, get_settings().timezone)
    found: list[SuggestedLine] = []
    for candidate in ranked:
        cards = (shelf.get((candidate.product, catalog)) for catalog in terms.catalog_ids)
        made = (_line(candidate, card, terms, book, names, moment, today) for card in cards if card)
        line = next((line for line in made if line), None)
        if line:
            found.append(line)
    return tuple(found)


def _line(
    candidate: Candidate[UUID],
    card: ShelfCard,
    terms: Terms,
    book: PriceBook,
    names: Mapping[UUID, str],
    moment: datetime,
    today: date,
) -> SuggestedLine | None:
    """The candidate as one catalog has it; nothing when it cannot be ordered there now."""
    habit = candidate.habit
    usual = usual_quantity(habit.quantities) if habit else None
    quantity = quantity_to_suggest(usual, card.quantity_rule, card.available)
    offer = make_offer(card, terms, book)
    price = book.unit_price(candidate.product, card.catalog_id, terms.list_ids, quantity)
    if not quantity or offer is None or price is None:
        return None
    if habit and usual is not None:
        kind, reason = "habit", habit_in_words(habit, _days(moment), usual, today)
    elif candidate.partner is not None:
        kind, reason = "companion", partner_in_words(names[candidate.partner])
    else:
        kind, reason = "popular", popularity_in_words(candidate.trend.recent)
    return SuggestedLine(offer, quantity, price, price.times(quantity), kind, reason)


def _days(moment: datetime) -> float:
    return moment.timestamp() / SECONDS_A_DAY
