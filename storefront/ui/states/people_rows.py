"""People of an organization as rows of a screen."""

from dataclasses import dataclass

from storefront.hierarchies.snapshots import MemberCard, PersonAnswer
from storefront.ui.states.rows import FileRow
from storefront.ui.words import ROLES, ago, day

STATUSES = {"invited": ("Invited", "low"), "active": ("Active", "good"), "disabled": ("Disabled", "bad")}
OUTCOMES = {
    "new": ("Invited", "good"),
    "again": ("Invited again", "good"),
    "member": ("Left out", "low"),
    "twice": ("Left out", "low"),
    "refused": ("Refused", "bad"),
}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member."""

    id: str = ""
    name: str = ""
    email: str = ""
    node: str = ""
    node_number: str = ""
    role: str = ""
    other_role: str = ""
    """The role that it does not have, as the service calls it."""
    other_role_words: str = ""
    status: str = ""
    tone: str = "quiet"
    reason: str = ""
    seen: str = ""
    is_invited: bool = False
    is_disabled: bool = False


def member_row(card: MemberCard) -> MemberRow:
    """A member in words."""
    status, tone = STATUSES[card.status]
    by = f", by {card.disabled_by}" if card.disabled_by else ""
    other = "user" if card.role == "admin" else "admin"
    until = (
        f"The link works until {day(card.invited_until)}" if card.invited_until else "The link has expired"
    )
    since = f"{card.reason} ({day(card.disabled_at)}{by})" if card.disabled_at else card.reason
    return MemberRow(
        id=str(card.id),
        name=card.name,
        email=card.email,
        node=card.node_name,
        node_number=card.node_number,
        role=ROLES.get(card.role, card.role),
        other_role=other,
        other_role_words="Make admin" if other == "admin" else "Make buyer",
        status=status,
        tone=tone,
        reason=until if card.status == "invited" else since,
        seen=ago(card.last_seen_at) or "never",
        is_invited=card.status == "invited",
        is_disabled=card.status == "disabled",
    )


def judged_row(answer: PersonAnswer) -> FileRow:
    """A row of a file in words."""
    outcome, tone = OUTCOMES[answer.outcome]
    return FileRow(answer.row.number, answer.row.member.email, outcome, tone, answer.problem)
