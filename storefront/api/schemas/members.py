"""Members of a hierarchy as JSON."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from storefront.api.answers import maybe_moment
from storefront.api.schemas.inputs import MAXIMUM_CODE_LENGTH, ListQuery, Text
from storefront.api.schemas.parties import NodeBody
from storefront.hierarchies.snapshots import MemberCard, MemberFilter, MemberInput, PersonAnswer
from storefront.kit.text import MAXIMUM_QUERY_LENGTH
from storefront.parties.rules import MAXIMUM_EMAIL_LENGTH

Role = Literal["admin", "user"]


class NewMemberInput(BaseModel):
    """Somebody to be invited; without a node, to the whole of what the caller runs."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[Text, Field(min_length=1, max_length=MAXIMUM_EMAIL_LENGTH)]
    name: Annotated[Text, Field(max_length=500)] = ""
    role: Role = "user"
    node: Annotated[Text, Field(max_length=MAXIMUM_CODE_LENGTH)] | None = None

    def wanted(self) -> MemberInput:
        """For the service."""
        return MemberInput(self.email, self.name, self.role, self.node or "")


class RoleInput(BaseModel):
    """The role that a member gets."""

    model_config = ConfigDict(extra="forbid")

    role: Role


class ReasonInput(BaseModel):
    """Why something is done."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[Text, Field(max_length=1_000)]


class MemberQuery(ListQuery):
    """Which members; `q` matches names and addresses."""

    q: Annotated[Text, Field(max_length=MAXIMUM_QUERY_LENGTH)] = ""
    role: Role | None = None
    status: Literal["invited", "active", "disabled"] | None = None
    node: Annotated[Text, Field(max_length=MAXIMUM_CODE_LENGTH)] = ""

    def filter(self) -> MemberFilter:
        """For the service."""
        return MemberFilter(
            text=self.q,
            role=self.role or "",
            status=self.status or "",
            node=self.node,
            cursor=self.cursor,
            limit=self.limit,
        )


class MemberBody(TypedDict):
    """A membership; `reason`, `disabled_at` and `disabled_by` are null unless it is disabled.

    Until the invitation was accepted `contact_id` and `last_seen_at` are null, and `name` is the address.
    """

    id: UUID
    contact_id: UUID | None
    name: str
    email: str
    node: NodeBody
    role: str
    status: str
    reason: str | None
    disabled_at: str | None
    disabled_by: str | None
    last_seen_at: str | None
    invited_until: str | None


class PersonBody(TypedDict):
    """A row of a file of people; outcome is `new`, `again`, `member`, `twice` or `refused`."""

    row: int
    email: str
    name: str
    role: str
    node: str
    outcome: str
    problem: str | None


class PeopleBody(TypedDict):
    """What each row of a file means; `written` says whether those that are good were invited."""

    rows: list[PersonBody]
    invited: int
    written: bool
    notes: list[str]


def member(card: MemberCard) -> MemberBody:
    """A member."""
    return {
        "id": card.id,
        "contact_id": card.contact_id,
        "name": card.name,
        "email": card.email,
        "node": {"number": card.node_number, "name": card.node_name, "kind": card.node_kind},
        "role": card.role,
        "status": card.status,
        "reason": card.reason or None,
        "disabled_at": maybe_moment(card.disabled_at),
        "disabled_by": card.disabled_by or None,
        "last_seen_at": maybe_moment(card.last_seen_at),
        "invited_until": maybe_moment(card.invited_until),
    }


def person(answer: PersonAnswer) -> PersonBody:
    """A row of a file."""
    wanted = answer.row.member
    return {
        "row": answer.row.number,
        "email": wanted.email,
        "name": wanted.name,
        "role": wanted.role,
        "node": wanted.node,
        "outcome": answer.outcome,
        "problem": answer.problem or None,
    }
