"""A field that suggests as one types; what is chosen is an address, so that it can be kept and shared."""

from dataclasses import dataclass

import reflex as rx

from storefront.ui.acting import signed_in
from storefront.ui.states.notice import say
from storefront.ui.typed import typed

LONGEST_TEXT = 254
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class PickRow:
    """Something that can be chosen; `value` is its number or address, `href` where choosing it leads."""

    value: str = ""
    name: str = ""
    about: str = ""
    href: str = ""

    def is_meant_by(self, text: str) -> bool:
        """Whether somebody wrote it out whole."""
        return text.casefold() in {self.value.casefold(), self.words.casefold()}

    @property
    def words(self) -> str:
        """What stands in the field once it is chosen."""
        return f"{self.name} ({self.value})"


class PickingState(rx.State, mixin=True):
    """What fits so far. Each field that suggests has a State of its own, which says in `_find` what may be chosen."""

    options: list[PickRow] = []
    nothing: str = ""
    """What was typed that nothing fits."""

    @rx.event
    @signed_in
    async def suggest(self, text: str) -> None:
        """Show the first few that fit what is in the field."""
        wanted = str(text)[:LONGEST_TEXT].strip()
        await self._offer(wanted, await self._find(wanted))

    @rx.event
    @signed_in
    async def take(self, form: dict[str, str]) -> rx.event.EventSpec | None:
        """Choose what was written out whole, or the only one that fits; else show those that fit."""
        text = typed(form, "pick", longest=LONGEST_TEXT)
        found = await self._find(text)
        meant = [row for row in found if row.is_meant_by(text)] or (found if text else [])
        if len(meant) == 1 and meant[0].href:
            return rx.redirect(meant[0].href)
        if not found and text and (unlisted := self._unlisted(text)):
            return rx.redirect(unlisted)
        await self._offer(text, found)
        return None

    async def _find(self, text: str) -> list[PickRow]:
        """The first few that fit; the service that is asked says who may choose from what."""
        raise NotImplementedError

    def _unlisted(self, text: str) -> str:  # noqa: ARG002 -- for those that know better
        """Where something leads that is not suggested but may be meant; nowhere, as a rule."""
        return ""

    async def _offer(self, text: str, found: list[PickRow]) -> None:
        self.options = found
        self.nothing = text if text and not found else ""
        if self.nothing:
            await say(self, "Nothing fits.")
        elif text:
            await say(self, "1 fits." if len(found) == 1 else f"{len(found)} fit.")
