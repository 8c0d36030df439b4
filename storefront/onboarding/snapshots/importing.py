"""Files of organizations and people that move in, as they are read, and what each of their rows means."""

from dataclasses import dataclass

OUTCOMES = ("new", "changed", "same", "wrong")
KINDS = ("organizations", "people-per-account")


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of a file of organizations; which columns count, its kind says."""

    line: int
    kind: str = ""
    number: str = ""
    name: str = ""
    parent: str = ""
    organization: str = ""
    hierarchy: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    country: str = ""
    email: str = ""
    role: str = ""
    node: str = ""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A row of a model in which each person is there once for each account."""

    line: int
    email: str = ""
    name: str = ""
    account: str = ""
    role: str = ""
    active: str = ""
    password_hash: str = ""


@dataclass(frozen=True, slots=True)
class ReadImport:
    """A file, read but not judged; it has rows of one of the two kinds."""

    kind: str
    organizations: tuple[ImportRow, ...] = ()
    accounts: tuple[AccountRow, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What a row means: its outcome is one of `OUTCOMES`; `words` say what changes, or what is wrong."""

    line: int
    outcome: str
    subject: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """Several rows, or a row and a contact that was there, that are one person."""

    email: str
    name: str
    """The one that is kept: of the contact that was there, else of the first row."""
    lines: tuple[int, ...]
    is_known: bool
    """The contact was there before."""
    other_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What every row of a file means, who was merged, and whether it was written."""

    answers: tuple[RowAnswer, ...]
    merges: tuple[Merge, ...] = ()
    is_written: bool = False
    notes: tuple[str, ...] = ()

    def count(self, outcome: str) -> int:
        """How many rows have an outcome."""
        return sum(answer.outcome == outcome for answer in self.answers)
