"""How a list reads on a screen: each line beside what it means now, and the sums of what is ticked."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from storefront.carts.snapshots import Alternative, Applied, CartView, ListLine, Resolution, ResolvedLine
from storefront.kit.money import Money, total_of
from storefront.kit.text import is_storable
from storefront.ui.routes import address
from storefront.ui.states.rows import ChoiceRow, FilledCartRow, ListedRow, TotalRow
from storefront.ui.words import lines_in_words

STATES = {
    "same": ("Same", "good"),
    "cheaper": ("Cheaper", "good"),
    "dearer": ("Dearer", "low"),
    "short": ("Short", "low"),
    "rule changed": ("Rule changed", "low"),
    "replaced": ("Replaced", "low"),
    "needs a variant": ("Needs a variant", "low"),
    "not in your catalog": ("Not in your catalog", "bad"),
    "unknown": ("Unknown", "bad"),
}
QUIET = frozenset({"same", "cheaper"})
"""States that nobody has to look at before the list is added."""

LONGEST_SKU_SHOWN = 80
REASONS = {"seller": "From", "replacement": "Replacement from", "variant": "Variant from"}


def listed_rows(resolution: Resolution, *, unticked: Collection[int]) -> list[ListedRow]:
    """Every line as a row, in its order."""
    return [_row(line, is_ticked=line.place not in unticked) for line in resolution.lines]


def needs_look(line: ResolvedLine) -> bool:
    """Whether a line is not what was asked for at the price of before, or less."""
    return line.state not in QUIET


def amounts_of(resolution: Resolution) -> list[tuple[str, Money] | None]:
    """What each line would add to the cart of which seller; nothing for a line that adds nothing."""
    return [
        (line.seller_name or "", line.line_total) if line.line_total is not None else None
        for line in resolution.lines
    ]


def total_rows(amounts: Sequence[tuple[str, Money] | None], *, unticked: Collection[int]) -> list[TotalRow]:
    """What the ticked lines come to, by seller."""
    by_seller: dict[str, list[Money]] = {}
    for place, each in enumerate(amounts):
        if each is not None and place not in unticked:
            by_seller.setdefault(each[0], []).append(each[1])
    return [
        TotalRow(f"{seller}, {lines_in_words(len(own))}", total_of(own, own[0].currency).words)
        for seller, own in sorted(by_seller.items())
    ]


def instead_of(line: ListLine, other: Alternative) -> ListLine:
    """The line with what was chosen in place of it; another product has no earlier price of this line."""
    is_same = other.reason == "seller"
    return ListLine(
        other.sku,
        line.quantity,
        other.catalog,
        other.seller,
        line.previous_unit_price if is_same else None,
    )


def done_in_words(done: Applied) -> str:
    """How many lines were added, and how many were not."""
    added = f"{lines_in_words(done.added)} added" if done.added else "Nothing was added"
    if done.added and done.carts:
        added += f" to {len(done.carts)} {'cart' if len(done.carts) == 1 else 'carts'}"
    left = len(done.skipped)
    if not left:
        return f"{added}."
    return f"{added}. {lines_in_words(left)} {'was' if left == 1 else 'were'} not."


def skipped_rows(done: Applied, rows: Sequence[ListedRow]) -> list[ListedRow]:
    """The lines that were not added, as they turned out; `rows` are those of all lines that were tried."""
    return [
        replace(rows[line.line], state=STATES[line.state][0], tone="bad", message=line.message)
        for line in done.skipped
    ]


def filled_carts(carts: Sequence[CartView], *, outlet: str) -> list[FilledCartRow]:
    """The carts that got lines, as links."""
    return [
        FilledCartRow(
            seller=cart.seller.name,
            lines=lines_in_words(len(cart.lines)),
            subtotal=cart.subtotal.words,
            href=address(outlet, "cart", cart.seller.code),
        )
        for cart in carts
    ]


def _row(line: ResolvedLine, *, is_ticked: bool) -> ListedRow:
    word, tone = STATES[line.state]
    rule = line.quantity_rule
    multiple = rule.multiple if rule else 1
    wanted = line.wanted.quantity
    less = (-(-line.quantity // multiple) - 1) * multiple
    return ListedRow(
        place=line.place,
        number=f"{line.place + 1:,}",
        sku=line.sku or shown(line.wanted.sku),
        name=line.name or "",
        seller=line.seller_name or "",
        state=word,
        tone=tone if line.is_addable or tone == "bad" else "bad",
        message=line.message if needs_look(line) else "",
        was=line.previous_unit_price.words if line.previous_unit_price else "",
        price=line.unit_price.words if line.unit_price else "",
        total=line.line_total.words if line.line_total else "",
        asked=f"{wanted:,} asked for" if wanted != line.quantity else "",
        quantity=line.quantity,
        minimum=rule.minimum if rule else 1,
        maximum=str(rule.maximum or "") if rule else "",
        multiple=multiple,
        more=(line.quantity // multiple + 1) * multiple,
        less=max(less, rule.minimum if rule else 1),
        choices=tuple(_choice(at, other) for at, other in enumerate(line.alternatives)),
        has_choices=bool(line.alternatives),
        has_quantity=line.seller is not None,
        is_addable=line.is_addable,
        is_ticked=line.is_addable and is_ticked,
        needs_look=needs_look(line),
    )


def _choice(at: int, other: Alternative) -> ChoiceRow:
    what = "" if other.reason == "seller" else f"{other.name} ({other.sku}), "
    place = f"{REASONS[other.reason]} {other.seller}" if not what else f"from {other.seller}"
    return ChoiceRow(str(at), f"{what}{place}: {other.unit_price.words}, {other.available:,} available")


def shown(sku: str) -> str:
    """A typed number as it can be shown: whatever was typed, shortened."""
    text = sku.strip()[:LONGEST_SKU_SHOWN]
    if not is_storable(text):
        text = text.encode("utf-8", "replace").decode().replace("\x00", "\N{REPLACEMENT CHARACTER}")
    return text or "(empty)"
