from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.carts.snapshots import CartLineView
from storefront.kit.clock import end_of, start_of
from storefront.kit.money import Money, UnitPrice
from storefront.orders.rules import (
    asked_of,
    changed_lines,
    checkout_fingerprint,
    checkout_problems,
    earliest_delivery,
    filter_of,
    local_month,
    next_year,
    search_text,
    side_by_side,
    year_before,
)
from storefront.orders.snapshots import ChangedLine, CheckoutRequest, OrderFilter, Sum, SumRow

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
        assert checkout_fingerprint("1001", "MAKER", self.REQUEST) == checkout_fingerprint(
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
        assert checkout_fingerprint("1001", "MAKER", self.REQUEST) != checkout_fingerprint(
            "1001", "MAKER", replace(self.REQUEST, **other)
        )

    def test_outlet_and_seller_count_and_do_not_run_together(self) -> None:
        marks = {
            checkout_fingerprint(outlet, seller, CheckoutRequest())
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

    def test_has_the_words_of_notes(self) -> None:
        assert search_text("SO-1", "", [("M-1", "Mug")], ["Ring twice", ""]) == "so 1 m mug ring twice"


LONDON = "Europe/London"


class TestYearBefore:
    @pytest.mark.parametrize(
        ("first", "last", "earlier_first", "earlier_last"),
        [
            ("2026-04-01", "2026-04-30", "2025-04-01", "2025-04-30"),
            ("2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29"),
            ("2024-02-01", "2024-02-29", "2023-02-01", "2023-02-28"),
            ("2024-02-01", "2024-02-28", "2023-02-01", "2023-02-28"),
            ("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"),
            # Clocks go forward on 29 March 2026 and did on 30 March 2025.
            ("2026-03-29", "2026-03-30", "2025-03-29", "2025-03-30"),
        ],
    )
    def test_days_and_months_stay_whole(
        self, first: str, last: str, earlier_first: str, earlier_last: str
    ) -> None:
        start, end = start_of(date.fromisoformat(first), LONDON), end_of(date.fromisoformat(last), LONDON)
        assert year_before(start, LONDON) == start_of(date.fromisoformat(earlier_first), LONDON)
        assert year_before(end, LONDON) == end_of(date.fromisoformat(earlier_last), LONDON)

    def test_the_day_that_was_not_there_is_empty(self) -> None:
        leap = date(2024, 2, 29)
        assert year_before(start_of(leap, LONDON), LONDON) == year_before(end_of(leap, LONDON), LONDON)

    def test_moments_keep_their_time_of_day(self) -> None:
        summer = datetime(2026, 3, 29, 11, 30, tzinfo=UTC)
        assert year_before(summer, LONDON) == datetime(2025, 3, 29, 12, 30, tzinfo=UTC)
        assert year_before(datetime(2024, 2, 29, 9, tzinfo=UTC), LONDON) == datetime(2023, 3, 1, tzinfo=UTC)

    @given(
        moments=st.lists(
            st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1970 < moment.year < 3000),
            min_size=2,
            max_size=2,
        )
    )
    def test_what_follows_still_follows_whole_days_apart(self, moments: list[datetime]) -> None:
        earlier, later = sorted(moments)
        day = timedelta(days=1)
        if later - earlier >= day:
            assert year_before(earlier, LONDON) <= year_before(later, LONDON)

    def test_there_is_nothing_before_the_first_year(self) -> None:
        assert year_before(datetime(1, 1, 1, tzinfo=UTC), LONDON).year == 1


class TestMonths:
    @pytest.mark.parametrize(
        ("key", "month"),
        [
            ("2026-03", "2026-03"),
            ("2026-03-31 22:59", "2026-03"),
            ("2026-03-31 23:00", "2026-04"),
            ("2025-12-31 23:59", "2025-12"),
            ("2026-01-01 00:00", "2026-01"),
        ],
    )
    def test_are_those_of_the_zone(self, key: str, month: str) -> None:
        assert local_month(key, LONDON) == month

    def test_of_next_year(self) -> None:
        assert (next_year("2025-12"), next_year("0999-02")) == ("2026-12", "1000-02")


class TestSideBySide:
    def test_has_a_row_for_each_key_of_either_year(self) -> None:
        def pounds(minor: int) -> Sum:
            return Sum(1, 1, Money(minor, "GBP"))

        rows = side_by_side(
            {("a", "GBP"): ("A", pounds(5)), ("b", "GBP"): ("B", pounds(7))},
            {("b", "GBP"): ("B", pounds(2)), ("c", "GBP"): ("C", pounds(3))},
        )
        none = Sum(0, 0, Money(0, "GBP"))
        assert rows == (
            SumRow("a", "A", pounds(5), none),
            SumRow("b", "B", pounds(7), pounds(2)),
            SumRow("c", "C", none, pounds(3)),
        )
        assert [row.difference for row in rows] == [Money(5, "GBP"), Money(5, "GBP"), Money(-3, "GBP")]


class TestFilterAsText:
    def test_comes_back_as_it_was(self) -> None:
        wanted = OrderFilter(
            outlet="1001",
            product="M-001",
            employee="any",
            placed_from=date(2026, 3, 1),
            placed_to=datetime(2026, 4, 1, 9, 30, tzinfo=UTC),
            text="mug",
            min_total=Money(1250, ""),
            scope="organization",
            sort="-total",
        )
        asked = asked_of(wanted)
        assert asked == {
            "outlet": "1001",
            "product": "M-001",
            "employee": "any",
            "placed_from": "2026-03-01",
            "placed_to": "2026-04-01T09:30:00+00:00",
            "text": "mug",
            "min_total": "12.50",
            "scope": "organization",
            "sort": "-total",
        }
        assert filter_of(asked) == wanted

    def test_what_is_usual_is_left_out(self) -> None:
        assert asked_of(OrderFilter(limit=200, cursor="x")) == {}
        assert filter_of({}) == OrderFilter()
