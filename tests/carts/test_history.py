from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from storefront.carts.errors import (
    CannotUndo,
    CartChanged,
    CartFull,
    ChangeNotFound,
    LaterChange,
    NothingToRestore,
    NothingToUndo,
)
from storefront.carts.service import (
    add_lines,
    change_line,
    clear,
    forget_saved,
    list_changes,
    list_saved,
    note_line,
    remove_line,
    restore,
    return_saved,
    save_line,
    show_beside,
    show_cart,
    take_out,
    undo,
    undo_change,
)
from storefront.carts.snapshots import CartView, ChangedLine, ChangeView, WantedLine
from storefront.carts.tables import CartChange
from storefront.db.columns import table_of
from storefront.kit.errors import Invalid
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.parties.actor import OutletActor
from storefront.sellers.errors import SellerNotFound
from tests.carts.filling import add, held, plain, shown
from tests.conftest import CountStatements
from tests.digests import refuse
from tests.factories import Trade, act_as, make_trade, new_key

MAKER = "MAKER"


def steps(session: Session, actor: OutletActor, **more: Any) -> list[ChangeView]:
    return list(list_changes(session, actor, seller=MAKER, **more).items)


def step(session: Session, actor: OutletActor, version: int) -> ChangeView:
    return next(each for each in steps(session, actor) if each.version == version)


def take_back(session: Session, actor: OutletActor, version: int) -> CartView:
    return undo_change(session, actor, seller=MAKER, change_id=step(session, actor, version).id)


def everything(session: Session, actor: OutletActor) -> tuple[Any, ...]:
    """All that a cart and the list beside it hold, but for their versions."""
    cart = show_cart(session, actor, seller=MAKER)
    return cart.lines, list_saved(session, actor, seller=MAKER)


class TestListChanges:
    def test_tells_who_did_what_and_when_newest_first(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        line = add(session, buyer, ("M-001", 4)).lines[0]
        add(session, colleague, ("M-001", 2), ("M-002", 3), ("M-003", 1))
        change_line(session, buyer, seller=MAKER, line_id=line.id, quantity=9)
        note_line(session, colleague, seller=MAKER, line_id=line.id, note="for the window")
        save_line(session, buyer, seller=MAKER, line_id=line.id)
        (saved,) = list_saved(session, buyer, seller=MAKER)
        return_saved(session, colleague, seller=MAKER, saved_id=saved.id)
        line = next(each for each in show_cart(session, buyer, seller=MAKER).lines if each.sku == "M-001")
        take_out(session, buyer, seller=MAKER, line_id=line.id, to="wish list Spring")
        undo(session, colleague, seller=MAKER)
        clear(session, buyer, seller=MAKER)
        restore(session, colleague, seller=MAKER)
        found = steps(session, buyer)
        assert [(each.version, each.by, plain(each.words)) for each in found] == [
            (10, "Carl Colleague", "Brought back what step 9 cleared"),
            (9, "Bea Buyer", "Cleared the cart: 3 lines"),
            (8, "Carl Colleague", "Took back step 7"),
            (7, "Bea Buyer", "Moved 9 x Mug M-001 to wish list Spring"),
            (6, "Carl Colleague", "Moved 9 x Mug M-001 back to the cart"),
            (5, "Bea Buyer", "Saved 9 x Mug M-001 for later"),
            (4, "Carl Colleague", "On Mug M-001: note “for the window”"),
            (3, "Bea Buyer", "Changed Mug M-001 from 6 to 9"),
            (2, "Carl Colleague", "Added 3 lines: Mug M-001 and Mug M-002 and 1 more"),
            (1, "Bea Buyer", "Added 4 x Mug M-001"),
        ]
        assert [each.made_at for each in found] == sorted((each.made_at for each in found), reverse=True)
        assert {each.employee for each in found} == {None}
        assert [each.is_undone for each in found] == [each.version == 7 for each in found]
        assert found[-1].lines == (ChangedLine("M-001", "Mug M-001", 0, 4, "", "", False),)

    def test_pages_are_whole_and_in_order(self, session: Session, buyer: OutletActor) -> None:
        for _ in range(7):
            add(session, buyer, ("M-001", 1))
        versions: list[int] = []
        cursor = None
        for size in (3, 3, 1):
            page = list_changes(session, buyer, seller=MAKER, cursor=cursor, limit=3)
            assert len(page.items) == size
            versions += [each.version for each in page.items]
            cursor = page.next_cursor
        assert (versions, cursor) == ([7, 6, 5, 4, 3, 2, 1], None)
        with pytest.raises(Invalid):
            list_changes(session, buyer, seller=MAKER, cursor="x")
        with pytest.raises(Invalid):
            list_changes(session, buyer, seller=MAKER, limit=0)

    def test_a_cart_that_never_was_has_none(self, session: Session, buyer: OutletActor) -> None:
        assert list_changes(session, buyer, seller=MAKER).items == ()
        with pytest.raises(SellerNotFound):
            list_changes(session, buyer, seller="NOBODY")

    def test_another_outlets_is_not_shown(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 1))
        assert steps(session, act_as(session, trade.outsider, trade.other_outlet)) == []
        assert steps(session, act_as(session, trade.admin, trade.second_outlet)) == []

    def test_what_was_stored_before_there_were_notes_is_read(
        self, session: Session, buyer: OutletActor
    ) -> None:
        add(session, buyer, ("M-001", 2))
        changes = table_of(CartChange)
        old = session.execute(sa.select(changes.c.lines)).scalar_one()
        session.execute(sa.update(changes).values(lines=[document[:8] for document in old]))
        (first,) = steps(session, buyer)
        assert (plain(first.words), first.can_undo) == ("Added 2 x Mug M-001", True)
        assert held(take_back(session, buyer, 1)) == {}

    @pytest.mark.parametrize("size", [2, 60])
    def test_statements_do_not_grow(
        self, session: Session, count_statements: CountStatements, size: int
    ) -> None:
        trade = make_trade(session, products=size)
        actor = act_as(session, trade.buyer, trade.outlet)
        for sku in trade.maker.skus:
            add(session, actor, (sku, 1))
        clear(session, actor, seller=MAKER)
        with count_statements() as statements:
            list_changes(session, actor, seller=MAKER, limit=50)
        assert len(statements) == 5


