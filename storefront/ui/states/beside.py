"""What is beside a cart: its history, and what is saved for later."""

import reflex as rx
from reflex.state import BaseState

from storefront.carts.snapshots import Beside, CartLineView, ChangeView
from storefront.kit.paging import Page
from storefront.ui.routes import address, picture_of
from storefront.ui.states.comfort_rows import ChangeRow, SavedRow
from storefront.ui.words import ago, lines_in_words


class BesideState(rx.State):
    """Filled together with the cart; acts are in `storefront.ui.states.comfort`."""

    saved: list[SavedRow] = []
    saved_count: str = ""
    cleared: str = ""
    """How many lines a clearing took out that can still be restored, in words."""
    changes: list[ChangeRow] = []
    has_more: bool = False
    is_open: bool = False
    _cursor: str | None = None


async def show_beside_cart(state: BaseState, beside: Beside, *, outlet: str, seller: str) -> None:
    """Show what is saved for later, and whether something can be restored."""
    shown = await state.get_state(BesideState)
    shown.saved = [_saved_row(line, outlet=outlet, seller=seller) for line in beside.saved]
    shown.saved_count = lines_in_words(len(beside.saved))
    shown.cleared = lines_in_words(beside.restorable_lines) if beside.restorable_lines else ""


async def show_history(state: BaseState, page: Page[ChangeView] | None, *, is_next: bool = False) -> None:
    """Show the first page of the history, or the next one below it; without a page it is closed."""
    shown = await state.get_state(BesideState)
    rows = [_change_row(change) for change in page.items] if page else []
    shown.changes = [*shown.changes, *rows] if is_next else rows
    shown.is_open = page is not None
    shown.has_more = page is not None and page.next_cursor is not None
    shown._cursor = page.next_cursor if page else None  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- the State's own module; public names go to the browser


async def history_read_to(state: BaseState) -> tuple[bool, str | None]:
    """Whether the history is open, and the cursor of what follows."""
    shown = await state.get_state(BesideState)
    return shown.is_open, shown._cursor  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- as above


def _saved_row(line: CartLineView, *, outlet: str, seller: str) -> SavedRow:
    rule = line.quantity_rule
    said = [f"saved by {line.added_by}", *([f"\u201c{line.note}\u201d"] if line.note else [])]
    return SavedRow(
        id=str(line.id),
        sku=line.sku,
        name=line.name,
        href=address(outlet, "product", line.sku, seller=seller, catalog=line.catalog),
        image=picture_of(line.sku),
        price=line.unit_price.words if line.unit_price else "",
        quantity=line.quantity,
        minimum=rule.minimum if rule else 1,
        maximum=str(rule.maximum or "") if rule else "",
        multiple=rule.multiple if rule else 1,
        about=" \N{MIDDLE DOT} ".join(said),
        issue=" ".join(issue.message for issue in line.issues),
        is_orderable=line.unit_price is not None,
    )


def _change_row(change: ChangeView) -> ChangeRow:
    by = f"{change.employee} for {change.by}" if change.employee else change.by
    later = f"Step {change.later_version} changed the same lines since" if change.later_version else ""
    return ChangeRow(
        id=str(change.id),
        step=str(change.version),
        words=change.words,
        about=f"{by} \N{MIDDLE DOT} {ago(change.made_at)}",
        state="Undone" if change.is_undone else later,
        can_undo=change.can_undo,
        can_restore=change.can_restore,
    )
