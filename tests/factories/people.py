"""People: contacts with what they may do, and employees with whom they act for."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from sqlmodel import Session

from storefront.kit.clock import now
from storefront.kit.text import fold
from storefront.parties.actor import OutletActor
from storefront.parties.service import enter_outlet, hash_password, hash_token
from storefront.parties.tables import (
    ActingSession,
    Contact,
    Employee,
    EmployeeDuty,
    Membership,
    SalesGroup,
    SalesGroupEmployee,
    SalesGroupNode,
    SignInSession,
)
from storefront.sellers.tables import SellerRequest
from tests.factories.goods import MadeSeller
from tests.factories.organizations import MadeOutlet
from tests.factories.rows import put

PASSWORD = "correct horse battery"


@cache
def password_hash() -> str:
    """Made once: it takes a quarter of a second on purpose."""
    return hash_password(PASSWORD)


@dataclass(frozen=True, slots=True)
class MadeContact:
    id: UUID
    email: str
    token: str
    """The token of an open session."""


@dataclass(frozen=True, slots=True)
class MadeEmployee(MadeContact):
    employee_id: UUID


def make_contact(session: Session, *, email: str, name: str = "", is_active: bool = True) -> MadeContact:
    """A contact with an open session; signs in with `PASSWORD`."""
    name = name or email.partition("@")[0].title()
    contact = Contact(
        email=email,
        name=name,
        name_key=fold(name),
        password_hash=password_hash(),
        is_active=is_active,
    )
    put(session, contact)
    return MadeContact(contact.id, email, make_session(session, contact_id=contact.id))


def make_session(session: Session, *, contact_id: UUID, expires_in: timedelta = timedelta(hours=8)) -> str:
    """The token of a new session."""
    token = secrets.token_urlsafe(32)
    end: datetime = now() + expires_in
    put(
        session,
        SignInSession(
            token_hash=hash_token(token), contact_id=contact_id, idle_expires_at=end, expires_at=end
        ),
    )
    return token


def make_membership(
    session: Session, *, contact: MadeContact, node_id: UUID, role: str = "user", status: str = "active"
) -> UUID:
    membership = Membership(
        contact_id=contact.id,
        node_id=node_id,
        role=role,
        status=status,
        disabled_reason="left the company" if status == "disabled" else None,
    )
    put(session, membership)
    return membership.id


def make_employee(
    session: Session, *, email: str, seller_id: UUID, duties: Sequence[str], name: str = ""
) -> MadeEmployee:
    """A contact with an open session who works for a seller."""
    contact = make_contact(session, email=email, name=name)
    employee = Employee(contact_id=contact.id, seller_id=seller_id)
    put(session, employee, *(EmployeeDuty(employee_id=employee.id, duty=duty) for duty in duties))
    return MadeEmployee(contact.id, contact.email, contact.token, employee.id)


def make_sales_group(
    session: Session, *, code: str, employees: Sequence[MadeEmployee], node_ids: Sequence[UUID]
) -> UUID:
    """Employees who look after nodes of hierarchies."""
    group = SalesGroup(code=code, name=f"Group {code}")
    put(
        session,
        group,
        *(SalesGroupEmployee(sales_group_id=group.id, employee_id=each.employee_id) for each in employees),
        *(SalesGroupNode(sales_group_id=group.id, node_id=node_id) for node_id in node_ids),
    )
    return group.id


def make_acting_session(
    session: Session,
    *,
    employee: MadeEmployee,
    outlet: MadeOutlet,
    contact: MadeContact | None = None,
    expires_in: timedelta = timedelta(hours=2),
) -> UUID:
    """An open session of an employee on behalf of an outlet."""
    made = ActingSession(
        employee_id=employee.employee_id,
        outlet_id=outlet.id,
        contact_id=contact.id if contact else None,
        reason="visit",
        expires_at=now() + expires_in,
    )
    put(session, made)
    return made.id


def make_seller_request(
    session: Session, *, outlet: MadeOutlet, seller: "MadeSeller", contact: MadeContact | None = None
) -> UUID:
    """An open request of an outlet to buy from a seller."""
    made = SellerRequest(outlet_id=outlet.id, seller_id=seller.id, contact_id=contact.id if contact else None)
    put(session, made)
    return made.id


def act_as(session: Session, contact: MadeContact, outlet: MadeOutlet) -> OutletActor:
    """A contact at an outlet, as the doors find it out."""
    return enter_outlet(session, hash_token(contact.token), outlet.number)
