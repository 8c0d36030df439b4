"""Invoices from a file in the format of the demo's orders."""

import csv
import gzip
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import Any

from storefront.kit.errors import Invalid

COLUMNS = ("invoice", "date", "customer_id", "country", "stock_code", "quantity", "price")


@dataclass(slots=True)
class Invoice:
    """An invoice of the file; lines of one product are added up."""

    number: str
    placed_at: datetime
    account: str
    quantities: dict[str, int] = field(default_factory=dict[str, int])


def read_invoices(path: Path) -> list[Invoice]:
    """The invoices of a file in the format of the demo's orders, gzipped or not, in the order of time and number.

    Raises:
        Invalid: the file or one of its lines cannot be read.
    """
    found: dict[tuple[str, str], Invoice] = {}
    try:
        with _opened(path) as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, list[str]())
            if tuple(header) != COLUMNS:
                raise Invalid(f"{path.name}, line 1: the columns must be {','.join(COLUMNS)}.")
            for row in reader:
                _take(found, row, f"{path.name}, line {reader.line_num}")
    except (OSError, EOFError, UnicodeError, csv.Error, zlib.error) as error:
        if isinstance(error, OSError) and error.filename:
            raise
        raise Invalid(f"{path.name} cannot be read: {error}.") from error
    return sorted(found.values(), key=lambda invoice: (invoice.placed_at, invoice.number, invoice.account))


def _opened(path: Path) -> Any:
    with path.open("rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
    if is_packed:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open("rt", encoding="utf-8-sig", newline="")


def _take(found: dict[tuple[str, str], Invoice], row: list[str], place: str) -> None:
    if len(row) != len(COLUMNS):
        raise Invalid(f"{place}: {len(row)} values where {len(COLUMNS)} belong.")
    number, moment, account, _, code, quantity, price = (value.strip() for value in row)
    if not (number and account and code):
        raise Invalid(f"{place}: invoice, customer_id and stock_code must not be empty.")
    if not (quantity.isascii() and quantity.isdigit() and 0 < int(quantity) < 10**12):
        raise Invalid(f"{place}: quantity must be a whole number above 0.")
    if not _is_price(price):
        raise Invalid(f"{place}: price must be a number above 0.")
    invoice = found.get((number, account))
    if invoice is None:
        invoice = found[number, account] = Invoice(number, _moment(moment, place), account)
    invoice.quantities[code] = invoice.quantities.get(code, 0) + int(quantity)


def _is_price(text: str) -> bool:
    try:
        return isfinite(float(text)) and float(text) > 0
    except ValueError:
        return False


def _moment(text: str, place: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"{place}: date must be as 2011-08-31 09:30:00.") from error
    return moment.replace(tzinfo=None)
