"""What the first visit to the sign-in page brings over the wire."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from storefront.bench.chromium import browser
from storefront.bench.datasets import DataSet, copied
from storefront.bench.figures import Figure
from storefront.bench.server import running

KILOBYTE = 1000
TARGETS = {"Script": ("script", 180), "Stylesheet": ("style", 20)}
QUIET_MILLISECONDS = 1500
"""After the network went quiet: pages fetch some of their code when they have settled."""


def measure(data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """Compressed bytes by kind, as Chromium received them with an empty cache."""
    del requests
    tell("one visit in Chromium")
    kinds: dict[str, str] = {}
    encodings: Counter[str] = Counter()
    received: Counter[str] = Counter()

    def note_answer(event: Any) -> None:
        kinds[event["requestId"]] = event["type"]
        if event["type"] in TARGETS:
            headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
            encodings[headers.get("content-encoding", "not compressed")] += 1

    def note_bytes(event: Any) -> None:
        received[event["requestId"]] += event["encodedDataLength"]

    with copied(data) as url, running(url) as server, browser() as opened:
        context = opened.new_context()
        page = context.new_page()
        wire: Any = context.new_cdp_session(page)
        wire.on("Network.responseReceived", note_answer)
        wire.on("Network.dataReceived", note_bytes)
        wire.send("Network.enable")
        page.goto(f"{server.url}/sign-in")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(QUIET_MILLISECONDS)
    files = Counter(kinds.values())
    how = ", ".join(f"{count} {name}" for name, count in encodings.most_common())
    for kind, (word, target) in TARGETS.items():
        size = sum(count for request, count in received.items() if kinds.get(request) == kind)
        yield Figure(
            "size",
            f"compressed {word} of the first visit to /sign-in",
            size / KILOBYTE,
            "kB",
            target=target,
            note=f"{files[kind]} files; of scripts and styles {how}",
        )
