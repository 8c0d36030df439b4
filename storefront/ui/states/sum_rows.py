"""Sums of the history and its saved views as the screen shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SumRow:
    """A sum of the ledger; `href` leads to the orders in it."""

    label: str = ""
    href: str = ""
    orders: str = ""
    lines: str = ""
    amount: str = ""
    before: str = ""
    difference: str = ""
    tone: str = "quiet"


@dataclass(frozen=True, slots=True)
class BarRow:
    """What a chart draws: whole pounds, so that its scale reads well."""

    label: str = ""
    now: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view."""

    id: str = ""
    name: str = ""
    href: str = ""
    is_current: bool = False
