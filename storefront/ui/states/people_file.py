"""Several people at once: what each row of a list means, then all good ones invited."""

from collections.abc import Sequence

import reflex as rx

from storefront.hierarchies import service as hierarchies
from storefront.ui.acting import act_hierarchy, ask_hierarchy
from storefront.ui.routes import hierarchy_at
from storefront.ui.states.judged_list import JudgedListState, Told
from storefront.ui.states.people import PeopleState
from storefront.ui.states.people_rows import judged_row


class PeopleFileState(JudgedListState, rx.State):
    """A list of people to invite, for the organization that the address names."""

    def _here(self) -> str:
        return hierarchy_at(str(self.router.url.path))

    def _elsewhere(self) -> str:
        return "This list was looked at for another organization. Look at it here first."

    async def _enter(self, place: str) -> None:
        await ask_hierarchy(self, place, lambda _session, _actor: None)

    async def _judge(self, place: str, content: bytes) -> tuple[Sequence[Told], Sequence[str]]:
        read = hierarchies.read_people(content)
        answers = await ask_hierarchy(
            self, place, lambda session, actor: hierarchies.judge_people(session, actor, read.rows)
        )
        return [(judged_row(answer), answer.is_good) for answer in answers], read.notes

    def _in_words(self, good: int, total: int) -> str:
        return f"{good:,} of {total:,} rows will be invited"

    async def _write(self, place: str, content: bytes) -> tuple[str, rx.event.EventSpec]:
        read = hierarchies.read_people(content)
        answers = await act_hierarchy(
            self, place, lambda session, actor: hierarchies.invite_people(session, actor, read.rows)
        )
        invited = sum(answer.is_good for answer in answers)
        return f"{invited:,} invited.", PeopleState.load_people  # pyright: ignore[reportReturnType] -- a handler is an event
