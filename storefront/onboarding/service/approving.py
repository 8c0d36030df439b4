"""Making partners of prospects: one transaction, and once only."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.catalog import service as catalog
from storefront.credit import service as credit
from storefront.kit.clock import now
from storefront.mail import service as mail
from storefront.onboarding.errors import (
    NobodyToEmploy,
    OrganizationNotFound,
    ProspectRejected,
    SellsAlready,
)
from storefront.onboarding.queries import prospects as queries
from storefront.onboarding.rules.choosing import Chosen, choose
from storefront.onboarding.service.applying import submit
from storefront.onboarding.service.opening import STAFF_DUTIES, open_shop
from storefront.onboarding.service.reading import is_number, list_choices, show_prospect
from storefront.onboarding.service.reviewing import lock_prospect
from storefront.onboarding.snapshots import Application, Approval, ProspectView
from storefront.parties import service as parties
from storefront.parties.actor import Actor
from storefront.parties.snapshots import Address, Founded, Invitee
from storefront.pricing import service as pricing
from storefront.sellers import service as sellers
from storefront.sellers.snapshots import OpenedSeller

Person = tuple[UUID, str, str]
"""Id of the contact, address and name."""


def approve(session: Session, actor: Actor, *, number: str, approval: Approval | None = None) -> ProspectView:
    """Make a prospect a partner; approved again, it is shown as the first time made it.

    Raises:
        NothingHere, ProspectNotFound: see `show_prospect`.
        ProspectRejected: it was rejected.
        UnknownChoice: a seller, catalog or price group of the terms does not exist.
        SellsAlready, WorksElsewhere: the applicant can be no seller, or no first employee.
        NobodyToEmploy: the organization that wants to sell too has no active admin any more.
        SellerCodeTaken, ChannelNotFound, NoPrimaryCatalog, NoManufacturer, Invalid: see `open_shop`.
    """
    actor.must("headquarters")
    row = lock_prospect(session, number)
    if row.status == "rejected":
        raise ProspectRejected(row.number)
    if row.status == "submitted":
        make = _make_buyer if row.kind == "buyer" else _make_seller
        parties.audit(session, actor, make(session, actor, row, approval or Approval()))
    return show_prospect(session, actor, number=number)


def make_seller(
    session: Session, actor: Actor, *, organization: str, approval: Approval | None = None
) -> ProspectView:
    """Make a buyer a seller too; it stays a buyer, with the same sign-in. A repeat answers as the first time.

    Its request is approved if it made one; else one is written down, with its first admin as the first employee.

    Raises:
        NothingHere: the actor is not of headquarters.
        OrganizationNotFound: there is none of this number.
        NobodyToEmploy: it has no active admin.
        SellsAlready, WorksElsewhere, SellerCodeTaken, ChannelNotFound, Invalid: see `approve`.
    """
    actor.must("headquarters")
    known = parties.lock_organization(session, organization) if is_number(organization) else None
    if known is None:
        raise OrganizationNotFound(organization)
    made = queries.seller_made_of(session, known.organization_id)
    if made is not None:
        return show_prospect(session, actor, number=made.number)
    number = queries.open_of(session, known.organization_id)
    if number is None:
        number = _written_down(session, actor, known)
    return approve(session, actor, number=number, approval=approval)


def _written_down(session: Session, actor: Actor, organization: Founded) -> str:
    contact_id, email, name = _admin_of(session, organization)
    application = Application(kind="seller", company=organization.name, contact_name=name, email=email)
    prospect = submit(
        session,
        application,
        address=actor.address,
        organization_id=organization.organization_id,
        contact_id=contact_id,
        is_told=False,
    )
    return prospect.number


def _make_buyer(session: Session, actor: Actor, row: Row[Any], terms: Approval) -> Deed:
    chosen = choose(terms, list_choices(session, actor))
    founded = _found(session, row)
    _set_terms(session, founded, chosen)
    _invite(session, actor, row, founded)
    mail.post(
        session,
        "welcome_buyer",
        to=row.email,
        name=row.contact_name,
        company=row.company,
        organization=founded.organization_number,
        outlet=founded.outlet_number,
        credit=chosen.limit.words if chosen.limit.minor else "",
        sign_in=mail.link_to("/sign-in"),
    )
    _decide(session, actor, row, organization_id=founded.organization_id)
    return _deed(
        row,
        founded,
        credit_limit=chosen.limit.amount,
        sellers=list(terms.sellers),
        catalogs=list(chosen.catalogs),
        price_groups=list(terms.price_groups),
    )


def _make_seller(session: Session, actor: Actor, row: Row[Any], terms: Approval) -> Deed:
    organization = first = None
    if row.organization_id is not None:
        made = queries.seller_made_of(session, row.organization_id)
        if made is not None:
            raise SellsAlready(row.company, made.code)
        organization = parties.organization_of(session, row.organization_id)
        first = _admin_of(session, organization, wanted=row.contact_id)
    opened = open_shop(session, name=row.company, code=terms.code, like=terms.channel)
    is_invited = organization is None
    if organization is None or first is None:
        organization, first = _buyer_of(session, actor, row, terms)
    contact_id, email, name = first
    parties.employ(session, contact_id=contact_id, seller_id=opened.id, duties=STAFF_DUTIES)
    mail.post(
        session,
        "welcome_seller",
        to=email,
        name=name,
        company=row.company,
        seller=opened.code,
        organization=organization.organization_number,
        is_invited=is_invited,
        desk=mail.link_to(f"/seller/{opened.code}"),
    )
    _decide(session, actor, row, organization_id=organization.organization_id, seller_id=opened.id)
    return _deed(row, organization, opened, seller=opened.code, channel=opened.model_code, employee=email)


def _admin_of(session: Session, organization: Founded, *, wanted: UUID | None = None) -> Person:
    """Who is a seller's first employee: who asked, while they run the organization; else its first admin."""
    admin = parties.first_admin(session, organization.root_id, wanted=wanted)
    if admin is None:
        raise NobodyToEmploy(organization.name)
    return admin


