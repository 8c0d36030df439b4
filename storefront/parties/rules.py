"""Access decided on plain values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Node = TypeVar("Node")
Value = TypeVar("Value")

EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]+")
MAXIMUM_EMAIL_LENGTH = 254
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
    if any(standing.status == "disabled" for standing in standings):
        return None
    active = {standing.role for standing in standings if standing.status == "active"}
    if not active:
        return None
    return "admin" if "admin" in active else "user"


def normal_email(email: str) -> str:
    """The address as it is stored and compared."""
    return email.strip().casefold()


def problems_with(email: str, password: str) -> dict[str, str]:
    """What is wrong with a new contact's address and password, by field; empty when nothing is."""
    problems: dict[str, str] = {}
    if len(email) > MAXIMUM_EMAIL_LENGTH or not EMAIL.fullmatch(email):
        problems["email"] = "must be an e-mail address, such as name@example.com"
    if not MINIMUM_PASSWORD_LENGTH <= len(password) <= MAXIMUM_PASSWORD_LENGTH:
        problems["password"] = f"must have {MINIMUM_PASSWORD_LENGTH} to {MAXIMUM_PASSWORD_LENGTH} characters"
    return problems


def nearest(lineage: Sequence[Node], settings: Sequence[tuple[Node, Value]]) -> list[Value]:
    """The values set at the first node of the lineage that has any: how every setting is inherited."""
    for node in lineage:
        values = [value for at, value in settings if at == node]
        if values:
            return values
    return []
