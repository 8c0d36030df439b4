"""Verdicts, and the tables and JSON that they are printed in."""

import io
import json

from rich.console import Console

from storefront.bench import (
    hierarchy,
    history,
    live,
    load,
    paste,
    screen,
    size,
    start,
    stepper,
    suggestions,
    tabs,
)
from storefront.bench.figures import GOALS, Figure, Place, figure_of
from storefront.bench.report import as_json, print_tables

SMALL, LARGE = Place("SQLite", 4_521), Place("PostgreSQL", 101_000)


def api_figure(
    name: str = "search",
    *,
    place: Place = SMALL,
    measured: float | None = 10.0,
    of_which_database: float | None = None,
    statements: tuple[int, ...] = (6,),
    others_used_cores: float = 0.0,
    note: str = "",
) -> Figure:
    return figure_of(
        name,
        place,
        measured=measured,
        of_which_database=of_which_database,
        statements=statements,
        others_used_cores=others_used_cores,
        note=note,
    )


def printed(figure: Figure) -> str:
    written = io.StringIO()
    print_tables([figure], Console(file=written, width=140))
    return written.getvalue()


class TestVerdict:
    def test_what_needs_no_more_than_the_target_is_ok(self) -> None:
        assert api_figure(measured=32.0).verdict == "ok"

    def test_what_needs_more_is_over(self) -> None:
        assert api_figure(measured=32.1).verdict == "over"

    def test_too_many_statements_are_over_however_quick(self) -> None:
        assert api_figure(statements=(7,)).verdict == "over"

    def test_each_call_has_the_limit_for_itself(self) -> None:
        placed = api_figure("fill a cart with 20 lines and place the order", statements=(9, 22))
        assert placed.verdict == "ok"

    def test_without_a_figure_nothing_is_claimed(self) -> None:
        assert api_figure(measured=None, note="the database is elsewhere").verdict == "not measured"

    def test_without_a_target_there_is_no_verdict(self) -> None:
        assert api_figure("outlets to choose from").verdict == ""

    def test_a_large_range_has_targets_of_its_own(self) -> None:
        assert (api_figure(place=LARGE).target, api_figure(place=SMALL).target) == (60, 32)


class TestTargets:
    """What is asked of the product, written down a second time: whoever changes a target changes it here too."""

    def test_the_calls_of_the_api(self) -> None:
        asked = {name: (goal.target, goal.target_when_large, goal.statements) for name, goal in GOALS.items()}
        assert asked == {
            "search": (32, 60, 6),
            "category page of 24 by price": (8, 12, 6),
            "product page": (6, 9, None),
            "add a line": (8, 12, None),
            "cart of 20 lines": (5, 7.5, 6),
            "history page": (9, 13.5, None),
            "history by SKU or text": (60, 60, None),
            "resolve a list of 500 lines": (60, 60, 12),
            "suggested order": (50, 50, None),
            "a template of 300 lines to the carts of five sellers": (300, 300, None),
            "fill a cart with 20 lines and place the order": (60, 90, 25),
            "whole catalog, best first": (None, None, 6),
            "cart of 500 lines": (None, None, 6),
            "fill a cart with 500 lines and place the order": (None, None, 25),
        }

    def test_the_other_parts(self) -> None:
        asked = {
            "load, seconds": load.TARGET_SECONDS,
            "start, seconds": start.TARGET_SECONDS,
            "size, kB": size.TARGETS,
            "stepper, ms": stepper.TARGET_MILLISECONDS,
            "live, ms": live.TARGET_MILLISECONDS,
            "paste, ms": paste.TARGET_MILLISECONDS,
            "screen, times the API": screen.TARGET_RATIO,
            "tabs": tabs.TABS,
            "tabs, seconds between acts": tabs.EVERY_SECONDS,
            "tabs, errors": tabs.TARGET_ERRORS,
            "tabs, kB each": tabs.TARGET_KILOBYTES,
            "tabs, % of growth": tabs.STEADY_PERCENT,
            "hierarchy, ms": {name: target for name, _, _, target in hierarchy.CALLS},
            "suggestions, times the best of the others": suggestions.TARGET_LIFT,
            "history, ms": history.TARGET_MILLISECONDS,
        }
        assert asked == {
            "load, seconds": 90,
            "start, seconds": 4,
            "size, kB": {"Script": ("script", 180), "Stylesheet": ("style", 20)},
            "stepper, ms": 100,
            "live, ms": 1_000,
            "paste, ms": 2_000,
            "screen, times the API": 1.5,
            "tabs": 500,
            "tabs, seconds between acts": 5,
            "tabs, errors": 0,
            "tabs, kB each": 400,
            "tabs, % of growth": 5,
            "hierarchy, ms": {
                "hierarchy of 10,000 outlets: its page": 30,
                "a group of 1,000 of its outlets": 30,
                "search among its outlets": 30,
                "outlets of a contact with 5,000": 15,
            },
            "suggestions, times the best of the others": 1.15,
            "history, ms": 60,
        }


class TestPrint:
    def test_the_table_is_filled(self) -> None:
        text = printed(api_figure(measured=12.34, of_which_database=3.21))
        row = next(line for line in text.splitlines() if "search" in line)
        cells = [cell.strip() for cell in row.strip("│").split("│")]
        assert cells == ["search", "12.3", "3.2", "32", "201", "4", "6 (≤ 6)", "ok", ""]
        assert "SQLite, 4,521 products" in text

    def test_figures_of_a_busy_machine_are_marked(self) -> None:
        assert "~10.0" in printed(api_figure(others_used_cores=1.2))

    def test_the_reason_for_a_missing_figure_is_printed(self) -> None:
        missing = Figure("start", "everything on PostgreSQL", None, "", note="nobody answers")
        assert "nobody answers" in printed(missing)

    def test_json_has_the_figures_and_the_machine(self) -> None:
        read = json.loads(as_json([api_figure(measured=12.0)]))
        assert read["figures"][0]["name"] == "search"
        assert read["figures"][0]["verdict"] == "ok"
        assert read["figures"][0]["place"] == {"database": "SQLite", "products": 4_521}
        assert read["machine"]["cores"] > 0
