"""A Redis of the tests' own, which they may kill."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from redis import Redis
from redis.backoff import ConstantBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from tests.browser.fixtures import free_port

WITHIN_SECONDS = 20


class OwnRedis:
    """`redis-server` on a port that nobody else knows, keeping nothing."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program, self._folder = program, folder
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._process = self._start()

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


class GivenRedis:
    """The one at STOREFRONT_TEST_REDIS_URL, for where the program is not installed; it is not ours to kill."""

    def __init__(self, url: str) -> None:
        self.url = url

    def kill(self) -> None:
        """Leave it alone; tests that need more are marked `kills_redis`."""

    def restart(self) -> None:
        """Nothing to do."""


def find_redis(folder: Path) -> OwnRedis | GivenRedis:
    """One of our own, or else the one that was given.

    Raises:
        RuntimeError: there is neither.
    """
    if program := shutil.which("redis-server"):
        return OwnRedis(program, folder)
    if given := os.environ.get("STOREFRONT_TEST_REDIS_URL"):
        return GivenRedis(given)
    raise RuntimeError("no Redis: install redis-server, or set STOREFRONT_TEST_REDIS_URL")


def wait_for_redis(url: str) -> None:
    """Return when a Redis answers.

    Raises:
        RedisError: none does.
    """
    attempts = Retry(ConstantBackoff(0.05), WITHIN_SECONDS * 20)
    client: Any = Redis
    with client.from_url(url, retry=attempts, retry_on_error=[RedisError]) as connected:
        connected.ping()
