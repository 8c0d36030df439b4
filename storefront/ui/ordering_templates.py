"""From a template on a screen to the lines that its difference shows."""

from collections.abc import Sequence
from uuid import UUID

from reflex.state import BaseState
from sqlmodel import Session

from storefront.carts.snapshots import ListLine
from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.snapshots import LinePick
from storefront.ui.acting import act
from storefront.ui.arriving import here


async def lines_to_order(
    state: BaseState,
    template_id: UUID,
    *,
    picks: Sequence[LinePick] | None = None,
    is_by_count: bool = False,
) -> tuple[str, tuple[ListLine, ...]]:
    """The title of the difference and its lines; the template counts as used.

    Raises:
        TemplateNotFound, TemplateLineNotFound, NothingToOrder: as they say.
    """

    def read(session: Session, actor: OutletActor) -> tuple[str, tuple[ListLine, ...]]:
        return templates.use_template(
            session, actor, template_id=template_id, picks=picks, is_by_count=is_by_count
        )

    name, lines = await act(state, here(state).outlet, read)
    return f"Order from {name}", lines
