"""Many adjustments by one file."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.audit.tables import AuditEntry
from storefront.db.columns import table_of
from storefront.inventory.errors import AdjustmentsUnreadable
from storefront.inventory.service import (
    judge_adjustments,
    list_movements,
    list_stock,
    read_adjustments,
)
from storefront.inventory.snapshots import AdjustmentAnswer, AdjustmentRow
from storefront.inventory.tables import StockLevel
from storefront.offers.service import adjust_stock_by_file
from storefront.parties.actor import SellerActor
from storefront.parties.service import hash_token
from storefront.sellers.service import enter_seller
from tests.conftest import CountStatements
from tests.factories import Trade, make_staff

FILE = b"""sku;on hand;change;reason
M-001;120;;Counted
M-002;;-3;Broken
M-003;100;;Counted
M-001;5;;Counted
N-001;5;;Counted
M-004;;few;Counted
M-004;5;5;Counted
M-005;5;;
"""


@pytest.fixture
def clerk(session: Session, trade: Trade) -> SellerActor:
    staff = make_staff(session, trade)
    return enter_seller(session, hash_token(staff.maker_clerk.token), "MAKER")


def told(answers: tuple[AdjustmentAnswer, ...]) -> list[tuple[int, str, str, int, int]]:
    return [(each.row.number, each.outcome, each.problem, each.before, each.after) for each in answers]


ANSWERS = [
    (2, "changed", "", 100, 120),
    (3, "changed", "", 100, 97),
    (4, "same", "", 100, 100),
    (5, "twice", "stands further up in this file already", 0, 0),
    (6, "refused", "the warehouse keeps no such product", 0, 0),
    (7, "refused", "change: a whole number, such as 12", 100, 100),
    (8, "twice", "stands further up in this file already", 0, 0),
    (9, "refused", "reason: 1 to 500 characters that say why", 100, 100),
]


class TestReadAdjustments:
    def test_takes_columns_by_their_headings_or_in_order(self) -> None:
        assert read_adjustments(b"Reason,Change,Item number\nBroken,-3,M-1\n").rows == (
            AdjustmentRow(2, "M-1", change="-3", reason="Broken"),
        )
        assert read_adjustments(b"M-1,12,,Counted\n").rows == (AdjustmentRow(1, "M-1", "12", "", "Counted"),)

    @pytest.mark.parametrize("content", [b"", b"sku,on hand\n", b"M-1,1\n" * 2001])
    def test_refuses_too_few_and_too_many(self, content: bytes) -> None:
        with pytest.raises(AdjustmentsUnreadable):
            read_adjustments(content)


class TestAdjustByFile:
    def test_a_dry_run_answers_every_row_and_writes_nothing(
        self, session: Session, clerk: SellerActor
    ) -> None:
        assert told(judge_adjustments(session, clerk, read_adjustments(FILE).rows)) == ANSWERS
        assert {card.on_hand for card in list_stock(session, clerk).items} == {100}

    @pytest.mark.smoke
    def test_good_rows_are_made_true_with_movements_audit_and_shelf(
        self, session: Session, clerk: SellerActor
    ) -> None:
        rows = read_adjustments(FILE).rows
        assert told(adjust_stock_by_file(session, clerk, rows=rows)) == ANSWERS
        stock = {card.sku: card.on_hand for card in list_stock(session, clerk).items}
        assert (stock["M-001"], stock["M-002"], stock["M-003"], stock["M-004"]) == (120, 97, 100, 100)
        (movement,) = list_movements(session, clerk, sku="M-002").items
        assert (movement.change, movement.on_hand, movement.reason) == (-3, 97, "Broken")
        entries = table_of(AuditEntry).c
        written = session.execute(
            sa.select(entries.subject).where(entries.action == "stock.adjusted").order_by(entries.subject)
        )
        assert written.scalars().all() == ["M-001", "M-002"]
        again = adjust_stock_by_file(session, clerk, rows=rows[:1])
        assert told(again) == [(2, "same", "", 120, 120)]

    def test_what_is_promised_to_orders_stays(
        self, session: Session, trade: Trade, clerk: SellerActor
    ) -> None:
        session.execute(
            sa.update(table_of(StockLevel))
            .where(table_of(StockLevel).c.product_id == trade.maker.products[0].id)
            .values(reserved=30)
        )
        (answer,) = adjust_stock_by_file(
            session, clerk, rows=[AdjustmentRow(1, "M-001", on_hand="29", reason="Counted")]
        )
        assert (answer.outcome, answer.problem) == (
            "refused",
            "30 are promised to orders, and have to stay on hand",
        )

    def test_the_number_of_statements_does_not_grow_with_rows(
        self, session: Session, clerk: SellerActor, count_statements: CountStatements
    ) -> None:
        def rows(*numbers: int) -> list[AdjustmentRow]:
            return [AdjustmentRow(each, f"M-00{each}", change="1", reason="Counted") for each in numbers]

        with count_statements() as one:
            adjust_stock_by_file(session, clerk, rows=rows(1))
        with count_statements() as four:
            adjust_stock_by_file(session, clerk, rows=rows(1, 2, 3, 4))
        assert len(four) == len(one)
