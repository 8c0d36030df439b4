"""Money in integer units, rounded in this one place."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

UNITS_PER_MINOR = 100
"""A unit price carries four decimals, an amount two: so many price units make one minor unit."""

AMOUNT = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")
LONGEST_AMOUNT = 20
LARGEST = 10**15
"""In minor units, or ten-thousandths: beyond any trade, and a hundred times it still fits every database."""

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}


class CurrencyMismatch(ValueError):
    """Two currencies met in one sum: a bug, never a refusal."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units (pence) of a currency."""

    minor: int
    currency: str

    def __add__(self, other: Self) -> "Money":
        self._must_match(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Self) -> "Money":
        self._must_match(other)
        return Money(self.minor - other.minor, self.currency)

    def _must_match(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} with {other.currency}")

    @property
    def amount(self) -> str:
        """The amount as a decimal text with two places, such as `12.50`."""
        sign = "-" if self.minor < 0 else ""
        whole, rest = divmod(abs(self.minor), 100)
        return f"{sign}{whole}.{rest:02d}"

    @property
    def words(self) -> str:
        """The amount as a reader expects it, such as `£1,250.00`."""
        sign = "-" if self.minor < 0 else ""
        whole, rest = divmod(abs(self.minor), 100)
        return f"{sign}{_symbol(self.currency)}{whole:,}.{rest:02d}"

    @classmethod
    def parse(cls, amount: str, currency: str) -> "Money":
        """Money from a decimal text of at most two places.

        Raises:
            ValueError: the text is no number, has more places, or is out of range.
        """
        return cls(_scaled(amount, 2), currency)


@dataclass(frozen=True, slots=True, order=True)
class UnitPrice:
    """A price for one unit in ten-thousandths of a major unit: `UnitPrice(29500, "GBP")` is £2.95."""

    ten_thousandths: int
    currency: str

    def times(self, quantity: int) -> Money:
        """The total of a line, rounded half up once."""
        product = self.ten_thousandths * quantity
        sign = -1 if product < 0 else 1
        return Money(sign * ((abs(product) + UNITS_PER_MINOR // 2) // UNITS_PER_MINOR), self.currency)

    @property
    def amount(self) -> str:
        """The price as a decimal text with two to four places, such as `2.95` or `0.0825`."""
        whole, rest = divmod(self.ten_thousandths, 10_000)
        places = f"{rest:04d}"
        return f"{whole}.{places[:2]}{places[2:].rstrip('0')}"

    @property
    def words(self) -> str:
        """The price as a reader expects it, such as `£1,250.00`."""
        whole, _, places = self.amount.partition(".")
        return f"{_symbol(self.currency)}{int(whole):,}.{places}"

    @classmethod
    def parse(cls, amount: str, currency: str) -> "UnitPrice":
        """A unit price from a decimal text of at most four places.

        Raises:
            ValueError: the text is no number, has more places, or is out of range.
        """
        return cls(_scaled(amount, 4), currency)


def total_of(amounts: "list[Money]", currency: str) -> Money:
    """The sum of what is shown; zero of `currency` for an empty list."""
    total = Money(0, currency)
    for amount in amounts:
        total = total + amount
    return total


def _scaled(amount: str, places: int) -> int:
    text = amount.strip()
    if len(text) > LONGEST_AMOUNT or not AMOUNT.fullmatch(text):
        raise ValueError(f"not an amount: {amount!r}")
    scaled = Decimal(text).scaleb(places)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"more than {places} decimal places: {amount!r}")
    if abs(whole) > LARGEST:
        raise ValueError(f"too large an amount: {amount!r}")
    return whole


def _symbol(currency: str) -> str:
    return SYMBOLS.get(currency, currency + "\N{NO-BREAK SPACE}")
