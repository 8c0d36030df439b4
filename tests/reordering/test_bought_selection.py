"""What of all that was bought is shown, in which order, and put into a cart together."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from storefront.kit.errors import Invalid
from storefront.kit.money import UnitPrice
from storefront.kit.paging import encode_cursor
from storefront.parties.actor import OutletActor
from storefront.reordering.errors import TooMuchAtOnce
from storefront.reordering.service import bought_choices, buy_again, buying_again, lines_to_buy
from storefront.reordering.snapshots import BuyAgainPage, BuyAgainRequest
from tests.reordering.buying import SORTS, bought, skus
from tests.reordering.history import days_ago


class TestSelection:
    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            ({"seller": "NORTH"}, ["N M-001", "N M-003"]),
            ({"seller": "NOBODY"}, []),
            ({"category": "mugs"}, ["M M-001", "M M-002", "M M-004", "N M-001", "N M-003"]),
            ({"category": "kitchen"}, ["M M-001", "M M-002", "M M-004", "N M-001", "N M-003"]),
            ({"category": "candles"}, []),
            ({"category": "nothing"}, []),
            ({"text": "M-001"}, ["M M-001", "N M-001"]),
            ({"text": "m-00"}, ["M M-001", "M M-002", "M M-004", "N M-001", "N M-003"]),
            ({"text": "002"}, ["M M-002"]),
            ({"text": "MÜGS"}, ["M M-001", "M M-002", "M M-004", "N M-001", "N M-003"]),
            ({"text": "mug plate"}, []),
            ({"text": "ug"}, []),
            ({"text": "%"}, ["M M-001", "M M-002", "M M-004", "N M-001", "N M-003"]),
            ({"text": "001", "seller": "MAKER"}, ["M M-001"]),
        ],
    )
    def test_narrows_what_is_shown(
        self, session: Session, buyer: OutletActor, past: None, wanted: dict[str, Any], found: list[str]
    ) -> None:
        for sort in SORTS:
            page = buy_again(session, buyer, BuyAgainRequest(sort=sort, **wanted))
            assert sorted(f"{item.seller[0]} {item.sku}" for item in page.items) == found
            assert page.total == len(found)

    def test_a_period_is_about_any_purchase_not_the_last(
        self, session: Session, buyer: OutletActor, past: None
    ) -> None:
        early = {"bought_from": days_ago(150), "bought_to": days_ago(100)}
        assert skus(session, buyer, **early) == ["M M-001"]
        assert skus(session, buyer, bought_to=days_ago(150)) == ["M M-002"]
        assert set(skus(session, buyer, bought_from=days_ago(20))) == {"M M-004", "N M-001", "N M-003"}
        assert skus(session, buyer, bought_from=date(2999, 1, 1)) == []
        assert len(skus(session, buyer, bought_from=date.min, bought_to=date.max)) == 5

    def test_choices_are_what_was_bought_with_counts(
        self, session: Session, buyer: OutletActor, past: None
    ) -> None:
        choices = bought_choices(session, buyer)
        assert [(each.value, each.name, each.count) for each in choices.sellers] == [
            ("MAKER", "Maker Ltd", 3),
            ("NORTH", "North Ltd", 2),
        ]
        assert [(each.value, each.count, each.is_deeper) for each in choices.categories] == [
            ("kitchen", 5, False),
            ("mugs", 5, True),
        ]

    @pytest.mark.parametrize(
        ("wanted", "field"),
        [
            ({"sort": "colour"}, "sort"),
            ({"limit": 0}, "limit"),
            ({"limit": 201}, "limit"),
            ({"cursor": "nonsense"}, "cursor"),
            ({"cursor": encode_cursor("buy-again:times", 1, "x", "y")}, "cursor"),
            ({"cursor": encode_cursor("buy-again:last_bought", "yesterday", "0" * 32, "0" * 32)}, "cursor"),
            ({"cursor": encode_cursor("buy-again:last_bought", "2026-01-01", "x", "0" * 32)}, "cursor"),
            ({"seller": "A\x00"}, "filter"),
            ({"category": "\ud800"}, "filter"),
        ],
    )
    def test_what_is_no_selection_is_refused(
        self, session: Session, buyer: OutletActor, wanted: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            buy_again(session, buyer, BuyAgainRequest(**wanted))
        fields = refused.value.facts["fields"]
        assert isinstance(fields, dict)
        assert set(fields) == {field}

    @pytest.mark.parametrize(
        ("sort", "key"),
        [
            ("last_bought", "0001-01-01T00:00:00+14:00"),
            ("times", -(1 << 61)),
            ("due", (1 << 62) - 1),
            ("name", "\N{DEL}"),
        ],
    )
    def test_a_marker_far_outside_is_an_empty_page_with_its_total(
        self, session: Session, buyer: OutletActor, past: None, sort: str, key: str | int
    ) -> None:
        cursor = encode_cursor(f"buy-again:{sort}", key, "f" * 32, "f" * 32)
        page = buy_again(session, buyer, BuyAgainRequest(sort=sort, cursor=cursor))
        assert page == BuyAgainPage((), None, 5)


class TestOrder:
    def test_each_sort_has_its_own(self, session: Session, buyer: OutletActor, past: None) -> None:
        assert skus(session, buyer, sort="last_bought")[0] == "M M-004"
        assert skus(session, buyer, sort="last_bought")[3:] == ["M M-001", "M M-002"]
        assert skus(session, buyer, sort="times")[0] == "M M-001"
        assert skus(session, buyer, sort="times")[4] == "M M-004"
        assert [sku[2:] for sku in skus(session, buyer, sort="name")] == [
            "M-001",
            "M-001",
            "M-002",
            "M-003",
            "M-004",
        ]

    def test_due_first_goes_by_the_days_that_are_shown(
        self, session: Session, buyer: OutletActor, past: None
    ) -> None:
        items = bought(session, buyer, sort="due")
        shown = [(item.sku, item.seller[0], item.rhythm.standing if item.rhythm else None) for item in items]
        assert sorted(shown[:3]) == [("M-001", "M", "due"), ("M-001", "N", "due"), ("M-003", "N", "due")]
        days = [item.rhythm.due_on for item in items[:3] if item.rhythm]
        assert days == sorted(days)
        assert shown[3:] == [("M-004", "M", None), ("M-002", "M", "lapsed")]

    @pytest.mark.parametrize("limit", [1, 2, 4])
    @pytest.mark.parametrize("sort", SORTS)
    def test_pages_show_each_product_once(
        self, session: Session, buyer: OutletActor, past: None, sort: str, limit: int
    ) -> None:
        def pages() -> Iterator[BuyAgainPage]:
            cursor: str | None = None
            while True:
                page = buy_again(session, buyer, BuyAgainRequest(sort=sort, limit=limit, cursor=cursor))
                yield page
                cursor = page.next_cursor
                if cursor is None:
                    return

        found = list(pages())
        keys = [item.key for page in found for item in page.items]
        assert keys == [item.key for item in bought(session, buyer, sort=sort)]
        assert len(set(keys)) == 5
        assert {page.total for page in found} == {5}


class TestAll:
    def test_is_the_selection_in_its_order_at_usual_quantities(
        self, session: Session, buyer: OutletActor, past: None
    ) -> None:
        lines = lines_to_buy(session, buyer, BuyAgainRequest(sort="times", seller="MAKER", limit=1))
        assert [(line.sku, line.quantity, line.seller, line.catalog) for line in lines] == [
            ("M-001", 12, "MAKER", "MAKER-MAIN"),
            ("M-002", 4, "MAKER", "MAKER-MAIN"),
            ("M-004", 3, "MAKER", "MAKER-MAIN"),
        ]
        assert lines[0].previous_unit_price == UnitPrice(25_000, "GBP")

    def test_too_much_is_refused_with_what_would_be_accepted(
        self, session: Session, buyer: OutletActor, past: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(buying_again, "MAXIMUM_LINES", 4)
        with pytest.raises(TooMuchAtOnce) as refused:
            lines_to_buy(session, buyer, BuyAgainRequest())
        assert refused.value.facts == {"found": 5, "maximum": 4}
        assert len(lines_to_buy(session, buyer, BuyAgainRequest(seller="MAKER"))) == 3

    def test_of_nothing_is_nothing(self, session: Session, buyer: OutletActor) -> None:
        assert lines_to_buy(session, buyer, BuyAgainRequest()) == ()
        assert buy_again(session, buyer, BuyAgainRequest()) == BuyAgainPage((), None, 0)
