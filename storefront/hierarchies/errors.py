"""What can be refused when an organization is run."""

from storefront.kit.errors import Conflict, Forbidden, Invalid, NotFound


class MemberNotFound(NotFound):
    """No such membership in the part of the hierarchy that the actor runs."""

    code = "member_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such member in the part of the organization that you run.")


class LastAdmin(Conflict):
    """The hierarchy would be left without an active admin."""

    code = "last_admin"

    def __init__(self) -> None:
        super().__init__(
            "This is the last active admin. Make somebody else an admin of the organization first."
        )


class MemberHasOrders(Conflict):
    """Who ordered for the organization is never removed."""

    code = "member_has_orders"

    def __init__(self) -> None:
        super().__init__("This member has orders here, which keep the name. Disable the membership instead.")


class MemberChanged(Conflict):
    """The membership is not in the status that this act is for."""

    code = "member_status"


class UnacceptableMember(Invalid):
    """Address, name, role, node or reason of a member is not acceptable; `fields` say which and why."""

    code = "unacceptable_member"

    def __init__(self, fields: dict[str, str]) -> None:
        words = "; ".join(f"{field} {problem}" for field, problem in fields.items())
        super().__init__(f"Nothing was changed: {words}.", fields=fields)


class ListOfPeopleUnreadable(Invalid):
    """The file has no rows, or more than are taken at once."""

    code = "people_unreadable"


class UnacceptableSettings(Invalid):
    """A setting is none, or cannot be set so."""

    code = "unacceptable_settings"

    def __init__(self, problems: dict[str, str]) -> None:
        words = "; ".join(f"{field} {problem}" for field, problem in problems.items())
        super().__init__(f"Nothing was changed: {words}.", fields=problems)


class ForAdminAbove(Forbidden):
    """Who runs a node sees what holds it to something, and whoever runs the node above it changes that."""

    code = "for_admin_above"

    def __init__(self, what: str, node: str) -> None:
        super().__init__(
            f"Only an admin of the node above {node}, or headquarters, changes {what} there. Ask them."
        )


class TooManyNodes(Invalid):
    """More nodes than fit into one answer, or none."""

    code = "too_many_nodes"

    def __init__(self, most: int) -> None:
        super().__init__(f"Choose 1 to {most} nodes.", fields={"nodes": f"1 to {most}"})


class PersonNotFound(NotFound):
    """Nobody whom the actor may know has this address."""

    code = "person_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such person among the members of the organization.")
