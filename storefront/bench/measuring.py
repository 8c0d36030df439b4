"""Which parts are measured, where, and in which order."""

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast

from rich.console import Console

from storefront.bench.datasets import PRODUCTS_AT_SCALE_1, Databases, DataSet, find_databases, kept_data_set
from storefront.bench.figures import Figure
from storefront.kit.errors import Invalid, StorefrontError
from storefront.launch import frontend
from storefront.launch.progress import console

PARTS = (
    "load",
    "start",
    "size",
    "stepper",
    "live",
    "paste",
    "screen",
    "tabs",
    "api",
    "hierarchy",
    "suggestions",
    "history",
)
"""In this order; `load` fills the data sets that the others use."""

LARGE_PRODUCTS = 100_000
REQUESTS = 200
LOG_WIDTH = 140
ON_EVERY_DATABASE = frozenset({"api", "hierarchy", "screen", "start"})
"""The others measure the server and the browser, whatever is below: on the first database."""

ON_POSTGRESQL = frozenset({"history"})
"""Their sizes are asked of PostgreSQL alone."""


class ToolsMissing(StorefrontError):
    """What measures is among the test tools, and those are not installed."""

    code = "test_tools_missing"


class Measure(Protocol):
    """What each part's module offers: figures, as they are found."""

    def __call__(self, data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
        """Measure on one data set; `tell` says what is being measured now."""
        ...


def main(
    *,
    as_json: bool,
    parts: Sequence[str] = (),
    databases: Sequence[str] = (),
    products: int | None = None,
    requests: int = REQUESTS,
    orders: Path | None = None,
    start: date | None = None,
) -> None:
    """Measure the parts (all) on the databases (all that answer), and print what was found.

    `suggestions` alone walks forward over the invoices of `orders` (the demo's) from `start` on, and prints only that.
    With `products` everything is measured with so many; otherwise at demo scale, and the API with 100,000 too.

    Raises:
        Invalid: there is no such part, or it has no such option.
        ToolsMissing: see its message.
    """
    if list(parts) == ["suggestions"]:
        _module("suggestions").main(orders=orders, start=start, as_json=as_json)
        return
    _check(parts, has_own_options=bool(orders or start))
    chosen = [part for part in PARTS if not parts or part in parts]
    for name in (*chosen, "report"):
        _module(name)
    if not frontend.is_built():
        console.print("Building the pages")
        frontend.build()
    found = find_databases(tuple(databases))
    figures: list[Figure] = []
    try:
        for figure in _measure_all(chosen, found, products, requests):
            figures.append(figure)
            console.print(_line(figure), markup=False)
    finally:
        # What was measured before a part failed, or somebody lost patience, is still worth reading.
        _print(figures, as_json=as_json)


def _check(parts: Sequence[str], *, has_own_options: bool) -> None:
    if has_own_options:
        raise Invalid("--orders and --from belong to `bench suggestions` alone.")
    unknown = set(parts) - set(PARTS)
    if unknown:
        raise Invalid(f"There is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.")


def _print(figures: Sequence[Figure], *, as_json: bool) -> None:
    report = _module("report")
    if as_json:
        sys.stdout.write(report.as_json(figures) + "\n")
    else:
        # A log has no width of its own.
        report.print_tables(figures, Console(width=None if sys.stdout.isatty() else LOG_WIDTH))


def _measure_all(
    parts: Sequence[str], found: Databases, products: int | None, requests: int
) -> Iterator[Figure]:
    for part in parts:
        for database in _databases(part, found):
            for size in _sizes(part, products):
                try:
                    yield from _measure(part, database, size, requests)
                except StorefrontError as error:
                    # The later parts have nothing to do with it.
                    yield Figure(part, f"the rest on {database}", None, "", note=error.message)
        for database, reason in found.missing.items():
            if part in ON_EVERY_DATABASE | ON_POSTGRESQL | {"load"}:
                yield Figure(part, f"everything on {database}", None, "", note=reason)


def _measure(part: str, database: str, products: int, requests: int) -> Iterator[Figure]:
    module = _module(part)
    measure = cast("Measure", module.measure)
    order_scale = getattr(module, "ORDER_SCALE", 1)
    data = kept_data_set(database, products, order_scale=order_scale, anew=part == "load")
    yield from measure(data, requests=requests, tell=_teller(part, data))


def _databases(part: str, found: Databases) -> Sequence[str]:
    if part in ON_POSTGRESQL:
        return [name for name in found.names if name == "PostgreSQL"]
    return found.names if part in ON_EVERY_DATABASE | {"load"} else found.names[:1]


def _sizes(part: str, products: int | None) -> Sequence[int]:
    if products is not None:
        return (products,)
    return (PRODUCTS_AT_SCALE_1, LARGE_PRODUCTS) if part == "api" else (PRODUCTS_AT_SCALE_1,)


def _module(name: str) -> ModuleType:
    """A module of this package, imported when it is needed: the test tools may not be there."""
    try:
        return importlib.import_module(f"storefront.bench.{name}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("storefront"):
            raise
        raise ToolsMissing(
            f"measuring needs {error.name}, one of the test tools: make bench installs them"
            " (or pip install -r requirements-test.lock)"
        ) from error


def _teller(part: str, data: DataSet) -> Callable[[str], None]:
    return lambda step: console.print(f"{part}, {data.place.words}: {step}", markup=False)


def _line(figure: Figure) -> str:
    size = "" if figure.measured is None else f"{figure.measured:,.1f} {figure.unit} "
    return f"  {figure.name}: {size}{figure.verdict} {figure.note}".rstrip()
