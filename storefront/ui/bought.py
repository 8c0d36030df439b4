"""How what an outlet bought reads on a screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from storefront.carts.snapshots import Alternative, ResolvedLine
from storefront.inventory.rules import WORDS as AVAILABILITY
from storefront.inventory.rules import level
from storefront.reordering.snapshots import BoughtProduct, Rhythm
from storefront.ui.listed import STATES
from storefront.ui.routes import address, picture_of
from storefront.ui.words import TONES, day, rule_in_words

UNTAGGED = frozenset({"same", "short"})
"""Nothing to say, or said by the stock already."""

DUE_TONES = {"due": "low", "overdue": "low", "later": "quiet", "lapsed": "quiet"}
REASONS = {"seller": "Also from", "replacement": "Replaced by", "variant": "Variant"}
SHOWN_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """Something else that could be ordered."""

    label: str = ""
    name: str = ""
    price: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class BoughtRow:
    """A product as it was bought and as it could be bought today; `key` names it among the catalogs."""

    key: str = ""
    sku: str = ""
    name: str = ""
    href: str = ""
    image: str = ""
    seller: str = ""
    seller_name: str = ""
    catalog: str = ""
    last: str = ""
    last_quantity: str = ""
    times: str = ""
    rhythm: str = ""
    due: str = ""
    due_tone: str = "quiet"
    price: str = ""
    was: str = ""
    state: str = ""
    state_tone: str = "quiet"
    message: str = ""
    stock: str = ""
    stock_tone: str = "quiet"
    rule: str = ""
    quantity: int = 1
    minimum: int = 1
    maximum: str = ""
    multiple: int = 1
    is_orderable: bool = False
    can_be_ticked: bool = False
    alternatives: list[AlternativeRow] = field(default_factory=list[AlternativeRow])


def bought_row(item: BoughtProduct, *, outlet: str, sellers: Mapping[str, str]) -> BoughtRow:
    """A product that was bought as a row of the list; `sellers` are the names of those that are open."""
    now = item.now
    rule = now.quantity_rule
    stock, stock_tone = _stock(now)
    state, tone = ("", "quiet") if now.state in UNTAGGED else STATES[now.state]
    was = now.previous_unit_price
    has_moved = was is not None and now.unit_price is not None and was != now.unit_price
    return BoughtRow(
        key=item.key,
        sku=item.sku,
        name=item.name,
        href=address(outlet, "product", item.sku, seller=item.seller, catalog=item.catalog) if rule else "",
        image=picture_of(item.sku),
        seller=item.seller,
        seller_name=item.seller_name,
        catalog=item.catalog,
        last=day(item.last_ordered_at),
        last_quantity=f"{item.last_quantity:,}",
        times="once" if item.times == 1 else "twice" if item.times == 2 else f"{item.times:,} times",
        rhythm=_capital(item.rhythm.words) if item.rhythm else "",
        due=_capital(item.rhythm.due_words) if item.rhythm else "",
        due_tone=_due_tone(item.rhythm),
        price=now.unit_price.words if now.unit_price else "",
        was=was.words if was is not None and (has_moved or now.unit_price is None) else "",
        state=state,
        state_tone=tone,
        message="" if stock_tone == "bad" else now.message,
        stock=stock,
        stock_tone=stock_tone,
        rule=rule_in_words(rule) if rule else "",
        quantity=item.usual_quantity,
        minimum=max(rule.minimum, rule.multiple, 1) if rule else 1,
        maximum=str(rule.maximum or "") if rule else "",
        multiple=rule.multiple if rule else 1,
        is_orderable=now.is_addable,
        can_be_ticked=now.is_addable or bool(now.alternatives),
        alternatives=[_alternative(each, outlet, sellers) for each in now.alternatives[:SHOWN_ALTERNATIVES]],
    )


def _stock(now: ResolvedLine) -> tuple[str, str]:
    """The level of what is offered; nothing for what is not."""
    if now.quantity_rule is None:
        return "", "quiet"
    name = level(now.available, now.quantity_rule.minimum)
    words = AVAILABILITY[name]
    is_scarce = name == "low" or (now.state == "short" and name != "out_of_stock")
    return (f"{words}: {now.available:,} left" if is_scarce else words), TONES[name]


def _due_tone(rhythm: Rhythm | None) -> str:
    return DUE_TONES[rhythm.standing] if rhythm else "quiet"


def _alternative(each: Alternative, outlet: str, sellers: Mapping[str, str]) -> AlternativeRow:
    name = sellers.get(each.seller, each.seller) if each.reason == "seller" else each.name
    href = address(outlet, "product", each.sku, seller=each.seller, catalog=each.catalog)
    return AlternativeRow(REASONS.get(each.reason, each.reason), name, each.unit_price.words, href)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
