"""What somebody without a mouse does: Tab until it is there, then the key."""

import pytest
from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 300
"""Presses of the tabulator key after which something counts as out of reach."""

HAS_FOCUS = "element => element === document.activeElement"


def tab_to(page: Page, target: Locator, *, most: int = MOST_STOPS) -> None:
    """Press the tabulator key until something has the focus."""
    expect(target).to_be_visible()
    for _ in range(most):
        if target.evaluate(HAS_FOCUS):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the tabulator key never came to {target}")


def enter(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go there with the tabulator key, and press Enter or another key."""
    tab_to(page, target)
    page.keyboard.press(key)


def write(page: Page, target: Locator, text: str) -> None:
    """Go there with the tabulator key, and type in place of what is there."""
    tab_to(page, target)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
