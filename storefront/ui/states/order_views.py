"""Selections of the history under names of the contact's own."""

from uuid import UUID

import reflex as rx
from sqlmodel import Session

from storefront.orders import service as orders
from storefront.orders.errors import ViewNotFound
from storefront.orders.rules import asked_of
from storefront.orders.snapshots import SavedViewCard
from storefront.parties.actor import OutletActor
from storefront.ui.acting import act, signed_in
from storefront.ui.arriving import here
from storefront.ui.selection import Asked, asked_at, asked_by
from storefront.ui.states.notice import say
from storefront.ui.states.sum_rows import ViewRow
from storefront.ui.typed import typed

LONGEST_NAME = 200


class OrderViewsState(rx.State):
    """The contact's saved views, and the one that is open."""

    views: list[ViewRow] = []
    current_id: str = ""
    current_name: str = ""
    form_key: str = ""

    @rx.event
    @signed_in
    async def save_view(self, form: dict[str, str]) -> None:
        """Keep the selection in view under a name."""
        place, name = here(self), typed(form, "name", longest=LONGEST_NAME)
        asked = asked_at(place)

        def save(session: Session, actor: OutletActor) -> tuple[SavedViewCard, ...]:
            orders.save_view(session, actor, name=name, wanted=asked.filter(place.outlet))
            return orders.list_views(session, actor)

        show_views(self, await act(self, place.outlet, save), asked, place.outlet)
        await say(self, f"Saved as {self.current_name or name}.")

    @rx.event
    @signed_in
    async def rename_view(self, form: dict[str, str]) -> None:
        """Give a view another name."""
        place, name = here(self), typed(form, "name", longest=LONGEST_NAME)
        view_id = typed(form, "id")

        def rename(session: Session, actor: OutletActor) -> tuple[SavedViewCard, ...]:
            orders.change_view(session, actor, view_id=_id(view_id), name=name)
            return orders.list_views(session, actor)

        show_views(self, await act(self, place.outlet, rename), asked_at(place), place.outlet)
        await say(self, f"Renamed to {self.current_name}.")

    @rx.event
    @signed_in
    async def delete_view(self, view_id: str) -> None:
        """Forget a view; the selection stays in view."""
        place, view_id = here(self), str(view_id)

        def delete(session: Session, actor: OutletActor) -> tuple[SavedViewCard, ...]:
            orders.delete_view(session, actor, view_id=_id(view_id))
            return orders.list_views(session, actor)

        show_views(self, await act(self, place.outlet, delete), asked_at(place), place.outlet)
        await say(self, "The view is deleted.")


def show_views(state: OrderViewsState, views: tuple[SavedViewCard, ...], asked: Asked, outlet: str) -> None:
    """Put the views into the menu; the one with just this selection is the current one."""
    shown = asked_of(asked.filter(outlet))
    state.views = [
        ViewRow(
            str(card.id),
            card.name,
            asked_by(card.wanted).href(outlet, sums=asked.sums, compare=asked.compare),
            is_current=asked_of(card.wanted) == shown,
        )
        for card in views
    ]
    current = next((row for row in state.views if row.is_current), ViewRow())
    state.current_id, state.current_name = current.id, current.name
    state.form_key = f"{asked.href(outlet)} {current.name} {len(views)}"


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise ViewNotFound from error
