from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.carts.snapshots import CartLineView
from storefront.kit.money import Money, UnitPrice
from storefront.orders.rules import (
    changed_lines,
    checkout_problems,
    earliest_delivery,
    fingerprint,
    search_text,
)
from storefront.orders.snapshots import ChangedLine, CheckoutRequest

FRIDAY = date(2026, 5, 1)


def line(sku: str, price: int | None, previous: int | None = None) -> CartLineView:
    unit_price = None if price is None else UnitPrice(price, "GBP")
    return CartLineView(
        id=UUID(int=1),
        product_id=UUID(int=2),
        catalog_id=UUID(int=3),
        catalog="A",
        sku=sku,
        name=f"Mug {sku}",
        quantity=2,
        unit_price=unit_price,
        line_total=unit_price.times(2) if unit_price else None,
        previous_unit_price=None if previous is None else UnitPrice(previous, "GBP"),
        available=5,
        quantity_rule=None,
        added_by="Bea Buyer",
        added_by_id=UUID(int=4),
        added_at=datetime(2026, 5, 1, tzinfo=UTC),
        issues=(),
    )


class TestEarliestDelivery:
    @pytest.mark.parametrize(
        ("today", "lead_days", "day"),
        [
            (FRIDAY, 0, date(2026, 5, 1)),
            (FRIDAY, 1, date(2026, 5, 4)),
            (FRIDAY, 2, date(2026, 5, 5)),
            (date(2026, 5, 2), 1, date(2026, 5, 4)),
            (date(2026, 5, 3), 1, date(2026, 5, 4)),
            (date(2026, 5, 4), 5, date(2026, 5, 11)),
        ],
    )
    def test_counts_working_days_after_today(self, today: date, lead_days: int, day: date) -> None:
        assert earliest_delivery(today, lead_days) == day

    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 30))
    def test_is_a_working_day_and_a_longer_lead_is_later(self, today: date, lead_days: int) -> None:
        day = earliest_delivery(today, lead_days)
        assert day.weekday() < 5
        assert today < day < earliest_delivery(today, lead_days + 1)


class TestCheckoutProblems:
    def problems(self, **fields: object) -> dict[str, str]:
        request = CheckoutRequest(**fields)  # type: ignore[arg-type] -- the fields are those of the request
        return checkout_problems(request, today=FRIDAY, lead_days=2)

    def test_nothing_typed_is_fine(self) -> None:
        assert self.problems() == {}

    def test_the_longest_is_fine(self) -> None:
        assert self.problems(purchase_order_number="x" * 50, note="y\n" * 500) == {}

    @pytest.mark.parametrize(
        ("field", "value", "problem"),
        [
            ("purchase_order_number", "x" * 51, "at most 50 printable characters"),
            ("purchase_order_number", "a\nb", "at most 50 printable characters"),
            ("purchase_order_number", "a\x00b", "at most 50 printable characters"),
            ("note", "x" * 1001, "at most 1000 characters"),
            ("note", "a\x00b", "at most 1000 characters"),
            ("note", "a\ud800b", "at most 1000 characters"),
            ("payment_method", "cash", "one of on_account"),
            ("requested_delivery_date", date(2026, 5, 4), "from 2026-05-05 to 2027-05-01"),
            ("requested_delivery_date", date(2027, 5, 2), "from 2026-05-05 to 2027-05-01"),
        ],
    )
    def test_names_the_field_and_what_fits(self, field: str, value: object, problem: str) -> None:
        assert self.problems(**{field: value}) == {field: problem}

    @pytest.mark.parametrize("day", [date(2026, 5, 5), date(2027, 5, 1)])
    def test_both_ends_of_the_delivery_window_fit(self, day: date) -> None:
        assert self.problems(requested_delivery_date=day) == {}

    def test_everything_wrong_is_said_at_once(self) -> None:
        assert set(self.problems(note="x" * 2000, payment_method="", purchase_order_number="\t")) == {
            "note",
            "payment_method",
            "purchase_order_number",
        }


class TestFingerprint:
    REQUEST = CheckoutRequest("PO-1", "ring twice", date(2026, 5, 5), Money(1_000, "GBP"))

    def test_the_same_attempt_has_the_same(self) -> None:
        assert fingerprint("1001", "MAKER", self.REQUEST) == fingerprint(
            "1001", "MAKER", replace(self.REQUEST)
        )

    @pytest.mark.parametrize(
        "other",
        [
            {"purchase_order_number": "PO-2"},
            {"note": ""},
            {"requested_delivery_date": date(2026, 5, 5) + timedelta(days=1)},
            {"requested_delivery_date": None},
            {"expected_total": Money(1_001, "GBP")},
            {"expected_total": Money(1_000, "EUR")},
            {"expected_total": None},
            {"payment_method": "card"},
        ],
    )
    def test_every_field_counts(self, other: dict[str, object]) -> None:
        assert fingerprint("1001", "MAKER", self.REQUEST) != fingerprint(
            "1001", "MAKER", replace(self.REQUEST, **other)
        )

    def test_outlet_and_seller_count_and_do_not_run_together(self) -> None:
        marks = {
            fingerprint(outlet, seller, CheckoutRequest())
            for outlet, seller in [("1", "2"), ("12", ""), ("", "12"), ("1", "3")]
        }
        assert len(marks) == 4


class TestChangedLines:
    def test_are_those_whose_price_moved(self) -> None:
        changed = changed_lines([line("A", 300, 250), line("B", 200), line("C", None)])
        assert changed == (
            ChangedLine("A", "Mug A", UnitPrice(250, "GBP"), UnitPrice(300, "GBP"), Money(6, "GBP")),
        )

    def test_are_all_priced_lines_when_none_moved(self) -> None:
        assert [each.sku for each in changed_lines([line("A", 300), line("B", 200), line("C", None)])] == [
            "A",
            "B",
        ]


class TestSearchText:
    def test_holds_numbers_skus_and_names(self) -> None:
        assert search_text("SO-000001", "PO/7", [("M-001", "Red Mugs")]) == "so 000001 po 7 m 001 red mug"
