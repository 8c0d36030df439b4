"""What a seller does with orders: everything that a decision moves, and what it leaves alone."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.audit.tables import AuditEntry
from storefront.credit.service import show_credit
from storefront.credit.tables import CreditHold
from storefront.db.columns import table_of
from storefront.inventory.service import list_movements
from storefront.inventory.tables import Reservation, StockLevel
from storefront.kit.errors import StorefrontError
from storefront.kit.money import Money
from storefront.mail.tables import MailMessage
from storefront.offers.service import list_offers
from storefront.offers.snapshots import ListingRequest
from storefront.orders.errors import OrderDecided, OrderLineNotFound, OrderNotFound, RejectionInvalid
from storefront.orders.service import accept, list_incoming, list_orders, reject, show_incoming, show_order
from storefront.orders.snapshots import IncomingFilter, OrderFilter
from storefront.orders.tables import SalesOrder
from storefront.parties.actor import OutletActor, SellerActor
from storefront.sellers.errors import SellerNotFound
from tests.conftest import CountStatements
from tests.digests import digest_of
from tests.factories import Staff, Trade
from tests.orders.placing import at_desk, order

levels = table_of(StockLevel).c
reservations = table_of(Reservation).c
holds = table_of(CreditHold).c
mails = table_of(MailMessage).c
entries = table_of(AuditEntry).c
orders = table_of(SalesOrder)


def reserved(session: Session, trade: Trade) -> dict[str, int]:
    """What is promised of the first two products: by level, which must be what the promises add up to."""
    found: dict[str, int] = {}
    for product in trade.maker.products[:2]:
        mine = (levels.warehouse_id == trade.maker.warehouse_id, levels.product_id == product.id)
        found[product.sku] = session.execute(sa.select(levels.reserved).where(*mine)).scalar_one()
        promised = session.execute(
            sa.select(sa.func.coalesce(sa.func.sum(reservations.quantity), 0)).where(
                reservations.product_id == product.id
            )
        ).scalar_one()
        assert found[product.sku] == promised
    return found


def is_shown_available(session: Session, actor: OutletActor, sku: str) -> bool:
    found = list_offers(session, actor, ListingRequest(seller="MAKER", available=True, limit=200))
    return sku in {offer.sku for offer in found.items}


class TestAccept:
    def test_promises_delivery_and_keeps_stock_and_credit(
        self, session: Session, trade: Trade, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order(session, buyer)
        accepted = accept(session, clerk, number=number)
        assert (accepted.summary.status, accepted.summary.rejected) == ("accepted", Money(0, "GBP"))
        assert reserved(session, trade) == {"M-001": 10, "M-002": 4}
        assert show_credit(session, buyer).exposure == Money(3_250, "GBP")
        [event] = show_order(session, buyer, number=number).events
        assert (event.kind, event.made_by, event.reason, event.skus) == ("accepted", "Mona Clerk", "", ())

    def test_twice_is_once(self, session: Session, buyer: OutletActor, clerk: SellerActor) -> None:
        number = order(session, buyer)
        first = accept(session, clerk, number=number)
        before = digest_of(session)
        assert accept(session, clerk, number=number) == first
        assert digest_of(session) == before

    def test_is_audited(self, session: Session, trade: Trade, buyer: OutletActor, clerk: SellerActor) -> None:
        number = order(session, buyer)
        accept(session, clerk, number=number)
        entry = session.execute(sa.select(table_of(AuditEntry)).where(entries.subject == number)).one()
        assert (entry.action, entry.name, entry.before, entry.after) == (
            "order.accepted",
            "Mona Clerk",
            {"status": "submitted"},
            {"status": "accepted"},
        )
        assert (entry.seller_id, entry.organization_id) == (trade.maker.id, trade.organization.id)


class TestRejectLines:
    def test_gives_back_their_stock_and_credit_and_no_more(
        self, session: Session, trade: Trade, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order(session, buyer)
        view = reject(session, clerk, number=number, reason="  chipped  ", lines=["M-001"])
        assert (view.summary.status, view.summary.rejected) == ("submitted", Money(2_250, "GBP"))
        assert [(line.sku, line.rejection_reason) for line in view.lines] == [
            ("M-001", "chipped"),
            ("M-002", None),
        ]
        assert reserved(session, trade) == {"M-001": 0, "M-002": 4}
        assert show_credit(session, buyer).exposure == Money(1_000, "GBP")
        assert session.execute(sa.select(holds.amount_minor, holds.released_at)).all() == [(1_000, None)]

    def test_lines_are_named_by_position_too(
        self, session: Session, trade: Trade, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order(session, buyer)
        reject(session, clerk, number=number, reason="chipped", lines=[2])
        assert reserved(session, trade) == {"M-001": 10, "M-002": 0}

    def test_the_rest_is_accepted_then(
        self, session: Session, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order(session, buyer)
        reject(session, clerk, number=number, reason="chipped", lines=["M-001"])
        accept(session, clerk, number=number)
        shown = show_order(session, buyer, number=number)
        assert (shown.summary.status, shown.summary.total, shown.summary.rejected) == (
            "accepted",
            Money(3_250, "GBP"),
            Money(2_250, "GBP"),
        )
        assert [(each.kind, each.skus, each.reason) for each in shown.events] == [
            ("lines_rejected", ("M-001",), "chipped"),
            ("accepted", (), ""),
        ]

    def test_with_the_last_line_the_order_is_rejected(
        self, session: Session, trade: Trade, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order(session, buyer)
        reject(session, clerk, number=number, reason="chipped", lines=["M-001"])
        view = reject(session, clerk, number=number, reason="sold out", lines=["M-002"])
        assert (view.summary.status, view.summary.rejected) == ("rejected", view.summary.total)
        assert reserved(session, trade) == {"M-001": 0, "M-002": 0}
        assert show_credit(session, buyer).exposure == Money(0, "GBP")
        assert [event.kind for event in view.events] == ["lines_rejected", "rejected"]

    def test_a_second_time_changes_nothing_also_once_the_rest_is_accepted(
        self, session: Session, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order(session, buyer)
        reject(session, clerk, number=number, reason="chipped", lines=["M-001"])
        accepted = accept(session, clerk, number=number)
        before = digest_of(session)
        assert reject(session, clerk, number=number, reason="again", lines=["M-001"]) == accepted
        assert digest_of(session) == before

    def test_each_release_is_a_movement_with_its_reason(
        self, session: Session, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order(session, buyer)
        reject(session, clerk, number=number, reason="chipped", lines=["M-001"])
        [movement] = list_movements(session, clerk, sku="M-001").items
        assert (movement.kind, movement.change, movement.on_hand, movement.reason, movement.made_by) == (
            "release",
            10,
            100,
            f"{number}: chipped",
            "Mona Clerk",
        )

    def test_the_shelf_hears_of_pieces_that_are_free_again(
        self, session: Session, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order(session, buyer, ("M-001", 100), ("M-002", 1))
        assert not is_shown_available(session, buyer, "M-001")
        reject(session, clerk, number=number, reason="chipped", lines=["M-001"])
        assert is_shown_available(session, buyer, "M-001")

    def test_the_buyer_is_mailed_why(self, session: Session, buyer: OutletActor, clerk: SellerActor) -> None:
        number = order(session, buyer)
        reject(session, clerk, number=number, reason="chipped <in> transit", lines=["M-001"])
        mail = session.execute(sa.select(table_of(MailMessage))).one()
        assert (mail.recipient, mail.subject) == (
            "buyer@first.example",
            f"Some lines of order {number} were rejected",
        )
        assert "- 10 x Mug M-001 (M-001)" in mail.text
        assert "Reason: chipped <in> transit" in mail.text
        assert f"/o/1001/orders/{number}" in mail.text
        assert "chipped &lt;in&gt; transit" in mail.html
        assert "M-002" not in mail.text


class TestRejectWhole:
    def test_gives_everything_back(
        self, session: Session, trade: Trade, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order(session, buyer)
        view = reject(session, clerk, number=number, reason="no lorry")
        assert view.summary.status == "rejected"
        assert {line.rejection_reason for line in view.lines} == {"no lorry"}
        assert reserved(session, trade) == {"M-001": 0, "M-002": 0}
        [hold] = session.execute(sa.select(holds.amount_minor, holds.released_at)).all()
        assert hold.amount_minor == 3_250
        assert hold.released_at is not None
        assert [(event.kind, event.skus) for event in view.events] == [("rejected", ())]
        assert session.execute(sa.select(mails.subject)).scalars().all() == [f"Order {number} was rejected"]

    def test_is_seen_in_the_history(self, session: Session, buyer: OutletActor, clerk: SellerActor) -> None:
        number = order(session, buyer)
        reject(session, clerk, number=number, reason="no lorry")
        [row] = list_orders(session, buyer, OrderFilter(status="rejected")).items
        assert (row.number, row.rejected) == (number, Money(3_250, "GBP"))

    def test_an_order_from_before_this_system_has_nothing_to_give_back(
        self, session: Session, trade: Trade, buyer: OutletActor, clerk: SellerActor
    ) -> None:
        number = order(session, buyer)
        session.execute(sa.delete(table_of(Reservation)))
        session.execute(sa.delete(table_of(CreditHold)))
        assert reject(session, clerk, number=number, reason="too old").summary.status == "rejected"
        assert show_credit(session, buyer).exposure == Money(3_250, "GBP")

    def test_takes_as_many_statements_for_twelve_lines_as_for_one(
        self, session: Session, buyer: OutletActor, clerk: SellerActor, count_statements: CountStatements
    ) -> None:
        every = [(f"M-{place:03d}", 1) for place in range(1, 13)]
        order(session, buyer, *every)
        small, large = order(session, buyer, ("M-001", 1)), order(session, buyer, *every)
        with count_statements() as few:
            reject(session, clerk, number=small, reason="no lorry")
        with count_statements() as many:
            reject(session, clerk, number=large, reason="no lorry")
        assert len(many) == len(few)


class TestRefusals:
    @pytest.mark.parametrize(
        ("decided", "act", "refusal"),
        [
            ("accepted", lambda *it: reject(*it[:2], number=it[2], reason="late"), OrderDecided),
            ("accepted", lambda *it: reject(*it[:2], number=it[2], reason="late", lines=[1]), OrderDecided),
            ("rejected", lambda *it: accept(*it[:2], number=it[2]), OrderDecided),
            ("shipped", lambda *it: accept(*it[:2], number=it[2]), OrderDecided),
            ("invoiced", lambda *it: reject(*it[:2], number=it[2], reason="late"), OrderDecided),
            ("submitted", lambda *it: reject(*it[:2], number=it[2], reason="   "), RejectionInvalid),
            ("submitted", lambda *it: reject(*it[:2], number=it[2], reason="x" * 501), RejectionInvalid),
            ("submitted", lambda *it: reject(*it[:2], number=it[2], reason="no\0"), RejectionInvalid),
            ("submitted", lambda *it: reject(*it[:2], number=it[2], reason="x", lines=[]), RejectionInvalid),
            (
                "submitted",
                lambda *it: reject(*it[:2], number=it[2], reason="x", lines=["M-001", 9, "M-404"]),
                OrderLineNotFound,
            ),
            ("submitted", lambda *it: accept(*it[:2], number="SO-404404"), OrderNotFound),
            ("submitted", lambda *it: accept(*it[:2], number="\0"), OrderNotFound),
        ],
    )
    def test_change_nothing(
        self,
        session: Session,
        buyer: OutletActor,
        clerk: SellerActor,
        decided: str,
        act: Callable[..., Any],
        refusal: type[StorefrontError],
    ) -> None:
        number = order(session, buyer)
        if decided == "accepted":
            accept(session, clerk, number=number)
        elif decided == "rejected":
            reject(session, clerk, number=number, reason="no lorry")
        else:
            session.execute(sa.update(orders).values(status=decided))
        before = digest_of(session)
        with pytest.raises(refusal):
            act(session, clerk, number)
        assert digest_of(session) == before

    def test_another_sellers_order_is_not_found(
        self, session: Session, buyer: OutletActor, staff: Staff
    ) -> None:
        number = order(session, buyer)
        nora = at_desk(session, staff.north_manager, "NORTH")
        before = digest_of(session)
        for act in (
            lambda: show_incoming(session, nora, number=number),
            lambda: accept(session, nora, number=number),
            lambda: reject(session, nora, number=number, reason="mine"),
        ):
            with pytest.raises(OrderNotFound):
                act()
        assert list_incoming(session, nora, IncomingFilter()).items == ()
        assert digest_of(session) == before

    def test_only_its_staff_and_headquarters_have_a_sellers_desk(
        self, session: Session, buyer: OutletActor, trade: Trade, staff: Staff
    ) -> None:
        number = order(session, buyer)
        for stranger in (staff.north_manager, staff.field, staff.service):
            with pytest.raises(SellerNotFound):
                at_desk(session, stranger, "MAKER")
        headquarters = at_desk(session, staff.headquarters, "MAKER-C")
        assert accept(session, headquarters, number=number).events[0].made_by == "Hedy Headquarters"
