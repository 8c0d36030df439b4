"""News within a process, between processes, and while Redis is away."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from storefront.connectors.topics import LocalTopics, News, RedisTopics, cart_topic, make_topics

WITHIN = 5.0
REDIS_SERVER = shutil.which("redis-server") or ""


def until(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


class RedisServer:
    """A Redis of our own that can be killed and started again."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [REDIS_SERVER, "--port", str(self.port), "--save", "", "--appendonly", "no"],
            stdout=subprocess.DEVNULL,
        )
        assert until(self._answers)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    if not REDIS_SERVER:
        assert os.environ.get("CI") != "true", "CI needs redis-server"
        pytest.skip("needs redis-server")
    server = RedisServer()
    server.start()
    yield server
    server.kill()


class TestLocal:
    def test_news_reaches_every_listener_with_its_source(self):
        topics, heard = LocalTopics(), list[News]()
        topics.subscribe(heard.append)
        topics.publish(cart_topic("1001"), source="tab")
        assert heard == [News("cart:1001", "tab")]

    def test_no_address_means_this_process(self):
        assert isinstance(make_topics(""), LocalTopics)


class TestRedis:
    def test_news_reaches_the_other_process_once_and_its_own_at_once(self, redis: RedisServer):
        one, other = RedisTopics(redis.url), RedisTopics(redis.url)
        at_one, at_other = list[News](), list[News]()
        one.subscribe(at_one.append)
        other.subscribe(at_other.append)
        for topics in (one, other):
            topics.start()
        time.sleep(0.3)
        one.publish("cart:1001", source="tab")
        assert at_one == [News("cart:1001", "tab")]
        assert until(lambda: bool(at_other))
        time.sleep(0.1)
        assert (at_one, at_other) == ([News("cart:1001", "tab")], [News("cart:1001", "tab")])
        for topics in (one, other):
            topics.stop()

    def test_says_that_redis_is_gone_goes_on_alone_and_comes_back_by_itself(self, redis: RedisServer):
        one, other = RedisTopics(redis.url), RedisTopics(redis.url)
        connected, at_one, at_other = list[bool](), list[News](), list[News]()
        one.watch_connection(connected.append)
        one.subscribe(at_one.append)
        other.subscribe(at_other.append)
        for topics in (one, other):
            topics.start()
        time.sleep(0.3)
        redis.kill()
        assert until(lambda: connected == [False])
        began = time.monotonic()
        one.publish("cart:1001")
        assert time.monotonic() - began < 1
        assert at_one == [News("cart:1001")]
        redis.start()
        assert until(lambda: connected == [False, True])
        # The other process may take a moment longer to subscribe anew.
        assert until(lambda: (one.publish("cart:1002"), News("cart:1002") in at_other)[1])
        for topics in (one, other):
            topics.stop()
