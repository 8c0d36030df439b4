"""Files that are moved in, as JSON."""

from typing_extensions import TypedDict

from storefront.onboarding.snapshots import OUTCOMES, ImportReport, Merge, RowAnswer


class RowBody(TypedDict):
    """A row of the file; outcome is `new`, `changed`, `same` or `wrong`, and `words` say what changes or why not."""

    line: int
    outcome: str
    subject: str
    words: str | None


class MergeBody(TypedDict):
    """Rows that are one person; `known` when the contact was there before, and kept its name and password."""

    email: str
    name: str
    lines: list[int]
    known: bool
    other_names: list[str]
    notes: list[str]


class ImportBody(TypedDict):
    """What every row means, how many of each outcome there are, and whether the file was written."""

    written: bool
    counts: dict[str, int]
    rows: list[RowBody]
    merges: list[MergeBody]
    notes: list[str]


def import_report(report: ImportReport) -> ImportBody:
    """A report."""
    return {
        "written": report.is_written,
        "counts": {outcome: report.count(outcome) for outcome in OUTCOMES},
        "rows": [_row(each) for each in report.answers],
        "merges": [_merge(each) for each in report.merges],
        "notes": list(report.notes),
    }


def _row(each: RowAnswer) -> RowBody:
    return {
        "line": each.line,
        "outcome": each.outcome,
        "subject": each.subject,
        "words": each.words or None,
    }


def _merge(each: Merge) -> MergeBody:
    return {
        "email": each.email,
        "name": each.name,
        "lines": list(each.lines),
        "known": each.is_known,
        "other_names": list(each.other_names),
        "notes": list(each.notes),
    }
