"""The refusal area and the live region that every page has."""

import reflex as rx
from reflex.state import BaseState

from storefront.kit.errors import StorefrontError
from storefront.ui.marks import public
from storefront.ui.tracing import REFERENCE


class NoticeState(rx.State):
    """What was refused last, and what changed last, in words."""

    refusal: str = ""
    refusal_code: str = ""
    refusals: int = 0
    """How many there were: what waits for an answer sees by it that there will be none."""
    said: str = ""

    @rx.event
    @public
    async def dismiss_refusal(self) -> None:
        """Take the refusal away; what caused it stays as it is."""
        self.refusal = ""
        self.refusal_code = ""

    @rx.event
    @public
    async def show_failure(self, reference: str = "") -> None:
        """Say that we failed, not the visitor, and under which name our log has it."""
        told = (
            f"tell us what you did and the reference {reference}"
            if REFERENCE.fullmatch(str(reference))
            else "tell us what you did"
        )
        self.refusal = f"Something went wrong on our side. Look whether it was done before you try again; if it happens again, {told}."
        self.refusal_code = "failure"
        self.refusals += 1


async def show_refusal(state: BaseState, refusal: StorefrontError) -> None:
    """Show a refusal until the next act that succeeds."""
    notice = await state.get_state(NoticeState)
    notice.refusal = refusal.message
    notice.refusal_code = refusal.code
    notice.refusals += 1


async def clear_refusal(state: BaseState) -> None:
    """Take the last refusal away."""
    notice = await state.get_state(NoticeState)
    if notice.refusal:
        notice.refusal = ""
        notice.refusal_code = ""


async def say(state: BaseState, words: str) -> None:
    """Have a screen reader say what changed; the same words twice are said twice."""
    notice = await state.get_state(NoticeState)
    notice.said = words if notice.said != words else f"{words}\N{ZERO WIDTH SPACE}"
