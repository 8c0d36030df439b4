"""Order templates as JSON."""

from typing import cast

from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, maybe_moment, moment, money
from storefront.api.schemas.lists import AlternativeBody, alternative
from storefront.api.schemas.offers import QuantityRuleBody, picture_address, quantity_rule
from storefront.carts.snapshots import ResolvedLine
from storefront.templates.snapshots import TemplateCard, TemplateLine, TemplateToday


class TemplateCardBody(TypedDict):
    """A template without its lines; `can_edit` is about you."""

    id: str
    name: str
    scope: str
    version: int
    line_count: int
    owner: str
    employee: str | None
    owner_is_active: bool
    is_mine: bool
    can_edit: bool
    is_archived: bool
    created_at: str
    changed_at: str
    last_used_at: str | None
    pictures: list[str]


class TemplateLineBody(TypedDict):
    """A line as it is kept, and from `state` on what it means for this outlet now (see `POST …/resolve`).

    `orderable_quantity` is what ordering it would add; `to_order` what counting says is missing to the par level.

    That is less what the outlet's cart holds (`in_carts`); none when it was ordered after it was counted.
    """

    id: str
    sku: str
    name: str
    picture: str
    catalog: str
    seller: str
    seller_name: str
    quantity: int
    par_level: int | None
    on_hand: int | None
    counted_at: str | None
    counted_by: str | None
    in_carts: int
    to_order: int | None
    state: str
    message: str
    orderable_quantity: int
    unit_price: MoneyBody | None
    previous_unit_price: MoneyBody | None
    line_total: MoneyBody | None
    available: int
    quantity_rule: QuantityRuleBody | None
    alternatives: list[AlternativeBody]


class TemplateBody(TemplateCardBody):
    """A template with its lines in their order."""

    lines: list[TemplateLineBody]


def card(found: TemplateCard) -> TemplateCardBody:
    """A template of a list."""
    return {
        "id": str(found.id),
        "name": found.name,
        "scope": found.scope,
        "version": found.version,
        "line_count": found.line_count,
        "owner": found.owner,
        "employee": found.employee,
        "owner_is_active": found.owner_is_active,
        "is_mine": found.is_mine,
        "can_edit": found.can_edit,
        "is_archived": found.is_archived,
        "created_at": moment(found.created_at),
        "changed_at": moment(found.changed_at),
        "last_used_at": maybe_moment(found.last_used_at),
        "pictures": [picture_address(sku) for sku in found.first_skus],
    }


def template(today: TemplateToday) -> TemplateBody:
    """A template as this outlet could order from it now."""
    view = today.template
    lines = [
        template_line(line, answer, to_order)
        for line, answer, to_order in zip(view.lines, today.resolution.lines, today.to_order, strict=True)
    ]
    return cast("TemplateBody", {**card(view.card), "lines": lines})


def template_line(line: TemplateLine, answer: ResolvedLine, to_order: int | None) -> TemplateLineBody:
    """A line, and what it means now."""
    return {
        "id": str(line.id),
        "sku": line.sku,
        "name": answer.name or line.name,
        "picture": picture_address(line.sku),
        "catalog": line.catalog,
        "seller": line.seller,
        "seller_name": line.seller_name,
        "quantity": line.quantity,
        "par_level": line.par_level,
        "on_hand": line.on_hand,
        "counted_at": maybe_moment(line.counted_at),
        "counted_by": line.counted_by,
        "in_carts": line.in_carts,
        "to_order": to_order,
        "state": answer.state,
        "message": answer.message,
        "orderable_quantity": answer.quantity,
        "unit_price": None if answer.unit_price is None else money(answer.unit_price),
        "previous_unit_price": None
        if answer.previous_unit_price is None
        else money(answer.previous_unit_price),
        "line_total": None if answer.line_total is None else money(answer.line_total),
        "available": answer.available,
        "quantity_rule": None if answer.quantity_rule is None else quantity_rule(answer.quantity_rule),
        "alternatives": [alternative(each) for each in answer.alternatives],
    }
