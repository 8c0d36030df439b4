from datetime import date

import pytest
from sqlmodel import Session

from storefront.kit.errors import Invalid
from storefront.kit.ids import new_id
from storefront.kit.money import Money
from storefront.orders.errors import TooManyViews, ViewNameTaken, ViewNotFound
from storefront.orders.service import change_view, delete_view, list_views, save_view
from storefront.orders.service import views as views_module
from storefront.orders.snapshots import OrderFilter
from storefront.parties.actor import OutletActor
from tests.factories import Trade, act_as

WANTED = OrderFilter(
    outlet="1001",
    category="mugs",
    placed_from=date(2026, 1, 1),
    min_total=Money(500, "GBP"),
    text="heart",
    cursor="x",
    limit=3,
)
KEPT = OrderFilter(
    outlet="1001", category="mugs", placed_from=date(2026, 1, 1), min_total=Money(500, ""), text="heart"
)


@pytest.fixture
def other(session: Session, trade: Trade) -> OutletActor:
    return act_as(session, trade.colleague, trade.outlet)


class TestViews:
    def test_are_kept_under_their_names(self, session: Session, buyer: OutletActor) -> None:
        made = save_view(session, buyer, name="  Hearts   of the year ", wanted=WANTED)
        save_view(session, buyer, name="all", wanted=OrderFilter())
        assert (made.name, made.wanted) == ("Hearts of the year", KEPT)
        assert [(view.name, view.wanted) for view in list_views(session, buyer)] == [
            ("all", OrderFilter()),
            ("Hearts of the year", KEPT),
        ]

    def test_belong_to_one_contact(self, session: Session, buyer: OutletActor, other: OutletActor) -> None:
        made = save_view(session, buyer, name="Mine", wanted=WANTED)
        assert save_view(session, other, name="Mine", wanted=OrderFilter()).id != made.id
        assert len(list_views(session, other)) == 1
        for act in (
            lambda: change_view(session, other, view_id=made.id, name="Theirs"),
            lambda: change_view(session, other, view_id=made.id, wanted=OrderFilter()),
            lambda: delete_view(session, other, view_id=made.id),
        ):
            with pytest.raises(ViewNotFound):
                act()
        assert list_views(session, buyer) == (made,)

    def test_change_only_what_is_given(self, session: Session, buyer: OutletActor) -> None:
        made = save_view(session, buyer, name="Hearts", wanted=WANTED)
        renamed = change_view(session, buyer, view_id=made.id, name="HEARTS")
        assert (renamed.id, renamed.name, renamed.wanted) == (made.id, "HEARTS", KEPT)
        changed = change_view(session, buyer, view_id=made.id, wanted=OrderFilter(seller="NORTH"))
        assert (changed.name, changed.wanted) == ("HEARTS", OrderFilter(seller="NORTH"))

    def test_two_names_that_differ_in_capitals_are_one(self, session: Session, buyer: OutletActor) -> None:
        made = save_view(session, buyer, name="Hearts", wanted=WANTED)
        second = save_view(session, buyer, name="Mugs", wanted=WANTED)
        with pytest.raises(ViewNameTaken):
            save_view(session, buyer, name="h\u00e9ARTS", wanted=OrderFilter())
        with pytest.raises(ViewNameTaken):
            change_view(session, buyer, view_id=second.id, name="hearts")
        assert {view.name for view in list_views(session, buyer)} == {made.name, second.name}

    def test_can_be_deleted_once(self, session: Session, buyer: OutletActor) -> None:
        made = save_view(session, buyer, name="Hearts", wanted=WANTED)
        delete_view(session, buyer, view_id=made.id)
        assert list_views(session, buyer) == ()
        with pytest.raises(ViewNotFound):
            delete_view(session, buyer, view_id=made.id)
        with pytest.raises(ViewNotFound):
            change_view(session, buyer, view_id=new_id(), name="x")

    @pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\x00b", "\ud800", "a\u202eb"])
    def test_need_a_name(self, session: Session, buyer: OutletActor, name: str) -> None:
        with pytest.raises(Invalid):
            save_view(session, buyer, name=name, wanted=OrderFilter())
        assert list_views(session, buyer) == ()

    def test_need_a_possible_selection(self, session: Session, buyer: OutletActor) -> None:
        with pytest.raises(Invalid):
            save_view(session, buyer, name="Lost", wanted=OrderFilter(status="lost"))

    def test_are_so_many_and_no_more(
        self, session: Session, buyer: OutletActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(views_module, "MOST_VIEWS", 2)
        for name in ("one", "two"):
            save_view(session, buyer, name=name, wanted=OrderFilter())
        with pytest.raises(TooManyViews):
            save_view(session, buyer, name="three", wanted=OrderFilter())
        assert len(list_views(session, buyer)) == 2
