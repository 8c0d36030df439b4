"""A real browser, signed in through the API."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from storefront.api.cookies import SESSION_COOKIE
from storefront.bench.server import Server

VARIABLE = "STOREFRONT_TEST_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
)


@contextmanager
def browser() -> Iterator[Browser]:
    """The system's Chromium, or Playwright's own."""
    path = os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield opened
        opened.close()


def sign_in(context: BrowserContext, server: Server, token: str) -> None:
    """Give a browser the session that the API opened."""
    context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": server.url}])
