"""The real wholesale data behind the demo company, as plain values (see `data/README.md` for source and licence)."""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class SourceProduct:
    """A stock code; prices in pence."""

    code: str
    name: str
    category: str
    pack_size: int
    colour: str
    is_mature: bool
    base_code: str
    variant: str
    tiers: tuple[tuple[int, int], ...]
    """Quantity from which, pence: ascending in quantity."""
    usual_quantity: int
    usual_share: float
    """The part of its lines that had the usual quantity."""


@dataclass(frozen=True, slots=True)
class Account:
    """A customer of the source: an outlet here."""

    code: str
    country: str
    invoices: int
    revenue_minor: int


@dataclass(frozen=True, slots=True)
class Invoice:
    """A real invoice; `lines` hold stock code, quantity, unit price in pence, one per product and price."""

    number: str
    placed_at: datetime
    """Local time in London, naive."""
    account: str
    lines: list[tuple[str, int, int]] = field(default_factory=list[tuple[str, int, int]])


def read_products() -> list[SourceProduct]:
    """All products in the order of their codes."""
    return [_product(row) for row in csv.DictReader(_lines("products"))]


def read_accounts() -> list[Account]:
    """All accounts in the order of their codes."""
    return [
        Account(row["customer_id"], row["country"], int(row["invoices"]), _pence(row["revenue_gbp"]))
        for row in csv.DictReader(_lines("customers"))
    ]


def read_invoices() -> list[Invoice]:
    """All invoices in the order of time; lines of one product at one price are merged into the first of them."""
    invoices: list[Invoice] = []
    pence: dict[str, int] = {}
    reader = csv.reader(_lines("orders"))
    next(reader)
    lines: dict[tuple[str, int], int] = {}
    for number, placed_at, account, _, code, quantity, price in reader:
        if not invoices or invoices[-1].number != number:
            _close(invoices, lines)
            invoices.append(Invoice(number, datetime.fromisoformat(placed_at), account))
        if price not in pence:
            pence[price] = _pence(price)
        key = (code, pence[price])
        lines[key] = lines.get(key, 0) + int(quantity)
    _close(invoices, lines)
    return invoices


def _close(invoices: list[Invoice], lines: dict[tuple[str, int], int]) -> None:
    if invoices:
        invoices[-1].lines.extend((code, quantity, price) for (code, price), quantity in lines.items())
    lines.clear()


def _product(row: dict[str, str]) -> SourceProduct:
    tiers = tuple(
        (int(tier["min_qty"]), round(tier["price"] * 100)) for tier in json.loads(row["price_tiers"])
    )
    return SourceProduct(
        code=row["stock_code"],
        name=row["display_name"],
        category=row["category"],
        pack_size=int(row["pack_size"]),
        colour=row["colour"],
        is_mature=row["mature"] == "True",
        base_code=row["base_code"],
        variant=row["variant"],
        tiers=tiers,
        usual_quantity=int(row["qty_mode"]),
        usual_share=float(row["qty_mode_share"]),
    )


def _lines(name: str) -> Iterator[str]:
    with gzip.open(DATA / f"online_retail_{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from file


def _pence(text: str) -> int:
    whole, _, places = text.partition(".")
    return int(whole) * 100 + int(places.ljust(2, "0"))
