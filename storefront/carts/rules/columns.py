"""Which column of a list holds what: by its header in plain words, else by what stands in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storefront.kit.cells import MOST_CELLS, Cell, SourceRow
from storefront.kit.pieces import is_whole, looks_like_number
from storefront.kit.text import fold

SAMPLE_ROWS = 200
LEAST_DIGITS = 4
"""A number shorter than this is no SKU when there is anything better."""
LIKE_A_SKU = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]{0,39}")

NAMES: dict[str, tuple[frozenset[str], ...]] = {
    "sku": (
        frozenset({"sku"}),
        frozenset({"stockcode"}),
        frozenset({"code"}),
        frozenset({"article"}),
        frozenset({"item"}),
        frozenset({"product"}),
        frozenset({"stock", "code"}),
    ),
    "quantity": (
        frozenset({"quantity"}),
        frozenset({"qty"}),
        frozenset({"pieces"}),
        frozenset({"pcs"}),
        frozenset({"units"}),
        frozenset({"count"}),
        frozenset({"amount"}),
    ),
    "catalog": (frozenset({"catalog"}), frozenset({"catalogue"})),
    "seller": (frozenset({"seller"}), frozenset({"supplier"}), frozenset({"vendor"})),
}
"""The words that a header must have for each purpose; of two columns that fit, the one further up is taken."""

NEUTRAL: dict[str, frozenset[str]] = {
    "sku": frozenset(
        {"no", "nr", "number", "code", "id", "sku", "item", "article", "product", "art", "stock"}
    ),
    "quantity": frozenset(
        {
            "order",
            "ordered",
            "wanted",
            "needed",
            "required",
            "to",
            "in",
            "of",
            "total",
            "pieces",
            "units",
            "pcs",
        }
    ),
    "catalog": frozenset({"code", "id", "no", "number", "nr", "key"}),
    "seller": frozenset({"code", "id", "no", "number", "nr", "key"}),
}
"""Words that a header may have besides; with any other it means something else, such as `product name`."""
OTHER_WORDS = frozenset(
    {
        *("price", "cost", "value", "net", "gross", "vat", "tax", "discount", "total"),
        *("stock", "available", "hand", "line", "pos", "position", "no", "nr", "number", "id", "code"),
        *("weight", "size", "width", "height", "depth", "volume", "barcode", "ean", "gtin"),
        *("date", "year", "name", "description"),
    }
)
"""A header with any of these is no quantity, whatever stands below it."""
WORDS = re.compile(r"[a-z]+")
JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of columns from 0; None when there is no such column."""

    sku: int = 0
    quantity: int | None = None
    catalog: int | None = None
    seller: int | None = None
    has_header: bool = False


def columns_of(rows: Sequence[SourceRow]) -> Columns:
    """The columns of a list, judged by its first rows."""
    sample = rows[:SAMPLE_ROWS]
    named = _header(sample[0].cells) if sample else {}
    if not named:
        return _guess(sample, {}, frozenset(), has_header=False)
    other = frozenset(place for place, cell in enumerate(sample[0].cells) if _words(cell) & OTHER_WORDS)
    return _guess(sample[1:], named, other, has_header=True)


def _header(cells: Sequence[Cell]) -> dict[str, int]:
    """Purpose → place, when the row is a header: it names the SKU or the quantity, and nothing in it is a number."""
    if any(looks_like_number(cell) for cell in cells if cell != ""):
        return {}
    named: dict[str, int] = {}
    for purpose, choices in NAMES.items():
        ranks = [
            (rank, place) for place, cell in enumerate(cells) if (rank := _rank(cell, purpose)) < len(choices)
        ]
        if ranks:
            named[purpose] = min(ranks)[1]
    return named if "sku" in named or "quantity" in named else {}


def _rank(cell: Cell, purpose: str) -> int:
    """The place of the first choice whose words the header has; past the last one when none fits."""
    choices = NAMES[purpose]
    words = _words(cell)
    for rank, needed in enumerate(choices):
        if needed <= words and words - needed <= NEUTRAL[purpose]:
            return rank
    return len(choices)


def _words(cell: Cell) -> frozenset[str]:
    return frozenset(WORDS.findall(fold(JOINED.sub(" ", str(cell)[:60]))))


def _guess(
    rows: Sequence[SourceRow], named: dict[str, int], other: frozenset[int], *, has_header: bool
) -> Columns:
    """Fill in what no header names; `other` columns are named for something else."""
    width = min(max((len(row.cells) for row in rows), default=1), MOST_CELLS)
    columns = {
        place: [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place] != ""]
        for place in range(width)
        if place not in named.values() and place not in other
    }
    sku = named.get("sku")
    if sku is None:
        sku = max(columns, key=lambda place: _sku_score(columns[place]), default=0)
    columns.pop(sku, None)
    quantity = named.get("quantity")
    if quantity is None:
        quantity = _quantity_place(columns, sku)
    return Columns(sku, quantity, named.get("catalog"), named.get("seller"), has_header)


def _sku_score(cells: Sequence[Cell]) -> tuple[float, float, float]:
    """How much a column looks like SKUs: single words, with letters and digits, longer than a quantity, few repeats."""
    texts = [str(cell).removeprefix("'") for cell in cells]
    likely = [text for text in texts if LIKE_A_SKU.fullmatch(text) and _is_code(text)]
    if len(likely) * 2 < max(1, len(texts)):
        return (0, 0, 0)
    mixed = sum(not text.isdigit() and not text.isalpha() for text in likely)
    return (
        (len(likely) + mixed) / len(texts),
        sum(map(len, likely)) / len(likely),
        len(set(texts)) / len(texts),
    )


def _is_code(text: str) -> bool:
    """Many digits can be a SKU; few, or a number with a mark or a unit, are a quantity or a price."""
    return len(text) >= LEAST_DIGITS if text.isdigit() else not looks_like_number(text)


def _quantity_place(columns: dict[int, list[Cell]], sku: int) -> int | None:
    """The column with the most whole numbers; of equals the first to the right of the SKU, then the first of all."""
    shares = {
        place: (sum(map(is_whole, cells)) / len(cells), sum(map(looks_like_number, cells)) / len(cells))
        for place, cells in columns.items()
        if cells
    }
    numeric = {place: share for place, share in shares.items() if share[1] >= 0.5}
    if not numeric:
        return None
    return max(numeric, key=lambda place: (numeric[place], place > sku, -place))
