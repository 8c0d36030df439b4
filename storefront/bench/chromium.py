"""A real browser, signed in through the API."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Error, sync_playwright

from storefront.api.cookies import SESSION_COOKIE
from storefront.bench.server import Server
from storefront.kit.errors import StorefrontError

VARIABLE = "STOREFRONT_TEST_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
)


class BrowserMissing(StorefrontError):
    """No Chromium can be started."""

    code = "browser_missing"


@contextmanager
def browser() -> Iterator[Browser]:
    """The system's Chromium, or Playwright's own.

    Raises:
        BrowserMissing: see its message.
    """
    path = os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        except Error as error:
            reason = error.message.strip().partition("\n")[0]
            raise BrowserMissing(
                f"no browser to measure with: make bench installs one, or set {VARIABLE} to one ({reason})"
            ) from error
        yield opened
        opened.close()


def sign_in(context: BrowserContext, server: Server, token: str) -> None:
    """Give a browser the session that the API opened."""
    context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": server.url}])
