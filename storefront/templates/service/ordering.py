"""From a template to the carts of its sellers; the template stays as it is."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.snapshots import Applied, ListLine
from storefront.kit.clock import now
from storefront.parties.actor import OutletActor
from storefront.templates.queries import writing as queries
from storefront.templates.rules.lines import counted, picked
from storefront.templates.service.reading import resolve_template, show_template
from storefront.templates.snapshots import LinePick, TemplateView


def apply_template(
    session: Session,
    actor: OutletActor,
    *,
    template_id: UUID,
    idempotency_key: str,
    picks: Sequence[LinePick] | None = None,
    is_by_count: bool = False,
) -> Applied:
    """Add lines to the carts of their sellers, as many as can be had; the answer counts every line.

    Without picks all lines at their own quantities; by count what is missing to the par levels instead.

    Raises:
        TemplateNotFound, TemplateLineNotFound, TemplateInvalid, NothingToOrder: as they say.
        KeyReused: the key was used for other lines.
    """
    view = show_template(session, actor, template_id=template_id)
    lines = _lines(session, actor, view, picks, is_by_count=is_by_count)
    applied = carts.apply(session, actor, lines=lines, idempotency_key=idempotency_key)
    if not applied.is_replay:
        queries.note_use(session, template_id, now())
    return applied


def use_template(
    session: Session,
    actor: OutletActor,
    *,
    template_id: UUID,
    picks: Sequence[LinePick] | None = None,
    is_by_count: bool = False,
) -> tuple[str, tuple[ListLine, ...]]:
    """The template's name, and the lines that `apply_template` would add, for somebody who looks at them first.

    The template counts as used: it comes first in the list.

    Raises:
        TemplateNotFound, TemplateLineNotFound, TemplateInvalid, NothingToOrder: as they say.
    """
    view = show_template(session, actor, template_id=template_id)
    lines = _lines(session, actor, view, picks, is_by_count=is_by_count)
    queries.note_use(session, template_id, now())
    return view.card.name, lines


def _lines(
    session: Session,
    actor: OutletActor,
    view: TemplateView,
    picks: Sequence[LinePick] | None,
    *,
    is_by_count: bool,
) -> tuple[ListLine, ...]:
    return counted(resolve_template(session, actor, view)) if is_by_count else picked(view.lines, picks)
