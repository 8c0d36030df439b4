"""What can be refused about people and where they may act."""

from storefront.kit.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn, TooMany


class WrongCredentials(NotSignedIn):
    """The address is unknown or the password is wrong: the two are told alike."""

    code = "wrong_credentials"

    def __init__(self) -> None:
        super().__init__("That e-mail address and password do not fit together. Check both and try again.")


class TooManyAttempts(TooMany):
    """Too many failed sign-ins, or requests for mailed links, for this account or from this address."""

    code = "too_many_attempts"

    def __init__(self, retry_after: int, what: str = "attempts to sign in") -> None:
        minutes = max(1, -(-retry_after // 60))
        plural = "" if minutes == 1 else "s"
        super().__init__(f"Too many {what}. Try again in {minutes} minute{plural}.", retry_after=retry_after)


class NothingHere(NotFound):
    """A place for people with other duties: told as if there were nothing."""

    code = "nothing_here"

    def __init__(self) -> None:
        super().__init__("There is nothing at this address.")


class HierarchyNotFound(NotFound):
    """No such customer hierarchy, or not one that this contact runs."""

    code = "hierarchy_not_found"

    def __init__(self, number: str) -> None:
        super().__init__("You do not run this customer hierarchy.", hierarchy=number)


class NodeNotFound(NotFound):
    """No such node in this hierarchy, or not one that the contact runs."""

    code = "node_not_found"

    def __init__(self, number: str) -> None:
        super().__init__(
            "There is no such group or outlet in your part of this customer hierarchy.", node=number
        )


class ForHeadquarters(Forbidden):
    """An organization sees it, and headquarters alone changes it."""

    code = "for_headquarters"

    def __init__(self, what: str) -> None:
        super().__init__(f"Only headquarters changes {what}. Ask them to change it for you.")


class ActingSessionNotFound(NotFound):
    """No such open session on behalf of an outlet."""

    code = "acting_session_not_found"

    def __init__(self) -> None:
        super().__init__("This session on behalf has ended. Start a new one from your outlets.")


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


class UnacceptableProfile(Invalid):
    """A name, an address or a password is not acceptable."""

    code = "unacceptable_profile"

    def __init__(self, fields: dict[str, str]) -> None:
        words = "; ".join(f"{field} {problem}" for field, problem in fields.items())
        super().__init__(f"This was not saved: {words}.", fields=fields)


class LinkNotUsable(NotFound):
    """A mailed link that was used, has expired, was replaced by a newer one, or never was."""

    code = "link_not_usable"

    def __init__(self) -> None:
        super().__init__(
            "This link works no more: it was used, has expired, or a newer one was sent. Ask for a new one."
        )


class WrongPassword(Invalid):
    """The present password, which a change of it asks for, is another."""

    code = "wrong_password"

    def __init__(self) -> None:
        super().__init__(
            "That is not your present password. Type it again, or have a link to a new one sent.",
            fields={"old_password": "is not your present password"},
        )


class AlreadyMember(Conflict):
    """The person belongs to this node already."""

    code = "already_member"

    def __init__(self, email: str) -> None:
        super().__init__(
            f"{email} is a member there already. Change the role, or enable the membership again.",
            email=email,
        )


class UnacceptableNode(Invalid):
    """The name, kind or place of a group or outlet is not acceptable."""

    code = "unacceptable_node"


class UnacceptableAddress(Invalid):
    """A delivery address lacks something, or has too much of it."""

    code = "unacceptable_address"


class TooDeep(Conflict):
    """The place would have more levels than a customer hierarchy may have."""

    code = "hierarchy_too_deep"

    def __init__(self, most: int) -> None:
        super().__init__(
            f"A customer hierarchy has at most {most} levels, its organization counted. Choose a place higher up."
        )


class CannotMoveThere(Conflict):
    """The place is the node itself, one below it, or no group."""

    code = "cannot_move_there"

    def __init__(self) -> None:
        super().__init__(
            "Choose the organization or one of its groups, but neither what you move nor something below it."
        )


class NodeInUse(Conflict):
    """Something hangs on the node still."""

    code = "node_in_use"

    def __init__(self, name: str, used_by: tuple[str, ...]) -> None:
        self.used_by = used_by
        words = ", ".join(used_by)
        super().__init__(
            f"{name} cannot be removed: it has {words}. Remove those first, or keep it and disable its people.",
            used_by=used_by,
        )


class WorksElsewhere(Conflict):
    """A person works for one seller only."""

    code = "works_elsewhere"

    def __init__(self) -> None:
        super().__init__("This person works for another seller. Name somebody else as the first employee.")
