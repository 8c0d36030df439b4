"""Shows how far long work is, and how it ended, on the terminal or in a log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

Report = Callable[[str, int, int], None]
"""Told by long work how far it is: the name of the step, how much of it is done, and how much there is."""

console = Console(stderr=True, highlight=False)
"""Where people read; what programs read goes to standard output."""


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """A bar for each step on a terminal, a line for each step anywhere else."""
    if not console.is_terminal:
        console.print(title)
        yield _step_lines()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bars:
        bars.console.print(title)
        tasks: dict[str, TaskID] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield report


def _step_lines() -> Report:
    begun: set[str] = set()

    def report(step: str, done: int, total: int) -> None:
        if step not in begun:
            begun.add(step)
            console.print(f"  {step} ({max(done, total):,})")

    return report
