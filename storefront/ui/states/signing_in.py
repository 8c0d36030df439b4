"""The sign-in page: what went wrong last time, and where to go afterwards."""

from collections.abc import Mapping

import reflex as rx

from storefront.ui.marks import public

MESSAGES = {
    "wrong_credentials": "That e-mail address and password do not fit together. Check both and try again.",
    "too_many_attempts": "Too many attempts to sign in. Wait a few minutes and try again.",
    "foreign_origin": "That sign-in came from another page. Sign in here.",
    "invalid": "Type your e-mail address and your password.",
}
UNKNOWN = "You could not be signed in. Try again."
MAXIMUM_MINUTES = 24 * 60


class SignInState(rx.State):
    """Nothing of anybody: the form itself goes to the API, which sets the cookie."""

    message: str = ""
    back_to: str = ""

    @rx.event
    @public
    async def load_sign_in(self) -> None:
        """Read from the address why the visitor is back, and where it was going."""
        asked: Mapping[str, str] = self.router.url.query_parameters
        self.message = message_for(asked.get("problem", ""), asked.get("wait", ""))
        back_to = asked.get("next", "")
        is_ours = back_to.startswith("/") and not back_to.startswith("//") and "\\" not in back_to
        self.back_to = back_to if is_ours else ""


def message_for(code: str, wait: str) -> str:
    """The words for a code that the API sent back in the address."""
    if not code:
        return ""
    if code == "too_many_attempts" and wait.isascii() and wait.isdigit():
        minutes = min(MAXIMUM_MINUTES, max(1, -(-int(wait[:9]) // 60)))
        return f"Too many attempts to sign in. Try again in {minutes} minute{'' if minutes == 1 else 's'}."
    return MESSAGES.get(code, UNKNOWN)
