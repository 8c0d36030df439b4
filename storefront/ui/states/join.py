"""Asking to become a partner."""

from typing import cast

import reflex as rx

from storefront.connectors.attempts import current_limits
from storefront.db.session import in_transaction, reading
from storefront.kit.errors import StorefrontError
from storefront.onboarding import service as onboarding
from storefront.onboarding.errors import UnacceptableApplication
from storefront.onboarding.snapshots import Application
from storefront.ui.marks import network_address_of, public
from storefront.ui.states.notice import clear_refusal, say, show_refusal
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.threads import in_thread
from storefront.ui.typed import typed

FIELDS = {
    "company": "company",
    "contact_name": "contact.name",
    "email": "contact.email",
    "phone": "phone",
    "street": "address.street",
    "city": "address.city",
    "postcode": "address.postcode",
    "country": "address.country",
    "size": "size",
    "comments": "comments",
}
"""Names of the form, and how the service names a problem with each."""
CATEGORY = "category-"
LONGEST = 10_000


class JoinState(rx.State):
    """The form's choices, what was wrong with what was sent last, and the number of what was taken."""

    kind: str = "buyer"
    categories: list[ChoiceRow] = []
    problems: dict[str, str] = dict.fromkeys((*FIELDS, "kind", "categories"), "")
    number: str = ""
    email: str = ""

    @rx.event
    @public
    async def load_join(self) -> None:
        """Show the form; an address with `kind=seller` begins with that."""
        self.kind = "seller" if self.router.url.query_parameters.get("kind") == "seller" else "buyer"
        self.categories = [ChoiceRow(code, name) for code, name in await in_thread(_categories)]
        self.number = ""
        self._show_problems({})

    @rx.event
    @public
    async def send_application(self, form: dict[str, str]) -> None:
        """Take the request; what is wrong is said beside its field."""
        values = {name: typed(form, name, longest=LONGEST) for name in FIELDS}
        kind = typed(form, "kind") or "buyer"
        chosen = tuple(row.value for row in self.categories if typed(form, CATEGORY + row.value))
        application = Application(kind=kind, categories=chosen, **values)
        address = network_address_of(self)
        try:
            onboarding.must_wait_to_apply(current_limits().applications, address=address)
            self.number = await in_thread(
                lambda: in_transaction(
                    lambda session: onboarding.apply(session, application=application, address=address)
                )
            )
        except UnacceptableApplication as refusal:
            self._show_problems(cast("dict[str, str]", refusal.facts["fields"]))
            await say(self, "Some fields need another look.")
        except StorefrontError as refusal:
            await show_refusal(self, refusal)
        else:
            self.email = application.email.strip()
            self._show_problems({})
            await clear_refusal(self)
            await say(self, f"Your request has the number {self.number}.")

    def _show_problems(self, found: dict[str, str]) -> None:
        names = {**FIELDS, "kind": "kind", "categories": "categories"}
        self.problems = {name: found.get(field, "") for name, field in names.items()}


def _categories() -> tuple[tuple[str, str], ...]:
    with reading() as session:
        return onboarding.top_categories(session)