class TestUndoChange:
    def test_takes_an_older_step_back_and_leaves_what_came_after(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        add(session, buyer, ("M-001", 4), ("M-002", 1))
        add(session, colleague, ("M-003", 2))
        assert held(take_back(session, colleague, 1)) == {"M-003": 2}
        assert shown(session, buyer) == {"M-003": 2}
        assert step(session, buyer, 1).is_undone
        assert [each.can_undo for each in steps(session, buyer)] == [False, True, False]

    def test_is_refused_for_a_step_whose_lines_were_changed_since_and_names_that(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        line = add(session, buyer, ("M-001", 4), ("M-002", 1)).lines[0]
        change_line(session, colleague, seller=MAKER, line_id=line.id, quantity=7)
        add(session, buyer, ("M-003", 1))
        first = step(session, buyer, 1)
        assert (first.can_undo, first.later_version) == (False, 2)
        refused = refuse(
            session, LaterChange, lambda: undo_change(session, buyer, seller=MAKER, change_id=first.id)
        )
        assert refused.facts == {"later_version": 2}
        assert refused.message == (
            "Step 2 by Carl Colleague changed the same lines since: “Changed Mug M-001 from 4 to 7”."
            " Undo that one first."
        )
        take_back(session, buyer, 2)
        assert held(take_back(session, buyer, 1)) == {"M-003": 1}

    def test_a_quantity_that_came_back_by_itself_is_a_later_step_all_the_same(
        self, session: Session, buyer: OutletActor
    ) -> None:
        line = add(session, buyer, ("M-001", 2)).lines[0]
        change_line(session, buyer, seller=MAKER, line_id=line.id, quantity=3)
        change_line(session, buyer, seller=MAKER, line_id=line.id, quantity=2)
        assert step(session, buyer, 1).later_version == 3

    @pytest.mark.parametrize("which", ["undone", "undo", "checkout", "ordered"])
    def test_what_does_not_stand_cannot_be_taken_back(
        self, session: Session, buyer: OutletActor, which: str
    ) -> None:
        add(session, buyer, ("M-001", 2))
        if which in {"undone", "undo"}:
            undo(session, buyer, seller=MAKER)
        else:
            place(session, buyer, seller=MAKER, request=CheckoutRequest(), idempotency_key=new_key())
        version = 1 if which in {"undone", "ordered"} else 2
        refused = refuse(session, CannotUndo, lambda: take_back(session, buyer, version))
        assert refused.message == {
            "undone": "This step is undone already.",
            "undo": "This step took another one back. Make the change again instead.",
        }.get(
            which,
            "This step was ordered, or came before the last order. Nothing before an order can be undone.",
        )
        assert not any(each.can_undo for each in steps(session, buyer))

    def test_a_step_of_another_cart_is_not_found(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        add(session, buyer, ("M-001", 2), seller="NORTH")
        (other,) = list_changes(session, buyer, seller="NORTH").items
        stranger = act_as(session, trade.outsider, trade.other_outlet)
        for actor, change_id in ((buyer, other.id), (buyer, uuid4()), (stranger, other.id)):
            refuse(
                session,
                ChangeNotFound,
                lambda actor=actor, change_id=change_id: undo_change(
                    session, actor, seller=MAKER, change_id=change_id
                ),
            )

    def test_a_stale_version_is_refused(self, session: Session, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 1))
        first = step(session, buyer, 1)
        for act in (
            lambda: undo_change(session, buyer, seller=MAKER, change_id=first.id, version=0),
            lambda: restore(session, buyer, seller=MAKER, version=0),
        ):
            refuse(session, CartChanged, act)

    def test_stops_where_the_cart_is_full(
        self, session: Session, buyer: OutletActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add(session, buyer, ("M-001", 1), ("M-002", 1))
        clear(session, buyer, seller=MAKER)
        add(session, buyer, ("M-003", 1), ("M-004", 1))
        monkeypatch.setattr("storefront.carts.service.history.MAXIMUM_LINES", 3)
        assert refuse(session, CartFull, lambda: take_back(session, buyer, 2)).facts == {"maximum": 3}
        refuse(session, CartFull, lambda: restore(session, buyer, seller=MAKER))


class TestRestore:
    def test_brings_back_what_is_missing_and_leaves_what_was_added_since(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        line = add(session, buyer, ("M-001", 4), ("M-002", 1)).lines[0]
        note_line(session, buyer, seller=MAKER, line_id=line.id, note="gift")
        clear(session, colleague, seller=MAKER)
        add(session, colleague, ("M-002", 9), ("M-003", 2))
        assert [each.version for each in steps(session, buyer) if each.can_restore] == [3]
        assert show_beside(session, buyer, cart=show_cart(session, buyer, seller=MAKER)).restorable_lines == 2
        cart = restore(session, buyer, seller=MAKER)
        assert held(cart) == {"M-001": 4, "M-002": 9, "M-003": 2}
        assert (cart.lines[0].note, cart.lines[0].added_at) == ("gift", line.added_at)
        assert not any(each.can_restore for each in steps(session, buyer))
        assert show_beside(session, buyer, cart=cart).restorable_lines == 0
        refuse(session, NothingToRestore, lambda: restore(session, buyer, seller=MAKER))
        assert held(undo(session, buyer, seller=MAKER)) == {"M-002": 9, "M-003": 2}
        assert held(restore(session, buyer, seller=MAKER))["M-001"] == 4

    def test_has_nothing_to_do_for_a_cart_that_was_not_cleared_or_is_whole(
        self, session: Session, buyer: OutletActor
    ) -> None:
        refuse(session, NothingToRestore, lambda: restore(session, buyer, seller=MAKER))
        add(session, buyer, ("M-001", 4))
        refuse(session, NothingToRestore, lambda: restore(session, buyer, seller=MAKER))
        clear(session, buyer, seller=MAKER)
        add(session, buyer, ("M-001", 1))
        refuse(session, NothingToRestore, lambda: restore(session, buyer, seller=MAKER))

    def test_never_reaches_beyond_a_checkout(self, session: Session, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 4))
        clear(session, buyer, seller=MAKER)
        add(session, buyer, ("M-002", 4))
        place(session, buyer, seller=MAKER, request=CheckoutRequest(), idempotency_key=new_key())
        refuse(session, NothingToRestore, lambda: restore(session, buyer, seller=MAKER))


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "add", "add", "change", "note", "remove", "clear", "save", "return", "forget", "restore"]
        ),
        st.integers(0, 3),
        st.integers(1, 5),
    ),
    min_size=1,
    max_size=12,
)
PICKS = st.lists(st.integers(0, 50), max_size=12)


