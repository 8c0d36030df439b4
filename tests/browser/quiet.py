"""Where nobody else is, and when a page stands still."""

from playwright.sync_api import Page, expect

HOME = "/o/OUT-000101"
"""An outlet of the demo buyer that the other journeys leave alone."""


def settle(page: Page) -> None:
    """Wait for the end of transitions: half-way colours have no contrast."""
    page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")


def wait_until_quiet(page: Page) -> None:
    """A heading is there, and nothing is on its way any more."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("status", name="Loading")).to_have_count(0)
    settle(page)
