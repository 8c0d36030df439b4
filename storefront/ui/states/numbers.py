"""Number sequences, for headquarters."""

from dataclasses import dataclass

import reflex as rx

from storefront.kit.errors import Invalid, StorefrontError
from storefront.onboarding import service as onboarding
from storefront.onboarding.snapshots import SequenceChange, SequenceView
from storefront.ui.acting import act_as_contact, ask_as_contact, signed_in
from storefront.ui.states.notice import say
from storefront.ui.typed import typed

NAMES = {
    "group": "Groups",
    "hierarchy": "Hierarchies",
    "order": "Orders",
    "organization": "Organizations",
    "outlet": "Outlets",
    "prospect": "Prospects",
}


@dataclass(frozen=True, slots=True)
class SequenceRow:
    """A sequence."""

    name: str = ""
    words: str = ""
    prefix: str = ""
    padding: str = ""
    following: str = ""
    next_number: str = ""


class NumbersState(rx.State):
    """All sequences, and the one that is changed."""

    phase: str = "loading"
    sequences: list[SequenceRow] = []

    @rx.event
    @signed_in
    async def load_numbers(self) -> None:
        """Show every sequence with its next number."""
        try:
            found = await ask_as_contact(self, onboarding.list_sequences)
        except StorefrontError:
            self.phase = "refused"
            raise
        self.sequences = [_row(each) for each in found]
        self.phase = "ready"

    @rx.event
    @signed_in
    async def change_sequence(self, form: dict[str, str]) -> None:
        """Keep what was typed for one sequence."""
        name = typed(form, "sequence", longest=40)
        wanted = SequenceChange(
            typed(form, "prefix", longest=40) or None,
            _count(typed(form, "padding", longest=20), "padding"),
            _count(typed(form, "next", longest=20), "next"),
        )
        made = await act_as_contact(
            self, lambda session, actor: onboarding.change_sequence(session, actor, name=name, wanted=wanted)
        )
        self.sequences = [_row(made) if row.name == name else row for row in self.sequences]
        await say(self, f"The next number is {made.next_number}.")


def _row(view: SequenceView) -> SequenceRow:
    return SequenceRow(
        view.name, NAMES[view.name], view.prefix, str(view.padding), str(view.next_value), view.next_number
    )


def _count(text: str, field: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise Invalid("Write a whole number.", fields={field: "a whole number"})
    return int(text)
