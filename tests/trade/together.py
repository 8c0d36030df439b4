"""Many at once: threads that start on one signal, each with a connection of its own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event

from storefront.kit.errors import StorefrontError

Result = TypeVar("Result")


def all_at_once(works: Sequence[Callable[[], Result]]) -> list[Result | StorefrontError]:
    """What each returned, or the refusal that it met; any other exception is raised here."""
    signal = threading.Barrier(len(works))
    results: dict[int, Result | StorefrontError] = {}
    failures: list[BaseException] = []

    def work_at(place: int) -> None:
        signal.wait()
        try:
            results[place] = works[place]()
        except StorefrontError as refusal:
            results[place] = refusal
        except BaseException as failure:  # noqa: BLE001 -- a thread's failure must reach the test
            failures.append(failure)

    threads = [threading.Thread(target=work_at, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return [results[place] for place in range(len(works))]


class InUse:
    """How many connections of an engine were in use at the same time, at most."""

    def __init__(self, engine: sa.Engine) -> None:
        self.most = 0
        self._now, self._lock = 0, threading.Lock()
        event.listen(engine, "checkout", self._taken)
        event.listen(engine, "checkin", self._given_back)

    def _taken(self, *_: Any) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)

    def _given_back(self, *_: Any) -> None:
        with self._lock:
            self._now -= 1
