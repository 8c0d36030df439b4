"""Stock on hand: listed, counted, corrected with a reason, and what was done to it."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Category
from storefront.db.columns import table_of
from storefront.inventory.errors import AdjustmentInvalid, StockNotFound, StockPromised
from storefront.inventory.rules import MOST_PIECES
from storefront.inventory.service import adjust, list_movements, list_stock, reserve
from storefront.inventory.snapshots import StockAdjustment, StockCard
from storefront.kit.errors import Invalid
from storefront.kit.ids import new_id
from storefront.parties.actor import SellerActor
from storefront.parties.service import hash_token
from storefront.sellers.service import enter_seller
from tests.factories import Staff, Trade, make_products, make_seller, make_staff

Change = StockAdjustment
categories = table_of(Category).c


@pytest.fixture
def staff(session: Session, trade: Trade) -> Staff:
    return make_staff(session, trade)


@pytest.fixture
def nora(session: Session, staff: Staff) -> SellerActor:
    """Manager of `NORTH`, which has 100 of each of twelve mugs."""
    return enter_seller(session, hash_token(staff.north_manager.token), "NORTH")


def promise(session: Session, trade: Trade, quantity: int) -> None:
    """Reserve pieces of the first mug for an order."""
    reserve(
        session,
        order_id=new_id(),
        warehouse_id=trade.north.warehouse_id,
        quantities={trade.north.products[0].id: quantity},
    )


class TestAdjust:
    def test_by_more_or_fewer(self, session: Session, trade: Trade, nora: SellerActor) -> None:
        promise(session, trade, 30)
        first = trade.north.products[0]
        card = adjust(session, nora, sku="M-001", wanted=Change(change=-20, reason=" broken ")).card
        assert card == StockCard(first.id, "M-001", "Mug M-001", 80, 30, 0, 50)
        (kept,) = [each for each in list_stock(session, nora).items if each.sku == "M-001"]
        assert kept == card

    def test_to_what_was_counted(self, session: Session, nora: SellerActor) -> None:
        assert (
            adjust(session, nora, sku="M-002", wanted=Change(on_hand=7, reason="counted")).card.on_hand == 7
        )
        again = adjust(session, nora, sku="M-002", wanted=Change(on_hand=7, reason="counted"))
        assert (again.card.on_hand, again.deed) == (7, None)
        (only,) = list_movements(session, nora, sku="M-002").items
        assert (only.kind, only.change, only.on_hand, only.reason, only.made_by) == (
            "adjustment",
            -93,
            7,
            "counted",
            "Nora North",
        )

    def test_keeps_what_is_promised(self, session: Session, trade: Trade, nora: SellerActor) -> None:
        promise(session, trade, 30)
        assert adjust(session, nora, sku="M-001", wanted=Change(on_hand=30, reason="x")).card.available == 0
        with pytest.raises(StockPromised, match="30 of M-001 are promised to orders"):
            adjust(session, nora, sku="M-001", wanted=Change(change=-1, reason="x"))
        assert [each.change for each in list_movements(session, nora, sku="M-001").items] == [-70]

    @pytest.mark.parametrize(
        ("wanted", "field"),
        [
            (Change(reason="x"), "change"),
            (Change(change=1, on_hand=1, reason="x"), "change"),
            (Change(change=MOST_PIECES + 1, reason="x"), "change"),
            (Change(on_hand=-1, reason="x"), "on_hand"),
            (Change(on_hand=MOST_PIECES + 1, reason="x"), "on_hand"),
            (Change(change=MOST_PIECES, reason="x"), "change"),
            (Change(change=1), "reason"),
            (Change(change=1, reason="x" * 501), "reason"),
            (Change(change=1, reason="x\x00"), "reason"),
        ],
    )
    def test_names_what_cannot_be(
        self, session: Session, nora: SellerActor, wanted: StockAdjustment, field: str
    ) -> None:
        with pytest.raises(AdjustmentInvalid) as refused:
            adjust(session, nora, sku="M-001", wanted=wanted)
        assert list(refused.value.facts["fields"]) == [field]  # pyright: ignore[reportArgumentType] -- a dictionary here
        assert list_movements(session, nora, sku="M-001").items == ()

    @pytest.mark.parametrize("sku", ["", "NOPE", "W-1", "M-001\x00", "x" * 81])
    def test_knows_nothing_that_is_another_sellers(
        self, session: Session, trade: Trade, nora: SellerActor, sku: str
    ) -> None:
        west = make_seller(session, code="WEST", kind="distributor", position=2)
        mugs = session.execute(sa.select(categories.id).where(categories.code == "mugs")).scalar_one()
        make_products(session, seller=west, category_id=mugs, skus=["W-1"])
        with pytest.raises(StockNotFound):
            adjust(session, nora, sku=sku, wanted=Change(change=1, reason="x"))
        with pytest.raises(StockNotFound):
            list_movements(session, nora, sku=sku)


class TestList:
    def test_pages_by_sku(self, session: Session, nora: SellerActor) -> None:
        first = list_stock(session, nora, limit=5)
        second = list_stock(session, nora, limit=5, cursor=first.next_cursor)
        third = list_stock(session, nora, limit=5, cursor=second.next_cursor)
        assert [each.sku for page in (first, second, third) for each in page.items] == [
            f"M-{number:03d}" for number in range(1, 13)
        ]
        assert third.next_cursor is None

    def test_finds_words_and_what_runs_out(self, session: Session, nora: SellerActor) -> None:
        adjust(session, nora, sku="M-003", wanted=Change(on_hand=4, reason="counted"))
        assert [each.sku for each in list_stock(session, nora, text="mug 003").items] == ["M-003"]
        assert [each.sku for each in list_stock(session, nora, below=5).items] == ["M-003"]
        assert list_stock(session, nora, below=4).items == ()
        assert list_stock(session, nora, text="mug\x00").items == ()

    @pytest.mark.parametrize("cursor", ["nonsense", "{}"])
    def test_refuses_markers_of_other_lists(self, session: Session, nora: SellerActor, cursor: str) -> None:
        with pytest.raises(Invalid):
            list_stock(session, nora, cursor=cursor)

    def test_movements_page_newest_first(self, session: Session, nora: SellerActor) -> None:
        for count in (10, 20, 30):
            adjust(session, nora, sku="M-001", wanted=Change(on_hand=count, reason=f"count {count}"))
        first = list_movements(session, nora, sku="M-001", limit=2)
        second = list_movements(session, nora, sku="M-001", limit=2, cursor=first.next_cursor)
        assert [each.on_hand for page in (first, second) for each in page.items] == [30, 20, 10]
        with pytest.raises(Invalid):
            list_movements(session, nora, sku="M-001", cursor=list_stock(session, nora, limit=1).next_cursor)
