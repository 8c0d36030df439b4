"""Processor time of a server, of the database processes that serve it, and of everybody else meanwhile."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psutil

Pid = int
Times = Mapping[Pid, float]
"""Seconds of processor time by process."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the clocks stand, in seconds."""

    server: Times
    database: Times
    own: float
    machine: float
    wall: float


@dataclass(frozen=True, slots=True)
class Spent:
    """What went by between two readings, in seconds."""

    server: float = 0.0
    database: float = 0.0
    others: float = 0.0
    wall: float = 0.0

    def __add__(self, more: "Spent") -> "Spent":
        return Spent(
            self.server + more.server,
            self.database + more.database,
            self.others + more.others,
            self.wall + more.wall,
        )

    def __truediv__(self, times: int) -> "Spent":
        return Spent(self.server / times, self.database / times, self.others / times, self.wall / times)

    @property
    def milliseconds(self) -> float:
        """Of server and database together."""
        return (self.server + self.database) * 1000

    @property
    def others_used_cores(self) -> float:
        """How many cores everybody else kept busy meanwhile."""
        return max(0.0, self.others / self.wall) if self.wall else 0.0


class ProcessorClock:
    """Reads them: the server with its children, and the processes that `backends` names."""

    def __init__(self, server: Pid, backends: Callable[[], frozenset[Pid]]) -> None:
        self._server = psutil.Process(server)
        self._backends = backends
        self._own = psutil.Process(os.getpid())

    def read(self) -> Reading:
        """Where the clocks stand now."""
        family = [self._server, *self._server.children(recursive=True)]
        backends = [psutil.Process(pid) for pid in self._backends() if psutil.pid_exists(pid)]
        return Reading(
            server={process.pid: _seconds(process) for process in family},
            database={process.pid: _seconds(process) for process in backends},
            own=_seconds(self._own),
            machine=_machine_seconds(),
            wall=time.monotonic(),
        )

    def since(self, before: Reading) -> Spent:
        """What went by since a reading; a process that came later brought all of its time."""
        after = self.read()
        server = _difference(before.server, after.server)
        database = _difference(before.database, after.database)
        everybody = after.machine - before.machine
        return Spent(
            server=server,
            database=database,
            others=everybody - server - database - (after.own - before.own),
            wall=after.wall - before.wall,
        )


def memory_of(server: Pid) -> int:
    """Resident bytes of a server with its children."""
    process = psutil.Process(server)
    return sum(each.memory_info().rss for each in [process, *process.children(recursive=True)])


def _difference(before: Times, after: Times) -> float:
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _machine_seconds() -> float:
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0)
