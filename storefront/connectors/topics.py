"""News of what changed, from any door to every screen that watches it; the database stays the truth."""

import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

CHANNEL = "storefront:topics"
RETRY_SECONDS = 0.5
LISTEN_SECONDS = 1.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class News:
    """`topic` changed; `source` is the tab that caused it and needs no telling, or empty."""

    topic: str
    source: str = ""


NewsListener = Callable[[News], None]
ConnectionListener = Callable[[bool], None]


class Topics(Protocol):
    """Carries news without keeping any: who was not listening reads the database again."""

    def publish(self, topic: str, *, source: str = "") -> None:
        """Tell every listener in every process, from any thread; call it after the commit."""
        ...

    def subscribe(self, listener: NewsListener) -> None:
        """Call `listener` with each piece of news, in whatever thread it arrives."""
        ...

    def watch_connection(self, listener: ConnectionListener) -> None:
        """Call `listener` with False when news from other processes is cut off, and True when it is back."""
        ...

    def start(self) -> None:
        """Begin to listen to other processes; a repeat does nothing."""
        ...

    def stop(self) -> None:
        """Stop listening to other processes."""
        ...


@dataclass(slots=True)
class LocalTopics:
    """News within one process."""

    _listeners: list[NewsListener] = field(default_factory=list[NewsListener])

    def publish(self, topic: str, *, source: str = "") -> None:
        """Call the listeners at once."""
        news = News(topic, source)
        for listener in self._listeners:
            listener(news)

    def subscribe(self, listener: NewsListener) -> None:
        """Add a listener for the life of the process."""
        self._listeners.append(listener)

    def watch_connection(self, listener: ConnectionListener) -> None:
        """Nothing to watch: one process cannot lose itself."""

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""


class RedisTopics:
    """News between processes through Redis; within this process it arrives with or without Redis."""

    def __init__(self, url: str) -> None:
        # No retries of its own: whoever publishes must not wait for a Redis that is away. Untyped: its stubs are partial.
        client: Any = Redis
        self._redis: Any = client.from_url(
            url,
            socket_connect_timeout=1,
            socket_timeout=5,
            decode_responses=True,
            retry=Retry(NoBackoff(), 0),
        )
        self._local = LocalTopics()
        self._origin = uuid.uuid4().hex
        self._connection_listeners: list[ConnectionListener] = []
        self._connected = True
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def publish(self, topic: str, *, source: str = "") -> None:
        """Tell this process, then the others; while Redis is away the others catch up when it is back."""
        self._local.publish(topic, source=source)
        if not self._connected:
            return
        try:
            self._redis.publish(CHANNEL, f"{self._origin} {source or '-'} {topic}")
        except RedisError as error:
            log.warning("topics.publish_failed", topic=topic, error=type(error).__name__)

    def subscribe(self, listener: NewsListener) -> None:
        """Add a listener for the life of the process."""
        self._local.subscribe(listener)

    def watch_connection(self, listener: ConnectionListener) -> None:
        """Add a listener for the life of the process."""
        self._connection_listeners.append(listener)

    def start(self) -> None:
        """Listen in a thread of its own, which subscribes anew whenever Redis comes back."""
        if self._thread is None:
            self._stopping.clear()
            self._thread = threading.Thread(target=self._listen, name="topics", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread within a second or two."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=2 * LISTEN_SECONDS)
            self._thread = None

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                self._receive()
            except (RedisError, OSError) as error:
                self._tell_connection(connected=False, reason=type(error).__name__)
                self._stopping.wait(RETRY_SECONDS)

    def _receive(self) -> None:
        with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:
            subscription.subscribe(CHANNEL)
            self._tell_connection(connected=True, reason="subscribed")
            while not self._stopping.is_set():
                message = subscription.get_message(timeout=LISTEN_SECONDS)
                if message is None:
                    subscription.ping()  # notices a silent death of the connection
                    continue
                if message["type"] == "message":
                    self._pass_on(str(message["data"]))

    def _pass_on(self, message: str) -> None:
        origin, _, rest = message.partition(" ")
        source, _, topic = rest.partition(" ")
        if topic and origin != self._origin:
            self._local.publish(topic, source="" if source == "-" else source)

    def _tell_connection(self, *, connected: bool, reason: str) -> None:
        if connected == self._connected:
            return
        self._connected = connected
        log.warning("topics.connection", connected=connected, reason=reason)
        for listener in self._connection_listeners:
            listener(connected)


_topics: Topics = LocalTopics()


def make_topics(redis_url: str) -> Topics:
    """Topics through Redis, or within this process when there is no address."""
    return RedisTopics(redis_url) if redis_url else LocalTopics()


def use_topics(topics: Topics) -> None:
    """Make `topics` those that `current_topics()` of this process returns."""
    global _topics  # noqa: PLW0603 -- one carrier a process, set once by the composition root
    _topics = topics


def current_topics() -> Topics:
    """The carrier of this process."""
    return _topics


def cart_topic(outlet_number: str) -> str:
    """The topic of every cart of one outlet."""
    return f"cart:{outlet_number}"


def seller_topic(seller_code: str) -> str:
    """The topic of every order that was placed with one seller."""
    return f"seller:{seller_code}"


def tell_outlets(outlet_numbers: Iterable[str]) -> None:
    """Have the open screens of these outlets read what may have changed for them."""
    for number in outlet_numbers:
        current_topics().publish(cart_topic(number))
