"""Access decided on plain values."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

Node = TypeVar("Node")
Value = TypeVar("Value")

EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]+")
UNMAILABLE = frozenset(',;:<>()[]\\"')
"""What an address may hold only in quotation marks, which nobody's does; a list of two addresses holds them."""
MAXIMUM_EMAIL_LENGTH = 254
MAXIMUM_NAME_LENGTH = 120
MINIMUM_PASSWORD_LENGTH = 10
MAXIMUM_PASSWORD_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Standing:
    """A membership somewhere on an outlet's lineage."""

    role: str
    status: str


def role_of(standings: Sequence[Standing]) -> str | None:
    """The role that memberships on one lineage give; None when they give nothing.

    A disabled membership covers everything below its node, whatever stands there (product rule 7).
    """
    place = deciding(standings)
    if place is None or standings[place].status != "active":
        return None
    return standings[place].role


def deciding(standings: Sequence[Standing]) -> int | None:
    """Which of the memberships on one lineage decides: a disabled one, else an admin's, else any active one.

    None when there is none of these: invitations open nothing.
    """
    for wanted in (("disabled",), ("active", "admin"), ("active",)):
        for place, standing in enumerate(standings):
            if (standing.status, standing.role)[: len(wanted)] == wanted:
                return place
    return None


STAFF_DUTIES = frozenset({"seller_manager", "seller_clerk"})


def works_at_desk(seller_id: UUID, *, employer_id: UUID | None, duties: frozenset[str]) -> bool:
    """Whether somebody has the desk of a seller: its own staff, and headquarters."""
    return "headquarters" in duties or (seller_id == employer_id and bool(duties & STAFF_DUTIES))


def admin_paths(standings: Sequence[tuple[str, Standing]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The nodes (by path) that a contact runs as admin, and those within them at which it is disabled."""
    barred = {path for path, standing in standings if standing.status == "disabled"}
    run = {path for path, standing in standings if standing == Standing("admin", "active")}
    return tuple(sorted(path for path in run if not is_within(path, barred))), tuple(sorted(barred))


def is_run(path: str, own: Collection[str], barred: Collection[str]) -> bool:
    """Whether a node is within those that somebody runs (`own`), and not within those they are disabled at."""
    return is_within(path, own) and not is_within(path, barred)


def is_within(path: str, above: Collection[str]) -> bool:
    """Whether a path is one of those given, or lies below one."""
    return any(each in above for each in paths_above(path))


def normal_email(email: str) -> str:
    """The address as it is stored and compared."""
    return email.strip().casefold()


def problems_with(email: str, password: str) -> dict[str, str]:
    """What is wrong with a new contact's address and password, by field; empty when nothing is."""
    return {**problems_with_email(email), **problems_with_password(password)}


def problems_with_email(email: str) -> dict[str, str]:
    """What is wrong with a normal address: nothing, or words for the field `email`."""
    if len(email) <= MAXIMUM_EMAIL_LENGTH and EMAIL.fullmatch(email) and not UNMAILABLE & set(email):
        return {}
    return {"email": "must be an e-mail address, such as name@example.com"}


def problems_with_name(name: str) -> dict[str, str]:
    """What is wrong with a person's name: nothing, or words for the field `name`."""
    if 0 < len(name) <= MAXIMUM_NAME_LENGTH and name.isprintable():
        return {}
    return {"name": f"must have 1 to {MAXIMUM_NAME_LENGTH} characters"}


def problems_with_password(password: str) -> dict[str, str]:
    """What is wrong with a new password: nothing, or words for the field `password`."""
    if MINIMUM_PASSWORD_LENGTH <= len(password) <= MAXIMUM_PASSWORD_LENGTH:
        return {}
    return {"password": f"must have {MINIMUM_PASSWORD_LENGTH} to {MAXIMUM_PASSWORD_LENGTH} characters"}


def nearest(lineage: Sequence[Node], settings: Sequence[tuple[Node, Value]]) -> list[Value]:
    """The values set at the first node of the lineage that has any: how every setting is inherited."""
    for node in lineage:
        values = [value for at, value in settings if at == node]
        if values:
            return values
    return []


NODE_KINDS = ("organization", "group", "outlet")
MAXIMUM_LEVELS = 5
"""The organization is the first; its outlets are the last."""
MAXIMUM_NODE_NAME_LENGTH = 120
ADDRESS_LENGTHS = {"name": 120, "street": 200, "city": 100, "postcode": 20, "country": 60}


def name_problem(name: str) -> str:
    """What is wrong with the name of a group or outlet; empty when nothing is."""
    if not 1 <= len(name) <= MAXIMUM_NODE_NAME_LENGTH or not name.isprintable():
        return f"must have 1 to {MAXIMUM_NODE_NAME_LENGTH} characters on one line"
    return ""


def address_problems(fields: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a delivery address, by field; empty when nothing is."""
    return {
        field: f"must have 1 to {longest} characters on one line"
        for field, longest in ADDRESS_LENGTHS.items()
        if not 1 <= len(fields[field]) <= longest or not fields[field].isprintable()
    }


def step_of(number: str) -> str:
    """The step of a node's path that is made of its number."""
    return number.replace(".", "_")


def parent_path(path: str) -> str:
    """The path of the node above; empty above the organization."""
    return path.rpartition(".")[0]


def paths_above(path: str) -> tuple[str, ...]:
    """The paths from the organization down to the node of this path itself."""
    steps = path.split(".")
    return tuple(".".join(steps[:count]) for count in range(1, len(steps) + 1))
