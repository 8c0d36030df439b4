from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.errors import CartFull, LineNotFound, LineNotOffered, NoteRefused, SavedFull
from storefront.carts.service import (
    change_line,
    forget_saved,
    list_saved,
    note_line,
    return_saved,
    save_line,
    show_beside,
    show_cart,
    take_out,
    undo,
)
from storefront.carts.snapshots import CartLineView
from storefront.catalog.errors import QuantityRefused
from storefront.catalog.tables import Catalog
from storefront.db.columns import table_of
from storefront.kit.clock import now
from storefront.kit.errors import StorefrontError
from storefront.kit.money import Money, UnitPrice
from storefront.offers.service import shelve
from storefront.orders.service import place, show_order
from storefront.orders.snapshots import CheckoutRequest
from storefront.parties.actor import OutletActor
from storefront.pricing.tables import PriceEntry
from storefront.sellers.errors import SellerNotFound
from tests.carts.filling import add, held
from tests.conftest import CountStatements
from tests.digests import refuse
from tests.factories import Trade, act_as, make_catalog, make_trade, new_key

MAKER = "MAKER"


def saved(session: Session, actor: OutletActor) -> tuple[CartLineView, ...]:
    return list_saved(session, actor, seller=MAKER)


class TestNote:
    def test_is_kept_with_the_line_and_with_the_order(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        line = add(session, buyer, ("M-001", 2), ("M-002", 1)).lines[0]
        cart = note_line(session, colleague, seller=MAKER, line_id=line.id, note="  for\n the  window ")
        assert [(each.sku, each.note) for each in cart.lines] == [("M-001", "for the window"), ("M-002", "")]
        assert cart.version == 2
        grown = add(session, buyer, ("M-001", 1)).lines[0]
        assert (grown.quantity, grown.note) == (3, "for the window")
        placed = place(session, buyer, seller=MAKER, request=CheckoutRequest(), idempotency_key=new_key())
        number = placed.order.summary.number
        assert [each.note for each in show_order(session, buyer, number=number).lines] == [
            "for the window",
            "",
        ]

    def test_does_not_hide_that_the_price_moved(self, session: Session, buyer: OutletActor) -> None:
        line = add(session, buyer, ("M-001", 2)).lines[0]
        session.execute(sa.update(table_of(PriceEntry)).values(unit_price=30_000))
        cart = note_line(session, buyer, seller=MAKER, line_id=line.id, note="x")
        assert [issue.code for issue in cart.lines[0].issues] == ["dearer"]

    def test_can_be_set_with_the_quantity_and_taken_off(self, session: Session, buyer: OutletActor) -> None:
        line = add(session, buyer, ("M-001", 2)).lines[0]
        cart = change_line(session, buyer, seller=MAKER, line_id=line.id, quantity=5, note="blue")
        assert [(each.quantity, each.note) for each in cart.lines] == [(5, "blue")]
        assert show_cart(session, buyer, seller=MAKER).lines == cart.lines
        cart = change_line(session, buyer, seller=MAKER, line_id=line.id, quantity=6)
        assert cart.lines[0].note == "blue"
        assert note_line(session, buyer, seller=MAKER, line_id=line.id, note="").lines[0].note == ""
        assert undo(session, buyer, seller=MAKER).lines[0].note == "blue"
        undo(session, buyer, seller=MAKER)
        cart = undo(session, buyer, seller=MAKER)
        assert [(each.quantity, each.note) for each in cart.lines] == [(2, "")]

    @pytest.mark.parametrize("note", ["x" * 201, "a\x00b", "bell \x07", "\ud800"])
    def test_that_cannot_be_shown_is_refused(self, session: Session, buyer: OutletActor, note: str) -> None:
        line = add(session, buyer, ("M-001", 2)).lines[0]
        refused = refuse(
            session, NoteRefused, lambda: note_line(session, buyer, seller=MAKER, line_id=line.id, note=note)
        )
        assert refused.facts == {"fields": {"note": "at most 200 characters of plain text"}}
        refuse(
            session,
            NoteRefused,
            lambda: change_line(session, buyer, seller=MAKER, line_id=line.id, quantity=3, note=note),
        )

    def test_of_a_line_that_is_gone_is_refused(self, session: Session, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 2))
        refuse(
            session, LineNotFound, lambda: note_line(session, buyer, seller=MAKER, line_id=uuid4(), note="x")
        )


