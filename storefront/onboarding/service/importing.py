"""Moving in by a file: what its rows mean, and doing it; headquarters only."""

from collections.abc import Callable

from sqlmodel import Session

from storefront.audit.service import record
from storefront.audit.snapshots import Deed, Doer
from storefront.connectors.spreadsheets import MAXIMUM_BYTES, open_file
from storefront.onboarding.errors import RowsAreWrong
from storefront.onboarding.queries import numbering
from storefront.onboarding.rules.import_files import MOST_ROWS, rows_of
from storefront.onboarding.service.migrating import judge_accounts, write_accounts
from storefront.onboarding.service.moving_in import judge_organizations, write_organizations
from storefront.onboarding.snapshots import ImportReport, ReadImport
from storefront.parties.actor import Actor
from storefront.parties.service import doer_of

Report = Callable[[str, int, int], None]
COMMAND_LINE = "The command line"


def read_import(
    content: bytes, *, kind: str, most_rows: int = MOST_ROWS, most_bytes: int = MAXIMUM_BYTES
) -> ReadImport:
    """The rows of a CSV file or workbook of one of the two kinds; its first line names the columns.

    Raises:
        FileTooLarge, FileKindUnknown, FileUnreadable, UnacceptableFile: see their messages.
    """
    opened = open_file(content, most_bytes=most_bytes)
    read = rows_of(kind, opened.rows, most=most_rows)
    return ReadImport(kind, read.organizations, read.accounts, (*opened.notes, *read.notes))


def judge_import(session: Session, actor: Actor, *, read: ReadImport) -> ImportReport:
    """What each row of a file means; nothing is written.

    Raises:
        NothingHere: the actor is not of headquarters.
    """
    actor.must("headquarters")
    return _judged(session, read)


def apply_import(
    session: Session, actor: Actor, *, read: ReadImport, skip_wrong: bool = False
) -> ImportReport:
    """Move in what the rows of a file say; again, it finds everything the same and writes nothing.

    Raises:
        NothingHere: the actor is not of headquarters.
        RowsAreWrong: some rows are, and were not to be left out.
    """
    actor.must("headquarters")
    return _applied(session, doer_of(actor), read, skip_wrong=skip_wrong, report=_silent)


def import_from_command_line(
    session: Session, *, read: ReadImport, is_dry_run: bool, skip_wrong: bool, report: Report
) -> ImportReport:
    """The same for whoever has the machine; `report` is told how far it is.

    Raises:
        RowsAreWrong: some rows are, and were not to be left out.
    """
    if is_dry_run:
        return _judged(session, read)
    return _applied(session, Doer(None, COMMAND_LINE), read, skip_wrong=skip_wrong, report=report)


def _judged(session: Session, read: ReadImport) -> ImportReport:
    if read.kind == "organizations":
        answers = judge_organizations(session, read.organizations).answers
        return ImportReport(answers, notes=read.notes)
    migration = judge_accounts(session, read.accounts)
    return ImportReport(migration.answers, migration.merges, notes=read.notes)


def _applied(
    session: Session, doer: Doer, read: ReadImport, *, skip_wrong: bool, report: Report
) -> ImportReport:
    # Before anything is read: what another file brings at this moment is waited for, and is there then.
    numbering.claim(session)
    if read.kind == "organizations":
        plan = judge_organizations(session, read.organizations, is_writing=True)
        judged = ImportReport(plan.answers, is_written=True, notes=read.notes)
        _must_be_right(judged, skip_wrong=skip_wrong)
        deeds = write_organizations(session, plan, report)
    else:
        migration = judge_accounts(session, read.accounts, is_writing=True)
        judged = ImportReport(migration.answers, migration.merges, is_written=True, notes=read.notes)
        _must_be_right(judged, skip_wrong=skip_wrong)
        deeds = write_accounts(session, migration, doer, report)
    _write_down(session, doer, deeds, report)
    return judged


def _write_down(session: Session, doer: Doer, deeds: list[Deed], report: Report) -> None:
    if deeds:
        report("Audit", 0, len(deeds))
        record(session, doer, *deeds)
        report("Audit", len(deeds), len(deeds))


def _must_be_right(judged: ImportReport, *, skip_wrong: bool) -> None:
    wrong = next((answer for answer in judged.answers if answer.outcome == "wrong"), None)
    if wrong is not None and not skip_wrong:
        first = f"line {wrong.line:,}, {wrong.subject}: {wrong.words}."
        raise RowsAreWrong(judged.count("wrong"), first)


def _silent(step: str, done: int, total: int) -> None:
    """Nobody watches."""
