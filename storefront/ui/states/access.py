"""What somebody can do in an outlet, and why."""

from dataclasses import dataclass

import reflex as rx

from storefront.hierarchies import service as hierarchies
from storefront.kit.errors import StorefrontError
from storefront.ui.acting import ask_as_contact, signed_in
from storefront.ui.states.notice import clear_refusal, say

RIGHTS = {
    "order": "Order",
    "see_own_orders": "See own orders",
    "see_all_orders": "See all orders",
    "share_templates": "Share templates",
    "manage_people": "Manage people",
    "manage_settings": "Manage settings",
    "act_on_behalf": "Act on behalf",
    "decide_orders": "Accept and reject orders",
    "adjust_stock": "Adjust stock",
    "see_everything": "See everything",
}
LONGEST = 254


@dataclass(frozen=True, slots=True)
class RightRow:
    """A right, whether it is given, and why."""

    name: str = ""
    word: str = ""
    tone: str = "quiet"
    reason: str = ""


class AccessState(rx.State):
    """The person and the outlet in question, and every right with its reason."""

    phase: str = "loading"
    contact: str = ""
    """Who was chosen, as the field for it says it."""
    outlet: str = ""
    title: str = ""
    rights: list[RightRow] = []

    @rx.event
    @signed_in
    async def load_access(self) -> rx.event.EventSpec | None:
        """Answer the question that the address asks; where half of it is asked, go to the field of the other half."""
        contact, outlet = self.contact, self.outlet = self._asked("contact"), self._asked("outlet")
        self.rights, self.title = [], ""
        await clear_refusal(self)
        if not (contact and outlet):
            await ask_as_contact(self, lambda _session, _actor: None)
            self.phase = "ready"
            return rx.set_focus("outlet" if contact else "person") if contact or outlet else None
        try:
            found = await ask_as_contact(
                self,
                lambda session, actor: hierarchies.explain_access(
                    session, actor, contact=contact, outlet=outlet
                ),
            )
        except StorefrontError:
            self.phase = "ready"
            raise
        self.contact = f"{found.contact} ({found.email})"
        self.outlet = f"{found.outlet_name} ({found.outlet_number})"
        self.title = f"{found.contact} in {found.outlet_name} ({found.outlet_number})"
        self.rights = [
            RightRow(
                name=RIGHTS.get(right.name, right.name),
                word="Yes" if right.is_allowed else "No",
                tone="good" if right.is_allowed else "quiet",
                reason=right.reason,
            )
            for right in found.rights
        ]
        self.phase = "ready"
        await say(self, f"{self.title}.")
        return None

    def _asked(self, name: str) -> str:
        return str(self.router.url.query_parameters.get(name, ""))[:LONGEST]
