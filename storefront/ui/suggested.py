"""A suggested line as a row of a screen."""

from storefront.catalog.rules import least_quantity
from storefront.reordering.snapshots import SuggestedLine
from storefront.ui.routes import address, picture_of
from storefront.ui.states.rows import SuggestionRow
from storefront.ui.words import TONES, availability_in_words, key_of, rule_in_words


def suggestion_row(line: SuggestedLine, *, outlet: str, seller: str) -> SuggestionRow:
    """What is suggested, how much of it, and why."""
    offer, rule = line.offer, line.offer.quantity_rule
    least = least_quantity(rule)
    return SuggestionRow(
        key=key_of(offer.sku, offer.catalog_code),
        sku=offer.sku,
        catalog=offer.catalog_code,
        seller=seller,
        name=offer.name,
        href=address(outlet, "product", offer.sku, seller=seller, catalog=offer.catalog_code),
        image=picture_of(offer.sku),
        reason=f"{line.reason[:1].upper()}{line.reason[1:]}",
        price=line.unit_price.words,
        rule=rule_in_words(rule),
        word=availability_in_words(offer),
        tone=TONES.get(offer.availability, "quiet"),
        quantity=line.quantity,
        less=max(line.quantity - rule.multiple, least),
        more=line.quantity + rule.multiple,
        minimum=least,
        maximum=str(rule.maximum or ""),
        multiple=rule.multiple,
    )
