"""Many buyers at once, on real connections: nothing is sold, spent or numbered twice."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.service import add_lines, show_cart
from storefront.carts.snapshots import WantedLine
from storefront.credit.tables import CreditAccount, CreditHold, NodeCreditCap
from storefront.db.columns import table_of
from storefront.db.numbers import take_numbers
from storefront.db.session import in_transaction, make_engine, reading, transaction, use_engine
from storefront.inventory.tables import Reservation, StockLevel
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest, Placed
from storefront.orders.tables import SalesOrder
from storefront.parties.actor import OutletActor
from storefront.settings import Settings
from tests.databases import TestDatabase
from tests.factories import (
    MadeOrganization,
    Trade,
    act_as,
    make_contact,
    make_membership,
    make_outlet,
    make_trade,
    new_key,
)
from tests.trade.together import InUse, all_at_once

stock = table_of(StockLevel).c
accounts = table_of(CreditAccount).c
holds = table_of(CreditHold).c
reservations = table_of(Reservation).c
orders = table_of(SalesOrder).c


def make_buyers(session: Session, organization: MadeOrganization, count: int) -> list[OutletActor]:
    """So many outlets with a buyer each."""
    buyers: list[OutletActor] = []
    for place_ in range(count):
        outlet = make_outlet(session, organization=organization, number=f"7{place_:03d}")
        contact = make_contact(session, email=f"buyer{place_}@first.example")
        make_membership(session, contact=contact, node_id=outlet.id)
        buyers.append(act_as(session, contact, outlet))
    return buyers


def fill(session: Session, actor: OutletActor, *skus: str, quantity: int = 1) -> None:
    add_lines(session, actor, seller="MAKER", lines=[WantedLine(sku, quantity) for sku in skus])


def check_out(actor: OutletActor, key: str | None = None, seller: str = "MAKER") -> Placed:
    return in_transaction(
        lambda session: place(
            session,
            actor,
            seller=seller,
            request=CheckoutRequest(),
            idempotency_key=key or new_key(),
        )
    )


def outcome(results: list[Any]) -> Counter[str]:
    return Counter("placed" if isinstance(result, Placed) else result.code for result in results)


@pytest.fixture
def in_use(database: TestDatabase, committing_engine: sa.Engine) -> Iterator[InUse]:
    """An engine with room for a crowd: 40 connections on PostgreSQL, 20 on SQLite, where all but one wait."""
    size = 20 if committing_engine.dialect.name == "postgresql" else 10
    crowded = make_engine(Settings(database_url=database.url, database_pool_size=size))
    use_engine(crowded)
    yield InUse(crowded)
    use_engine(committing_engine)
    crowded.dispose()


class TestStock:
    def test_two_hundred_checkouts_for_a_hundred_pieces_sell_exactly_a_hundred(self, in_use: InUse) -> None:
        with transaction() as session:
            trade = make_trade(session, products=1, stock=100)
            buyers = make_buyers(session, trade.organization, 200)
            for buyer in buyers:
                fill(session, buyer, "M-001")
        results = all_at_once([partial(check_out, buyer) for buyer in buyers])
        assert outcome(results) == {"placed": 100, "not_enough_stock": 100}
        with reading() as session:
            level = session.execute(
                sa.select(stock.on_hand, stock.reserved).where(stock.warehouse_id == trade.maker.warehouse_id)
            ).one()
            promised = session.execute(sa.select(sa.func.sum(reservations.quantity))).scalar_one()
            numbers = session.execute(sa.select(orders.number)).scalars().all()
        assert (level.on_hand, level.reserved, promised) == (100, 100, 100)
        assert sorted(numbers) == [f"SO-{number:06d}" for number in range(1, 101)]
        assert in_use.most > 15


class TestCredit:
    def test_twenty_buyers_of_one_organization_cannot_spend_the_same_credit(self, in_use: InUse) -> None:
        with transaction() as session:
            trade = make_trade(session, credit=250 * 7 + 249)
            buyers = make_buyers(session, trade.organization, 20)
            for place_, buyer in enumerate(buyers):
                fill(session, buyer, trade.maker.skus[place_ % 12])
        results = all_at_once([partial(check_out, buyer) for buyer in buyers])
        assert outcome(results) == {"placed": 7, "credit_exceeded": 13}
        with reading() as session:
            account = session.execute(
                sa.select(accounts.limit_minor, accounts.held_minor).where(
                    accounts.organization_id == trade.organization.id
                )
            ).one()
            held = session.execute(sa.select(sa.func.sum(holds.amount_minor))).scalar_one()
            placed = session.execute(sa.select(sa.func.sum(orders.total_minor))).scalar_one()
            reserved = session.execute(sa.select(sa.func.sum(stock.reserved))).scalar_one()
        assert (account.held_minor, held, placed, reserved) == (1_750, 1_750, 1_750, 7)
        assert in_use.most > 10

    def test_two_carts_of_one_outlet_cannot_spend_the_same_cap(self, committing_engine: sa.Engine) -> None:
        with transaction() as session:
            trade = make_trade(session, stock=1_000)
            buyers = make_buyers(session, trade.organization, 6)
            session.add(NodeCreditCap(node_id=trade.organization.root_id, currency="GBP", cap_minor=8_000))
            for buyer in buyers:
                for seller in ("MAKER", "NORTH"):
                    add_lines(session, buyer, seller=seller, lines=[WantedLine("M-001", 2 * 10)])
        results = all_at_once(
            [partial(check_out, buyer, seller=each) for buyer in buyers for each in ("MAKER", "NORTH")]
        )
        # £45.00 from one and £55.00 from the other: either fits under £80.00, both do not.
        pairs = [outcome(results[place_ : place_ + 2]) for place_ in range(0, 12, 2)]
        assert pairs == [{"placed": 1, "credit_cap_exceeded": 1}] * 6
        with reading() as session:
            by_outlet = session.execute(
                sa.select(sa.func.count(holds.id)).group_by(holds.outlet_id)
            ).scalars()
            held = session.execute(sa.select(sa.func.sum(holds.amount_minor))).scalar_one()
            account = session.execute(
                sa.select(accounts.held_minor).where(accounts.organization_id == trade.organization.id)
            ).scalar_one()
        assert list(by_outlet) == [1] * 6
        assert account == held


class TestDeadlocks:
    def test_carts_with_opposite_orders_of_lines_never_wait_in_a_circle(
        self, committing_engine: sa.Engine
    ) -> None:
        with transaction() as session:
            trade = make_trade(session, products=10, stock=10_000)
            buyers = make_buyers(session, trade.organization, 4)

        def order_once(place_: int) -> str:
            skus = trade.maker.skus if place_ % 2 else trade.maker.skus[::-1]
            buyer = buyers[place_]
            with transaction() as session:
                fill(session, buyer, *skus)
            # Not `in_transaction`: a second try would hide a deadlock.
            with transaction() as session:
                placed = place(
                    session, buyer, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key()
                )
            return placed.order.summary.number

        numbers: list[Any] = []
        for _ in range(12):
            numbers += all_at_once([partial(order_once, place_) for place_ in range(4)])
        assert len(set(numbers)) == 48
        with reading() as session:
            reserved = session.execute(
                sa.select(stock.reserved).where(stock.warehouse_id == trade.maker.warehouse_id)
            ).scalars()
            assert set(reserved) == {48}


class TestOneCart:
    @pytest.fixture
    def trade(self, committing_engine: sa.Engine) -> Trade:
        with transaction() as session:
            return make_trade(session)

    @pytest.fixture
    def pair(self, trade: Trade) -> tuple[OutletActor, OutletActor]:
        with reading() as session:
            return (
                act_as(session, trade.buyer, trade.outlet),
                act_as(session, trade.colleague, trade.outlet),
            )

    def test_two_people_who_add_at_once_lose_nothing(
        self, trade: Trade, pair: tuple[OutletActor, OutletActor]
    ) -> None:
        def add(place_: int) -> int:
            own = trade.maker.skus[place_ + 1]
            cart = in_transaction(
                lambda session: add_lines(
                    session,
                    pair[place_ % 2],
                    seller="MAKER",
                    lines=[WantedLine("M-001", 1), WantedLine(own, 2)],
                )
            )
            return cart.version

        versions = all_at_once([partial(add, place_) for place_ in range(8)])
        assert sorted(str(version) for version in versions) == [str(version) for version in range(1, 9)]
        with reading() as session:
            cart = show_cart(session, pair[0], seller="MAKER")
        assert cart.version == 8
        assert {line.sku: line.quantity for line in cart.lines} == {
            "M-001": 8,
            **dict.fromkeys(trade.maker.skus[1:9], 2),
        }

    def test_ten_attempts_with_one_key_are_one_order(
        self, trade: Trade, pair: tuple[OutletActor, OutletActor]
    ) -> None:
        with transaction() as session:
            fill(session, pair[0], "M-001", quantity=3)
        results = all_at_once([partial(check_out, pair[0], "attempt") for _ in range(10)])
        assert outcome(results) == {"placed": 10}
        placed = [result for result in results if isinstance(result, Placed)]
        assert {each.order.summary.number for each in placed} == {"SO-000001"}
        assert [each.is_replay for each in placed].count(False) == 1
        with reading() as session:
            assert session.execute(sa.select(sa.func.sum(stock.reserved))).scalar_one() == 3

    def test_one_cart_checked_out_by_two_is_ordered_once(
        self, trade: Trade, pair: tuple[OutletActor, OutletActor]
    ) -> None:
        with transaction() as session:
            fill(session, pair[0], "M-001", quantity=3)
        results = all_at_once([partial(check_out, actor) for actor in pair])
        assert outcome(results) == {"placed": 1, "empty_cart": 1}


class TestNumbers:
    def test_a_thousand_taken_by_ten_at_once_are_a_thousand(self, committing_engine: sa.Engine) -> None:
        def take(_: int) -> list[str]:
            return [
                number
                for _ in range(25)
                for number in in_transaction(lambda session: take_numbers(session, "order", "SO-", 4))
            ]

        taken: list[str] = []
        for result in all_at_once([partial(take, place_) for place_ in range(10)]):
            assert isinstance(result, list)
            taken += result
        assert sorted(taken) == [f"SO-{number:06d}" for number in range(1, 1_001)]