def do(session: Session, actor: OutletActor, act: tuple[str, int, int]) -> None:
    """One act on the cart, if there is something that it can be done to."""
    kind, which, quantity = act
    sku = f"M-{which + 1:03d}"
    cart = show_cart(session, actor, seller=MAKER)
    line = next((each for each in cart.lines if each.sku == sku), None)
    saved = next((each for each in list_saved(session, actor, seller=MAKER) if each.sku == sku), None)
    if kind == "add":
        more = WantedLine(f"M-{(which + 1) % 4 + 1:03d}", 1)
        add_lines(session, actor, seller=MAKER, lines=[WantedLine(sku, quantity), more])
    elif cart.lines and kind == "clear":
        clear(session, actor, seller=MAKER)
    elif kind == "restore":
        if show_beside(session, actor, cart=cart).restorable_lines and not cart.lines:
            restore(session, actor, seller=MAKER)
    elif line:
        do_to_line(session, actor, kind, line.id, quantity)
    elif saved and kind in {"return", "forget"}:
        put = return_saved if kind == "return" else forget_saved
        put(session, actor, seller=MAKER, saved_id=saved.id)


def do_to_line(session: Session, actor: OutletActor, kind: str, line_id: UUID, quantity: int) -> None:
    if kind == "change":
        change_line(session, actor, seller=MAKER, line_id=line_id, quantity=quantity)
    elif kind == "note":
        note_line(session, actor, seller=MAKER, line_id=line_id, note=f"note {quantity}")
    elif kind == "remove":
        remove_line(session, actor, seller=MAKER, line_id=line_id)
    elif kind == "save":
        save_line(session, actor, seller=MAKER, line_id=line_id)


once = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


class TestEverySequence:
    @once
    @given(acts=ACTS)
    def test_undone_newest_first_ends_where_it_began(
        self, session: Session, buyer: OutletActor, acts: list[tuple[str, int, int]]
    ) -> None:
        with session.begin_nested() as savepoint:
            seen = [everything(session, buyer)]
            for act in acts:
                version = show_cart(session, buyer, seller=MAKER).version
                do(session, buyer, act)
                if show_cart(session, buyer, seller=MAKER).version > version:
                    seen.append(everything(session, buyer))
            while show_cart(session, buyer, seller=MAKER).can_undo:
                undo(session, buyer, seller=MAKER)
                seen.pop()
                assert everything(session, buyer) == seen[-1]
            assert seen == [((), ())]
            savepoint.rollback()

    @once
    @given(acts=ACTS, picks=PICKS)
    def test_undone_in_any_order_that_is_allowed_ends_where_it_began(
        self, session: Session, buyer: OutletActor, acts: list[tuple[str, int, int]], picks: list[int]
    ) -> None:
        with session.begin_nested() as savepoint:
            for act in acts:
                do(session, buyer, act)
            for pick in picks:
                open_steps = [each for each in steps(session, buyer, limit=100) if each.can_undo]
                if open_steps:
                    chosen = open_steps[pick % len(open_steps)]
                    undo_change(session, buyer, seller=MAKER, change_id=chosen.id)
            while show_cart(session, buyer, seller=MAKER).can_undo:
                undo(session, buyer, seller=MAKER)
            assert everything(session, buyer) == ((), ())
            with pytest.raises(NothingToUndo), session.begin_nested():
                undo(session, buyer, seller=MAKER)
            savepoint.rollback()
