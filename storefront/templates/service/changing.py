"""Names, sharing, archive, deleting and taking that back."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from storefront.parties.actor import OutletActor
from storefront.templates.errors import NotTheOwner
from storefront.templates.queries import writing as queries
from storefront.templates.rules.naming import checked_name, name_key
from storefront.templates.rules.owning import check_may_make
from storefront.templates.service.opening import OpenTemplate, open_to_edit, owner_name, take_name
from storefront.templates.service.reading import show_template
from storefront.templates.snapshots import TemplateView

KEPT_FOR = timedelta(days=30)
"""How long a deleted template can be brought back."""


def change_template(
    session: Session,
    actor: OutletActor,
    *,
    template_id: UUID,
    name: str | None = None,
    scope: str | None = None,
    is_archived: bool | None = None,
    version: int | None = None,
) -> TemplateView:
    """Rename, share or stop sharing, put away or bring back; what is None stays.

    Raises:
        TemplateNotFound, TemplateReadOnly, TemplateChanged: as `open_to_edit` has them.
        TemplateInvalid, SharingRefused, NotTheOwner, NameTaken, TooManyTemplates: as they say.
    """
    template = open_to_edit(session, actor, template_id, version)
    values: dict[str, object] = {}
    if name is not None or scope not in (None, template.scope):
        values |= _named(session, actor, template, name, scope)
    if is_archived is not None:
        values["archived_at"] = template.moment if is_archived else None
    if values:
        queries.set_values(session, template.id, values)
    return show_template(session, actor, template_id=template_id)


def delete_template(
    session: Session, actor: OutletActor, *, template_id: UUID, version: int | None = None
) -> None:
    """Take a template away; for a month `restore_template` brings it back.

    Raises:
        TemplateNotFound, TemplateReadOnly, TemplateChanged: as `open_to_edit` has them.
    """
    template = open_to_edit(session, actor, template_id, version)
    queries.set_values(session, template.id, {"deleted_at": template.moment})
    queries.purge(session, actor, template.moment - KEPT_FOR)


def restore_template(session: Session, actor: OutletActor, *, template_id: UUID) -> TemplateView:
    """Bring a deleted template back; when its name was taken meanwhile, with a number behind it.

    Raises:
        TemplateNotFound: it is not the actor's to see, or was not deleted within a month.
        TemplateReadOnly, TooManyTemplates: as they say.
    """
    template = open_to_edit(session, actor, template_id, None, is_deleted=True)
    name = take_name(session, actor, template.scope, template.name, takes_room=True, may_differ=True)
    queries.set_values(session, template.id, {"deleted_at": None, "name": name, "name_key": name_key(name)})
    return show_template(session, actor, template_id=template_id)


def _named(
    session: Session, actor: OutletActor, template: OpenTemplate, name: str | None, scope: str | None
) -> dict[str, object]:
    """The columns of a new name, a new scope, or both."""
    is_moved = scope is not None and scope != template.scope
    if is_moved:
        check_may_make(scope or "", is_admin=actor.is_admin, has_buyer=actor.buyer_id is not None)
        if scope == "contact" and template.owner_id != actor.owner_id:
            raise NotTheOwner(owner_name(session, template.owner_id))
    wanted = template.name if name is None else checked_name(name)
    free = take_name(
        session,
        actor,
        scope or template.scope,
        wanted,
        but="" if is_moved else template.name,
        takes_room=is_moved,
        may_differ=False,
    )
    return {"name": free, "name_key": name_key(free), "scope": scope or template.scope}
