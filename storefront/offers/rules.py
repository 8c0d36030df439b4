"""What is open to an outlet, and how words are looked up, decided on plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from storefront.catalog.rules import is_open, least_quantity
from storefront.catalog.snapshots import CatalogCard
from storefront.inventory.rules import level
from storefront.kit.text import one_typo_apart, search_words
from storefront.offers.snapshots import Offer, ShelfCard, Terms
from storefront.parties.rules import nearest
from storefront.pricing.rules import PriceBook
from storefront.pricing.snapshots import PriceListCard
from storefront.sellers.snapshots import SellerCard

MAXIMUM_CORRECTIONS = 4
UNBORN = frozenset({"draft", "validated"})
"""A catalog that was never published hides nothing yet; one that has ended still hides what is above its node."""


@dataclass(frozen=True, slots=True)
class SeenCatalog:
    """A catalog as it is mapped to a node of the lineage."""

    node_id: UUID
    card: CatalogCard
    status: str


@dataclass(frozen=True, slots=True)
class SeenPriceList:
    """A price list that may apply: through a standard group, a group of a node, or the organization itself.

    A group that is set at a node has a row without a list, so that it overrides what is above even when it is empty.
    """

    node_id: UUID | None
    is_standard: bool
    is_agreement: bool
    valid_from: datetime | None
    card: PriceListCard | None
    group_id: UUID | None


def is_seller_open(lineage: Sequence[UUID], mapped: Sequence[tuple[UUID, UUID]], seller_id: UUID) -> bool:
    """Whether an outlet may buy from a seller; nothing mapped on the lineage opens all (product rule 5)."""
    sellers = nearest(lineage, mapped)
    return not sellers or seller_id in sellers


def terms_for(
    seller: SellerCard,
    lineage: Sequence[UUID],
    catalogs: Sequence[SeenCatalog],
    lists: Sequence[SeenPriceList],
    moment: datetime,
) -> Terms:
    """The catalogs and price lists that apply now; settings come from the nearest node that has any."""
    mapped = [(catalog.node_id, catalog) for catalog in catalogs if catalog.status not in UNBORN]
    seen = nearest(lineage, mapped)
    open_catalogs = sorted(
        (
            catalog.card
            for catalog in seen
            if catalog.status == "published"
            and is_open(catalog.card.valid_from, catalog.card.valid_to, moment)
        ),
        key=lambda card: (card.position, card.code),
    )
    groups = set(nearest(lineage, [(entry.node_id, entry.group_id) for entry in lists if entry.node_id]))
    applying = {
        entry.card.id: entry.card
        for entry in lists
        if entry.card
        and (entry.is_standard or entry.is_agreement or entry.group_id in groups)
        and is_open(entry.valid_from, entry.card.valid_to, moment)
    }
    return Terms(seller, tuple(open_catalogs), tuple(sorted(applying.values(), key=lambda card: card.code)))


def make_offer(
    shelf: ShelfCard, terms: Terms, book: PriceBook, bought: tuple[datetime | None, int | None] = (None, None)
) -> Offer | None:
    """The offer for a shelf item on these terms, `bought` last then and so many; None when no list prices it."""
    least = least_quantity(shelf.quantity_rule)
    breaks = book.breaks(shelf.product_id, shelf.catalog_id, terms.list_ids, least)
    if not breaks or breaks[0].minimum_quantity > least:
        return None
    return Offer(
        product_id=shelf.product_id,
        catalog_id=shelf.catalog_id,
        catalog_code=shelf.catalog_code,
        sku=shelf.sku,
        name=shelf.name,
        category_code=shelf.category_code,
        category_name=shelf.category_name,
        unit_price=breaks[0].unit_price,
        price_breaks=breaks,
        available=shelf.available,
        availability=level(shelf.available, least),
        quantity_rule=shelf.quantity_rule,
        last_ordered_at=bought[0],
        last_quantity=bought[1],
    )


def search_text(*texts: str) -> str:
    """What search reads of a thing: its words, each once."""
    return " ".join(search_words(" ".join(texts)))


def is_number(word: str) -> bool:
    """Whether a word looks like a SKU or number: those are looked up as typed, never corrected."""
    return any(character.isdigit() for character in word)


def corrections(
    words: Sequence[str], known: Mapping[str, bool], candidates: Mapping[str, int]
) -> list[list[str]]:
    """For each word what to look for: itself, or the known words one typo away when nothing begins with it.

    `candidates` maps words to the number of items that have them; of several near ones the likeliest come first.
    """
    groups: list[list[str]] = []
    for word in words:
        if is_number(word) or known.get(word, False) or len(word) < 3:
            groups.append([word])
            continue
        near = [candidate for candidate in candidates if one_typo_apart(word, candidate)]
        near.sort(key=lambda candidate: (-candidates[candidate], candidate))
        groups.append(near[:MAXIMUM_CORRECTIONS] or [word])
    return groups


def halves(word: str) -> tuple[str, str]:
    """The start and the end of a word: one typo leaves one of the two as it was."""
    middle = len(word) // 2
    return word[:middle], word[middle + 1 :]
