"""What can be refused about sellers."""

from typing import ClassVar

from storefront.kit.errors import Conflict, Invalid, NotFound


class SellerNotFound(NotFound):
    """No such seller, or not one that this outlet may buy from."""

    code = "seller_not_found"
    words: ClassVar[str] = "This outlet does not buy from that seller. Choose one of its sellers."

    def __init__(self, code: str) -> None:
        super().__init__(self.words, seller=code[:40])


class DeskNotFound(SellerNotFound):
    """No such seller, or one that the contact does not work for."""

    words = "You have no desk at that seller. Open the one of the company that you work for."


class UnknownSellers(Invalid):
    """Some codes are those of no seller that sells."""

    code = "unknown_sellers"

    def __init__(self, codes: tuple[str, ...], known: tuple[str, ...]) -> None:
        self.codes, self.known = codes, known
        super().__init__(
            f"No seller has the code {', '.join(codes)}. Choose from {', '.join(known)}.",
            fields={"sellers": f"choose from {', '.join(known)}"},
        )


class SellerOpenAlready(Conflict):
    """The outlet may buy from that seller as it is."""

    code = "seller_open_already"

    def __init__(self, name: str) -> None:
        super().__init__(f"This outlet buys from {name} already: choose it in the menu of sellers.")


class SellerAskedAlready(Conflict):
    """The outlet has an open request for that seller."""

    code = "seller_asked_already"

    def __init__(self, name: str) -> None:
        super().__init__(f"This outlet has asked for {name} already. You are told as soon as it is decided.")


class SellerRequestNotFound(NotFound):
    """No such request, or not one that is yours to decide."""

    code = "seller_request_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such request for you to decide.")


class SellerRequestDecided(Conflict):
    """Somebody decided it already."""

    code = "seller_request_decided"

    def __init__(self, status: str, decider: str) -> None:
        self.status, self.decider = status, decider
        super().__init__(f"This request was {status} by {decider} already.", status=status)


class UnacceptableRequest(Invalid):
    """The words of a request, or of what was decided, are too long or missing."""

    code = "unacceptable_request"


class ChannelNotFound(NotFound):
    """No channel has this code."""

    code = "channel_not_found"

    def __init__(self, code: str) -> None:
        super().__init__("There is no such channel. Choose one of the sellers' channels.", channel=code[:40])


class SellerCodeTaken(Conflict):
    """A seller, a channel, a site or a warehouse has this code."""

    code = "seller_code_taken"

    def __init__(self, code: str) -> None:
        super().__init__(f"{code} is taken. Choose another code for the seller.", seller=code)


class NoManufacturer(Conflict):
    """There is no manufacturer, whose channel and catalog others are made from."""

    code = "no_manufacturer"

    def __init__(self) -> None:
        super().__init__("There is no manufacturer yet: set it up before you approve a seller.")
