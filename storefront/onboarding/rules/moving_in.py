"""What is alike in both kinds of file: numbers, roles, addresses of people."""

import re

from storefront.kit.text import is_storable
from storefront.parties.rules import normal_email, problems_with_email

NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
"""Of what moves in: it becomes a part of addresses and of paths, in which dots and slashes mean something."""
FIGURES = re.compile(r"[0-9]+")
ROLES = {"admin": "admin", "administrator": "admin", "user": "user", "buyer": "user", "": "user"}
YES = frozenset({"yes", "y", "true", "1", "active", ""})
NO = frozenset({"no", "n", "false", "0", "inactive"})
INACTIVE = "inactive before moving in"
SHOWN = 60


def step_of_arriving(number: str) -> str:
    """The step of a path for a number: figures alone are steps of those that were loaded, so they get a sign."""
    return f":{number}" if FIGURES.fullmatch(number) else number


def email_of(text: str) -> str:
    """The normal address, or nothing when it is none."""
    email = normal_email(text)
    return "" if problems_with_email(email) or not is_storable(email) else email


def role_of(text: str) -> str:
    """The role that a word stands for, or nothing."""
    return ROLES.get(text.casefold(), "")


def is_active(text: str) -> bool | None:
    """Whether a word says that somebody is active; None when it says neither."""
    word = text.casefold()
    return True if word in YES else False if word in NO else None


def can_be_looked_for(number: str) -> bool:
    """Whether a number may go into a statement."""
    return 0 < len(number) <= 40 and is_storable(number)


def shown(text: str) -> str:
    """Something of a file within a sentence, as far as one wants to read it."""
    return (text if len(text) <= SHOWN else f"{text[:SHOWN]}\u2026") or "(empty)"
