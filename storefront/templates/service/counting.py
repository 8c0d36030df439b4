"""What is on the shelf: counted by whoever uses the template, for one outlet, kept until it is counted anew."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.kit.clock import now
from storefront.parties.actor import OutletActor
from storefront.templates.errors import TemplateLineNotFound, TemplateNotFound
from storefront.templates.queries import writing as queries
from storefront.templates.rules.lines import checked_quantity
from storefront.templates.service.reading import show_template
from storefront.templates.snapshots import Counted, TemplateView


def count_lines(
    session: Session, actor: OutletActor, *, template_id: UUID, counts: Sequence[Counted]
) -> TemplateView:
    """Write down what was counted; the template itself does not change by it, nor what other outlets counted.

    Of two counts of one line the last holds.

    Raises:
        TemplateNotFound, TemplateLineNotFound, TemplateInvalid: as they say.
    """
    view = _show_to_count(session, actor, template_id)
    lines = {line.id: line for line in view.lines}
    found: dict[UUID, int | None] = {}
    for count in counts:
        if count.line_id not in lines:
            raise TemplateLineNotFound
        if count.on_hand is not None:
            checked_quantity(count.on_hand, lines[count.line_id].sku, name="on_hand", least=0)
        found[count.line_id] = count.on_hand
    moment = now()
    queries.put_counts(
        session,
        [
            [line_id, actor.outlet_id, on_hand, moment, actor.contact_id]
            for line_id, on_hand in found.items()
            if on_hand is not None
        ],
    )
    queries.drop_counts(
        session, actor.outlet_id, [line_id for line_id, on_hand in found.items() if on_hand is None]
    )
    return show_template(session, actor, template_id=template_id)


def forget_counts(session: Session, actor: OutletActor, *, template_id: UUID) -> TemplateView:
    """Begin counting anew.

    Raises:
        TemplateNotFound: it is not the actor's to see.
    """
    view = _show_to_count(session, actor, template_id)
    queries.drop_counts(
        session, actor.outlet_id, [line.id for line in view.lines if line.on_hand is not None]
    )
    return show_template(session, actor, template_id=template_id)


def _show_to_count(session: Session, actor: OutletActor, template_id: UUID) -> TemplateView:
    """The template, whose lines stay as they are while the counts are written."""
    if not queries.keep_from_changing(session, actor, template_id):
        raise TemplateNotFound
    return show_template(session, actor, template_id=template_id)
