"""Whose entries of the audit somebody may read."""

from sqlmodel import Session

from storefront.audit.snapshots import AuditScope
from storefront.parties.actor import Actor, HierarchyActor
from storefront.parties.errors import NothingHere
from storefront.parties.queries import hierarchies


def audit_scope(session: Session, actor: Actor) -> AuditScope:
    """Everything for headquarters; for admins their organizations, for a seller's managers what was done at it.

    Who runs only a part of an organization does not read what was done above it.

    Raises:
        NothingHere: the actor is none of these.
    """
    if actor.is_headquarters:
        return AuditScope(is_everything=True)
    organizations = tuple(hierarchies.organizations_run(session, actor.contact_id))
    seller_id = actor.employer_id if "seller_manager" in actor.duties else None
    if not organizations and seller_id is None:
        raise NothingHere
    return AuditScope(organization_ids=organizations, seller_id=seller_id)


def organization_audit_scope(actor: HierarchyActor) -> AuditScope:
    """The entries of one organization, for whoever runs it as a whole.

    Raises:
        NothingHere: the actor runs only a part of it.
    """
    if not any("." not in path for path in actor.paths):
        raise NothingHere
    return AuditScope(organization_ids=(actor.organization_id,))
