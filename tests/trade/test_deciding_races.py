"""Two deciders at one moment, and any sequence of orders and decisions: nothing is promised or held that is not."""

from collections import Counter
from functools import partial

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.credit.tables import CreditAccount, CreditHold
from storefront.db.columns import table_of
from storefront.db.session import in_transaction, reading, transaction
from storefront.inventory.tables import Reservation, StockLevel
from storefront.kit.errors import StorefrontError
from storefront.offers.tables import OutletPurchase
from storefront.orders.service import accept, place, reject
from storefront.orders.snapshots import CheckoutRequest, OrderView
from storefront.orders.tables import OrderEvent, OrderLine, SalesOrder
from storefront.parties.actor import OutletActor, SellerActor
from storefront.parties.service import hash_token
from storefront.sellers.service import enter_seller
from tests.factories import act_as, make_staff, make_trade, new_key
from tests.trade.together import all_at_once

levels = table_of(StockLevel).c
reservations = table_of(Reservation).c
accounts = table_of(CreditAccount).c
holds = table_of(CreditHold).c
orders = table_of(SalesOrder).c
order_lines = table_of(OrderLine).c
purchases = table_of(OutletPurchase).c
events = table_of(OrderEvent).c
SKUS = ("M-001", "M-002", "M-003")


def order(session: Session, actor: OutletActor, lines: dict[str, int]) -> str:
    wanted = [WantedLine(sku, quantity) for sku, quantity in lines.items()]
    add_lines(session, actor, seller="MAKER", lines=wanted)
    placed = place(session, actor, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key())
    session.flush()
    return placed.order.summary.number


def must_add_up(session: Session) -> None:
    """Reserved is what is promised, held is what orders hold, and that is what is left of open orders."""
    promised = dict(
        session.execute(
            sa.select(reservations.product_id, sa.func.sum(reservations.quantity)).group_by(
                reservations.product_id
            )
        ).all()
    )
    stock = session.execute(sa.select(levels.product_id, levels.reserved).where(levels.reserved > 0)).all()
    assert {row.product_id: row.reserved for row in stock} == promised
    held = session.execute(
        sa.select(sa.func.coalesce(sa.func.sum(holds.amount_minor), 0)).where(holds.released_at.is_(None))
    ).scalar_one()
    assert session.execute(sa.select(sa.func.sum(accounts.held_minor))).scalar_one() == held
    left = sa.select(sa.func.coalesce(sa.func.sum(orders.total_minor - orders.rejected_minor), 0))
    assert session.execute(left).scalar_one() == held
    must_be_remembered(session)


def must_be_remembered(session: Session) -> None:
    """What outlets are said to have bought is what their orders have that were not rejected."""
    rows = session.execute(
        sa.select(orders.outlet_id, order_lines.catalog_id, order_lines.product_id, order_lines.quantity)
        .join_from(table_of(SalesOrder), table_of(OrderLine), order_lines.order_id == orders.id)
        .where(orders.status != "rejected", order_lines.rejection_reason.is_(None))
        .order_by(orders.placed_at, orders.sequence)
    ).all()
    ordered: dict[tuple[object, ...], list[int]] = {}
    for *pair, quantity in rows:
        ordered.setdefault(tuple(pair), []).append(quantity)
    known = session.execute(
        sa.select(
            purchases.outlet_id,
            purchases.catalog_id,
            purchases.product_id,
            purchases.times,
            purchases.units,
        )
    ).all()
    assert {tuple(pair): (times, units) for *pair, times, units in known} == {
        pair: (len(quantities), sum(quantities)) for pair, quantities in ordered.items()
    }


@pytest.mark.parametrize("times", range(3))
def test_of_an_acceptance_and_a_rejection_at_one_moment_one_wins(
    committing_engine: sa.Engine, times: int
) -> None:
    with transaction() as session:
        trade = make_trade(session)
        staff = make_staff(session, trade)
        buyer = act_as(session, trade.buyer, trade.outlet)
        number = order(session, buyer, {"M-001": 5, "M-002": 5})
        clerk = enter_seller(session, hash_token(staff.maker_clerk.token), "MAKER")
    accepting = partial(in_transaction, partial(accept, actor=clerk, number=number))
    rejecting = partial(in_transaction, partial(reject, actor=clerk, number=number, reason="no lorry"))
    results = all_at_once([accepting, rejecting])
    outcomes = Counter(it.summary.status if isinstance(it, OrderView) else it.code for it in results)
    assert outcomes in (
        Counter({"accepted": 1, "order_already_decided": 1}),
        Counter({"rejected": 1, "order_already_decided": 1}),
    )
    with reading() as session:
        must_add_up(session)
        assert session.execute(sa.select(sa.func.count()).select_from(table_of(OrderEvent))).scalar_one() == 1