def _buyer_of(session: Session, actor: Actor, row: Row[Any], terms: Approval) -> tuple[Founded, Person]:
    """The hierarchy with which a new seller buys from the manufacturer, and its invited admin."""
    choices = list_choices(session, actor)
    maker = next(card for card in choices.sellers if card.kind == "manufacturer")
    chosen = choose(Approval(sellers=(maker.code,), credit_limit=terms.credit_limit), choices)
    founded = _found(session, row)
    _set_terms(session, founded, chosen)
    return founded, (_invite(session, actor, row, founded), row.email, row.contact_name)


def _set_terms(session: Session, founded: Founded, chosen: Chosen) -> None:
    at, of_sellers = [founded.root_id], chosen.all_seller_ids
    sellers.put_sellers(session, node_ids=at, seller_ids=chosen.seller_ids)
    catalog.put_catalogs(session, node_ids=at, seller_ids=of_sellers, catalog_ids=chosen.catalog_ids)
    pricing.put_price_groups(session, node_ids=at, seller_ids=of_sellers, group_ids=chosen.group_ids)
    credit.put_limit(session, organization_id=founded.organization_id, limit=chosen.limit)


def _found(session: Session, row: Row[Any]) -> Founded:
    address = Address(row.company, row.street, row.city, row.postcode, row.country)
    return parties.found_organization(session, name=row.company, address=address)


def _invite(session: Session, actor: Actor, row: Row[Any], founded: Founded) -> UUID:
    """The contact who is invited as the first admin, new or known."""
    invitee = Invitee(row.email, row.contact_name, "admin", founded.root_id)
    parties.invite(session, organization_name=founded.name, from_whom=actor.name, invitees=[invitee])
    contact_id = parties.standings_of(session, [invitee])[0].contact_id
    assert contact_id is not None  # noqa: S101 -- the invitation has made it
    return contact_id


def _decide(session: Session, actor: Actor, row: Row[Any], **made: object) -> None:
    queries.change(session, row.id, status="approved", decided_at=now(), decided_by=actor.contact_id, **made)


def _deed(row: Row[Any], organization: Founded, opened: OpenedSeller | None = None, **after: object) -> Deed:
    return Deed(
        "prospect.approved",
        row.number,
        organization_id=organization.organization_id,
        seller_id=opened.id if opened else None,
        before={"status": "submitted"},
        after={
            "status": "approved",
            "organization": organization.organization_number,
            "hierarchy": organization.hierarchy_number,
            "outlet": organization.outlet_number,
            **after,
        },
    )
