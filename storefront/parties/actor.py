"""Who is asking: the first argument of every service after the session."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in contact; `duties` are those of the contact as an employee, if it is one."""

    contact_id: UUID
    name: str
    email: str
    session_id: UUID
    duties: frozenset[str] = frozenset()
    is_stale: bool = False
    """The session was last noted as used a while ago: the edge calls `keep_alive` after its work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletActor(Actor):
    """A contact who may act for one outlet; made by `parties.service.enter_outlet` alone, which asks the database.

    `lineage` holds the nodes from the outlet up to its organization's root: settings are looked up along it.
    """

    outlet_id: UUID
    outlet_number: str
    outlet_name: str
    organization_id: UUID
    organization_number: str
    organization_name: str
    hierarchy_number: str
    role: str
    lineage: tuple[UUID, ...]

    @property
    def is_admin(self) -> bool:
        """Whether the contact is an admin of this outlet's node or of one above it."""
        return self.role == "admin"
