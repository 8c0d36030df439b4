"""Finds the browser for the journeys, and says how it is started."""

import os
import shutil
from pathlib import Path

ARGUMENTS = (
    "--no-sandbox",  # containers run tests as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_chromium() -> str | None:
    """The path of a Chromium: the one given, the system's, or Playwright's own."""
    if given := os.environ.get("STOREFRONT_TEST_CHROMIUM"):
        return given
    for name in ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome"):
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None
