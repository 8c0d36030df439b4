"""Figures as tables for people and as JSON for programs."""

import json
import platform
from collections.abc import Iterable, Sequence
from itertools import groupby

import psutil
from rich.console import Console
from rich.table import Table

from storefront.bench.figures import BUSY_CORES, Figure

COLOURS = {"ok": "green", "over": "red", "not measured": "yellow"}
DISTURBED = "~"


def print_tables(figures: Sequence[Figure], out: Console) -> None:
    """One table for each place and part; what was disturbed is marked."""
    for (part, place), some in groupby(figures, key=lambda figure: (figure.part, figure.place)):
        rows = list(some)
        title = f"{part}: {place.words}" if place else part
        out.print(_api_table(title, rows) if part == "api" else _plain_table(title, rows))
    if any(figure.was_disturbed for figure in figures):
        out.print(
            f"{DISTURBED} others used more than {BUSY_CORES} of a core meanwhile: the figure may be up to twice too high"
        )


def as_json(figures: Iterable[Figure]) -> str:
    """The figures with what they were measured on."""
    machine = {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": psutil.cpu_count(),
        "memory_bytes": psutil.virtual_memory().total,
    }
    return json.dumps(
        {"machine": machine, "figures": [figure.as_fields() for figure in figures]},
        indent=2,
        ensure_ascii=False,
    )


def _api_table(title: str, rows: Sequence[Figure]) -> Table:
    table = Table(title=f"{title} (milliseconds of processor time for each)", title_justify="left")
    table.add_column("", no_wrap=True)
    for heading in ("measured", "in database", "target", "best peer", "bare SQL", "statements"):
        table.add_column(heading, justify="right")
    table.add_column("")
    table.add_column("", overflow="fold")
    for figure in rows:
        table.add_row(
            figure.name,
            _measured(figure),
            "" if figure.of_which_database is None else f"{figure.of_which_database:,.1f}",
            _number(figure.target),
            _number(figure.best_peer),
            _number(figure.bare_sql),
            _statements(figure),
            _verdict(figure),
            figure.note,
        )
    return table


def _plain_table(title: str, rows: Sequence[Figure]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("", no_wrap=True)
    for heading in ("measured", "target"):
        table.add_column(heading, justify="right")
    table.add_column("unit")
    table.add_column("")
    table.add_column("", overflow="fold")
    for figure in rows:
        table.add_row(
            figure.name,
            _measured(figure),
            _number(figure.target),
            figure.unit,
            _verdict(figure),
            figure.note,
        )
    return table


def _measured(figure: Figure) -> str:
    return (
        ""
        if figure.measured is None
        else f"{DISTURBED if figure.was_disturbed else ''}{figure.measured:,.1f}"
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,g}"


def _statements(figure: Figure) -> str:
    counted = " + ".join(str(count) for count in figure.statements)
    return f"{counted} (≤ {figure.statement_limit})" if counted and figure.statement_limit else counted


def _verdict(figure: Figure) -> str:
    colour = COLOURS.get(figure.verdict)
    return f"[{colour}]{figure.verdict}[/{colour}]" if colour else ""
