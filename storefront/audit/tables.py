"""Who did what: a chain of entries that is only ever added to."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from storefront.db.columns import CODE, DOCUMENT, Table, UtcDateTime


class AuditEntry(Table, table=True):
    """One write: who, in whose name, from where, and what it changed; the database refuses to change or delete it.

    `digest` is made of the whole entry and of `previous_digest`: whoever changes one breaks every later one.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        sa.Index(None, "organization_id", "sequence"),
        sa.Index(None, "seller_id", "sequence"),
        sa.Index(None, "subject", "sequence"),
        sa.Index(None, "contact_id", "sequence"),
    )

    sequence: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False})
    made_at: datetime = Field(sa_type=UtcDateTime)
    contact_id: UUID | None = Field(default=None, foreign_key="contacts.id")
    """Who did it; none when nobody was signed in."""
    name: str
    """As that person was called then."""
    on_behalf_of: str = ""
    """The contact or outlet in whose name an employee did it."""
    acting_session_id: UUID | None = Field(default=None)
    address: str = ""
    """The network address that it came from."""
    action: str = Field(sa_type=CODE)
    """Such as `member.disabled`."""
    subject: str = Field(sa_type=CODE)
    """The number, code or address of what it was done to."""
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    """Whose admins may read it."""
    seller_id: UUID | None = Field(default=None, foreign_key="sellers.id")
    """Whose managers may read it."""
    reason: str = ""
    before: dict[str, object] | None = Field(default=None, sa_type=DOCUMENT)
    after: dict[str, object] | None = Field(default=None, sa_type=DOCUMENT)
    previous_digest: str
    digest: str


class AuditHead(Table, table=True):
    """The end of the chain; whoever adds to it holds this one row until the commit."""

    __tablename__ = "audit_heads"

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    sequence: int = Field(default=0, sa_type=sa.BigInteger)
    digest: str = ""
