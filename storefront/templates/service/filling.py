"""Lines added, changed, moved and removed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from storefront.carts import service as carts
from storefront.kit.ids import new_id
from storefront.parties.actor import OutletActor
from storefront.templates.errors import TemplateFull, TemplateInvalid, TemplateLineNotFound
from storefront.templates.queries import reading
from storefront.templates.queries import writing as queries
from storefront.templates.rules.lines import (
    ANSWERS,
    MAXIMUM_LINES,
    Key,
    PlacedLine,
    checked_quantity,
    joined,
    moved,
)
from storefront.templates.service.opening import OpenTemplate, open_to_edit
from storefront.templates.service.placing import place_cart_lines, place_lines
from storefront.templates.service.reading import lines_of, show_template
from storefront.templates.snapshots import TemplateLine, TemplateLineInput, TemplateView

UNCHANGED = -1
"""Stands for a par level that stays as it is; None takes it away."""


def add_to_template(
    session: Session,
    actor: OutletActor,
    *,
    template_id: UUID,
    lines: Sequence[TemplateLineInput],
    when_there: str = "ask",
    version: int | None = None,
) -> TemplateView:
    """Add lines at the end; `when_there` says what to do with those that are there: `ask`, `set` or `add`.

    Raises:
        TemplateNotFound, TemplateReadOnly, TemplateChanged, TemplateFull, TemplateInvalid: as they say.
        AlreadyInTemplate: some are there, with both quantities of each; nothing was added.
        LinesRefused: with every line that the outlet can neither buy nor has bought, and why.
    """
    _check_answer(when_there)
    template = open_to_edit(session, actor, template_id, version)
    return _join(session, actor, template, place_lines(session, actor, lines), when_there)


def check_lines(
    session: Session, actor: OutletActor, *, template_id: UUID, lines: Sequence[TemplateLineInput]
) -> None:
    """Do nothing when `add_to_template` would find every line, as it is asked about lists that are mostly right.

    Raises:
        TemplateNotFound, TemplateFull, TemplateInvalid: as they say.
        LinesRefused: with every line that the outlet can neither buy nor has bought, and why.
    """
    show_template(session, actor, template_id=template_id)
    place_lines(session, actor, lines)


def add_cart_to_template(
    session: Session,
    actor: OutletActor,
    *,
    template_id: UUID,
    seller: str,
    when_there: str = "ask",
    version: int | None = None,
) -> TemplateView:
    """Add everything in the outlet's cart with a seller; the cart stays.

    Raises:
        SellerNotFound, TemplateNotFound, TemplateReadOnly, TemplateChanged, TemplateFull, TemplateInvalid: as they say.
        AlreadyInTemplate: some are there, with both quantities of each; nothing was added.
    """
    _check_answer(when_there)
    template = open_to_edit(session, actor, template_id, version)
    cart = carts.show_cart(session, actor, seller=seller)
    return _join(session, actor, template, place_cart_lines(cart.lines), when_there)


def replace_lines(
    session: Session,
    actor: OutletActor,
    *,
    template_id: UUID,
    lines: Sequence[TemplateLineInput],
    version: int | None = None,
) -> TemplateView:
    """Have exactly these lines, in this order; lines that stay keep their ids and what was counted.

    What is in the template already may stay, whether the outlet can buy it or not.

    Raises:
        TemplateNotFound, TemplateReadOnly, TemplateChanged, TemplateFull, TemplateInvalid, LinesRefused: as they say.
    """
    template = open_to_edit(session, actor, template_id, version)
    there, _ = _there(session, actor, template)
    wanted = {
        key: replace(line, par_level=there[key].par_level)
        if line.par_level is None and lines[line.place].keeps_par_level and key in there
        else line
        for key, line in place_lines(session, actor, lines, known=list(there.values())).items()
    }
    queries.drop_lines(session, template.id, [line.id for key, line in there.items() if key not in wanted])
    rows = [
        _row(template, there.get(key), position, line) for position, (key, line) in enumerate(wanted.items())
    ]
    queries.put_lines(session, rows, sets=("position", "quantity", "par_level"))
    queries.set_values(session, template.id, {"line_count": len(wanted)})
    return show_template(session, actor, template_id=template.id)


def change_line(
    session: Session,
    actor: OutletActor,
    *,
    template_id: UUID,
    line_id: UUID,
    quantity: int | None = None,
    par_level: int | None = UNCHANGED,
    version: int | None = None,
) -> TemplateView:
    """Set the quantity of a line, its par level, or both; a par level of None takes it away.

    Raises:
        TemplateNotFound, TemplateReadOnly, TemplateChanged, TemplateLineNotFound, TemplateInvalid: as they say.
    """
    template = open_to_edit(session, actor, template_id, version)
    there, _ = _there(session, actor, template)
    line = next((line for line in there.values() if line.id == line_id), None)
    if line is None:
        raise TemplateLineNotFound
    if quantity is not None:
        line = replace(line, quantity=checked_quantity(quantity, line.sku))
    if par_level is None:
        line = replace(line, par_level=None)
    elif par_level != UNCHANGED:
        line = replace(line, par_level=checked_quantity(par_level, line.sku, name="par_level"))
    queries.put_lines(session, [_stored_row(template, 0, line)])
    return show_template(session, actor, template_id=template.id)


def move_line(
    session: Session,
    actor: OutletActor,
    *,
    template_id: UUID,
    line_id: UUID,
    to: int,
    version: int | None = None,
) -> TemplateView:
    """Put a line at another place, counted from 0; a place past the end is the end.

    Raises:
        TemplateNotFound, TemplateReadOnly, TemplateChanged, TemplateLineNotFound: as they say.
    """
    template = open_to_edit(session, actor, template_id, version)
    there, _ = _there(session, actor, template)
    lines = {line.id: line for line in there.values()}
    order = moved(list(lines), line_id, to)
    rows = [_stored_row(template, position, lines[each]) for position, each in enumerate(order)]
    queries.put_lines(session, rows, sets=("position",))
    return show_template(session, actor, template_id=template.id)


def remove_lines(
    session: Session,
    actor: OutletActor,
    *,
    template_id: UUID,
    line_ids: Sequence[UUID],
    version: int | None = None,
) -> TemplateView:
    """Take lines out.

    Raises:
        TemplateNotFound, TemplateReadOnly, TemplateChanged, TemplateLineNotFound: as they say.
    """
    template = open_to_edit(session, actor, template_id, version)
    there, _ = _there(session, actor, template)
    gone = set(line_ids)
    if not gone <= {line.id for line in there.values()}:
        raise TemplateLineNotFound
    queries.drop_lines(session, template.id, gone)
    queries.set_values(session, template.id, {"line_count": len(there) - len(gone)})
    return show_template(session, actor, template_id=template.id)


def _join(
    session: Session,
    actor: OutletActor,
    template: OpenTemplate,
    wanted: Mapping[Key, PlacedLine],
    when_there: str,
) -> TemplateView:
    there, end = _there(session, actor, template)
    result = joined(there, wanted, when_there)
    count = len({*there, *result})
    if count > MAXIMUM_LINES:
        raise TemplateFull(MAXIMUM_LINES)
    queries.put_lines(
        session,
        [
            _row(template, there.get(key), position, line)
            for position, (key, line) in enumerate(result.items(), start=end)
        ],
    )
    queries.set_values(session, template.id, {"line_count": count})
    return show_template(session, actor, template_id=template.id)


def _there(
    session: Session, actor: OutletActor, template: OpenTemplate
) -> tuple[dict[Key, TemplateLine], int]:
    """The lines of a template that is locked, in their order, and the position after the last."""
    rows = reading.lines_of(session, template.id, actor.outlet_id)
    lines = {(line.product_id, line.catalog_id): line for line in lines_of(rows)}
    return lines, rows[-1].position + 1 if rows else 0


def _row(template: OpenTemplate, old: TemplateLine | None, position: int, line: PlacedLine) -> list[object]:
    line_id = old.id if old else new_id()
    return [line_id, template.id, position, *line.key, line.quantity, line.par_level]


def _stored_row(template: OpenTemplate, position: int, line: TemplateLine) -> list[object]:
    return [
        line.id,
        template.id,
        position,
        line.product_id,
        line.catalog_id,
        line.quantity,
        line.par_level,
    ]


def _check_answer(when_there: str) -> None:
    if when_there not in ANSWERS:
        words = f"one of {', '.join(ANSWERS)}"
        raise TemplateInvalid(f"Choose {words}.", fields={"when_there": words})
