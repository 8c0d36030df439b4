"""Orders that fit a filter: listed, counted, and line by line in a file."""

from typing import Any

import pytest
from sqlmodel import Session

from storefront.kit.errors import Invalid
from storefront.kit.money import Money
from storefront.orders.queries import selecting
from storefront.orders.service import export_lines, filter_choices, list_orders, sum_orders
from storefront.orders.service import history as history_module
from storefront.orders.snapshots import OrderFilter
from storefront.parties.actor import OutletActor
from storefront.parties.tables import Employee
from tests.factories import Trade, act_as
from tests.orders.ledger import ALL, WrittenOrder, again


def found(session: Session, actor: OutletActor, **wanted: Any) -> list[int]:
    page = list_orders(session, actor, OrderFilter(scope="organization", **wanted))
    assert page.totals.orders == len(page.items)
    assert page.totals.lines == sum(order.line_count for order in page.items)
    return [int(order.number[-1]) for order in page.items]


class TestFilters:
    @pytest.mark.parametrize(
        ("wanted", "numbers"),
        [
            ({"product": "MU-22E34BL"}, [2, 1, 4]),
            ({"product": " mu-22e34bl "}, [2, 1, 4]),
            ({"product": "MU"}, []),
            ({"product": "M'U\"*:|&"}, []),
            ({"product": "---"}, []),
            ({"product": "CA-22E34BL", "text": "plates"}, []),
            ({"product": "CA-22E34BL", "text": "mugs"}, [1]),
            ({"category": "kitchen"}, [3, 2, 1, 4]),
            ({"category": "mugs"}, [2, 1, 4]),
            ({"category": "candles"}, [3, 1]),
            ({"category": "nowhere"}, []),
            ({"category": "candles", "product": "MU-22E34BL"}, [1]),
            ({"channel": "NORTH-C"}, [2]),
            ({"channel": "NORTH"}, []),
            ({"channel": "NORTH-C", "seller": "MAKER"}, []),
            ({"employee": "any"}, [3]),
            ({"employee": "none"}, [2, 1, 4]),
            ({"employee": "Helper@Maker.example"}, [3]),
            ({"employee": "buyer@first.example"}, []),
            ({"employee": "00000000-0000-0000-0000-000000000000"}, []),
        ],
    )
    def test_narrow(
        self,
        session: Session,
        admin: OutletActor,
        ledger: list[WrittenOrder],
        wanted: dict[str, str],
        numbers: list[int],
    ) -> None:
        assert sorted(found(session, admin, **wanted)) == sorted(numbers)

    def test_an_employee_is_found_by_id_and_offered_as_a_choice(
        self, session: Session, admin: OutletActor, helper: Employee, ledger: list[WrittenOrder]
    ) -> None:
        choices = filter_choices(session, admin, scope="organization")
        assert [each.name for each in choices.employees] == ["Hal Helper"]
        assert [each.value for each in choices.channels] == ["MAKER-C", "NORTH-C"]
        assert found(session, admin, employee=choices.employees[0].value) == [3]
        assert found(session, admin, employee=str(helper.id)) == [3]

    def test_ones_own_orders_are_found_by_product_and_category_too(
        self, session: Session, trade: Trade, ledger: list[WrittenOrder]
    ) -> None:
        buyer = act_as(session, trade.buyer, trade.outlet)
        fitting: list[dict[str, Any]] = [{"product": "MU-22E34BL"}, {"category": "kitchen"}, {"text": "mugs"}]
        for wanted in fitting:
            page = list_orders(session, buyer, OrderFilter(**wanted))
            assert {order.number for order in page.items} == {"SO-1", "SO-2", "SO-4"}

    def test_short_words_are_found_whole_and_longer_ones_by_their_beginning(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder]
    ) -> None:
        assert selecting.SHORTEST_BEGINNING == 3
        assert found(session, admin, text="can") == [3, 1]
        assert found(session, admin, text="ca") == [3, 1]
        assert found(session, admin, text="c") == []

    @pytest.mark.parametrize("name", ["product", "category", "employee", "channel"])
    def test_what_cannot_be_stored_is_refused(self, session: Session, admin: OutletActor, name: str) -> None:
        unstorable: dict[str, Any] = {name: "x\x00"}
        with pytest.raises(Invalid):
            list_orders(session, admin, OrderFilter(**unstorable))


class TestTotals:
    @pytest.fixture
    def few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(history_module, "MOST_COUNTED", 3)

    def test_past_the_bound_a_page_says_that_there_are_more(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder], few: None
    ) -> None:
        totals = list_orders(session, admin, ALL).totals
        assert (totals.orders, totals.lines, totals.totals, totals.is_complete) == (3, 0, (), False)
        summary = sum_orders(session, admin, ALL, by="month")
        assert [row.now.orders for row in summary.totals] == [4]

    def test_up_to_the_bound_they_are_exact(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder], few: None
    ) -> None:
        wanted = OrderFilter(scope="organization", product="MU-22E34BL")
        totals = list_orders(session, admin, wanted).totals
        assert (totals.orders, totals.totals, totals.is_complete) == (3, (Money(1840, "GBP"),), True)


class TestExportLines:
    def test_has_the_lines_that_fit_in_the_order_of_their_orders(
        self, session: Session, admin: OutletActor, ledger: list[WrittenOrder]
    ) -> None:
        every = [
            (row.order.number, row.line.sku, row.line.line_total.minor)
            for row in export_lines(
                lambda: again(session), admin, OrderFilter(scope="organization", sort="placed_at")
            )
        ]
        assert every == [
            ("SO-4", "MU-22E34BL", 90),
            ("SO-1", "MU-22E34BL", 1000),
            ("SO-1", "CA-22E34BL", 250),
            ("SO-2", "PL-22E34BL", 300),
            ("SO-2", "MU-22E34BL", 200),
            ("SO-3", "CA-22E34BL", 40),
            ("SO-3", "KI-22E34BL", 7),
        ]
        counts: list[tuple[dict[str, Any], int]] = [
            ({"product": "ca-22e34bl"}, 2),
            ({"category": "kitchen"}, 5),
        ]
        for wanted, count in counts:
            fitting = list(
                export_lines(lambda: again(session), admin, OrderFilter(scope="organization", **wanted))
            )
            assert len(fitting) == count
