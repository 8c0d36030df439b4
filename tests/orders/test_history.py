from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.api import spreadsheets
from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.db.columns import table_of
from storefront.kit.errors import Invalid
from storefront.kit.money import Money
from storefront.kit.paging import encode_cursor
from storefront.orders.errors import OrderNotFound
from storefront.orders.service import export_orders, filter_choices, list_orders, place, show_order
from storefront.orders.service import exporting as exporting_module
from storefront.orders.snapshots import CheckoutRequest, OrderFilter, OrderPage
from storefront.orders.tables import SalesOrder
from storefront.parties.actor import OutletActor
from storefront.parties.service import hash_token, identify
from storefront.parties.tables import Membership
from tests.conftest import CountStatements
from tests.factories import Trade, act_as, make_contact, make_membership, make_staff, new_key

orders = table_of(SalesOrder)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SORTS = ("-placed_at", "placed_at", "-total", "total")


@pytest.fixture
def actors(session: Session, trade: Trade) -> dict[str, OutletActor]:
    make_membership(session, contact=trade.buyer, node_id=trade.second_outlet.id)
    return {
        "buyer": act_as(session, trade.buyer, trade.outlet),
        "buyer at second": act_as(session, trade.buyer, trade.second_outlet),
        "colleague": act_as(session, trade.colleague, trade.outlet),
        "admin": act_as(session, trade.admin, trade.second_outlet),
        "outsider": act_as(session, trade.outsider, trade.other_outlet),
    }


@pytest.fixture
def history(session: Session, actors: dict[str, OutletActor]) -> list[str]:
    """Seven orders, a day apart; the fourth and the fifth at one moment and of one total."""
    story = [
        ("buyer", "MAKER", "M-001", 2, "PO-ALPHA", "accepted"),
        ("buyer", "NORTH", "M-002", 20, "PO-BETA", "submitted"),
        ("buyer at second", "MAKER", "M-003", 4, "", "shipped"),
        ("colleague", "MAKER", "M-004", 1, "", "submitted"),
        ("buyer", "MAKER", "M-005", 1, "", "submitted"),
        ("admin", "MAKER", "M-006", 3, "", "rejected"),
        ("outsider", "MAKER", "M-001", 5, "PO-ALPHA", "submitted"),
    ]
    numbers: list[str] = []
    for days, (who, seller, sku, quantity, reference, status) in enumerate(story):
        add_lines(session, actors[who], seller=seller, lines=[WantedLine(sku, quantity)])
        placed = place(
            session,
            actors[who],
            seller=seller,
            request=CheckoutRequest(purchase_order_number=reference),
            idempotency_key=new_key(),
        )
        numbers.append(placed.order.summary.number)
        moment = START + timedelta(days=3 if days == 4 else days)
        session.execute(
            sa.update(orders).where(orders.c.number == numbers[-1]).values(placed_at=moment, status=status)
        )
    return numbers


def found(session: Session, actor: OutletActor, **wanted: Any) -> list[int]:
    """Which of the seven, by their last digit."""
    page = list_orders(session, actor, OrderFilter(**wanted))
    return [int(order.number[-1]) for order in page.items]


