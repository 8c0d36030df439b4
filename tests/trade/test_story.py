"""Any story of carts, switching and checkout: the trade must agree with a model made of dictionaries."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import Session

from storefront.carts.errors import NothingToUndo
from storefront.carts.service import add_lines, change_line, clear, list_carts, remove_line, show_cart, undo
from storefront.carts.snapshots import CartView, WantedLine
from storefront.credit.errors import CreditExceeded
from storefront.credit.tables import CreditAccount, CreditHold
from storefront.db.columns import table_of
from storefront.inventory.tables import Reservation, StockLevel
from storefront.kit.errors import StorefrontError
from storefront.offers.service import list_offers
from storefront.offers.snapshots import ListingRequest
from storefront.orders.errors import BelowMinimumOrder, EmptyCart, StockShort
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.orders.tables import SalesOrder
from storefront.parties.actor import OutletActor
from storefront.parties.service import enter_outlet, hash_token, remember_outlet
from storefront.pricing.tables import PriceEntry
from tests.factories import act_as, make_membership, make_trade, new_key

stock = table_of(StockLevel).c
entries = table_of(PriceEntry)
accounts = table_of(CreditAccount).c
holds = table_of(CreditHold).c
reservations = table_of(Reservation).c
orders = table_of(SalesOrder).c

SKUS = ("M-001", "M-002", "M-003", "M-004")
SELLERS = ("MAKER", "NORTH")
OUTLETS = ("1001", "1002", "2001")
STOCK = 40
CREDIT = 15_000
MINIMUM = {"MAKER": 0, "NORTH": 5_000}

Lines = dict[str, int]
outlets, sellers, skus = st.sampled_from(OUTLETS), st.sampled_from(SELLERS), st.sampled_from(SKUS)
quantities = st.integers(1, 25)


class Story(RuleBasedStateMachine):
    """One buyer in three outlets of two organizations, two sellers, four products, little stock and little credit."""

    engine: sa.Engine
    actor: OutletActor

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.execution_options(storefront_writing=True).connect()
        self.outer = self.connection.begin()
        self.session = Session(
            self.connection,
            autoflush=False,
            expire_on_commit=False,
            join_transaction_mode="create_savepoint",
        )
        self.carts: dict[tuple[str, str], Lines] = {
            (outlet, seller): {} for outlet in OUTLETS for seller in SELLERS
        }
        self.past: dict[tuple[str, str], list[Lines]] = {key: [] for key in self.carts}
        self.prices = {("MAKER", sku): 25_000 for sku in SKUS} | {("NORTH", sku): 27_500 for sku in SKUS}
        self.sold = dict.fromkeys(self.prices, 0)
        self.spent = {"ORG-1": 0, "ORG-2": 0}
        self.place = (OUTLETS[0], SELLERS[0])

    def teardown(self) -> None:
        self.session.close()
        self.outer.rollback()
        self.connection.close()

    @initialize()
    def open_the_trade(self) -> None:
        self.trade = make_trade(self.session, products=len(SKUS), stock=STOCK, credit=CREDIT)
        for outlet in (self.trade.second_outlet, self.trade.other_outlet):
            make_membership(self.session, contact=self.trade.buyer, node_id=outlet.id)
        self.onlookers = (
            act_as(self.session, self.trade.colleague, self.trade.outlet),
            act_as(self.session, self.trade.admin, self.trade.second_outlet),
            act_as(self.session, self.trade.outsider, self.trade.other_outlet),
        )
        self.products = {product.sku: product.id for product in self.trade.maker.products}
        self.switch(*self.place)

    @property
    def lines(self) -> Lines:
        return self.carts[self.place]

    def seen(self) -> dict[str, tuple[CartView, ...]]:
        """Every cart of the trade, as somebody sees it who works in its outlet and never switches."""
        return {actor.outlet_number: list_carts(self.session, actor) for actor in self.onlookers}

    def cart(self) -> CartView:
        return show_cart(self.session, self.actor, seller=self.place[1])

    def act(self, work: Callable[..., Any], **given: Any) -> Any:
        """One act in a transaction of its own."""
        with self.session.begin_nested():
            return work(self.session, self.actor, seller=self.place[1], **given)

    def refused(self, kind: type[StorefrontError], work: Callable[..., Any], **given: Any) -> None:
        try:
            self.act(work, **given)
        except kind:
            return
        raise AssertionError(f"not refused: {kind.__name__}")

    def become(self, lines: Lines) -> None:
        self.past[self.place].append(dict(self.lines))
        self.carts[self.place] = lines

    def price(self, seller: str, sku: str, quantity: int) -> int:
        price = self.prices[seller, sku]
        return min(price, 22_500) if seller == "MAKER" and quantity >= 6 else price

    def total(self, outlet: str, seller: str) -> int:
        return sum(
            (self.price(seller, sku, quantity) * quantity + 50) // 100
            for sku, quantity in self.carts[outlet, seller].items()
        )

    @rule(outlet=outlets, seller=sellers)
    def switch(self, outlet: str, seller: str) -> None:
        """As the screens do: enter, have it offered first the next time, see the range and the cart there."""
        before = self.seen()
        with self.session.begin_nested():
            self.actor = enter_outlet(self.session, hash_token(self.trade.buyer.token), outlet)
            remember_outlet(self.session, self.actor)
        self.place = (outlet, seller)
        offers = list_offers(self.session, self.actor, ListingRequest(seller=seller)).items
        assert {offer.sku: offer.unit_price.ten_thousandths for offer in offers} == {
            sku: self.prices[seller, sku] for sku in SKUS
        }
        assert {line.sku: line.quantity for line in self.cart().lines} == self.lines
        assert self.seen() == before

    @rule(wanted=st.lists(st.tuples(skus, quantities), min_size=1, max_size=3))
    def add(self, wanted: list[tuple[str, int]]) -> None:
        lines = dict(self.lines)
        for sku, quantity in wanted:
            lines[sku] = lines.get(sku, 0) + quantity
        self.act(add_lines, lines=[WantedLine(*each) for each in wanted])
        self.become(lines)

    @rule(data=st.data(), quantity=quantities)
    def change(self, data: st.DataObject, quantity: int) -> None:
        if self.lines:
            line = data.draw(st.sampled_from(self.cart().lines))
            self.act(change_line, line_id=line.id, quantity=quantity)
            self.become(self.lines | {line.sku: quantity})

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        if self.lines:
            line = data.draw(st.sampled_from(self.cart().lines))
            self.act(remove_line, line_id=line.id)
            self.become({sku: quantity for sku, quantity in self.lines.items() if sku != line.sku})

    @rule()
    def clear(self) -> None:
        self.act(clear)
        if self.lines:
            self.become({})

    @rule()
    def undo(self) -> None:
        if self.past[self.place]:
            self.act(undo)
            self.carts[self.place] = self.past[self.place].pop()
        else:
            self.refused(NothingToUndo, undo)

    @rule(seller=sellers, sku=skus, price=st.integers(10_000, 60_000))
    def change_a_price(self, seller: str, sku: str, price: int) -> None:
        made = self.trade.maker if seller == "MAKER" else self.trade.north
        self.session.execute(
            sa.update(entries)
            .where(
                entries.c.price_list_id == made.price_list_id,
                entries.c.product_id == self.products[sku],
                entries.c.minimum_quantity == 1,
            )
            .values(unit_price=price)
        )
        self.prices[seller, sku] = price

    @rule()
    def check_out(self) -> None:
        outlet, seller = self.place
        organization, total = f"ORG-{outlet[0]}", self.total(outlet, seller)
        given = {"request": CheckoutRequest(), "idempotency_key": new_key()}
        limit = CREDIT if organization == "ORG-1" else 1_000_000
        if not self.lines:
            self.refused(EmptyCart, place, **given)
        elif total < MINIMUM[seller]:
            self.refused(BelowMinimumOrder, place, **given)
        elif any(self.sold[seller, sku] + quantity > STOCK for sku, quantity in self.lines.items()):
            self.refused(StockShort, place, **given)
        elif self.spent[organization] + total > limit:
            self.refused(CreditExceeded, place, **given)
        else:
            placed = self.act(place, **given)
            assert placed.order.summary.total.minor == total
            assert {line.sku: line.quantity for line in placed.order.lines} == self.lines
            for sku, quantity in self.lines.items():
                self.sold[seller, sku] += quantity
            self.spent[organization] += total
            self.carts[self.place], self.past[self.place] = {}, []

    @invariant()
    def every_cart_is_as_it_was_left(self) -> None:
        for outlet, carts in self.seen().items():
            for cart in carts:
                key = (outlet, cart.seller.code)
                assert {line.sku: line.quantity for line in cart.lines} == self.carts[key]
                assert {
                    line.sku: line.unit_price and line.unit_price.ten_thousandths for line in cart.lines
                } == {sku: self.price(key[1], sku, quantity) for sku, quantity in self.carts[key].items()}
                assert cart.subtotal.minor == self.total(*key)
                assert cart.subtotal.minor == sum(
                    line.line_total.minor for line in cart.lines if line.line_total
                )
                assert cart.can_undo == bool(self.past[key])

    @invariant()
    def stock_and_credit_are_what_the_orders_took(self) -> None:
        def number(column: Any) -> int:
            return int(self.session.execute(sa.select(sa.func.coalesce(sa.func.sum(column), 0))).scalar_one())

        self.session.flush()
        sold, spent = sum(self.sold.values()), sum(self.spent.values())
        assert (number(stock.reserved), number(reservations.quantity)) == (sold, sold)
        assert (
            number(accounts.held_minor) == number(holds.amount_minor) == number(orders.total_minor) == spent
        )


class TestStory:
    def test_no_line_is_lost_moved_or_repriced_and_nothing_is_sold_or_spent_twice(
        self, engine: sa.Engine, starting_content: str
    ) -> None:
        machine = type("Story", (Story,), {"engine": engine})
        run_state_machine_as_test(
            machine,
            settings=settings(max_examples=12, stateful_step_count=25),
        )
