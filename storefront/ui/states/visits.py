"""Who acted for the outlet, and what it changed."""

import reflex as rx
from sqlmodel import Session

from storefront.kit.paging import Page
from storefront.on_behalf import service as on_behalf
from storefront.on_behalf.snapshots import Visit as ActedVisit
from storefront.parties.actor import OutletActor
from storefront.ui.acting import ask, signed_in
from storefront.ui.arriving import Visit, arrive, here
from storefront.ui.states.frame import FrameState
from storefront.ui.states.visit_rows import VisitRow
from storefront.ui.words import DUTIES, at_time, day_and_time


class VisitsState(rx.State):
    """Sessions on behalf of the outlet, newest first."""

    phase: str = "loading"
    visits: list[VisitRow] = []
    has_more: bool = False
    is_empty: bool = False
    _cursor: str | None = None

    @rx.event
    @signed_in
    async def load_visits(self) -> None:
        """Show who acted for this outlet."""
        page = await arrive(self, _read, refresh=FrameState.refresh_frame)
        self.visits = [visit_row(visit) for visit in page.items]
        self._page(page)
        self.phase = "ready"

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page below; at the end there is none."""
        cursor = self._cursor

        def read(session: Session, actor: OutletActor) -> Page[ActedVisit] | None:
            return on_behalf.list_visits(session, actor, cursor=cursor) if cursor else None

        page = await ask(self, here(self).outlet, read)
        if page is not None:
            self.visits = [*self.visits, *(visit_row(visit) for visit in page.items)]
            self._page(page)

    def _page(self, page: Page[ActedVisit]) -> None:
        self.has_more, self._cursor = page.next_cursor is not None, page.next_cursor
        self.is_empty = not self.visits


def _read(session: Session, visit: Visit) -> Page[ActedVisit]:
    return on_behalf.list_visits(session, visit.actor)


def visit_row(visit: ActedVisit) -> VisitRow:
    """A session on behalf of the outlet as a row."""
    left = visit.cart_steps - len(visit.changes)
    until = at_time(visit.ended_at) if visit.ended_at else "now"
    return VisitRow(
        id=str(visit.id),
        who=visit.employee,
        mark=DUTIES.get(visit.duty or "", ""),
        whom=visit.contact or "the outlet, without a contact",
        reason=visit.reason,
        when=f"{day_and_time(visit.started_at)} to {until}",
        count="1 change to carts" if visit.cart_steps == 1 else f"{visit.cart_steps:,} changes to carts",
        steps=tuple(
            f"{change.words} ({change.seller}){', undone' if change.is_undone else ''}"
            for change in visit.changes
        ),
        more=f"and {left:,} more" if left > 0 else "",
        orders=tuple(f"{order.number}, {order.seller}" for order in visit.orders),
        templates=tuple(template.name or "a template of a colleague's own" for template in visit.templates),
        is_open=visit.ended_at is None,
    )
