"""Selections of the history that a contact keeps under names of their own."""

from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from storefront.kit.clock import now
from storefront.kit.errors import Invalid
from storefront.kit.ids import new_id
from storefront.kit.text import fold, is_storable
from storefront.orders.errors import TooManyViews, ViewNameTaken, ViewNotFound
from storefront.orders.queries import views as queries
from storefront.orders.rules import asked_of, filter_of
from storefront.orders.service.selecting import selection_of
from storefront.orders.snapshots import OrderFilter, SavedViewCard
from storefront.parties.actor import Actor

MOST_VIEWS = 100
LONGEST_NAME = 80


def list_views(session: Session, actor: Actor) -> tuple[SavedViewCard, ...]:
    """The contact's own views by name."""
    rows = queries.views_of(session, actor.contact_id, limit=MOST_VIEWS)
    return tuple(SavedViewCard(row.id, row.name, filter_of(row.asked)) for row in rows)


def save_view(session: Session, actor: Actor, *, name: str, wanted: OrderFilter) -> SavedViewCard:
    """Keep a selection (without page marker and limit) under a name.

    Raises:
        Invalid: the name or a filter is not acceptable.
        ViewNameTaken: the contact has a view of this name.
        TooManyViews: the contact has 100.
    """
    name = _name(name)
    wanted = _kept(actor, wanted)
    queries.lock_contact(session, actor.contact_id)
    if len(queries.views_of(session, actor.contact_id, limit=MOST_VIEWS)) >= MOST_VIEWS:
        raise TooManyViews(MOST_VIEWS)
    made = SavedViewCard(new_id(), name, wanted)
    values = {
        "id": made.id,
        "contact_id": actor.contact_id,
        "name": name,
        "name_key": fold(name),
        "asked": asked_of(wanted),
        "created_at": now(),
    }
    if not queries.insert_view(session, values):
        raise ViewNameTaken(name)
    return made


def change_view(
    session: Session,
    actor: Actor,
    *,
    view_id: UUID,
    name: str | None = None,
    wanted: OrderFilter | None = None,
) -> SavedViewCard:
    """Give a view another name, another selection, or both; what is not given stays.

    Raises:
        Invalid: the name or a filter is not acceptable.
        ViewNotFound: the contact has no such view.
        ViewNameTaken: another view of the contact's has this name.
    """
    values: dict[str, object] = {}
    if name is not None:
        name = _name(name)
        values |= {"name": name, "name_key": fold(name)}
    if wanted is not None:
        values["asked"] = asked_of(_kept(actor, wanted))
    queries.lock_contact(session, actor.contact_id)
    if name is not None and queries.name_taken(session, actor.contact_id, fold(name), but=view_id):
        raise ViewNameTaken(name)
    if values and not queries.change_view(session, actor.contact_id, view_id, values):
        raise ViewNotFound
    found = next((view for view in list_views(session, actor) if view.id == view_id), None)
    if found is None:
        raise ViewNotFound
    return found


def delete_view(session: Session, actor: Actor, *, view_id: UUID) -> None:
    """Forget a view; its orders stay where they are.

    Raises:
        ViewNotFound: the contact has no such view.
    """
    if not queries.delete_view(session, actor.contact_id, view_id):
        raise ViewNotFound


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable() or not is_storable(name):
        problem = f"1 to {LONGEST_NAME} printable characters"
        raise Invalid(f"The name of a view has {problem}.", fields={"name": problem})
    return name


def _kept(actor: Actor, wanted: OrderFilter) -> OrderFilter:
    selection_of(actor, wanted)
    return filter_of(asked_of(replace(wanted, cursor=None)))
