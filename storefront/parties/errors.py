"""What can be refused about people and where they may act."""

from storefront.kit.errors import Conflict, Invalid, NotFound, NotSignedIn, TooMany


class WrongCredentials(NotSignedIn):
    """The address is unknown or the password is wrong: the two are told alike."""

    code = "wrong_credentials"

    def __init__(self) -> None:
        super().__init__("That e-mail address and password do not fit together. Check both and try again.")


class TooManyAttempts(TooMany):
    """Too many failed sign-ins for this account or from this address."""

    code = "too_many_attempts"

    def __init__(self, retry_after: int) -> None:
        minutes = max(1, -(-retry_after // 60))
        plural = "" if minutes == 1 else "s"
        super().__init__(
            f"Too many attempts to sign in. Try again in {minutes} minute{plural}.", retry_after=retry_after
        )


class OutletNotFound(NotFound):
    """No such outlet for this contact."""

    code = "outlet_not_found"

    def __init__(self, number: str) -> None:
        super().__init__("You cannot order for this outlet. Choose one of your outlets.", outlet=number)


class SessionNotFound(NotFound):
    """No such open session of this contact."""

    code = "session_not_found"

    def __init__(self) -> None:
        super().__init__("This session has ended already.")


class NoAddress(Conflict):
    """The outlet has no delivery address, at its own node or above."""

    code = "no_delivery_address"

    def __init__(self) -> None:
        super().__init__("This outlet has no delivery address yet. Ask your organization's admin to add one.")


class EmailTaken(Conflict):
    """Somebody signs in with this address already."""

    code = "email_taken"

    def __init__(self, email: str) -> None:
        super().__init__(f"{email} belongs to a contact already.", email=email)


class UnacceptableContact(Invalid):
    """The address or password of a new contact is not acceptable."""

    code = "unacceptable_contact"
