"""Seconds from the command to the first answer, on a loaded database and built pages."""

import statistics
from collections.abc import Callable, Iterator

from storefront.bench.datasets import DataSet, copied
from storefront.bench.figures import Figure
from storefront.bench.server import running

STARTS = 4
TARGET_SECONDS = 4


def measure(data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """The median of a few starts, after one that warms the file cache."""
    del requests
    seconds: list[float] = []
    with copied(data) as url:
        for number in range(STARTS):
            tell(f"start {number + 1} of {STARTS}")
            with running(url) as server:
                seconds.append(server.seconds_to_answer)
    warm = seconds[1:]
    yield Figure(
        "start",
        "warm `storefront run` to the first answer",
        statistics.median(warm),
        "s",
        data.place,
        target=TARGET_SECONDS,
        note=f"{min(warm):.1f} to {max(warm):.1f}; the first {seconds[0]:.1f}",
    )
