"""Templates as they are shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.db.recordset import unnested
from storefront.kit.clock import as_utc
from storefront.kit.errors import Invalid
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import MAXIMUM_QUERY_LENGTH, is_storable
from storefront.parties.actor import OutletActor
from storefront.templates.errors import TemplateInvalid, TemplateNotFound
from storefront.templates.queries import reading as queries
from storefront.templates.rules.lines import list_line, to_order
from storefront.templates.rules.naming import name_key
from storefront.templates.rules.owning import may_edit
from storefront.templates.snapshots import (
    TemplateCard,
    TemplateFilter,
    TemplateLine,
    TemplateToday,
    TemplateView,
)

SHOWN = ("all", "mine", "shared")
SORTS = tuple(queries.SORTS)


def list_templates(
    session: Session, actor: OutletActor, wanted: TemplateFilter | None = None
) -> Page[TemplateCard]:
    """Templates that the actor may use in this outlet's organization, one statement whatever their size.

    Raises:
        TemplateInvalid, Invalid: the filter, the sort, the limit or the cursor is not one of ours.
    """
    wanted = wanted or TemplateFilter()
    checked_limit(wanted.limit)
    _check_choice("show", wanted.show, SHOWN)
    _check_choice("sort", wanted.sort, SORTS)
    text = wanted.text[:MAXIMUM_QUERY_LENGTH]
    if not is_storable(text):
        return Page((), None)
    found = TemplateFilter(
        wanted.show,
        wanted.is_archived,
        name_key(text),
        wanted.sort,
        wanted.cursor,
        wanted.limit,
        wanted.is_editable,
    )
    rows = queries.page(session, actor, found, _after(wanted))
    following = None
    if len(rows) > wanted.limit:
        last = rows[wanted.limit - 1]
        key = last.used_at.isoformat() if wanted.sort == "last_used" else last.name_key
        following = encode_cursor(f"templates:{wanted.sort}", key, last.id.hex)
    return Page(tuple(card_of(row, actor) for row in rows[: wanted.limit]), following)


def show_template(session: Session, actor: OutletActor, *, template_id: UUID) -> TemplateView:
    """A template with its lines, and what this outlet counted.

    Raises:
        TemplateNotFound: it is not the actor's to see.
    """
    row = queries.one(session, actor, template_id)
    if row is None:
        raise TemplateNotFound
    lines = queries.lines_of(session, template_id, actor.outlet_id)
    return TemplateView(card_of(row, actor), lines_of(lines))


def show_today(session: Session, actor: OutletActor, *, template_id: UUID) -> TemplateToday:
    """A template at this outlet's prices and stock of now.

    Raises:
        TemplateNotFound: it is not the actor's to see.
    """
    return resolve_template(session, actor, show_template(session, actor, template_id=template_id))


def resolve_template(session: Session, actor: OutletActor, view: TemplateView) -> TemplateToday:
    """A template that was read already, at this outlet's prices and stock of now."""
    resolution = carts.resolve(session, actor, lines=[list_line(line, line.quantity) for line in view.lines])
    ordering = tuple(
        None
        if line.par_level is None or line.on_hand is None or not line.is_counted
        else to_order(line.par_level, line.on_hand + line.in_carts, answer.quantity_rule)
        for line, answer in zip(view.lines, resolution.lines, strict=True)
    )
    return TemplateToday(view, resolution, ordering)


def card_of(row: Row[Any], actor: OutletActor) -> TemplateCard:
    """A row of a template as one who asked sees it."""
    return TemplateCard(
        id=row.id,
        name=row.name,
        scope=row.scope,
        version=row.version,
        line_count=row.line_count,
        owner_id=row.owner_id,
        owner=row.owner,
        employee=row.employee,
        owner_is_active=bool(row.owner_is_active),
        is_mine=row.owner_id == actor.owner_id,
        can_edit=may_edit(row.scope, row.owner_id, contact_id=actor.owner_id, is_admin=actor.is_admin),
        is_archived=row.archived_at is not None,
        created_at=row.created_at,
        changed_at=row.changed_at,
        last_used_at=row.used_at if row.was_used else None,
        first_skus=tuple(sku for (sku,) in unnested(row.first_skus)),
    )


def lines_of(rows: Sequence[Row[Any]]) -> tuple[TemplateLine, ...]:
    """Rows of lines as values, in their order."""
    return tuple(
        TemplateLine(
            id=row.id,
            product_id=row.product_id,
            catalog_id=row.catalog_id,
            sku=row.sku,
            name=row.name,
            catalog=row.catalog,
            seller=row.seller,
            seller_name=row.seller_name,
            quantity=row.quantity,
            par_level=row.par_level,
            on_hand=row.on_hand,
            counted_at=row.counted_at,
            counted_by=row.counted_by,
            in_carts=row.in_carts,
            ordered_at=row.last_ordered_at,
        )
        for row in rows
    )


def _check_choice(name: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        words = f"one of {', '.join(choices)}"
        raise TemplateInvalid(f"Choose {words}.", fields={name: words})


def _after(wanted: TemplateFilter) -> tuple[Any, UUID] | None:
    found = decode_cursor(f"templates:{wanted.sort}", wanted.cursor, str, str)
    if found is None:
        return None
    try:
        key = as_utc(datetime.fromisoformat(str(found[0]))) if wanted.sort == "last_used" else found[0]
        return key, UUID(str(found[1]))
    except (ValueError, OverflowError) as error:
        raise Invalid("This page marker belongs to another list.", fields={"cursor": "unknown"}) from error
