"""How the trade's values read on a screen."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from storefront.catalog.snapshots import QuantityRule
from storefront.credit.snapshots import CreditStanding
from storefront.inventory.rules import WORDS as LEVELS
from storefront.offers.snapshots import Offer
from storefront.orders.snapshots import OrderSummary
from storefront.pricing.snapshots import PriceBreak, PriceCandidate
from storefront.settings import get_settings
from storefront.ui.routes import address, picture_of
from storefront.ui.states.rows import BreakRow, OfferRow, OrderRow, TraceRow

TONES = {"in_stock": "good", "low": "low", "out_of_stock": "bad"}
RULES = {"standard": "Standard price", "price_group": "Price group", "trade_agreement": "Your agreement"}
OUTCOMES = {"won": "your price", "dearer": "dearer"}
SELLER_KINDS = {"manufacturer": "Manufacturer", "distributor": "Distributor"}
ROLES = {"admin": "Admin", "user": "Buyer"}
STATUSES = {
    "submitted": ("Submitted", "low"),
    "accepted": ("Accepted", "good"),
    "shipped": ("Shipped", "good"),
    "invoiced": ("Invoiced", "quiet"),
    "rejected": ("Rejected", "bad"),
    "cancelled": ("Cancelled", "bad"),
}
DUTIES = {
    "field_seller": "field seller",
    "customer_service": "customer service",
    "headquarters": "headquarters",
}
"""As what an employee acts for an outlet: how its lines are marked."""
SHOWN_BREAKS = 3


def lines_in_words(count: int) -> str:
    """`1 line`, `12 lines`, `No lines`."""
    return "No lines" if count == 0 else "1 line" if count == 1 else f"{count:,} lines"


def day(moment: datetime | date | None) -> str:
    """A day as `4 Mar 2011`, in the site's zone; empty for none."""
    if moment is None:
        return ""
    local = moment.astimezone(_zone()) if isinstance(moment, datetime) else moment
    return f"{local.day} {local:%b %Y}"


def day_and_time(moment: datetime | None) -> str:
    """A moment as `4 Mar 2011, 14:05`, in the site's zone."""
    return f"{day(moment)}, {moment.astimezone(_zone()):%H:%M}" if moment else ""


def at_time(moment: datetime) -> str:
    """A time of the day as `14:05`, in the site's zone."""
    return f"{moment.astimezone(_zone()):%H:%M}"


