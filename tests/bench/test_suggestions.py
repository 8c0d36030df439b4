"""The walk-forward: what counts, what each way predicts, and that nobody looks ahead."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from math import log2
from pathlib import Path

import pytest

from storefront.bench.invoices import COLUMNS, read_invoices
from storefront.bench.suggestions import (
    DEMO_ORDERS,
    Outcome,
    default_start,
    main,
    ndcg_at,
    predict,
    recall_at,
    shortfall,
    walk_forward,
)
from storefront.kit.errors import Invalid
from storefront.launch.project import ROOT

Write = Callable[..., Path]
START = date(2011, 6, 1)
DAYS = ("01-10", "02-10", "03-10", "04-10", "05-10")
EARLIER = [
    (f"A{place}", f"2011-{day} 09:00:00", "1001", ["TEA", "MUG" if place < 3 else "JUG"])
    for place, day in enumerate(DAYS)
]
"""TEA in all five, MUG in the first three, JUG in the last two."""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(
        invoices: Iterable[tuple[str, str, str, list[str]]], *, name: str = "orders.csv.gz", extra: str = ""
    ) -> Path:
        lines = [",".join(COLUMNS)]
        for number, moment, account, products in invoices:
            lines += [f"{number},{moment},{account},United Kingdom,{product},6,1.25" for product in products]
        path = tmp_path / name
        text = "\n".join(lines) + "\n" + extra
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
        return path

    return write


class TestReading:
    def test_lines_of_one_product_are_added_up(self, write: Write) -> None:
        (invoice,) = read_invoices(write([("A1", "2011-01-10 09:00:00", "1001", ["TEA", "MUG", "TEA"])]))
        assert invoice.quantities == {"TEA": 12, "MUG": 6}

    def test_invoices_come_in_the_order_of_time_whatever_the_file_has(self, write: Write) -> None:
        path = write(reversed(EARLIER), name="orders.csv")
        assert [invoice.number for invoice in read_invoices(path)] == ["A0", "A1", "A2", "A3", "A4"]

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("A9,2011-06-01 09:00:00,1001,UK,TEA,6", "line 12: 6 values where 7 belong"),
            ("A9,yesterday,1001,UK,TEA,6,1.25", "line 12: date must be as 2011-08-31 09:30:00"),
            (
                "A9,2011-06-01 09:00:00,1001,UK,TEA,-6,1.25",
                "line 12: quantity must be a whole number above 0",
            ),
            (
                "A9,2011-06-01 09:00:00,1001,UK,TEA,6.5,1.25",
                "line 12: quantity must be a whole number above 0",
            ),
            ("A9,2011-06-01 09:00:00,1001,UK,TEA,6,nan", "line 12: price must be a number above 0"),
            ("A9,2011-06-01 09:00:00,,UK,TEA,6,1.25", "line 12: invoice, customer_id and stock_code"),
        ],
    )
    def test_a_line_that_cannot_be_read_is_named(self, write: Write, line: str, problem: str) -> None:
        with pytest.raises(Invalid, match=problem):
            read_invoices(write(EARLIER, extra=line + "\n"))

    def test_another_files_columns_are_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "other.csv"
        path.write_text("sku,name\nTEA,Tea\n", "utf-8")
        with pytest.raises(Invalid, match="line 1: the columns must be invoice,date"):
            read_invoices(path)

    def test_half_a_file_is_refused(self, write: Write) -> None:
        path = write(EARLIER)
        path.write_bytes(path.read_bytes()[:-20])
        with pytest.raises(Invalid, match="cannot be read"):
            read_invoices(path)

    def test_a_file_without_lines_has_no_baskets(self, write: Write) -> None:
        invoices = read_invoices(write([]))
        assert (invoices, default_start(invoices)) == ([], None)
        assert walk_forward(invoices, None).baskets == 0


class TestDefaultStart:
    @pytest.mark.parametrize(
        ("last", "start"),
        [
            ("2011-08-31", date(2011, 5, 31)),
            ("2011-05-31", date(2011, 2, 28)),
            ("2011-02-10", date(2010, 11, 10)),
        ],
    )
    def test_is_three_months_before_the_last_day(self, write: Write, last: str, start: date) -> None:
        assert default_start(read_invoices(write([("A1", f"{last} 09:00:00", "1", ["TEA"])]))) == start


class TestBaskets:
    def test_one_needs_five_earlier_invoices_and_counts_from_the_day_on(self, write: Write) -> None:
        basket = ("A5", "2011-06-01 09:00:00", "1001", ["TEA"])
        assert walk_forward(read_invoices(write([*EARLIER, basket])), START).baskets == 1
        assert walk_forward(read_invoices(write([*EARLIER[1:], basket])), START).baskets == 0
        assert walk_forward(read_invoices(write([*EARLIER, basket])), date(2011, 6, 2)).baskets == 0

    def test_each_one_is_history_for_the_next(self, write: Write) -> None:
        baskets = [
            ("A5", "2011-06-01 09:00:00", "1001", ["POT"]),
            ("A6", "2011-06-02 09:00:00", "1001", ["POT"]),
        ]
        first, second = predict(read_invoices(write([*EARLIER, *baskets])), START)
        assert first[0]["last"] == ["TEA", "JUG"]
        assert second[0]["last"] == ["POT"]

    def test_the_plain_predictions_are_exact(self, write: Write) -> None:
        others = [(f"B{place}", "2011-03-01 10:00:00", f"20{place}", ["CUP"]) for place in range(6)]
        basket = ("A5", "2011-06-01 09:00:00", "1001", ["MUG", "JUG", "CUP", "NEW"])
        invoices = read_invoices(write([*EARLIER, *others, basket]))
        ((predicted, bought),) = predict(invoices, START)
        assert bought == {"MUG", "JUG", "CUP", "NEW"}
        assert predicted["frequent"] == ["TEA", "MUG", "JUG"]
        assert predicted["last"] == ["TEA", "JUG"]
        assert predicted["popular"] == ["CUP", "TEA", "MUG", "JUG"]
        outcome = walk_forward(invoices, START)
        assert {way: outcome.recall[way] for way in ("frequent", "last", "popular")} == {
            "frequent": 0.5,
            "last": 0.25,
            "popular": 0.75,
        }
        ideal = 1 + 1 / log2(3) + 1 / log2(4) + 1 / log2(5)
        assert outcome.ndcg["frequent"] == pytest.approx((1 / log2(3) + 1 / log2(4)) / ideal)
        assert outcome.ndcg["last"] == pytest.approx((1 / log2(3)) / ideal)
        assert outcome.ndcg["popular"] == pytest.approx((1 + 1 / log2(4) + 1 / log2(5)) / ideal)

    def test_at_most_twenty_are_predicted(self, write: Write) -> None:
        wide = [
            (number, moment, account, [f"P{place:02d}" for place in range(30)])
            for number, moment, account, _ in EARLIER
        ]
        basket = ("A5", "2011-06-01 09:00:00", "1001", ["P00"])
        ((predicted, _),) = predict(read_invoices(write([*wide, basket])), START)
        assert {way: len(products) for way, products in predicted.items()} == dict.fromkeys(predicted, 20)


class TestNoPeeking:
    def test_what_comes_later_changes_no_prediction(self, write: Write) -> None:
        """The basket itself, later hours of its day and later days may hold anything."""
        basket = ("A5", "2011-06-01 09:00:00", "1001", ["TEA"])
        other = ("A5", "2011-06-01 09:00:00", "1001", ["POT", "CUP"])
        later = [
            (f"Z{place}", f"2011-06-0{1 + place % 3} 1{place % 10}:00:00", f"9{place}", ["POT", "TEA", "NEW"])
            for place in range(30)
        ]
        plain = next(iter(predict(read_invoices(write([*EARLIER, basket])), START)))[0]
        assert next(iter(predict(read_invoices(write([*EARLIER, other, *later])), START)))[0] == plain
        assert plain["suggested"][0] == "TEA"

    def test_an_earlier_purchase_does(self, write: Write) -> None:
        basket = ("A5", "2011-06-01 09:00:00", "1001", ["TEA"])
        earlier = [(f"Z{place}", "2011-05-30 10:00:00", f"9{place}", ["POT"]) for place in range(30)]
        plain = next(iter(predict(read_invoices(write([*EARLIER, basket])), START)))[0]
        known = next(iter(predict(read_invoices(write([*EARLIER, *earlier, basket])), START)))[0]
        assert "POT" not in plain["suggested"]
        assert "POT" in known["suggested"]


class TestMeasures:
    def test_recall_is_the_part_that_was_found(self) -> None:
        assert recall_at(["A", "B", "C"], frozenset("BX")) == 0.5
        assert recall_at([str(place) for place in range(30)], frozenset(["25"])) == 0.0

    def test_ndcg_is_one_for_the_best_order(self) -> None:
        assert ndcg_at(["A", "B", "X"], frozenset("AB")) == 1.0
        assert ndcg_at(["X", "A"], frozenset("A")) == pytest.approx(1 / log2(3))
        assert ndcg_at([], frozenset("A")) == 0.0


class TestPrinting:
    def test_programs_get_exactly_the_agreed_keys(
        self, write: Write, capsys: pytest.CaptureFixture[str]
    ) -> None:
        basket = ("A5", "2011-06-01 09:00:00", "1001", ["TEA", "POT"])
        main(orders=write([*EARLIER, basket]), start=START, as_json=True)
        printed = json.loads(capsys.readouterr().out)
        assert list(printed) == ["baskets", "recall_at_20", "ndcg_at_20"]
        assert printed["baskets"] == 1
        assert printed["recall_at_20"] == {"suggested": 0.5, "frequent": 0.5, "last": 0.5, "popular": 0.5}
        assert list(printed["ndcg_at_20"]) == ["suggested", "frequent", "last", "popular"]

    def test_without_a_basket_all_is_zero_and_the_reason_is_told(
        self, write: Write, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main(orders=write(EARLIER), start=START, as_json=True)
        captured = capsys.readouterr()
        printed = json.loads(captured.out)
        zeros = dict.fromkeys(("suggested", "frequent", "last", "popular"), 0.0)
        assert printed == {"baskets": 0, "recall_at_20": zeros, "ndcg_at_20": zeros}
        assert "No basket to predict from 2011-06-01 on" in captured.err


class TestRealInvoices:
    @pytest.mark.slow
    def test_the_suggestion_beats_the_best_plain_prediction_by_more_than_asked(self) -> None:
        """Two weeks of the summer: the whole of it is measured by `make bench`."""
        invoices = [each for each in read_invoices(DEMO_ORDERS) if each.placed_at.date() < date(2011, 6, 14)]
        outcome = walk_forward(invoices, date(2011, 5, 31))
        assert outcome.baskets > 300
        best = max(outcome.recall[way] for way in ("frequent", "last", "popular"))
        assert outcome.recall["suggested"] >= 1.15 * best


class TestShortfall:
    @pytest.mark.parametrize(
        ("suggested", "short", "verdict"), [(0.23, 0.0, "ok"), (0.3, 0.0, "ok"), (0.22, 1.0, "over")]
    )
    def test_is_nothing_from_fifteen_percent_above_the_best_on(
        self, suggested: float, short: float, verdict: str
    ) -> None:
        recall = {"suggested": suggested, "frequent": 0.1, "last": 0.2, "popular": 0.05}
        figure = shortfall(Outcome(10, recall, recall))
        assert figure.measured == pytest.approx(short)
        assert figure.verdict == verdict


class TestCommand:
    def test_takes_a_file_from_where_one_stands_and_prints_nothing_but_json(
        self, write: Write, tmp_path: Path
    ) -> None:
        later = ("B1", "2011-06-10 09:00:00", "1001", ["TEA", "JUG"])
        write([*EARLIER, later], name="small.csv.gz")
        command = [sys.executable, "-m", "storefront.cli", "bench", "suggestions"]
        done = subprocess.run(
            [*command, "--orders", "small.csv.gz", "--from", START.isoformat(), "--json"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(done.stdout)
        assert done.stdout.count("\n") == 1
        assert set(found) == {"baskets", "recall_at_20", "ndcg_at_20"}
        assert found["baskets"] == 1
        assert found["recall_at_20"]["frequent"] == 1.0
        assert set(found["ndcg_at_20"]) == {"suggested", "frequent", "last", "popular"}
