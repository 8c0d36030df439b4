"""The visitor's own profile: name, address, password, sessions, memberships."""

from dataclasses import dataclass
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from storefront.connectors.attempts import current_limits
from storefront.parties import service as parties
from storefront.parties.actor import Actor
from storefront.parties.errors import SessionNotFound
from storefront.parties.snapshots import Identity, MembershipCard, SessionCard
from storefront.ui.acting import act_as_contact, ask_as_contact, signed_in
from storefront.ui.marks import network_address_of
from storefront.ui.states.account import session_row
from storefront.ui.states.notice import say
from storefront.ui.states.rows import SessionRow
from storefront.ui.states.signing_in import message_for
from storefront.ui.threads import in_thread
from storefront.ui.typed import typed
from storefront.ui.words import ROLES

MEANINGS = {
    "active": ("Active", "good", "You may order here and for all below it."),
    "invited": ("Invited", "low", "Follow the link in the mail that invited you."),
    "disabled": ("Disabled", "bad", "You may not order here any more. Ask an admin of the organization."),
}
DONE = {
    "password": "Your password is changed. Your other sessions have ended.",
    "email": "Your address is changed. Sign in with it from now on.",
}
PROBLEMS = {
    "wrong_password": "That is not your present password. Type it again, or have a link to a new one sent.",
    "unacceptable_profile": "A password has 10 to 200 characters.",
}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A membership, and what it means."""

    organization: str = ""
    node: str = ""
    role: str = ""
    status: str = ""
    tone: str = "quiet"
    meaning: str = ""


class ProfileState(rx.State):
    """Nothing but the visitor's own; the password form goes to the API."""

    phase: str = "loading"
    name: str = ""
    email: str = ""
    places: list[PlaceRow] = []
    sessions: list[SessionRow] = []
    message: str = ""
    done: str = ""
    asked_for: str = ""
    """The new address that a link was sent to."""

    @rx.event
    @signed_in
    async def load_profile(self) -> None:
        """Show who the visitor is."""
        asked = self.router.url.query_parameters
        code = str(asked.get("problem", ""))
        identity, sessions = await ask_as_contact(self, _read)
        self.name, self.email = identity.contact.name, identity.contact.email
        self.places = [_place_row(card) for card in identity.memberships]
        self.sessions = [session_row(card) for card in sessions]
        self.message = PROBLEMS.get(code, "") or message_for(code, str(asked.get("wait", "")))
        self.done = DONE.get(str(asked.get("done", "")), "")
        self.asked_for = ""
        self.phase = "ready"

    @rx.event
    @signed_in
    async def change_own_name(self, form: dict[str, str]) -> None:
        """Change how the others see the visitor."""
        name = typed(form, "name", longest=500)
        self.name = await act_as_contact(
            self, lambda session, actor: parties.rename(session, actor, name=name)
        )
        await say(self, "Your name is changed.")

    @rx.event
    @signed_in
    async def ask_for_address(self, form: dict[str, str]) -> None:
        """Have a link sent to a new address."""
        email = typed(form, "email", longest=500)
        actor = await ask_as_contact(self, lambda _session, actor: actor)
        limiter, address = current_limits().email_changes, network_address_of(self)
        await in_thread(lambda: parties.must_wait_for_email_change(limiter, actor, address=address))
        await act_as_contact(
            self, lambda session, actor: parties.ask_for_email_change(session, actor, email=email)
        )
        self.asked_for = email
        await say(self, f"A link is on its way to {email}.")

    @rx.event
    @signed_in
    async def end_session(self, session_id: str) -> None:
        """Sign out one other browser; it is refused from its next request on."""
        try:
            wanted = UUID(str(session_id))
        except ValueError as error:
            raise SessionNotFound from error
        await act_as_contact(
            self, lambda session, actor: parties.revoke_session(session, actor, session_id=wanted)
        )
        self.sessions = [row for row in self.sessions if row.id != str(wanted)]
        await say(self, "That browser is signed out.")


def _read(session: Session, actor: Actor) -> tuple[Identity, tuple[SessionCard, ...]]:
    return parties.describe(session, actor), parties.list_sessions(session, actor)


def _place_row(card: MembershipCard) -> PlaceRow:
    status, tone, meaning = MEANINGS[card.status]
    return PlaceRow(
        card.organization_name,
        f"{card.node_name} ({card.node_number})",
        ROLES.get(card.role, card.role),
        status,
        tone,
        meaning,
    )
