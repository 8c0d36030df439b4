"""Number sequences as they are shown and changed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SequenceView:
    """A sequence: what its numbers begin with, how many figures they have at least, and the next one."""

    name: str
    prefix: str
    padding: int
    next_value: int
    next_number: str


@dataclass(frozen=True, slots=True)
class SequenceChange:
    """What is to change of a sequence; None stays as it is."""

    prefix: str | None = None
    padding: int | None = None
    next_value: int | None = None
