"""Requests to become a partner, and what headquarters notes about them."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, DOCUMENT, Table, UtcDateTime
from storefront.kit.clock import now
from storefront.kit.ids import new_id


class Prospect(Table, table=True):
    """Somebody who asked to buy or to sell here: submitted, then approved or rejected once."""

    __tablename__ = "prospects"
    __table_args__ = (
        sa.CheckConstraint("kind in ('buyer', 'seller')", name="kind"),
        sa.CheckConstraint("status in ('submitted', 'approved', 'rejected')", name="status"),
        sa.Index(None, "status", "submitted_at", "id"),
        sa.Index(None, "email"),
        sa.Index(None, "company_key"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    number: str = Field(unique=True, sa_type=CODE)
    kind: str
    status: str = "submitted"
    company: str
    company_key: str = Field(sa_type=CODE)
    """The name folded, by which duplicates are found."""
    contact_name: str
    email: str = Field(sa_type=CODE)
    phone: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    country: str = ""
    categories: list[str] = Field(default_factory=list, sa_type=DOCUMENT)
    """Codes of the categories that it wants to buy or sell."""
    size: str = ""
    """How many outlets, people or customers, in the applicant's words."""
    comments: str = ""
    criteria: dict[str, bool] = Field(default_factory=dict, sa_type=DOCUMENT)
    """What headquarters has checked of its list."""
    address: str = ""
    """The network address that it came from."""
    submitted_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: UUID | None = Field(default=None, foreign_key="contacts.id", index=True)
    reason: str = ""
    """Why it was rejected; the applicant is told."""
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id", index=True)
    """The organization that approving made, or that became a seller too."""
    contact_id: UUID | None = Field(default=None, foreign_key="contacts.id", index=True)
    """Who of the organization is to be the seller's first employee, whatever their address is by then."""
    seller_id: UUID | None = Field(default=None, foreign_key="sellers.id", index=True)
    """The seller that approving made."""


class ProspectNote(Table, table=True):
    """A note of headquarters about a prospect; applicants never see it."""

    __tablename__ = "prospect_notes"
    __table_args__ = (sa.Index(None, "prospect_id", "made_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    prospect_id: UUID = Field(foreign_key="prospects.id")
    contact_id: UUID = Field(foreign_key="contacts.id", index=True)
    text: str
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
