from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from storefront.catalog.snapshots import CatalogCard, QuantityRule
from storefront.kit.money import Money, UnitPrice
from storefront.offers.rules import (
    SeenCatalog,
    SeenPriceList,
    corrections,
    halves,
    is_number,
    is_seller_open,
    make_offer,
    search_text,
    terms_for,
)
from storefront.offers.snapshots import ShelfCard, Terms
from storefront.pricing.rules import PriceBook
from storefront.pricing.snapshots import PriceBreak, PriceEntryCard, PriceListCard
from storefront.sellers.snapshots import SellerCard

OUTLET, GROUP_NODE, ROOT = UUID(int=1), UUID(int=2), UUID(int=3)
LINEAGE = (OUTLET, GROUP_NODE, ROOT)
NORTH, SOUTH = UUID(int=11), UUID(int=12)
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SELLER = SellerCard(NORTH, "NORTH", "North Ltd", "distributor", "GBP", Money(0, "GBP"), 2, 0, UUID(int=90))


def seen(
    code: str,
    node_id: UUID = ROOT,
    *,
    status: str = "published",
    position: int = 0,
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
) -> SeenCatalog:
    card = CatalogCard(UUID(bytes=code.encode().ljust(16)), code, code, position, valid_from, valid_to)
    return SeenCatalog(node_id, card, status)


def price_list(
    code: str,
    rule: str = "standard",
    *,
    node_id: UUID | None = None,
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
) -> SeenPriceList:
    key = UUID(bytes=code.encode().ljust(16))
    card = PriceListCard(key, code, code, rule, None, valid_to, bool(valid_from or valid_to))
    return SeenPriceList(
        node_id, rule == "standard", rule == "trade_agreement", valid_from, card, UUID(int=key.int ^ 1)
    )


def codes(terms: Terms) -> tuple[list[str], list[str]]:
    return [card.code for card in terms.catalogs], [card.code for card in terms.price_lists]


class TestSellerOpen:
    def test_nothing_mapped_opens_all_sellers(self) -> None:
        assert is_seller_open(LINEAGE, [], NORTH)

    def test_a_mapping_elsewhere_closes_nothing(self) -> None:
        assert is_seller_open(LINEAGE, [(UUID(int=99), SOUTH)], NORTH)

    def test_the_nearest_node_that_has_any_decides(self) -> None:
        mapped = [(ROOT, NORTH), (ROOT, SOUTH), (OUTLET, SOUTH)]
        assert not is_seller_open(LINEAGE, mapped, NORTH)
        assert is_seller_open(LINEAGE, mapped, SOUTH)
        assert is_seller_open((GROUP_NODE, ROOT), mapped, NORTH)


class TestTermsFor:
    def test_catalogs_come_from_the_nearest_node_that_has_any_in_their_order(self) -> None:
        catalogs = [
            seen("B", GROUP_NODE, position=2),
            seen("A", GROUP_NODE, position=2),
            seen("C", GROUP_NODE, position=1),
            seen("ROOT", ROOT),
        ]
        assert codes(terms_for(SELLER, LINEAGE, catalogs, [], NOON)) == (["C", "A", "B"], [])

    @pytest.mark.parametrize("status", ["draft", "validated", "expired", "retracted"])
    def test_only_published_catalogs_are_open(self, status: str) -> None:
        catalogs = [seen("A", status=status), seen("B")]
        assert codes(terms_for(SELLER, LINEAGE, catalogs, [], NOON)) == (["B"], [])

    def test_a_closed_catalog_at_a_node_still_hides_those_above(self) -> None:
        catalogs = [seen("A", OUTLET, status="retracted"), seen("B", ROOT)]
        assert codes(terms_for(SELLER, LINEAGE, catalogs, [], NOON)) == ([], [])

    def test_only_within_their_validity(self) -> None:
        catalogs = [
            seen("EARLY", valid_from=NOON + DAY),
            seen("NOW", valid_from=NOON, valid_to=NOON + DAY),
            seen("PAST", valid_to=NOON),
        ]
        assert codes(terms_for(SELLER, LINEAGE, catalogs, [], NOON)) == (["NOW"], [])

    def test_standard_lists_and_agreements_apply_and_groups_where_they_are_nearest(self) -> None:
        lists = [
            price_list("STANDARD"),
            price_list("AGREEMENT", "trade_agreement"),
            price_list("NEAR", "price_group", node_id=GROUP_NODE),
            price_list("FAR", "price_group", node_id=ROOT),
        ]
        assert codes(terms_for(SELLER, LINEAGE, [], lists, NOON))[1] == ["AGREEMENT", "NEAR", "STANDARD"]
        assert codes(terms_for(SELLER, (ROOT,), [], lists, NOON))[1] == ["AGREEMENT", "FAR", "STANDARD"]

    def test_a_group_without_lists_still_overrides_those_above(self) -> None:
        lists = [
            price_list("STANDARD"),
            price_list("FAR", "price_group", node_id=ROOT),
            SeenPriceList(GROUP_NODE, False, False, None, None, UUID(int=77)),
        ]
        assert codes(terms_for(SELLER, LINEAGE, [], lists, NOON))[1] == ["STANDARD"]

    def test_a_draft_hides_nothing(self) -> None:
        catalogs = [seen("NEW", OUTLET, status="draft"), seen("OLD", ROOT)]
        assert codes(terms_for(SELLER, LINEAGE, catalogs, [], NOON)) == (["OLD"], [])

    def test_lists_apply_within_their_dates(self) -> None:
        lists = [
            price_list("PAST", valid_to=NOON),
            price_list("NOW", valid_from=NOON, valid_to=NOON + DAY),
            price_list("SOON", "trade_agreement", valid_from=NOON + DAY),
        ]
        assert codes(terms_for(SELLER, LINEAGE, [], lists, NOON))[1] == ["NOW"]


