"""People of an organization: listed, invited, changed, disabled."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote, urlencode
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.errors import MemberNotFound
from storefront.hierarchies.snapshots import MemberCard, MemberFilter, MemberInput
from storefront.kit.paging import Page
from storefront.parties.actor import HierarchyActor
from storefront.ui.acting import act_hierarchy, ask_hierarchy, signed_in
from storefront.ui.routes import hierarchy_at, organization_address
from storefront.ui.states.notice import say
from storefront.ui.states.people_rows import MemberRow, member_row
from storefront.ui.typed import chosen, typed

Result = TypeVar("Result")

LONGEST_VALUE = 200
FIELDS = ("q", "role", "status", "node")


class PeopleState(rx.State):
    """One page of members, and the one that a dialog is about."""

    phase: str = "loading"
    members: list[MemberRow] = []
    shown: str = ""
    has_more: bool = False
    is_empty: bool = False
    values: dict[str, str] = {"q": "", "role": "", "status": "", "node": ""}
    clear_href: str = "/"
    export_href: str = "/"
    is_filtered: bool = False
    chosen: MemberRow = MemberRow()
    filled: int = 0
    """How often the sheet was filled: it shows once this changes."""
    form_key: str = ""
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_people(self) -> None:
        """Show the selection that the address asks for."""
        asked = self.router.url.query_parameters
        values = {name: str(asked.get(name, ""))[:LONGEST_VALUE] for name in FIELDS}
        wanted = _filter(values)
        number = hierarchy_at(str(self.router.url.path))
        page = await ask_hierarchy(
            self, number, lambda session, actor: hierarchies.list_members(session, actor, wanted)
        )
        self.values, self.members = values, []
        self.is_filtered = any(values.values())
        self.clear_href = organization_address(number, "people")
        query = urlencode({name: value for name, value in values.items() if value})
        self.export_href = f"/api/v1/hierarchies/{quote(number, safe='')}/members/export.csv?{query}"
        self.form_key = query
        self._show(page)
        self.phase = "ready"

    @rx.event
    @signed_in
    async def load_more_people(self) -> None:
        """Add the next page below; at the end there is none."""
        wanted = _filter(self.values, self._cursor)
        is_more = self._cursor is not None
        page = await self._ask(
            lambda session, actor: (
                hierarchies.list_members(session, actor, wanted) if is_more else Page((), None)
            )
        )
        self._show(page)
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def filter_people(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the selection that was typed."""
        values = {name: typed(form, name, longest=LONGEST_VALUE) for name in FIELDS}
        wanted = _filter(values)
        await self._ask(lambda session, actor: hierarchies.list_members(session, actor, wanted))
        number = hierarchy_at(str(self.router.url.path))
        return rx.redirect(organization_address(number, "people", **values))

    @rx.event
    @signed_in
    async def choose_member(self, membership_id: str) -> None:
        """Open a dialog about a member."""
        wanted = _id(membership_id)
        card = await self._ask(
            lambda session, actor: hierarchies.show_member(session, actor, membership_id=wanted)
        )
        self.chosen = member_row(card)
        self.filled += 1

    @rx.event
    @signed_in
    async def invite_person(self, form: dict[str, str]) -> None:
        """Invite somebody by mail."""
        email, name, role = (typed(form, each, longest=500) for each in ("email", "name", "role"))
        node = chosen(form, "node")
        wanted = MemberInput(email, name, role, node)
        card = await self._act(lambda session, actor: hierarchies.invite_member(session, actor, wanted))
        self._put(card, is_new=True)
        await say(self, f"{card.email} is invited.")

    @rx.event
    @signed_in
    async def change_role(self, membership_id: str, role: str) -> None:
        """Make a member admin or buyer."""
        wanted, new_role = _id(membership_id), str(role)[:LONGEST_VALUE]
        await self._change(
            lambda session, actor: hierarchies.change_role(
                session, actor, membership_id=wanted, role=new_role
            )
        )

    @rx.event
    @signed_in
    async def disable_person(self, form: dict[str, str]) -> None:
        """Take the chosen member's access away."""
        wanted, reason = _id(typed(form, "id")), typed(form, "reason")
        await self._change(
            lambda session, actor: hierarchies.disable_member(
                session, actor, membership_id=wanted, reason=reason
            )
        )

    @rx.event
    @signed_in
    async def enable_person(self, membership_id: str) -> None:
        """Give a disabled member its access back."""
        wanted = _id(membership_id)
        await self._change(
            lambda session, actor: hierarchies.enable_member(session, actor, membership_id=wanted)
        )

    @rx.event
    @signed_in
    async def send_link(self, membership_id: str) -> None:
        """Mail an invited member a new link."""
        wanted = _id(membership_id)
        await self._change(
            lambda session, actor: hierarchies.send_invitation(session, actor, membership_id=wanted)
        )

    @rx.event
    @signed_in
    async def remove_person(self, membership_id: str) -> None:
        """Take out a member without orders."""
        wanted = _id(membership_id)
        await self._act(
            lambda session, actor: hierarchies.remove_member(session, actor, membership_id=wanted)
        )
        self.members = [row for row in self.members if row.id != str(wanted)]
        self._count()
        await say(self, f"Removed. {self.shown}.")

    async def _change(self, work: Callable[[Session, HierarchyActor], MemberCard]) -> None:
        card = await self._act(work)
        self._put(card)
        row = member_row(card)
        await say(self, f"{row.name}: {row.role}, {row.status}.")

    def _put(self, card: MemberCard, *, is_new: bool = False) -> None:
        row = member_row(card)
        known = any(each.id == row.id for each in self.members)
        if is_new and not known:
            self.members = [row, *self.members]
        else:
            self.members = [row if each.id == row.id else each for each in self.members]
        self._count()

    def _show(self, page: Page[MemberCard]) -> None:
        self.members = [*self.members, *(member_row(card) for card in page.items)]
        self._cursor = page.next_cursor
        self.has_more = page.next_cursor is not None
        self._count()

    def _count(self) -> None:
        count = len(self.members)
        self.is_empty = count == 0
        more = " shown, and there are more" if self.has_more else ""
        self.shown = f"{count:,} member{'' if count == 1 else 's'}{more}"

    async def _ask(self, work: Callable[[Session, HierarchyActor], Result]) -> Result:
        return await ask_hierarchy(self, hierarchy_at(str(self.router.url.path)), work)

    async def _act(self, work: Callable[[Session, HierarchyActor], Result]) -> Result:
        return await act_hierarchy(self, hierarchy_at(str(self.router.url.path)), work)


def _filter(values: dict[str, str], cursor: str | None = None) -> MemberFilter:
    return MemberFilter(
        text=values["q"], role=values["role"], status=values["status"], node=values["node"], cursor=cursor
    )


def _id(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as error:
        raise MemberNotFound from error
