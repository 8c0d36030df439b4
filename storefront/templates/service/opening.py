"""A template taken for a change: locked by the statement that raises its version."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from storefront.kit.clock import now
from storefront.parties.actor import OutletActor
from storefront.parties.service import names_of
from storefront.templates.errors import (
    NameTaken,
    TemplateChanged,
    TemplateNotFound,
    TemplateReadOnly,
    TooManyTemplates,
)
from storefront.templates.queries import reading, writing
from storefront.templates.rules.naming import free_name, name_key
from storefront.templates.rules.owning import MAXIMUM_TEMPLATES, may_edit


@dataclass(frozen=True, slots=True)
class OpenTemplate:
    """A template under change."""

    id: UUID
    version: int
    scope: str
    name: str
    owner_id: UUID
    moment: datetime


def open_to_edit(
    session: Session,
    actor: OutletActor,
    template_id: UUID,
    version: int | None,
    *,
    is_deleted: bool = False,
) -> OpenTemplate:
    """Lock a template and raise its version.

    Raises:
        TemplateNotFound: it is not the actor's to see.
        TemplateReadOnly: the actor may only use it.
        TemplateChanged: `version` is given and not the template's.
    """
    moment = now()
    row = writing.lock(session, actor, template_id, moment, is_deleted=is_deleted)
    if row is None:
        raise TemplateNotFound
    if not may_edit(row.scope, row.contact_id, contact_id=actor.owner_id, is_admin=actor.is_admin):
        raise TemplateReadOnly(owner_name(session, row.contact_id))
    if version is not None and row.version != version + 1:
        raise TemplateChanged(version, row.version - 1)
    return OpenTemplate(row.id, row.version, row.scope, row.name, row.contact_id, moment)


def owner_name(session: Session, contact_id: UUID) -> str:
    """Whom to ask, for somebody who may see the template."""
    return names_of(session, [contact_id])[contact_id]


def take_name(
    session: Session,
    actor: OutletActor,
    scope: str,
    name: str,
    *,
    but: str = "",
    takes_room: bool,
    may_differ: bool,
) -> str:
    """A name for a template of this scope: nobody else can take it until this transaction ends.

    `but` is the template's present name, when that is in this scope; with `may_differ` a number is put behind a
    name that is taken. With `takes_room` there must be room for one more template.

    Raises:
        NameTaken: another has it, and it may not differ.
        TooManyTemplates: there is no room.
    """
    writing.lock_scope(session, actor, scope)
    taken = reading.taken_keys(session, actor, scope) - ({name_key(but)} if but else set())
    if takes_room and len(taken) >= MAXIMUM_TEMPLATES:
        raise TooManyTemplates(scope, MAXIMUM_TEMPLATES)
    free = free_name(name, taken)
    if free != name and not may_differ:
        raise NameTaken(name, free)
    return free