class TestMakeOffer:
    CATALOG = seen("A").card
    LIST = PriceListCard(UUID(int=71), "STANDARD", "Standard", "standard", None, None, is_dated=False)
    PRODUCT = UUID(int=70)

    def offer(self, *entries: tuple[int, int], rule: QuantityRule) -> object:
        shelf = ShelfCard(self.PRODUCT, self.CATALOG.id, "A", "S-1", "Mug", "mugs", "Mugs", rule, 10)
        book = PriceBook(
            currency={self.LIST.id: "GBP"},
            lists={self.LIST.id: self.LIST},
            entries={self.PRODUCT: [PriceEntryCard(self.LIST.id, start, price) for start, price in entries]},
        )
        return make_offer(shelf, Terms(SELLER, (self.CATALOG,), (self.LIST,)), book)

    def test_shows_the_price_at_the_least_quantity_and_the_steps_from_there(self) -> None:
        offer = self.offer((1, 300), (6, 200), (24, 100), rule=QuantityRule(12, None, 12, 12))
        assert offer is not None
        assert offer.unit_price == UnitPrice(200, "GBP")  # type: ignore[attr-defined] -- an Offer, as asserted
        assert offer.price_breaks == (  # type: ignore[attr-defined] -- as above
            PriceBreak(12, UnitPrice(200, "GBP")),
            PriceBreak(24, UnitPrice(100, "GBP")),
        )
        assert offer.availability == "out_of_stock"  # type: ignore[attr-defined] -- as above

    def test_what_has_no_price_at_its_least_quantity_is_no_offer(self) -> None:
        assert self.offer((6, 200), rule=QuantityRule(1, None, 1, 1)) is None
        assert self.offer(rule=QuantityRule(1, None, 1, 1)) is None


class TestWords:
    def test_search_reads_each_word_once(self) -> None:
        assert search_text("M-001", "Red Mugs", "mug") == "m 001 red mug"

    @pytest.mark.parametrize(("word", "number"), [("m001", True), ("85123a", True), ("mug", False)])
    def test_a_word_with_a_digit_is_a_number(self, word: str, number: bool) -> None:
        assert is_number(word) is number

    def test_halves_leave_the_middle_letter_out(self) -> None:
        assert (halves("heart"), halves("ab"), halves("a")) == (("he", "rt"), ("a", ""), ("", ""))

    @pytest.mark.parametrize("word", ["heart", "holder", "cat"])
    def test_one_typo_leaves_the_start_or_the_end_of_a_word(self, word: str) -> None:
        letters = "xq"
        typos = {word[:at] + word[at + 1 :] for at in range(len(word))}
        typos |= {word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in letters}
        typos |= {word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in letters}
        typos |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
        for typo in typos:
            start, end = halves(typo)
            assert word.startswith(start) or word.endswith(end), typo


class TestCorrections:
    def test_known_words_numbers_and_short_words_stay(self) -> None:
        assert corrections(["mug", "m001", "rd"], {"mug": True}, {"mud": 5, "red": 9}) == [
            ["mug"],
            ["m001"],
            ["rd"],
        ]

    def test_an_unknown_word_becomes_its_neighbours_the_likeliest_first(self) -> None:
        near = {"heart": 3, "hears": 3, "beard": 50, "heard": 9}
        assert corrections(["heatr", "hearx"], {"heatr": False, "hearx": False}, near) == [
            ["heart"],
            ["heard", "hears", "heart"],
        ]

    def test_at_most_four_neighbours_are_looked_for(self) -> None:
        near = {f"hear{letter}": 1 for letter in "abcdef"}
        assert corrections(["hearx"], {}, near) == [["heara", "hearb", "hearc", "heard"]]

    def test_a_word_with_no_neighbour_stays_and_finds_nothing(self) -> None:
        assert corrections(["zzzzz"], {}, {"heart": 1}) == [["zzzzz"]]
