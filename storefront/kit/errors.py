"""What can be refused, by kind; each slice names its own refusals in its `errors.py`."""

from typing import ClassVar


class StorefrontError(Exception):
    """A refusal: nothing was changed, and the message says what would be accepted.

    `code` is stable; `facts` are JSON-ready values that a screen or client may use.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class NotSignedIn(StorefrontError):
    """Nobody, or nobody any more, stands behind the request."""

    code = "not_signed_in"

    def __init__(self, message: str = "Sign in to go on.", **facts: object) -> None:
        super().__init__(message, **facts)


class Forbidden(StorefrontError):
    """The thing is the actor's to see, but this act on it is not theirs."""

    code = "forbidden"


class NotFound(StorefrontError):
    """It does not exist, or it is someone else's: the two are told alike."""

    code = "not_found"


class Conflict(StorefrontError):
    """The state of the trade does not allow it now."""

    code = "conflict"


class Invalid(StorefrontError):
    """The input is not acceptable; `fields` in the facts names what and why."""

    code = "invalid"


class TooMany(StorefrontError):
    """Asked too often; `retry_after` in the facts is in seconds."""

    code = "too_many_requests"