class TestVisibility:
    def test_by_default_everybody_sees_what_they_placed_themselves(
        self, session: Session, actors: dict[str, OutletActor], history: list[str]
    ) -> None:
        seen = {who: found(session, actor) for who, actor in actors.items()}
        assert seen == {
            "buyer": [5, 3, 2, 1],
            "buyer at second": [5, 3, 2, 1],
            "colleague": [4],
            "admin": [6],
            "outsider": [7],
        }

    def test_an_admin_may_see_all_of_the_organization_and_a_user_not(
        self, session: Session, actors: dict[str, OutletActor], history: list[str]
    ) -> None:
        seen = {who: found(session, actor, scope="organization") for who, actor in actors.items()}
        assert seen["admin"] == [6, 5, 4, 3, 2, 1]
        assert (seen["buyer"], seen["colleague"], seen["outsider"]) == ([5, 3, 2, 1], [4], [7])

    def test_an_admin_of_one_outlet_sees_that_outlet(
        self, session: Session, trade: Trade, actors: dict[str, OutletActor], history: list[str]
    ) -> None:
        contact = make_contact(session, email="chief@first.example")
        make_membership(session, contact=contact, node_id=trade.outlet.id, role="admin")
        assert found(session, act_as(session, contact, trade.outlet), scope="organization") == [5, 4, 2, 1]

    def test_who_lost_the_outlet_lost_its_orders(
        self, session: Session, trade: Trade, actors: dict[str, OutletActor], history: list[str]
    ) -> None:
        memberships = table_of(Membership)
        session.execute(
            sa.update(memberships)
            .where(
                memberships.c.contact_id == trade.buyer.id, memberships.c.node_id == trade.second_outlet.id
            )
            .values(status="disabled", disabled_reason="moved")
        )
        assert found(session, actors["buyer"]) == [5, 2, 1]
        with pytest.raises(OrderNotFound):
            show_order(session, actors["buyer"], number=history[2])

    def test_one_order_follows_the_same_rule(
        self, session: Session, actors: dict[str, OutletActor], history: list[str]
    ) -> None:
        def visible(who: str) -> list[int]:
            seen: list[int] = []
            for number in history:
                try:
                    seen.append(int(show_order(session, actors[who], number=number).summary.number[-1]))
                except OrderNotFound:
                    continue
            return seen

        assert {who: visible(who) for who in ("buyer", "colleague", "admin", "outsider")} == {
            "buyer": [1, 2, 3, 5],
            "colleague": [4],
            "admin": [1, 2, 3, 4, 5, 6],
            "outsider": [7],
        }


