"""What can be refused about mails."""

from storefront.kit.errors import Conflict, NotFound


class MailNotFound(NotFound):
    """No such mail in the outbox."""

    code = "mail_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such mail in the outbox.")


class MailWaiting(Conflict):
    """The mail is on its way already."""

    code = "mail_waiting"

    def __init__(self) -> None:
        super().__init__(
            "This mail waits to be sent already. It can be sent again when it was sent or has failed."
        )