class TestSaveForLater:
    def test_takes_the_line_out_of_cart_and_total_and_says_who(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        line = add(session, buyer, ("M-001", 2), ("M-002", 1)).lines[0]
        note_line(session, buyer, seller=MAKER, line_id=line.id, note="gift")
        cart = save_line(session, colleague, seller=MAKER, line_id=line.id)
        assert (held(cart), cart.subtotal) == ({"M-002": 1}, Money(250, "GBP"))
        (kept,) = saved(session, buyer)
        assert (kept.sku, kept.quantity, kept.note, kept.added_by) == ("M-001", 2, "gift", "Carl Colleague")
        assert (kept.unit_price and kept.unit_price.amount, kept.line_total) == ("2.50", Money(500, "GBP"))
        assert show_beside(session, buyer, cart=cart).saved == (kept,)
        place(session, buyer, seller=MAKER, request=CheckoutRequest(), idempotency_key=new_key())
        assert saved(session, buyer) == (kept,)

    def test_grows_what_is_saved_already_and_undo_takes_only_that_back(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        first = add(session, buyer, ("M-001", 2)).lines[0]
        save_line(session, buyer, seller=MAKER, line_id=first.id)
        (before,) = saved(session, buyer)
        again = add(session, colleague, ("M-001", 5)).lines[0]
        save_line(session, colleague, seller=MAKER, line_id=again.id)
        assert [(each.id, each.quantity, each.added_by) for each in saved(session, buyer)] == [
            (before.id, 7, "Bea Buyer")
        ]
        assert held(undo(session, buyer, seller=MAKER)) == {"M-001": 5}
        assert saved(session, buyer) == (before,)

    def test_comes_back_at_todays_price_and_joins_what_is_there(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        line = add(session, buyer, ("M-001", 2)).lines[0]
        note_line(session, buyer, seller=MAKER, line_id=line.id, note="gift")
        save_line(session, buyer, seller=MAKER, line_id=line.id)
        session.execute(sa.update(table_of(PriceEntry)).values(unit_price=30_000))
        (kept,) = saved(session, buyer)
        assert [issue.message for issue in kept.issues] == ["Was £2.50, now £3.00."]
        add(session, colleague, ("M-001", 1))
        (back,) = return_saved(session, colleague, seller=MAKER, saved_id=kept.id).lines
        assert (back.quantity, back.note, back.issues) == (3, "gift", ())
        assert back.unit_price == UnitPrice(30_000, "GBP")
        assert saved(session, buyer) == ()
        undo(session, buyer, seller=MAKER)
        assert saved(session, buyer) == (kept,)

    def test_comes_back_in_another_quantity_when_one_is_given(
        self, session: Session, buyer: OutletActor
    ) -> None:
        line = add(session, buyer, ("M-001", 2)).lines[0]
        save_line(session, buyer, seller=MAKER, line_id=line.id)
        (kept,) = saved(session, buyer)
        assert held(return_saved(session, buyer, seller=MAKER, saved_id=kept.id, quantity=9)) == {"M-001": 9}

    def test_a_quantity_that_does_not_fit_any_more_stays_saved(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        catalog = make_catalog(
            session,
            seller=trade.maker,
            code="SIXES",
            entries={trade.maker.products[0]: {"minimum": 6, "multiple": 6}},
            node_id=trade.organization.root_id,
        )
        shelve(session, catalog_ids=[catalog])
        line = add(session, buyer, ("M-001", 6, "SIXES")).lines[0]
        save_line(session, buyer, seller=MAKER, line_id=line.id)
        (kept,) = saved(session, buyer)
        for quantity in (7, 0, -6, 1_000_001):
            refuse(
                session,
                QuantityRefused,
                lambda quantity=quantity: return_saved(
                    session, buyer, seller=MAKER, saved_id=kept.id, quantity=quantity
                ),
            )
        session.execute(
            sa.update(table_of(Catalog)).where(table_of(Catalog).c.id == catalog).values(valid_to=now())
        )
        refuse(session, LineNotOffered, lambda: return_saved(session, buyer, seller=MAKER, saved_id=kept.id))
        (gone,) = saved(session, buyer)
        assert [issue.code for issue in gone.issues] == ["not_in_catalog"]
        forget_saved(session, buyer, seller=MAKER, saved_id=kept.id)
        assert saved(session, buyer) == ()

    def test_lists_end(self, session: Session, buyer: OutletActor, monkeypatch: pytest.MonkeyPatch) -> None:
        lines = add(session, buyer, ("M-001", 1), ("M-002", 1)).lines
        save_line(session, buyer, seller=MAKER, line_id=lines[0].id)
        monkeypatch.setattr("storefront.carts.service.saving.MAXIMUM_SAVED", 1)
        refuse(session, SavedFull, lambda: save_line(session, buyer, seller=MAKER, line_id=lines[1].id))
        (kept,) = saved(session, buyer)
        monkeypatch.setattr("storefront.carts.service.saving.MAXIMUM_LINES", 1)
        refuse(session, CartFull, lambda: return_saved(session, buyer, seller=MAKER, saved_id=kept.id))

    def test_never_saves_more_than_can_be_ordered(self, session: Session, buyer: OutletActor) -> None:
        first = add(session, buyer, ("M-001", 1_000_000)).lines[0]
        save_line(session, buyer, seller=MAKER, line_id=first.id)
        again = add(session, buyer, ("M-001", 1)).lines[0]
        refuse(session, QuantityRefused, lambda: save_line(session, buyer, seller=MAKER, line_id=again.id))

    def test_what_is_not_there_or_anothers_is_not_found(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        line = add(session, buyer, ("M-001", 1)).lines[0]
        save_line(session, buyer, seller=MAKER, line_id=line.id)
        (kept,) = saved(session, buyer)
        stranger = act_as(session, trade.outsider, trade.other_outlet)
        assert saved(session, stranger) == ()
        for act in (return_saved, forget_saved):
            for actor, key in ((buyer, uuid4()), (stranger, kept.id)):
                refuse(
                    session,
                    LineNotFound,
                    lambda act=act, actor=actor, key=key: act(session, actor, seller=MAKER, saved_id=key),
                )
        refuse(session, LineNotFound, lambda: save_line(session, buyer, seller=MAKER, line_id=line.id))
        kind: type[StorefrontError] = SellerNotFound
        refuse(session, kind, lambda: list_saved(session, buyer, seller="NOBODY"))

    @pytest.mark.parametrize("size", [2, 40])
    def test_statements_do_not_grow(
        self, session: Session, count_statements: CountStatements, size: int
    ) -> None:
        trade = make_trade(session, products=size)
        actor = act_as(session, trade.buyer, trade.outlet)
        cart = add(session, actor, *((sku, 1) for sku in trade.maker.skus))
        with count_statements() as nothing_saved:
            show_beside(session, actor, cart=cart)
        for line in cart.lines[1:]:
            save_line(session, actor, seller=MAKER, line_id=line.id)
        with count_statements() as beside:
            show_beside(session, actor, cart=cart)
        with count_statements() as saving:
            save_line(session, actor, seller=MAKER, line_id=cart.lines[0].id)
        assert (len(nothing_saved), len(beside), len(saving)) == (1, 3, 8)


class TestTakeOut:
    def test_tells_where_the_line_went_and_hands_it_over(self, session: Session, buyer: OutletActor) -> None:
        line = add(session, buyer, ("M-001", 2), ("M-002", 1)).lines[0]
        cart, taken = take_out(session, buyer, seller=MAKER, line_id=line.id, to="template Weekly")
        assert (held(cart), taken.sku, taken.quantity) == ({"M-002": 1}, "M-001", 2)
        assert held(undo(session, buyer, seller=MAKER)) == {"M-001": 2, "M-002": 1}
