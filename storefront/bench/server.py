"""The real server, started by its own command as a child."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from storefront.bench.datasets import KEPT, environment
from storefront.kit.errors import StorefrontError
from storefront.launch.project import ROOT
from storefront.launch.server import wait_until_ready

STOP_WITHIN = 20
START_WITHIN = 120.0


class ServerFailed(StorefrontError):
    """The server did not start, or stopped by itself."""

    code = "server_failed"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers at `url`; `seconds_to_answer` after its command was given."""

    url: str
    pid: int
    log: Path
    seconds_to_answer: float


@contextmanager
def running(database_url: str) -> Iterator[Server]:
    """One process serving this database, stopped at the end.

    Raises:
        ServerFailed: it did not answer; the end of its log is in the message.
    """
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    log = KEPT / "server.log"
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "storefront.cli", "run", "--port", str(port)],
            cwd=ROOT,
            env=environment(database_url),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        if not wait_until_ready(url, within=START_WITHIN) or process.poll() is not None:
            end = log.read_text("utf-8", errors="replace")[-2000:]
            raise ServerFailed(f"the server did not start:\n{end}")
        yield Server(url, process.pid, log, time.monotonic() - started)
    finally:
        process.terminate()
        try:
            process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
