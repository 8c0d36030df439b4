"""What somebody may do in an outlet, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Right:
    """One thing that somebody may or may not do, with the reason in words."""

    name: str
    is_allowed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Access:
    """The rights of one person in one outlet."""

    contact: str
    email: str
    outlet_number: str
    outlet_name: str
    rights: tuple[Right, ...]
