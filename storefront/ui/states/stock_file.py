"""Many adjustments at once: what each row of a list would change, then all good ones made."""

import reflex as rx

from storefront.inventory import service as inventory
from storefront.inventory.errors import AdjustmentsUnreadable
from storefront.inventory.snapshots import AdjustmentAnswer
from storefront.kit.errors import Conflict
from storefront.offers.service import adjust_stock_by_file
from storefront.ui.acting import act_seller, ask_seller, signed_in
from storefront.ui.seller_places import channel_of
from storefront.ui.states.notice import say
from storefront.ui.states.rows import FileRow
from storefront.ui.states.seller_stock import SellerStockState
from storefront.ui.typed import typed

LONGEST_LIST = 200_000
"""Characters: two thousand rows of a hundred."""
SHOWN = 200
OUTCOMES = {
    "changed": ("Changes", "good"),
    "same": ("Stays", "quiet"),
    "twice": ("Twice", "low"),
    "refused": ("Not possible", "bad"),
}


class StockFileState(rx.State):
    """The rows of a list, judged but not written."""

    rows: list[FileRow] = []
    notes: list[str] = []
    good: int = 0
    summary: str = ""
    _text: str = ""
    _channel: str = ""
    """The desk at which the list was judged: at no other is it written."""

    @rx.event
    @signed_in
    async def judge_list(self, form: dict[str, str]) -> None:
        """Tell what each row would change; nothing is written."""
        text, channel = typed(form, "list", longest=LONGEST_LIST + 1), channel_of(self)
        self._forget()
        await ask_seller(self, channel, lambda _session, _actor: None)
        if len(text) > LONGEST_LIST:
            raise AdjustmentsUnreadable(
                f"At most {LONGEST_LIST:,} characters are adjusted at once. Divide the list."
            )
        read = inventory.read_adjustments(text.encode())
        answers = await ask_seller(
            self, channel, lambda session, actor: inventory.judge_adjustments(session, actor, read.rows)
        )
        shown = (
            sorted(answers, key=lambda answer: answer.outcome == "changed")
            if len(answers) > SHOWN
            else answers
        )
        self.rows = [_file_row(answer) for answer in shown[:SHOWN]]
        more = [f"The first {SHOWN} rows are shown, those with a problem before the others."]
        self.notes = [*read.notes, *(more if len(answers) > SHOWN else [])]
        self.good = _changed(answers)
        self.summary = f"{self.good:,} of {len(answers):,} rows would change what is on hand"
        self._text, self._channel = text, channel
        await say(self, f"{self.summary}.")

    @rx.event
    @signed_in
    async def adjust_list(self) -> rx.event.EventSpec:
        """Make every good row true."""
        text, channel = self._text, channel_of(self)
        await ask_seller(self, channel, lambda _session, _actor: None)
        if text and channel != self._channel:
            self._forget()
            raise Conflict("This list was looked at for another seller. Look at it here first.")
        read = inventory.read_adjustments(text.encode())
        answers = await act_seller(
            self, channel, lambda session, actor: adjust_stock_by_file(session, actor, rows=read.rows)
        )
        self._forget()
        await say(self, f"{_changed(answers):,} products adjusted.")
        return SellerStockState.load_stock  # pyright: ignore[reportReturnType] -- a handler is an event

    def _forget(self) -> None:
        self.rows, self.notes, self.good, self.summary, self._text = [], [], 0, "", ""


def _changed(answers: tuple[AdjustmentAnswer, ...]) -> int:
    return sum(answer.outcome == "changed" for answer in answers)


def _file_row(answer: AdjustmentAnswer) -> FileRow:
    outcome, tone = OUTCOMES[answer.outcome]
    words = answer.problem
    if answer.outcome == "changed":
        words = f"{answer.before:,} \N{RIGHTWARDS ARROW} {answer.after:,} on hand: {answer.row.reason}"
    elif answer.outcome == "same":
        words = f"{answer.before:,} on hand already"
    name = f"{answer.row.sku} {answer.name}".strip()
    return FileRow(answer.row.number, name, outcome, tone, words)
