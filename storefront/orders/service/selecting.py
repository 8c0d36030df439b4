"""From what was asked for to conditions that a statement can have."""

from datetime import date, datetime
from uuid import UUID

from storefront.kit.clock import as_utc, end_of, start_of
from storefront.kit.errors import Invalid
from storefront.kit.text import is_storable, query_words
from storefront.orders.queries.history import SORTS
from storefront.orders.queries.seeing import Viewer
from storefront.orders.queries.selecting import Selection
from storefront.orders.snapshots import OrderFilter
from storefront.parties.actor import SELLER_DUTIES, SERVING_DUTIES, Actor, OutletActor
from storefront.parties.rules import normal_email
from storefront.settings import get_settings

STATUSES = ("submitted", "accepted", "shipped", "invoiced", "rejected", "cancelled")
STAFF = ("sales_groups", "seller", "all")
"""Scopes of employees."""
ANYBODY = ("any", "none")
"""Acting employees: whoever it was, or nobody."""


def selection_of(actor: Actor, wanted: OrderFilter) -> Selection:
    """The orders that a filter means, of those that the actor may see.

    Raises:
        Invalid: a filter or the sort is not acceptable.
    """
    if problems := _problems(actor, wanted):
        words = "; ".join(f"{field}: {problem}" for field, problem in problems.items())
        raise Invalid(f"This selection is not possible. {words}.", fields=problems)
    zone = get_settings().timezone
    return Selection(
        viewer=viewer_of(actor, wanted.scope),
        outlet=wanted.outlet or None,
        seller=wanted.seller or None,
        channel=wanted.channel or None,
        status=wanted.status or None,
        contact=_person(wanted.contact),
        employee=wanted.employee if wanted.employee in ANYBODY else _person(wanted.employee),
        product=(wanted.product or "").strip() or None,
        category=wanted.category or None,
        placed_from=moment_in_zone(wanted.placed_from, zone),
        placed_to=end_in_zone(wanted.placed_to, zone),
        words=tuple(query_words(wanted.text)),
        min_minor=wanted.min_total.minor if wanted.min_total else None,
        max_minor=wanted.max_total.minor if wanted.max_total else None,
    )


def scopes_of(actor: Actor) -> tuple[str, ...]:
    """What the actor may ask for: `own` and `organization`, and as staff more of the trade."""
    possible = {
        "sales_groups": ("field_seller",),
        "seller": SELLER_DUTIES,
        "all": SERVING_DUTIES,
    }
    more = (scope for scope, duties in possible.items() if actor.duties.intersection(duties))
    return ("own", "organization", *more)


def viewer_of(actor: Actor, scope: str | None = None) -> Viewer:
    """The actor with the right that a scope names; without one with every right that it has.

    Whoever acts for an outlet sees the outlet's orders, whatever the scope, and nothing else.
    """
    if isinstance(actor, OutletActor) and actor.on_behalf:
        return Viewer(actor.contact_id, ("outlet",), outlet_id=actor.outlet_id)
    rights = (scope,) if scope else scopes_of(actor)[1:]
    return Viewer(actor.contact_id, rights, employee_id=actor.employee_id if rights[-1] in STAFF else None)


def _problems(actor: Actor, wanted: OrderFilter) -> dict[str, str]:
    problems: dict[str, str] = {}
    if wanted.sort not in SORTS:
        problems["sort"] = f"one of {', '.join(SORTS)}"
    if wanted.status and wanted.status not in STATUSES:
        problems["status"] = f"one of {', '.join(STATUSES)}"
    if wanted.scope not in scopes_of(actor):
        problems["scope"] = f"one of {', '.join(scopes_of(actor))}"
    typed = (
        wanted.outlet,
        wanted.seller,
        wanted.channel,
        wanted.contact,
        wanted.employee,
        wanted.product,
        wanted.category,
    )
    if not all(is_storable(value) for value in typed if value):
        problems["filter"] = "only characters that can be stored"
    return problems


def _person(value: str | None) -> UUID | str | None:
    if not value:
        return None
    try:
        return UUID(value)
    except ValueError:
        return normal_email(value)


def moment_in_zone(value: date | datetime | None, zone: str) -> datetime | None:
    """A moment as it is, a day as its start."""
    if value is None or isinstance(value, datetime):
        return None if value is None else as_utc(value)
    return start_of(value, zone)


def end_in_zone(value: date | datetime | None, zone: str) -> datetime | None:
    """A moment as it is, a day as its end."""
    if value is None or isinstance(value, datetime):
        return None if value is None else as_utc(value)
    return end_of(value, zone)
