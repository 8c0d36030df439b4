from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.errors import CatalogNotFound, ProductNotFound
from storefront.catalog.tables import Catalog
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.clock import now
from storefront.kit.money import Money, UnitPrice
from storefront.offers.service import shelve
from storefront.parties.actor import OutletActor
from storefront.parties.errors import OutletNotFound
from storefront.pricing.tables import PriceEntry
from storefront.sellers.errors import SellerNotFound
from storefront.templates.errors import (
    TooManyWishLists,
    WishInvalid,
    WishListFull,
    WishListNameTaken,
    WishListNotFound,
    WishNotFound,
)
from storefront.templates.service import (
    change_wish,
    create_wish_list,
    delete_wish_list,
    list_wish_lists,
    remove_wish,
    rename_wish_list,
    restore_wish,
    restore_wish_list,
    show_wish_list,
    unwish,
    wish,
    wished_among,
)
from storefront.templates.tables import WishList, WishListLine
from tests.conftest import CountStatements
from tests.digests import refuse
from tests.factories import Trade, act_as, make_catalog, make_trade
from tests.templates.wishes import listed, put

prices = table_of(PriceEntry)
stock = table_of(StockLevel)


class TestWish:
    def test_the_first_one_makes_the_default_list(self, session: Session, buyer: OutletActor) -> None:
        assert list_wish_lists(session, buyer) == ()
        view = put(session, buyer)
        assert (view.card.name, view.card.is_default, view.card.line_count) == ("Wish list", True, 1)
        (line,) = view.lines
        assert (line.sku, line.catalog, line.seller, line.quantity) == ("M-001", "MAKER-MAIN", "MAKER", 1)
        assert (line.unit_price, line.line_total) == (UnitPrice(25_000, "GBP"), Money(250, "GBP"))
        assert (line.available, line.availability, line.changes) == (100, "in_stock", ())
        assert listed(put(session, buyer, "M-002")) == {"M-002": 1, "M-001": 1}
        assert len(list_wish_lists(session, buyer)) == 1

    def test_a_list_that_is_named_gets_it(self, session: Session, buyer: OutletActor) -> None:
        put(session, buyer)
        spring = create_wish_list(session, buyer, name="  Spring\n window ")
        view = put(session, buyer, "M-003", quantity=12, note=" at the door ", wish_list_id=spring.card.id)
        assert (view.card.name, view.card.is_default) == ("Spring window", False)
        assert [(line.sku, line.quantity, line.note) for line in view.lines] == [("M-003", 12, "at the door")]
        assert view.lines[0].unit_price == UnitPrice(22_500, "GBP")
        assert listed(show_wish_list(session, buyer)) == {"M-001": 1}

    def test_what_is_there_stays_but_for_what_is_given(self, session: Session, buyer: OutletActor) -> None:
        first = put(session, buyer, quantity=5, note="blue").lines[0]
        again = put(session, buyer).lines
        assert again == (first,)
        (changed,) = put(session, buyer, quantity=7).lines
        assert (changed.id, changed.quantity, changed.note) == (first.id, 7, "blue")

    def test_starts_with_the_standard_quantity(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        catalog = make_catalog(
            session,
            seller=trade.maker,
            code="SIXES",
            entries={trade.maker.products[0]: {"minimum": 12, "multiple": 6, "standard": 24}},
            node_id=trade.organization.root_id,
        )
        shelve(session, catalog_ids=[catalog])
        view = put(session, buyer, catalog="SIXES")
        put(session, buyer, catalog="MAKER-MAIN")
        assert listed(view) == {"M-001": 24}
        assert [line.catalog for line in show_wish_list(session, buyer).lines] == ["MAKER-MAIN", "SIXES"]

    @pytest.mark.parametrize("quantity", [-1, 1_000_001])
    def test_an_impossible_quantity_is_refused(
        self, session: Session, buyer: OutletActor, quantity: int
    ) -> None:
        refused = refuse(session, WishInvalid, lambda: put(session, buyer, quantity=quantity))
        assert refused.facts == {"fields": {"quantity": "between 1 and 1,000,000"}}

    def test_what_the_outlet_does_not_see_is_refused(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        refuse(session, ProductNotFound, lambda: put(session, buyer, "NOPE"))
        refuse(session, ProductNotFound, lambda: put(session, buyer, "\x00"))
        refuse(session, CatalogNotFound, lambda: put(session, buyer, catalog="NORTH-MAIN"))
        refuse(session, SellerNotFound, lambda: wish(session, buyer, seller="NOBODY", sku="M-001"))
        refuse(session, WishInvalid, lambda: put(session, buyer, note="x" * 201))

    def test_lists_end(self, session: Session, buyer: OutletActor, monkeypatch: pytest.MonkeyPatch) -> None:
        first = put(session, buyer)
        monkeypatch.setattr("storefront.templates.service.wishing.MAXIMUM_LINES", 1)
        refuse(session, WishListFull, lambda: put(session, buyer, "M-002"))
        assert listed(put(session, buyer, quantity=3)) == {"M-001": 3}
        remove_wish(session, buyer, wish_list_id=first.card.id, line_id=first.lines[0].id)
        put(session, buyer, "M-002")
        refuse(
            session,
            WishListFull,
            lambda: restore_wish(session, buyer, wish_list_id=first.card.id, line_id=first.lines[0].id),
        )


class TestWhatChanged:
    def test_is_told_in_words(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        put(session, buyer)
        mine = stock.c.warehouse_id == trade.maker.warehouse_id

        def changes(on_hand: int, price: int) -> tuple[str, ...]:
            session.execute(sa.update(stock).where(mine).values(on_hand=on_hand))
            session.execute(sa.update(prices).values(unit_price=price))
            return show_wish_list(session, buyer).lines[0].changes

        assert changes(100, 25_000) == ()
        assert changes(7, 25_000) == ("Running low: 7 left.",)
        assert changes(0, 30_000) == ("Sold out since you saved it.", "Dearer: was £2.50, now £3.00.")
        assert changes(100, 20_000) == ("Cheaper: was £2.50, now £2.00.",)
        line = show_wish_list(session, buyer).lines[0]
        assert line.previous_unit_price == UnitPrice(25_000, "GBP")

    def test_back_in_stock(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        session.execute(sa.update(stock).values(on_hand=0))
        assert put(session, buyer).lines[0].changes == ()
        session.execute(sa.update(stock).values(on_hand=50))
        assert show_wish_list(session, buyer).lines[0].changes == ("Back in stock.",)

    def test_what_is_not_offered_any_more_stays_and_says_so(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        put(session, buyer)
        session.execute(sa.update(table_of(Catalog)).values(valid_to=now() - timedelta(seconds=1)))
        (line,) = show_wish_list(session, buyer).lines
        assert (line.name, line.unit_price, line.available, line.changes) == (
            "Mug M-001",
            None,
            0,
            ("Not in your catalogs any more.",),
        )
        view = change_wish(
            session, buyer, wish_list_id=show_wish_list(session, buyer).card.id, line_id=line.id, quantity=4
        )
        assert listed(view) == {"M-001": 4}


class TestChange:
    def test_quantity_and_note(self, session: Session, buyer: OutletActor) -> None:
        view = put(session, buyer)
        line = view.lines[0]
        session.execute(sa.update(prices).values(unit_price=30_000))
        (noted,) = change_wish(session, buyer, wish_list_id=view.card.id, line_id=line.id, note="gift").lines
        assert (noted.quantity, noted.note, noted.changes) == (1, "gift", ("Dearer: was £2.50, now £3.00.",))
        (more,) = change_wish(
            session, buyer, wish_list_id=view.card.id, line_id=line.id, quantity=9, note=""
        ).lines
        assert (more.quantity, more.note, more.changes) == (9, "", ())
        bads: list[dict[str, Any]] = [{"quantity": 0}, {"quantity": 1_000_001}, {"note": "x" * 201}]
        bads.append({"note": "\ud800"})
        for bad in bads:
            refuse(
                session,
                WishInvalid,
                lambda bad=bad: change_wish(
                    session, buyer, wish_list_id=view.card.id, line_id=line.id, **bad
                ),
            )

    def test_a_removed_line_comes_back_as_it_was_where_it_was(
        self, session: Session, buyer: OutletActor
    ) -> None:
        put(session, buyer, quantity=5, note="blue")
        before = put(session, buyer, "M-002")
        line = before.lines[1]
        view = remove_wish(session, buyer, wish_list_id=before.card.id, line_id=line.id)
        assert listed(view) == {"M-002": 1}
        refuse(
            session,
            WishNotFound,
            lambda: remove_wish(session, buyer, wish_list_id=before.card.id, line_id=line.id),
        )
        view = restore_wish(session, buyer, wish_list_id=before.card.id, line_id=line.id)
        assert view.lines == before.lines
        refuse(
            session,
            WishNotFound,
            lambda: restore_wish(session, buyer, wish_list_id=before.card.id, line_id=line.id),
        )

    def test_what_was_removed_long_ago_is_gone_for_good(self, session: Session, buyer: OutletActor) -> None:
        view = put(session, buyer)
        other = create_wish_list(session, buyer, name="Old")
        put(session, buyer, "M-004", wish_list_id=other.card.id)
        delete_wish_list(session, buyer, wish_list_id=other.card.id)
        remove_wish(session, buyer, wish_list_id=view.card.id, line_id=view.lines[0].id)
        long_ago = now() - timedelta(days=31)
        for table in (table_of(WishList), table_of(WishListLine)):
            session.execute(
                sa.update(table).where(table.c.removed_at.is_not(None)).values(removed_at=long_ago)
            )
        last = put(session, buyer, "M-002")
        remove_wish(session, buyer, wish_list_id=view.card.id, line_id=last.lines[0].id)
        ids = session.execute(sa.select(table_of(WishListLine).c.id)).scalars().all()
        assert ids == [last.lines[0].id]
        refuse(
            session, WishListNotFound, lambda: restore_wish_list(session, buyer, wish_list_id=other.card.id)
        )

    def test_a_heart_taken_away_leaves_every_list(self, session: Session, buyer: OutletActor) -> None:
        put(session, buyer, note="blue")
        other = create_wish_list(session, buyer, name="Other").card.id
        put(session, buyer, wish_list_id=other)
        put(session, buyer, "M-002")
        keys = [("M-001", "MAKER-MAIN"), ("M-002", "MAKER-MAIN"), ("M-003", "MAKER-MAIN"), ("\x00", "x")]
        assert wished_among(session, buyer, keys) == {("M-001", "MAKER-MAIN"), ("M-002", "MAKER-MAIN")}
        unwish(session, buyer, sku="M-001", catalog="MAKER-MAIN")
        unwish(session, buyer, sku="\x00", catalog="MAKER-MAIN")
        assert wished_among(session, buyer, keys) == {("M-002", "MAKER-MAIN")}
        assert listed(show_wish_list(session, buyer)) == {"M-002": 1}
        assert listed(show_wish_list(session, buyer, wish_list_id=other)) == {}
        assert put(session, buyer).lines[0].note == "blue"
        assert wished_among(session, buyer, []) == frozenset()


class TestLists:
    def test_names_are_the_contacts_own_at_this_outlet(
        self, session: Session, trade: Trade, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        spring = create_wish_list(session, buyer, name="Spring").card
        refuse(session, WishListNameTaken, lambda: create_wish_list(session, buyer, name="SPRING"))
        create_wish_list(session, colleague, name="Spring")
        summer = create_wish_list(session, buyer, name="Summer").card
        refuse(
            session,
            WishListNameTaken,
            lambda: rename_wish_list(session, buyer, wish_list_id=summer.id, name="spring"),
        )
        assert rename_wish_list(session, buyer, wish_list_id=spring.id, name="spring!").card.name == "spring!"
        assert [card.name for card in list_wish_lists(session, buyer)] == ["spring!", "Summer"]

    @pytest.mark.parametrize("name", ["", "  ", "\x00", "x" * 81, "\u200b"])
    def test_a_name_that_is_none_is_refused(self, session: Session, buyer: OutletActor, name: str) -> None:
        refuse(session, WishInvalid, lambda: create_wish_list(session, buyer, name=name))

    def test_a_removed_one_comes_back_with_its_lines_unless_its_name_is_taken(
        self, session: Session, buyer: OutletActor
    ) -> None:
        before = put(session, buyer)
        delete_wish_list(session, buyer, wish_list_id=before.card.id)
        refuse(session, WishListNotFound, lambda: show_wish_list(session, buyer))
        taken = create_wish_list(session, buyer, name="wish LIST").card.id
        refuse(
            session, WishListNameTaken, lambda: restore_wish_list(session, buyer, wish_list_id=before.card.id)
        )
        delete_wish_list(session, buyer, wish_list_id=taken)
        assert restore_wish_list(session, buyer, wish_list_id=before.card.id).lines == before.lines
        refuse(
            session, WishListNotFound, lambda: restore_wish_list(session, buyer, wish_list_id=before.card.id)
        )

    def test_there_are_only_so_many(
        self, session: Session, buyer: OutletActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        create_wish_list(session, buyer, name="One")
        monkeypatch.setattr("storefront.templates.service.wish_lists.MAXIMUM_LISTS", 1)
        refuse(session, TooManyWishLists, lambda: create_wish_list(session, buyer, name="Two"))

    @pytest.mark.parametrize("size", [2, 60])
    def test_statements_do_not_grow(
        self, session: Session, count_statements: CountStatements, size: int
    ) -> None:
        trade = make_trade(session, products=size)
        actor = act_as(session, trade.buyer, trade.outlet)
        for sku in trade.maker.skus:
            put(session, actor, sku)
        with count_statements() as showing:
            assert len(show_wish_list(session, actor).lines) == size
        with count_statements() as marking:
            wished_among(session, actor, [(sku, "MAKER-MAIN") for sku in trade.maker.skus])
        assert (len(showing), len(marking)) == (4, 1)


class TestAccess:
    def test_another_contacts_list_is_not_found(
        self, session: Session, trade: Trade, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        view = put(session, buyer)
        list_id, line_id = view.card.id, view.lines[0].id
        elsewhere = act_as(session, trade.admin, trade.second_outlet)
        admin = act_as(session, trade.admin, trade.outlet)
        for actor in (colleague, admin, elsewhere):
            assert list_wish_lists(session, actor) == ()
            assert wished_among(session, actor, [("M-001", "MAKER-MAIN")]) == frozenset()
            for act in acts_on(list_id, line_id):
                refuse(session, WishListNotFound, lambda act=act, actor=actor: act(session, actor))
            unwish(session, actor, sku="M-001", catalog="MAKER-MAIN")
        assert show_wish_list(session, buyer) == view

    def test_a_line_of_another_list_is_not_found(self, session: Session, buyer: OutletActor) -> None:
        line_id = put(session, buyer).lines[0].id
        other = create_wish_list(session, buyer, name="Other").card.id
        refuse(
            session,
            WishNotFound,
            lambda: change_wish(session, buyer, wish_list_id=other, line_id=line_id, quantity=2),
        )
        refuse(
            session, WishNotFound, lambda: remove_wish(session, buyer, wish_list_id=other, line_id=line_id)
        )

    def test_a_disabled_member_gets_nowhere(self, session: Session, trade: Trade) -> None:
        with pytest.raises(OutletNotFound):
            act_as(session, trade.disabled, trade.outlet)


def acts_on(list_id: UUID, line_id: UUID) -> list[Any]:
    """Everything that can be done with a list of this id."""
    return [
        lambda session, actor: show_wish_list(session, actor, wish_list_id=list_id),
        lambda session, actor: rename_wish_list(session, actor, wish_list_id=list_id, name="Mine"),
        lambda session, actor: delete_wish_list(session, actor, wish_list_id=list_id),
        lambda session, actor: restore_wish_list(session, actor, wish_list_id=list_id),
        lambda session, actor: put(session, actor, wish_list_id=list_id),
        lambda session, actor: change_wish(session, actor, wish_list_id=list_id, line_id=line_id, quantity=2),
        lambda session, actor: remove_wish(session, actor, wish_list_id=list_id, line_id=line_id),
        lambda session, actor: restore_wish(session, actor, wish_list_id=list_id, line_id=line_id),
    ]
