"""Many adjustments at once: what each row of a list would change, then all good ones made."""

from collections.abc import Sequence

import reflex as rx

from storefront.inventory import service as inventory
from storefront.inventory.snapshots import AdjustmentAnswer
from storefront.offers.service import adjust_stock_by_file
from storefront.ui.acting import act_seller, ask_seller
from storefront.ui.seller_places import channel_of
from storefront.ui.states.judged_list import JudgedListState, Told
from storefront.ui.states.rows import FileRow
from storefront.ui.states.seller_stock import SellerStockState

OUTCOMES = {
    "changed": ("Changes", "good"),
    "same": ("Stays", "quiet"),
    "twice": ("Twice", "low"),
    "refused": ("Not possible", "bad"),
}


class StockFileState(JudgedListState, rx.State):
    """A list of adjustments, for the desk that the address names."""

    def _here(self) -> str:
        return channel_of(self)

    def _elsewhere(self) -> str:
        return "This list was looked at for another seller. Look at it here first."

    async def _enter(self, place: str) -> None:
        await ask_seller(self, place, lambda _session, _actor: None)

    async def _judge(self, place: str, content: bytes) -> tuple[Sequence[Told], Sequence[str]]:
        read = inventory.read_adjustments(content)
        answers = await ask_seller(
            self, place, lambda session, actor: inventory.judge_adjustments(session, actor, read.rows)
        )
        return [(_file_row(answer), answer.outcome == "changed") for answer in answers], read.notes

    def _in_words(self, good: int, total: int) -> str:
        return f"{good:,} of {total:,} rows would change what is on hand"

    async def _write(self, place: str, content: bytes) -> tuple[str, rx.event.EventSpec]:
        read = inventory.read_adjustments(content)
        answers = await act_seller(
            self, place, lambda session, actor: adjust_stock_by_file(session, actor, rows=read.rows)
        )
        changed = sum(answer.outcome == "changed" for answer in answers)
        return f"{changed:,} products adjusted.", SellerStockState.load_stock  # pyright: ignore[reportReturnType] -- a handler is an event


def _file_row(answer: AdjustmentAnswer) -> FileRow:
    outcome, tone = OUTCOMES[answer.outcome]
    words = answer.problem
    if answer.outcome == "changed":
        words = f"{answer.before:,} \N{RIGHTWARDS ARROW} {answer.after:,} on hand: {answer.row.reason}"
    elif answer.outcome == "same":
        words = f"{answer.before:,} on hand already"
    name = f"{answer.row.sku} {answer.name}".strip()
    return FileRow(answer.row.number, name, outcome, tone, words)
