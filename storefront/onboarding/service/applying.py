"""Asking to become a partner: open to everybody, and to organizations that want to sell too."""

from dataclasses import asdict
from typing import Protocol
from uuid import UUID

from sqlmodel import Session

from storefront.audit.service import record
from storefront.audit.snapshots import Deed, Doer
from storefront.catalog import service as catalog
from storefront.db.numbers import take_numbers
from storefront.mail import service as mail
from storefront.onboarding.errors import (
    NobodyToEmploy,
    SellsAlready,
    TooManyApplications,
    UnacceptableApplication,
)
from storefront.onboarding.queries import prospects
from storefront.onboarding.rules.applying import cleaned, company_key, problems_with
from storefront.onboarding.snapshots import Application
from storefront.onboarding.tables import Prospect
from storefront.parties import service as parties
from storefront.parties.actor import HierarchyActor
from storefront.parties.errors import HierarchyNotFound
from storefront.parties.snapshots import Founded

ROOT_PATH = "1"


class ApplicationLimiter(Protocol):
    """Counts requests to become a partner for each network address."""

    def take(self, address: str) -> int:
        """Count one, and 0; or how many seconds to wait."""
        ...


def must_wait_to_apply(limiter: ApplicationLimiter, *, address: str) -> None:
    """Count one request; the edge calls this before it opens a transaction.

    Raises:
        TooManyApplications: too many came from this address lately.
    """
    wait = limiter.take(address)
    if wait:
        raise TooManyApplications(wait)


def top_categories(session: Session) -> tuple[tuple[str, str], ...]:
    """Code and name of the categories that an applicant chooses from."""
    return tuple((card.code, card.name) for card in catalog.category_tree(session) if card.parent_id is None)


def apply(session: Session, *, application: Application, address: str) -> str:
    """Take a request of somebody unknown; its number. The applicant is mailed, and told nothing about what is known.

    Raises:
        UnacceptableApplication: its `fields` say what is missing or cannot be.
    """
    application = _checked(session, application)
    prospect = submit(session, application, address=address)
    doer = Doer(contact_id=None, name=application.contact_name, address=address)
    record(session, doer, deed_of(prospect))
    return prospect.number


def become_seller(session: Session, actor: HierarchyActor, *, size: str = "", comments: str = "") -> str:
    """Ask that the actor's organization sell too; its number. While one is undecided it is the answer.

    Raises:
        HierarchyNotFound: the actor does not run the whole organization.
        SellsAlready: it does.
        NobodyToEmploy: an employee asks for it, and it has no active admin.
        UnacceptableApplication: its `fields` say what cannot be.
    """
    if not actor.runs(ROOT_PATH):
        raise HierarchyNotFound(actor.hierarchy_number)
    organization = parties.lock_organization(session, actor.organization_number)
    known = prospects.open_of(session, actor.organization_id)
    if known is not None:
        return known
    made = prospects.seller_made_of(session, actor.organization_id)
    if made is not None:
        raise SellsAlready(actor.organization_name, made.code)
    contact_id, email, name = _first_employee(session, actor, organization)
    application = Application(
        kind="seller",
        company=actor.organization_name,
        contact_name=name,
        email=email,
        size=size,
        comments=comments,
    )
    prospect = submit(
        session,
        _checked(session, application),
        address=actor.address,
        organization_id=actor.organization_id,
        contact_id=contact_id,
    )
    parties.audit(session, actor, deed_of(prospect))
    return prospect.number


def _first_employee(
    session: Session, actor: HierarchyActor, organization: Founded | None
) -> tuple[UUID, str, str]:
    """Id, address and name of who asks, or of the organization's first admin where an employee asks for it."""
    if actor.employee_id is None or organization is None:
        return actor.contact_id, actor.email, actor.name
    admin = parties.first_admin(session, organization.root_id)
    if admin is None:
        raise NobodyToEmploy(actor.organization_name)
    return admin


def submit(
    session: Session,
    application: Application,
    *,
    address: str,
    organization_id: UUID | None = None,
    contact_id: UUID | None = None,
    is_told: bool = True,
) -> Prospect:
    """Write a checked request down, and mail the applicant that it came, unless it is not to be told."""
    prospect = Prospect.model_validate(
        {
            **asdict(application),
            "categories": list(application.categories),
            "number": take_numbers(session, "prospect", "PR-")[0],
            "company_key": company_key(application.company),
            "address": address[:64],
            "organization_id": organization_id,
            "contact_id": contact_id,
        }
    )
    session.add(prospect)
    session.flush()
    if is_told:
        mail.post(
            session,
            "prospect_received",
            to=prospect.email,
            name=prospect.contact_name,
            company=prospect.company,
            number=prospect.number,
            kind=prospect.kind,
        )
    return prospect


def deed_of(prospect: Prospect) -> Deed:
    """What the audit says of a new request."""
    return Deed(
        "prospect.submitted",
        prospect.number,
        organization_id=prospect.organization_id,
        after={"kind": prospect.kind, "company": prospect.company, "email": prospect.email},
    )


def _checked(session: Session, application: Application) -> Application:
    application = cleaned(application)
    known = top_categories(session) if application.categories else ()
    problems = problems_with(application, frozenset(code for code, _ in known))
    if problems:
        raise UnacceptableApplication(problems)
    return application
