"""A Redis of the tests' own, which they may kill."""

import os
import shutil
import subprocess
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests.browser.fixtures import free_port

WITHIN_SECONDS = 20


class OwnRedis:
    """`redis-server` on a port that nobody else knows, keeping nothing."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program, self._folder = program, folder
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._process = self._start()

    @classmethod
    def find(cls, folder: Path) -> "OwnRedis":
        """Start one.

        Raises:
            RuntimeError: the program is not installed.
        """
        program = shutil.which("redis-server")
        if program is None:
            raise RuntimeError("redis-server is not installed; `make test` leaves these tests out without it")
        return cls(program, folder)

    def kill(self) -> None:
        """At once, as by a power cut."""
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        """On the same port, with nothing in it."""
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        options = ["--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        process = subprocess.Popen(
            [self._program, *options],
            cwd=self._folder,
            env={"PATH": os.environ.get("PATH", "")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for_redis(self.url)
        return process


def wait_for_redis(url: str) -> None:
    """Return when a Redis answers.

    Raises:
        RedisError: none does.
    """
    from redis.backoff import ConstantBackoff
    from redis.retry import Retry

    attempts = Retry(ConstantBackoff(0.05), WITHIN_SECONDS * 20)
    with Redis.from_url(url, retry=attempts, retry_on_error=[RedisError]) as client:
        client.ping()
