"""Real browsers on the built application, served by its own launcher; loaded by `tests/conftest.py` for all tests."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from storefront.api.cookies import SESSION_COOKIE
from storefront.launch import frontend
from storefront.launch.server import wait_until_ready
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.demo_company import demo_database
from tests.browser.shop import Shop, make_shop
from tests.factories import MadeContact

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results"
PASSWORD = "correct horse battery"
DESKTOP = (1440, 900)
PHONE = (390, 844)
STOP_WITHIN = 20
START_WITHIN = 60.0
PATIENCE = 30_000
"""Milliseconds that a page gets to show what is expected; a busy machine is slow, not wrong."""


@dataclass(frozen=True, slots=True)
class RunningServer:
    """One `storefront run` of the tests."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self) -> None:
        """Ask it to stop; make it stop."""
        self.process.terminate()
        try:
            self.process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


StartServer = Callable[..., RunningServer]
OpenPage = Callable[..., Page]
SignIn = Callable[..., None]


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """`start_server(STOREFRONT_DATABASE_URL=…, port=…)` serves until the end of the run, or until `.stop()`."""
    lock = ROOT / "reflex.lock" / "package-lock.json"
    locked = lock.read_bytes()
    frontend.build()
    assert lock.read_bytes() == locked, "the build needed other packages: commit the new reflex.lock"
    logs = tmp_path_factory.mktemp("servers")
    started: list[RunningServer] = []

    def start(
        *arguments: str, port: int | None = None, within: float = START_WITHIN, **environment: str
    ) -> RunningServer:
        port = port or free_port()
        log = logs / f"{port}-{len(started)}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "storefront.cli", "run", "--port", str(port), *arguments],
                cwd=ROOT,
                env={
                    **os.environ,
                    "STOREFRONT_DEMO_PASSWORD": PASSWORD,
                    # The demo company may be kept for days: what it learned is good enough.
                    "STOREFRONT_LEARN_AT_START": "false",
                    **environment,
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = RunningServer(f"http://127.0.0.1:{port}", process, log)
        started.append(server)
        end = time.monotonic() + within
        while not (is_ready := wait_until_ready(server.url, within=1.0)):
            if process.poll() is not None or time.monotonic() > end:
                break
        if not is_ready or process.poll() is not None:
            raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8', errors='replace')}")
        return server

    yield start
    for server in started:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> RunningServer:
    """The server that journeys share, on a copy of the demo company."""
    database = tmp_path_factory.mktemp("journeys") / "storefront.db"
    shutil.copyfile(demo_database(PASSWORD), database)
    return start_server(STOREFRONT_DATABASE_URL=f"sqlite:///{database}")


@pytest.fixture(scope="session")
def base_url(server: RunningServer) -> str:
    """The address of the shared server."""
    return server.url


@pytest.fixture(scope="session")
def shop(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A server on a small trade, for tests that change its prices, stock and people behind its back."""
    file = tmp_path_factory.mktemp("shop") / "storefront.db"
    url = f"sqlite:///{file}"
    with make_shop(url) as made:
        yield replace(made, url=start_server(STOREFRONT_DATABASE_URL=url).url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; each opens its own contexts in it."""
    path = find_chromium()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED: pytest.StashKey[bool] = pytest.StashKey()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """`open_page(size=PHONE, url=…)`: a page with cookies of its own; the test fails on any error in any page."""
    pages: list[Page] = []
    errors: list[str] = []

    def open_one(*, size: tuple[int, int] = DESKTOP, url: str = "", **options: Any) -> Page:
        url = url or request.getfixturevalue("base_url")
        phone = {"has_touch": True, "is_mobile": True} if size == PHONE else {}
        context = browser.new_context(
            base_url=url, viewport={"width": size[0], "height": size[1]}, **phone, **options
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on("console", lambda message: errors.extend(worth_failing_for(message)))
        pages.append(page)
        return page

    yield open_one
    failed = request.node.stash.get(FAILED, False)
    for number, page in enumerate(pages):
        if failed and not page.is_closed():
            RESULTS.mkdir(exist_ok=True)
            page.screenshot(path=RESULTS / f"{request.node.name}-{number}.png", full_page=True)
        page.context.close()
    assert errors == []


def worth_failing_for(message: ConsoleMessage) -> list[str]:
    """Errors that scripts or the content policy report; not the browser's notes on refused requests and lost sockets."""
    noise = ("Failed to load resource", "WebSocket connection to")
    if message.type != "error" or message.text.startswith(noise):
        return []
    return [f"{message.location.get('url', '')}: {message.text}"]


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A desktop page of the shared server, signed out."""
    return open_page()


@pytest.fixture
def sign_in() -> SignIn:
    """`sign_in(page, email)`: the session cookie straight from the API, which saves the form."""

    def through_the_api(visitor: Page | BrowserContext, email: str, password: str = PASSWORD) -> None:
        context = visitor.context if isinstance(visitor, Page) else visitor
        origin = origin_of(context)
        response = context.request.post(
            "/api/v1/sessions",
            data={"email": email, "password": password},
            headers={"Origin": origin} if origin else {},
        )
        assert response.status == 201, response.text()

    return through_the_api


def origin_of(context: BrowserContext) -> str:
    """Where a context's pages live, as its own requests would say."""
    first = next((page.url for page in context.pages if page.url.startswith("http")), "")
    return "/".join(first.split("/")[:3])


def use_session(page: Page, contact: MadeContact, *, url: str) -> None:
    """Give a page the cookie of a contact's open session."""
    page.context.add_cookies(
        [{"name": SESSION_COOKIE, "value": contact.token, "url": url, "httpOnly": True, "sameSite": "Lax"}]
    )
