"""Lists as they were read, and the grid of a quick order."""

from dataclasses import dataclass

from storefront.carts.snapshots.carts import CartView
from storefront.carts.snapshots.lists import ListLine, ResolvedLine, SellerTotal


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a pasted or uploaded list as it was understood.

    `number` is its place in the source from 1, `text` the row as it came. With a `problem` nothing can be ordered
    from it as it is; what was understood of it is there all the same.
    """

    number: int
    text: str
    sku: str = ""
    quantity: int = 0
    quantity_text: str = ""
    """The quantity as it was written, for somebody to correct."""
    catalog: str | None = None
    seller: str | None = None
    problem: str = ""

    def wanted(self) -> ListLine | None:
        """The row on its way to a cart; None with a problem."""
        return None if self.problem else ListLine(self.sku, self.quantity, self.catalog, self.seller)


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as it was understood: a row for each of the source that held anything, in order.

    `notes` say in words how it was read, such as which columns were taken for what.
    """

    rows: tuple[ReadRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a contact's quick order at an outlet, as it was read or typed; `id` is its own within the grid."""

    id: int
    read: ReadRow
    answer: ResolvedLine | None = None
    """None when the row has a problem, and before it was resolved."""

    @property
    def is_addable(self) -> bool:
        """Whether adding the grid would add anything for this row."""
        return self.answer is not None and self.answer.is_addable


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows in the order shown, each answered, and the sums of what would be added."""

    rows: tuple[GridRow, ...]
    totals: tuple[SellerTotal, ...] = ()


@dataclass(frozen=True, slots=True)
class GridOrder:
    """What adding a grid did: so many rows went to the carts, `short` of them in part; the others stay in the grid."""

    added: int
    short: int
    left: int
    carts: tuple[CartView, ...]