class TestFilters:
    @pytest.mark.parametrize(
        ("wanted", "numbers"),
        [
            ({"outlet": "1002"}, [6, 3]),
            ({"outlet": "2001"}, []),
            ({"outlet": "nowhere"}, []),
            ({"seller": "NORTH"}, [2]),
            ({"status": "submitted"}, [5, 4, 2]),
            ({"status": "invoiced"}, []),
            ({"contact": "Colleague@First.example"}, [4]),
            ({"contact": "nobody@first.example"}, []),
            ({"placed_from": date(2026, 3, 4)}, [6, 5, 4, 3]),
            ({"placed_to": date(2026, 3, 3)}, [2, 1]),
            ({"placed_from": date(2026, 3, 3), "placed_to": date(2026, 3, 3)}, [2]),
            ({"placed_from": START + timedelta(days=3)}, [6, 5, 4]),
            ({"placed_to": START + timedelta(days=3)}, [3, 2, 1]),
            ({"placed_from": date.min, "placed_to": date.max}, [6, 5, 4, 3, 2, 1]),
            ({"min_total": Money(750, "GBP")}, [6, 3, 2]),
            ({"max_total": Money(250, "GBP")}, [5, 4]),
            ({"min_total": Money(500, "GBP"), "max_total": Money(750, "GBP")}, [6, 1]),
            ({"text": "M-003"}, [3]),
            ({"text": "so-00000"}, [6, 5, 4, 3, 2, 1]),
            ({"text": "SO-000002"}, [2]),
            ({"text": "beta"}, [2]),
            ({"text": "po-alpha"}, [1]),
            ({"text": "mugs"}, [6, 5, 4, 3, 2, 1]),
            ({"text": "candle"}, []),
            ({"text": '" OR *'}, []),
            ({"text": "mug", "status": "shipped", "outlet": "1002", "seller": "MAKER"}, [3]),
        ],
    )
    def test_narrow_what_is_seen_and_totals_follow(
        self,
        session: Session,
        actors: dict[str, OutletActor],
        history: list[str],
        wanted: dict[str, Any],
        numbers: list[int],
    ) -> None:
        page = list_orders(session, actors["admin"], OrderFilter(scope="organization", **wanted))
        assert [int(order.number[-1]) for order in page.items] == numbers
        assert page.totals.orders == len(numbers)
        assert page.totals.lines == sum(order.line_count for order in page.items)
        total = sum(order.total.minor for order in page.items)
        assert page.totals.totals == ((Money(total, "GBP"),) if numbers else ())

    def test_a_contact_is_found_by_id_too(
        self, session: Session, trade: Trade, actors: dict[str, OutletActor], history: list[str]
    ) -> None:
        assert found(session, actors["admin"], scope="organization", contact=str(trade.colleague.id)) == [4]

    @pytest.mark.parametrize(
        ("wanted", "field"),
        [
            ({"sort": "colour"}, "sort"),
            ({"status": "lost"}, "status"),
            ({"scope": "everything"}, "scope"),
            ({"outlet": "1\x00"}, "filter"),
            ({"contact": "\ud800"}, "filter"),
            ({"limit": 0}, "limit"),
            ({"cursor": "nonsense"}, "cursor"),
            ({"cursor": encode_cursor("orders:total", 1, 1)}, "cursor"),
            ({"cursor": encode_cursor("orders:-placed_at", "yesterday", 1)}, "cursor"),
        ],
    )
    def test_what_is_no_filter_is_refused(
        self, session: Session, buyer: OutletActor, wanted: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            list_orders(session, buyer, OrderFilter(**wanted))
        fields = refused.value.facts["fields"]
        assert isinstance(fields, dict)
        assert set(fields) == {field}

    @pytest.mark.parametrize(
        ("sort", "key"),
        [
            ("-placed_at", "0001-01-01T00:00:00+14:00"),
            ("placed_at", "9999-12-31T23:59:59-12:00"),
            ("total", (1 << 62) - 1),
            ("-total", -(1 << 61)),
        ],
    )
    def test_a_marker_far_outside_is_an_empty_page(
        self, session: Session, actors: dict[str, OutletActor], history: list[str], sort: str, key: str | int
    ) -> None:
        cursor = encode_cursor(f"orders:{sort}", key, (1 << 62) - 1)
        assert found(session, actors["buyer"], sort=sort, cursor=cursor) == []

    def test_choices_are_those_of_visible_orders(
        self, session: Session, actors: dict[str, OutletActor], history: list[str]
    ) -> None:
        mine = filter_choices(session, actors["buyer"])
        assert [each.value for each in mine.outlets] == ["1002", "1001"]
        assert [each.value for each in mine.sellers] == ["MAKER", "NORTH"]
        assert [each.name for each in mine.contacts] == ["Bea Buyer"]
        all_of_them = filter_choices(session, actors["admin"], scope="organization")
        assert [each.name for each in all_of_them.contacts] == ["Ada Admin", "Bea Buyer", "Carl Colleague"]

    def test_choices_of_the_whole_trade_are_sellers_channels_and_staff(
        self, session: Session, trade: Trade, actors: dict[str, OutletActor], history: list[str]
    ) -> None:
        staff = make_staff(session, trade)
        service = identify(session, hash_token(staff.service.token))
        choices = filter_choices(session, service, scope="all")
        assert [each.value for each in choices.sellers] == ["MAKER", "NORTH"]
        assert [each.value for each in choices.channels] == ["MAKER-C", "NORTH-C"]
        names = [each.name for each in choices.employees]
        assert (names[:2], names[-1]) == (["Fay Field", "Finn Field"], "Sam Service")
        assert "Mia Clerk" not in names
        assert (choices.outlets, choices.contacts) == ((), ())
        buyer = filter_choices(session, actors["buyer"], scope="all")
        assert [each.value for each in buyer.outlets] == ["1002", "1001"]


class TestPages:
    def walk(self, session: Session, actor: OutletActor, **wanted: Any) -> Iterator[OrderPage]:
        cursor: str | None = None
        while True:
            page = list_orders(session, actor, OrderFilter(cursor=cursor, scope="organization", **wanted))
            yield page
            cursor = page.next_cursor
            if cursor is None:
                return

    @pytest.mark.parametrize("limit", [1, 2, 3, 6])
    @pytest.mark.parametrize("sort", SORTS)
    def test_show_each_order_once_in_order(
        self,
        session: Session,
        actors: dict[str, OutletActor],
        history: list[str],
        sort: str,
        limit: int,
    ) -> None:
        pages = list(self.walk(session, actors["admin"], sort=sort, limit=limit))
        items = [order for page in pages for order in page.items]
        assert sorted(order.number for order in items) == history[:6]
        keys = [order.total.minor if "total" in sort else order.placed_at for order in items]
        ascending = list(reversed(keys)) if sort.startswith("-") else keys
        assert all(left <= right for left, right in pairwise(ascending))  # type: ignore[operator] -- all of one kind
        assert {page.totals for page in pages} == {pages[0].totals}


class TestExport:
    @pytest.mark.parametrize("sort", SORTS)
    def test_is_the_list(
        self, session: Session, actors: dict[str, OutletActor], history: list[str], sort: str
    ) -> None:
        @contextmanager
        def again() -> Iterator[Session]:
            yield session

        opening: Callable[[], AbstractContextManager[Session]] = again
        wanted = OrderFilter(scope="organization", sort=sort, text="mug", limit=2)
        exported = tuple(export_orders(opening, actors["admin"], wanted))
        listed = list_orders(
            session, actors["admin"], OrderFilter(scope="organization", sort=sort, text="mug", limit=200)
        )
        assert exported == listed.items
        assert len(exported) == 6

    def test_goes_on_beyond_one_page(
        self,
        session: Session,
        actors: dict[str, OutletActor],
        history: list[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(exporting_module, "MAXIMUM_LIMIT", 2)
        opened: list[int] = []

        @contextmanager
        def again() -> Iterator[Session]:
            opened.append(1)
            yield session

        exported = tuple(export_orders(again, actors["admin"], OrderFilter(scope="organization")))
        assert [int(order.number[-1]) for order in exported] == [6, 5, 4, 3, 2, 1]
        assert len(opened) == 3

    def test_reads_the_second_page_only_when_the_first_is_written(
        self,
        session: Session,
        actors: dict[str, OutletActor],
        history: list[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(exporting_module, "MAXIMUM_LIMIT", 2)
        monkeypatch.setattr(spreadsheets, "ROWS_AT_ONCE", 2)
        opened: list[int] = []

        @contextmanager
        def again() -> Iterator[Session]:
            opened.append(1)
            yield session

        rows = export_orders(again, actors["admin"], OrderFilter(scope="organization"))
        pieces = spreadsheets.csv_chunks(spreadsheets.ORDERS, rows)
        assert next(pieces).count(b"\n") == 3
        assert len(opened) == 1
        assert b"".join(pieces).count(b"\n") == 4
        assert len(opened) == 3

    def test_is_refused_before_the_first_row(self, session: Session, buyer: OutletActor) -> None:
        with pytest.raises(Invalid):
            export_orders(lambda: pytest.fail("opened"), buyer, OrderFilter(sort="colour"))


class TestStatements:
    def test_a_page_takes_one_and_an_order_two(
        self,
        session: Session,
        actors: dict[str, OutletActor],
        history: list[str],
        count_statements: CountStatements,
    ) -> None:
        with count_statements() as listing:
            list_orders(
                session, actors["admin"], OrderFilter(scope="organization", text="mug", sort="-total")
            )
        with count_statements() as showing:
            show_order(session, actors["buyer"], number=history[0])
        assert (len(listing), len(showing)) == (1, 2)
