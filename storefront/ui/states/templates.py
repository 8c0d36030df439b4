"""The list of templates: found, made, renamed, copied, shared, put away, deleted and brought back."""

from collections.abc import Callable

import reflex as rx
from sqlmodel import Session

from storefront.kit.paging import Page
from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.snapshots import TemplateCard, TemplateFilter, TemplateView
from storefront.ui.acting import act, ask, signed_in
from storefront.ui.arriving import arrive, here
from storefront.ui.differences import show_difference
from storefront.ui.ordering_templates import lines_to_order
from storefront.ui.routes import Place, address
from storefront.ui.states.frame import FrameState
from storefront.ui.states.notice import say
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.states.template_rows import TemplateRow
from storefront.ui.templating import template_id_of, template_rows
from storefront.ui.typed import typed

PAGE = 24
LONGEST_TEXT = 100
SHOWN = {"all": "All", "mine": "Mine", "shared": "Shared", "archived": "Archived"}


class TemplatesState(rx.State):
    """One page of templates, and the one whose name is being changed."""

    phase: str = "loading"
    rows: list[TemplateRow] = []
    choices: list[ChoiceRow] = []
    text: str = ""
    shown: str = ""
    has_more: bool = False
    is_empty: bool = False
    is_filtered: bool = False
    chosen: TemplateRow = TemplateRow()
    filled: int = 0
    """How often the sheet was filled: it shows once this changes."""
    deleted_id: str = ""
    deleted_name: str = ""
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_templates(self) -> None:
        """Show the templates that the address asks for."""
        place = here(self)
        page = await arrive(
            self,
            lambda session, visit: templates.list_templates(session, visit.actor, _wanted(place)),
            refresh=FrameState.refresh_frame,
        )
        self.deleted_id, self.deleted_name = place.asked("deleted")[:LONGEST_TEXT], ""
        self._show(page, place)
        self.phase = "ready"

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page below; at the end there is none."""
        place = here(self)
        if not self._cursor:
            await ask(self, place.outlet, lambda _session, _actor: None)
            return
        wanted = _wanted(place, self._cursor)
        page = await ask(
            self, place.outlet, lambda session, actor: templates.list_templates(session, actor, wanted)
        )
        self.rows = [*self.rows, *template_rows(page, outlet=place.outlet)]
        self._page(page)
        await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def find_templates(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the templates whose name has what was typed."""
        place = here(self)
        await ask(self, place.outlet, lambda _session, _actor: None)
        text = typed(form, "q", longest=LONGEST_TEXT)
        return rx.redirect(address(place.outlet, "templates", show=_show_of(place), q=text))

    @rx.event
    @signed_in
    async def create_template(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Make an empty template and go to it."""
        outlet = here(self).outlet
        name = typed(form, "name")
        scope = "organization" if typed(form, "share") else "contact"
        view = await act(
            self,
            outlet,
            lambda session, actor: templates.create_template(session, actor, name=name, scope=scope),
        )
        return rx.redirect(address(outlet, "templates", str(view.card.id), mode="edit"))

    @rx.event
    @signed_in
    async def choose_template(self, template_id: str) -> None:
        """Fill the dialog in which a name is changed."""
        await ask(self, here(self).outlet, lambda _session, _actor: None)
        wanted = str(template_id)
        self.chosen = next((row for row in self.rows if row.id == wanted), TemplateRow())
        self.filled += 1

    @rx.event
    @signed_in
    async def rename_template(self, form: dict[str, str]) -> None:
        """Give the template that was chosen another name."""
        wanted, name = template_id_of(self.chosen.id), typed(form, "name")
        await self._change(
            lambda session, actor: templates.change_template(session, actor, template_id=wanted, name=name),
            "Renamed",
        )

    @rx.event
    @signed_in
    async def clone_template(self, template_id: str) -> None:
        """Make a copy of one's own."""
        wanted = template_id_of(template_id)
        await self._change(
            lambda session, actor: templates.clone_template(session, actor, template_id=wanted), "Copied"
        )

    @rx.event
    @signed_in
    async def share_template(self, template_id: str) -> None:
        """Let everybody in the organization use it."""
        wanted = template_id_of(template_id)
        await self._change(
            lambda session, actor: templates.change_template(
                session, actor, template_id=wanted, scope="organization"
            ),
            "Shared",
        )

    @rx.event
    @signed_in
    async def stop_sharing(self, template_id: str) -> None:
        """Keep it to its owner again."""
        wanted = template_id_of(template_id)
        await self._change(
            lambda session, actor: templates.change_template(
                session, actor, template_id=wanted, scope="contact"
            ),
            "No longer shared:",
        )

    @rx.event
    @signed_in
    async def archive_template(self, template_id: str) -> None:
        """Put it away."""
        wanted = template_id_of(template_id)
        await self._change(
            lambda session, actor: templates.change_template(
                session, actor, template_id=wanted, is_archived=True
            ),
            "Archived",
        )

    @rx.event
    @signed_in
    async def bring_back(self, template_id: str) -> None:
        """Take it out of the archive."""
        wanted = template_id_of(template_id)
        await self._change(
            lambda session, actor: templates.change_template(
                session, actor, template_id=wanted, is_archived=False
            ),
            "Brought back",
        )

    @rx.event
    @signed_in
    async def delete_template(self, template_id: str) -> None:
        """Take it away; it can be undone."""
        wanted = template_id_of(template_id)
        outlet = here(self).outlet

        def delete(session: Session, actor: OutletActor) -> str:
            view = templates.show_template(session, actor, template_id=wanted)
            templates.delete_template(session, actor, template_id=wanted)
            return view.card.name

        name = await act(self, outlet, delete)
        self.deleted_id, self.deleted_name = str(wanted), name
        await self._reload()
        await say(self, f"Deleted {name}. It can be undone.")

    @rx.event
    @signed_in
    async def undo_delete(self) -> None:
        """Bring back what was deleted last."""
        wanted = template_id_of(self.deleted_id)
        await self._change(
            lambda session, actor: templates.restore_template(session, actor, template_id=wanted),
            "Brought back",
        )
        self.deleted_id, self.deleted_name = "", ""

    @rx.event
    @signed_in
    async def order_template(self, template_id: str) -> None:
        """Show what all of its lines would add to the carts."""
        title, lines = await lines_to_order(self, template_id_of(template_id))
        await show_difference(self, lines, title=title)

    async def _change(self, work: Callable[[Session, OutletActor], TemplateView], done: str) -> None:
        view = await act(self, here(self).outlet, work)
        await self._reload()
        await say(self, f"{done} {view.card.name}.")

    async def _reload(self) -> None:
        place = here(self)
        wanted = _wanted(place)
        page = await ask(
            self, place.outlet, lambda session, actor: templates.list_templates(session, actor, wanted)
        )
        self._show(page, place)

    def _show(self, page: Page[TemplateCard], place: Place) -> None:
        self.rows = template_rows(page, outlet=place.outlet)
        self.text = place.asked("q")[:LONGEST_TEXT]
        self.choices = [
            ChoiceRow(
                value,
                label,
                href=address(place.outlet, "templates", show="" if value == "all" else value, q=self.text),
                is_current=value == (_show_of(place) or "all"),
            )
            for value, label in SHOWN.items()
        ]
        self.is_filtered = bool(self.text or _show_of(place))
        self._page(page)

    def _page(self, page: Page[TemplateCard]) -> None:
        self._cursor = page.next_cursor
        self.has_more = page.next_cursor is not None
        self.is_empty = not self.rows
        count = len(self.rows)
        self.shown = f"{count:,} template{'' if count == 1 else 's'}"


def _show_of(place: Place) -> str:
    """Which of the lists the address asks for; nothing for all."""
    asked = place.asked("show")
    return asked if asked in SHOWN and asked != "all" else ""


def _wanted(place: Place, cursor: str | None = None) -> TemplateFilter:
    show = _show_of(place)
    return TemplateFilter(
        show=show if show in {"mine", "shared"} else "all",
        is_archived=show == "archived",
        text=place.asked("q")[:LONGEST_TEXT],
        cursor=cursor,
        limit=PAGE,
    )