def test_many_rejections_of_one_line_give_it_back_once(committing_engine: sa.Engine) -> None:
    with transaction() as session:
        trade = make_trade(session)
        staff = make_staff(session, trade)
        buyer = act_as(session, trade.buyer, trade.outlet)
        number = order(session, buyer, {"M-001": 5, "M-002": 5})
        clerk = enter_seller(session, hash_token(staff.maker_clerk.token), "MAKER")
    work = partial(reject, actor=clerk, number=number, reason="chipped", lines=["M-001"])
    results = all_at_once([partial(in_transaction, work) for _ in range(6)])
    assert all(isinstance(it, OrderView) for it in results)
    with reading() as session:
        must_add_up(session)
        assert session.execute(sa.select(events.kind)).scalars().all() == ["lines_rejected"]


def test_an_order_and_a_rejection_of_one_outlet_are_both_remembered(committing_engine: sa.Engine) -> None:
    with transaction() as session:
        trade = make_trade(session, stock=1_000)
        staff = make_staff(session, trade)
        buyer = act_as(session, trade.buyer, trade.outlet)
        numbers = [order(session, buyer, dict.fromkeys(SKUS, 2)) for _ in range(4)]
        clerk = enter_seller(session, hash_token(staff.maker_clerk.token), "MAKER")

    def buy() -> object:
        return in_transaction(lambda session: order(session, buyer, dict.fromkeys(SKUS, 1)))

    rejecting = [
        partial(in_transaction, partial(reject, actor=clerk, number=number, reason="no lorry"))
        for number in numbers
    ]
    all_at_once([*rejecting, *[buy] * 4])
    with reading() as session:
        must_add_up(session)


def test_orders_and_rejections_side_by_side_add_up(committing_engine: sa.Engine) -> None:
    """Placing and rejecting take the same rows in the same order: they wait, and none is chosen to die."""
    with transaction() as session:
        trade = make_trade(session, stock=1_000)
        staff = make_staff(session, trade)
        buyer = act_as(session, trade.buyer, trade.outlet)
        sister = act_as(session, trade.admin, trade.second_outlet)
        numbers = [order(session, buyer, dict.fromkeys(SKUS, 2)) for _ in range(6)]
        clerk = enter_seller(session, hash_token(staff.maker_clerk.token), "MAKER")
    rejecting = [
        partial(in_transaction, partial(reject, actor=clerk, number=number, reason="no lorry"))
        for number in numbers
    ]

    def buy() -> OrderView:
        def work(session: Session) -> OrderView:
            wanted = [WantedLine(sku, 1) for sku in reversed(SKUS)]
            add_lines(session, sister, seller="MAKER", lines=wanted)
            return place(
                session, sister, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key()
            ).order

        return in_transaction(work)

    results = all_at_once([*rejecting, *[buy] * 6])
    assert [it.code for it in results if isinstance(it, StorefrontError) and it.code != "empty_cart"] == []
    with reading() as session:
        must_add_up(session)


lines = st.dictionaries(st.sampled_from(SKUS), st.integers(1, 9), min_size=1)
acts = st.one_of(
    st.tuples(st.just("order"), lines),
    st.tuples(
        st.just("reject"),
        st.integers(0, 4),
        st.none() | st.lists(st.sampled_from(SKUS) | st.integers(1, 3), min_size=1),
    ),
    st.tuples(st.just("accept"), st.integers(0, 4)),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, max_size=12))
def test_after_any_sequence_it_adds_up(session: Session, story: list[tuple[object, ...]]) -> None:
    tried = session.begin_nested()
    try:
        trade = make_trade(session, products=3)
        staff = make_staff(session, trade)
        buyer = act_as(session, trade.buyer, trade.outlet)
        clerk = enter_seller(session, hash_token(staff.maker_clerk.token), "MAKER")
        numbers: list[str] = []
        for act in story:
            with session.begin_nested() as step:
                try:
                    _do(session, buyer, clerk, numbers, act)
                except StorefrontError:
                    step.rollback()
            must_add_up(session)
    finally:
        tried.rollback()


def _do(
    session: Session, buyer: OutletActor, clerk: SellerActor, numbers: list[str], act: tuple[object, ...]
) -> None:
    match act:
        case ("order", dict() as wanted):
            numbers.append(order(session, buyer, wanted))
        case ("reject", int() as place_, named) if place_ < len(numbers):
            reject(session, clerk, number=numbers[place_], reason="no lorry", lines=named)  # pyright: ignore[reportArgumentType] -- drawn so
        case ("accept", int() as place_) if place_ < len(numbers):
            accept(session, clerk, number=numbers[place_])
        case _:
            pass
