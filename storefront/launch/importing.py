"""The commands that move in what a file says: `storefront import organizations | people-per-account FILE`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storefront.kit.errors import StorefrontError
from storefront.launch.progress import console, progress

if TYPE_CHECKING:
    from storefront.onboarding.snapshots import ImportReport

STARTED_IN = Path.cwd()
"""Where a path that somebody typed begins."""
MOST_BYTES = 50_000_000
MOST_SHOWN = 100
"""Rows that are told one by one; a file of more is looked through by kind of answer."""

commands = typer.Typer(no_args_is_help=True, help="Moving in, by files.")

File = Annotated[Path, typer.Argument(help="CSV, or an Excel workbook; its first line names the columns.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what each row means.")]
SkipWrong = Annotated[
    bool, typer.Option("--skip-wrong", help="Leave wrong rows out, instead of doing nothing.")
]


@commands.command("organizations")
def import_organizations(file: File, dry_run: DryRun = False, skip_wrong: SkipWrong = False) -> None:
    """Move in organizations, groups, outlets and contacts; a second run changes nothing."""
    _move_in("organizations", file, is_dry_run=dry_run, skip_wrong=skip_wrong)


@commands.command("people-per-account")
def import_people_per_account(file: File, dry_run: DryRun = False, skip_wrong: SkipWrong = False) -> None:
    """Make contacts and memberships of rows that name a person once for each account."""
    _move_in("people-per-account", file, is_dry_run=dry_run, skip_wrong=skip_wrong)


def _move_in(kind: str, file: Path, *, is_dry_run: bool, skip_wrong: bool) -> None:
    from storefront.db.session import in_transaction, make_engine, use_engine
    from storefront.onboarding import service
    from storefront.settings import get_settings

    use_engine(make_engine(get_settings()))
    content = (STARTED_IN / file).read_bytes()
    read = service.read_import(
        content, kind=kind, most_rows=service.MOST_ROWS_OF_COMMAND, most_bytes=MOST_BYTES
    )
    with progress(f"Reading {file.name}" if is_dry_run else f"Moving in {file.name}") as report:
        done = in_transaction(
            lambda session: service.import_from_command_line(
                session, read=read, is_dry_run=is_dry_run, skip_wrong=skip_wrong, report=report
            )
        )
    _tell(done)
    if is_dry_run and done.count("wrong"):
        raise StorefrontError("some rows are wrong: correct them, or leave them out with --skip-wrong")


def _tell(done: "ImportReport") -> None:
    """What is worth reading goes line by line, the rest in numbers."""
    from storefront.onboarding.snapshots import OUTCOMES

    def say(words: str) -> None:
        console.print(words, markup=False, soft_wrap=True)

    for note in done.notes:
        say(note)
    told = [each for each in done.answers if each.outcome == "wrong" or each.words]
    told.sort(key=lambda each: (each.outcome != "wrong", each.line))
    for each in told[:MOST_SHOWN]:
        say(f"line {each.line}: {each.outcome}: {each.subject}{f': {each.words}' if each.words else ''}")
    if len(told) > MOST_SHOWN:
        say(f"and {len(told) - MOST_SHOWN:,} more")
    for merge in done.merges:
        lines = ", ".join(map(str, merge.lines))
        others = f"; not {', '.join(merge.other_names)}" if merge.other_names else ""
        known = " (was here before)" if merge.is_known else ""
        notes = "".join(f"; {note}" for note in merge.notes)
        say(f"merged: {merge.email}: {merge.name}{known}, lines {lines}{others}{notes}")
    counts = ", ".join(f"{done.count(outcome):,} {outcome}" for outcome in OUTCOMES)
    say(f"{'Written' if done.is_written else 'Nothing written'}: {counts}.")
