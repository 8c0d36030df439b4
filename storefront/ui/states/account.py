"""The visitor's own things: where signed in, credit of the organization, address of the outlet."""

from dataclasses import dataclass
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from storefront.credit import service as credit
from storefront.credit.snapshots import CreditStanding
from storefront.parties import service as parties
from storefront.parties.actor import Actor
from storefront.parties.errors import NoAddress, SessionNotFound
from storefront.parties.snapshots import Identity, SessionCard
from storefront.ui.acting import act_as_contact, signed_in
from storefront.ui.arriving import Visit, arrive
from storefront.ui.states.frame import FrameState
from storefront.ui.states.notice import say
from storefront.ui.states.rows import ChoiceRow, SessionRow
from storefront.ui.words import ROLES, ago, credit_percent, day, device_in_words


@dataclass(frozen=True, slots=True)
class Account:
    """All that the page reads."""

    sessions: tuple[SessionCard, ...]
    standing: CreditStanding
    identity: Identity
    address: tuple[str, ...]


class AccountState(rx.State):
    """One page of facts, and the sessions to end."""

    phase: str = "loading"
    email: str = ""
    sessions: list[SessionRow] = []
    memberships: list[ChoiceRow] = []
    deliver_to: list[str] = []
    has_credit: bool = False
    remaining: str = ""
    limit: str = ""
    used: str = ""
    percent: str = "0%"

    @rx.event
    @signed_in
    async def load_account(self) -> None:
        """Show the account of the visitor in this outlet."""
        account = await arrive(self, _read, refresh=FrameState.refresh_frame)
        self.email = account.identity.contact.email
        self.sessions = [session_row(card) for card in account.sessions]
        self.memberships = [
            ChoiceRow(
                value=each.node_number,
                label=each.node_name,
                count=f"{ROLES.get(each.role, each.role)}, {each.status}",
                is_current=each.status == "active",
            )
            for each in account.identity.memberships
        ]
        self.deliver_to = list(account.address)
        standing = account.standing
        self.has_credit = standing.limit.minor > 0
        self.remaining, self.limit, self.used = (
            standing.remaining.words,
            standing.limit.words,
            standing.exposure.words,
        )
        self.percent = credit_percent(standing)
        self.phase = "ready"

    @rx.event
    @signed_in
    async def end_session(self, session_id: str) -> None:
        """Sign out one other browser; it is refused from its next request on."""
        try:
            wanted = UUID(str(session_id))
        except ValueError as error:
            raise SessionNotFound from error
        cards = await act_as_contact(self, lambda session, actor: _end(session, actor, wanted))
        self.sessions = [session_row(card) for card in cards]
        await say(self, "That browser is signed out.")


def _end(session: Session, actor: Actor, wanted: UUID) -> tuple[SessionCard, ...]:
    parties.revoke_session(session, actor, session_id=wanted)
    return parties.list_sessions(session, actor)


def _read(session: Session, visit: Visit) -> Account:
    currency = visit.cart.seller.currency if visit.cart else "GBP"
    try:
        address = parties.delivery_address(session, visit.actor).lines
    except NoAddress as refusal:
        address = (refusal.message,)
    return Account(
        sessions=parties.list_sessions(session, visit.actor),
        standing=credit.show_credit(session, visit.actor, currency=currency),
        identity=parties.describe(session, visit.actor),
        address=address,
    )


def session_row(card: SessionCard) -> SessionRow:
    """An open session in words."""
    return SessionRow(
        id=str(card.id),
        device=device_in_words(card.user_agent),
        address=card.address,
        seen=ago(card.last_seen_at),
        since=f"Signed in {day(card.created_at)}",
        is_current=card.is_current,
    )
