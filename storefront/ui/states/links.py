"""Pages that mailed links lead to: what the link is for, and what was wrong with the last try."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import unquote

import reflex as rx
from sqlmodel import Session

from storefront.db.session import reading
from storefront.parties import service as parties
from storefront.parties.errors import LinkNotUsable
from storefront.ui.marks import public
from storefront.ui.states.signing_in import message_for
from storefront.ui.threads import in_thread
from storefront.ui.words import ROLES

Result = TypeVar("Result")

MESSAGES = {
    "unacceptable_profile": "Type your name, and a password of 10 to 200 characters.",
    "email_taken": "Somebody signs in with this address already. Ask for another one in your profile.",
    "foreign_origin": "That came from another page. Try again here.",
    "invalid": "Something was missing. Try again.",
}


class LinkState(rx.State):
    """What a link is for; the form itself goes to the API, which sets the cookie."""

    phase: str = "loading"
    token: str = ""
    message: str = ""
    email: str = ""
    old_email: str = ""
    name: str = ""
    organization: str = ""
    node: str = ""
    role: str = ""
    needs_password: bool = False
    was_sent: bool = False

    @rx.event
    @public
    async def load_invitation(self) -> None:
        """Show what an invitation is to."""
        self._begin()
        view = await self._read(lambda session, token: parties.show_invitation(session, token=token))
        if view is None:
            return
        self.email, self.name, self.organization = view.email, view.name, view.organization_name
        self.node = view.node_name if view.node_name != view.organization_name else ""
        self.role = ROLES.get(view.role, view.role)
        self.needs_password = view.needs_password
        if self.name == self.email:
            self.name = ""

    @rx.event
    @public
    async def load_reset(self) -> None:
        """Show whose password is set anew."""
        self._begin()
        email = await self._read(lambda session, token: parties.show_reset(session, token=token))
        self.email = email or ""

    @rx.event
    @public
    async def load_email_change(self) -> None:
        """Show which address takes the place of which."""
        self._begin()
        change = await self._read(lambda session, token: parties.show_email_change(session, token=token))
        if change is not None:
            self.email, self.old_email = change.new_email, change.old_email

    @rx.event
    @public
    async def load_forgotten(self) -> None:
        """Show the form, or that a mail is on its way."""
        self._begin()
        self.was_sent = self.router.url.query_parameters.get("sent", "") == "1"
        self.phase = "ready"

    def _begin(self) -> None:
        asked = self.router.url.query_parameters
        code = str(asked.get("problem", ""))
        self.token = unquote(str(self.router.url.path).rpartition("/")[2])[:200]
        self.message = MESSAGES.get(code) or message_for(code, str(asked.get("wait", "")))
        self.was_sent = False

    async def _read(self, work: Callable[[Session, str], Result]) -> Result | None:
        token = self.token

        def read() -> Result:
            with reading() as session:
                return work(session, token)

        try:
            found = await in_thread(read)
        except LinkNotUsable:
            self.phase = "refused"
            return None
        self.phase = "ready"
        return found
