"""The rows of a quick order as its page shows them, in words."""

from collections.abc import Collection
from dataclasses import dataclass, field

from storefront.carts.snapshots import Alternative, CartView, Grid, GridRow, ResolvedLine
from storefront.kit.money import Money, total_of
from storefront.ui.routes import address
from storefront.ui.states.rows import TotalRow
from storefront.ui.words import rule_in_words

MOST_ALTERNATIVES = 6
TONES = {
    "same": "good",
    "cheaper": "good",
    "dearer": "low",
    "short": "low",
    "rule changed": "low",
}
"""Of rows that can be added; all others are bad."""
WORDS = {"same": "Ready"}
REASONS = {"seller": "From", "replacement": "Replaced by", "variant": "Variant"}
FILTERS = {"all": "All", "correct": "To correct", "look": "Changed", "ready": "Ready"}


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """Something to order in place of a row; `key` names it to the handler that chooses it."""

    key: str = ""
    label: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class QuickRow:
    """A row with its answer; `source` is the row as it came when it cannot be added."""

    id: int = 0
    sku: str = ""
    quantity: str = ""
    name: str = ""
    href: str = ""
    about: str = ""
    state: str = ""
    tone: str = "bad"
    message: str = ""
    source: str = ""
    price: str = ""
    previous: str = ""
    total: str = ""
    adds: str = ""
    label: str = ""
    multiple: int = 1
    alternatives: list[AlternativeRow] = field(default_factory=list[AlternativeRow])
    is_bad: bool = False
    is_ticked: bool = False
    """Picked to be put into a cart; without any tick all rows are."""


@dataclass(frozen=True, slots=True)
class AddedCartRow:
    """A cart that rows were put into."""

    name: str = ""
    href: str = ""
    words: str = ""


def kind_of(row: GridRow) -> str:
    """Which filter a row belongs to, besides `all`."""
    if not row.is_addable or row.answer is None:
        return "correct"
    return "ready" if row.answer.state == "same" else "look"


def quick_row(row: GridRow, *, outlet: str, is_ticked: bool = False) -> QuickRow:
    """A row with its answer."""
    read, answer = row.read, row.answer
    if answer is None:
        return QuickRow(
            id=row.id,
            sku=read.sku,
            quantity=read.quantity_text,
            state="Cannot be read",
            message=read.problem,
            source=_source(row),
            label=read.sku or f"row {read.number}",
            is_bad=True,
        )
    rule = answer.quantity_rule
    return QuickRow(
        id=row.id,
        sku=read.sku,
        quantity=str(read.quantity),
        name=answer.name or "",
        href=_href(row, outlet),
        about=_about(answer),
        state=WORDS.get(answer.state, answer.state.capitalize()),
        tone=TONES.get(answer.state, "bad") if row.is_addable else "bad",
        message="" if answer.state == "same" else answer.message,
        source="" if row.is_addable else _source(row),
        price=answer.unit_price.words if answer.unit_price else "",
        previous=answer.previous_unit_price.words
        if answer.state in {"dearer", "cheaper"} and answer.previous_unit_price
        else "",
        total=answer.line_total.words if answer.line_total and row.is_addable else "",
        adds=f"adds {answer.quantity:,}" if row.is_addable and answer.quantity != read.quantity else "",
        label=read.sku,
        multiple=rule.multiple if rule else 1,
        alternatives=[_alternative(each) for each in answer.alternatives[:MOST_ALTERNATIVES]],
        is_bad=not row.is_addable,
        is_ticked=is_ticked and row.is_addable,
    )


def added_cart(view: CartView, *, outlet: str) -> AddedCartRow:
    """A cart that rows were put into."""
    lines = "1 line" if len(view.lines) == 1 else f"{len(view.lines):,} lines"
    return AddedCartRow(
        view.seller.name, address(outlet, "cart", view.seller.code), f"{lines}, {view.subtotal.words}"
    )


def counts_of(grid: Grid) -> dict[str, int]:
    """How many rows each filter shows."""
    counts = dict.fromkeys(FILTERS, 0) | {"all": len(grid.rows)}
    for row in grid.rows:
        counts[kind_of(row)] += 1
    return counts


def total_rows(grid: Grid, *, picked: Collection[int]) -> list[TotalRow]:
    """What would be added at each seller: of the picked rows, or of all that can be."""
    if not picked:
        return [
            TotalRow(f"{total.seller_name}, {rows_in_words(total.lines)}", total.amount.words)
            for total in grid.totals
        ]
    amounts: dict[str, list[Money]] = {}
    for row in grid.rows:
        answer = row.answer
        if row.id in picked and answer and answer.seller_name and answer.line_total:
            amounts.setdefault(answer.seller_name, []).append(answer.line_total)
    return [
        TotalRow(f"{name}, {rows_in_words(len(own))}", total_of(own, own[0].currency).words)
        for name, own in amounts.items()
    ]


def rows_in_words(count: int) -> str:
    """`1 row`, `20 rows`."""
    return "1 row" if count == 1 else f"{count:,} rows"


def _href(row: GridRow, outlet: str) -> str:
    answer = row.answer
    if answer is None or not answer.seller or not answer.name:
        return ""
    return address(outlet, "product", row.read.sku, seller=answer.seller, catalog=answer.catalog or "")


def _source(row: GridRow) -> str:
    return f"Row {row.read.number}: {row.read.text}" if row.read.text else ""


def _about(answer: ResolvedLine) -> str:
    parts = [answer.seller_name or ""]
    if answer.seller:
        parts.append(f"{answer.available:,} available" if answer.available else "out of stock")
    if answer.quantity_rule is not None:
        parts.append(rule_in_words(answer.quantity_rule))
    return " \u00b7 ".join(part for part in parts if part)


def _alternative(other: Alternative) -> AlternativeRow:
    reason = REASONS.get(other.reason, "")
    subject = other.seller if other.reason == "seller" else f"{other.sku} {other.name}"
    return AlternativeRow(
        key=f"{other.sku}\n{other.catalog}\n{other.seller}",
        label=f"{reason} {subject}".strip(),
        detail=f"{other.unit_price.words}, {other.available:,} available",
    )