def time_left(until: datetime, *, now: datetime | None = None) -> str:
    """How long something is open still: `until 14:05, 1 h 20 min left`."""
    minutes = max(0, int((until - (now or datetime.now(UTC))).total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    left = f"{hours} h {rest} min" if hours else f"{rest} min"
    return f"until {at_time(until)}, {left} left"


def desk_of_duty(duty: str) -> str:
    """Where an employee goes back to from an outlet."""
    return "/field" if duty == "field_seller" else "/admin/orders"


def ago(moment: datetime | None, *, now: datetime | None = None) -> str:
    """How long since, roughly: `just now`, `12 minutes ago`, `yesterday`, or the day."""
    if moment is None:
        return ""
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        minutes = int(seconds // 60)
        return "1 minute ago" if minutes == 1 else f"{minutes} minutes ago"
    if seconds < 86400:
        hours = int(seconds // 3600)
        return "1 hour ago" if hours == 1 else f"{hours} hours ago"
    return "yesterday" if seconds < 2 * 86400 else day(moment)


def rule_in_words(rule: QuantityRule) -> str:
    """What quantities fit, when not all do: `in steps of 6, at least 12`."""
    parts = [f"in steps of {rule.multiple}"] if rule.multiple > 1 else []
    if rule.minimum > max(1, rule.multiple):
        parts.append(f"at least {rule.minimum}")
    if rule.maximum is not None:
        parts.append(f"at most {rule.maximum:,}")
    return ", ".join(parts)


def availability_in_words(offer: Offer) -> str:
    """The level, with the number where it matters."""
    level = LEVELS.get(offer.availability, offer.availability)
    return f"{level}: {offer.available} left" if offer.availability == "low" else level


def offer_row(offer: Offer, *, outlet: str, seller: str) -> OfferRow:
    """An offer as a row of a list."""
    rule = offer.quantity_rule
    breaks = [
        f"{step.minimum_quantity}+ {step.unit_price.words}" for step in later_breaks(offer)[:SHOWN_BREAKS]
    ]
    bought = f"Bought {day(offer.last_ordered_at)}" if offer.last_ordered_at else ""
    return OfferRow(
        key=key_of(offer.sku, offer.catalog_code),
        sku=offer.sku,
        catalog=offer.catalog_code,
        name=offer.name,
        category=offer.category_name,
        href=address(outlet, "product", offer.sku, seller=seller, catalog=offer.catalog_code),
        image=picture_of(offer.sku),
        price=offer.unit_price.words,
        breaks=" · ".join(breaks),
        rule=rule_in_words(rule),
        word=availability_in_words(offer),
        tone=TONES.get(offer.availability, "quiet"),
        last_bought=f"{bought}: {offer.last_quantity}" if bought and offer.last_quantity else bought,
        quantity=max(rule.standard, rule.minimum, 1),
        minimum=max(rule.minimum, rule.multiple, 1),
        maximum=str(rule.maximum or ""),
        multiple=rule.multiple,
        is_orderable=offer.availability != "out_of_stock",
    )


def later_breaks(offer: Offer) -> list[PriceBreak]:
    """The price breaks that ask for more than the price shown."""
    return [step for step in offer.price_breaks if step.unit_price < offer.unit_price]


def break_rows(offer: Offer) -> list[BreakRow]:
    """Every step of the price, the first one included."""
    return [
        BreakRow(f"{step.minimum_quantity:,} or more", step.unit_price.words) for step in offer.price_breaks
    ]


def trace_rows(candidates: Sequence[PriceCandidate]) -> list[TraceRow]:
    """The candidates behind a price."""
    return [
        TraceRow(
            name=candidate.name,
            rule=RULES.get(candidate.rule, candidate.rule),
            price=candidate.unit_price.words,
            until=f"until {day(candidate.valid_to)}" if candidate.valid_to else "",
            outcome=f"from {candidate.minimum_quantity:,} on"
            if candidate.outcome == "quantity"
            else OUTCOMES.get(candidate.outcome, candidate.outcome),
            has_won=candidate.outcome == "won",
        )
        for candidate in candidates
    ]


def order_row(summary: OrderSummary, *, outlet: str) -> OrderRow:
    """An order as a row of the history."""
    word, tone = STATUSES.get(summary.status, (summary.status, "quiet"))
    return OrderRow(
        number=summary.number,
        href=address(outlet, "orders", summary.number),
        placed=day_and_time(summary.placed_at),
        placed_by=placed_by_in_words(summary),
        outlet=summary.outlet_name,
        seller=summary.seller_name,
        status=word,
        tone=tone,
        purchase_order=summary.purchase_order_number,
        lines=lines_in_words(summary.line_count),
        total=summary.total.words,
        rejected=summary.rejected.words if summary.rejected.minor else "",
    )


def placed_by_in_words(summary: OrderSummary) -> str:
    """Who placed it; both names when an employee acted for a contact."""
    contact, employee = summary.placed_by.contact, summary.placed_by.employee
    if employee:
        return f"{employee} for {contact}" if contact else employee
    return contact or "Before this system"


def credit_percent(standing: CreditStanding) -> str:
    """The share of the credit that is used, for a meter."""
    return f"{min(100, standing.exposure.minor * 100 // max(1, standing.limit.minor))}%"


def device_in_words(user_agent: str) -> str:
    """A browser and its system as one would name them."""
    browsers = (
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    )
    systems = (
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )
    browser = next((name for mark, name in browsers if mark in user_agent), "")
    system = next((name for mark, name in systems if mark in user_agent), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or user_agent[:40] or "Unknown program"


def key_of(sku: str, catalog: str) -> str:
    """What names a product among several catalogs on one screen."""
    return f"{sku}@{catalog}"


def _zone() -> ZoneInfo:
    return ZoneInfo(get_settings().timezone)
