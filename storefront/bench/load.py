"""Seconds that loading the demo company takes."""

from collections.abc import Callable, Iterator

from storefront.bench.datasets import DataSet
from storefront.bench.figures import Figure

TARGET_SECONDS = 90


def measure(data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """How long the load of this data set took; it was made just now."""
    del requests, tell
    yield Figure("load", "demo load", data.load_seconds, "s", data.place, target=TARGET_SECONDS)
