"""From a click on a quantity stepper to the new total on the screen, in a real browser."""

import statistics
from collections.abc import Callable, Iterator

import httpx

from storefront.bench.chromium import browser, sign_in
from storefront.bench.datasets import DataSet, copied
from storefront.bench.figures import Figure
from storefront.bench.operations import SHORT_CART
from storefront.bench.server import running
from storefront.bench.shop import open_shop

TARGET_MILLISECONDS = 100
CLICKS = 40
WARM_UP = 5
PATIENCE = 15_000

CLICK = """
([row, word]) => new Promise((done, fail) => {
  const total = document.querySelector('[data-cart-total]');
  const button = [...document.querySelectorAll(`[data-row="${row}"] button`)].find(
    (each) => each.getAttribute('aria-label').startsWith(word));
  const before = total.textContent;
  const giveUp = setTimeout(() => fail(new Error('the total did not change')), 10000);
  let started = 0;
  const watcher = new MutationObserver(() => {
    if (document.querySelector('[data-cart-total]').textContent === before) return;
    watcher.disconnect();
    clearTimeout(giveUp);
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
  });
  watcher.observe(document.body, {childList: true, subtree: true, characterData: true});
  started = performance.now();
  button.click();
})
"""
"""Clicks, and counts to the frame after the one in which the total changed."""


def measure(data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """The median over some clicks, up and down, in a cart of 20 lines."""
    del requests
    tell(f"{CLICKS} clicks in Chromium")
    with copied(data) as url, running(url) as server, httpx.Client(base_url=server.url, timeout=60) as http:
        shop = open_shop(http)
        cart = shop.contexts[0]
        shop.call("DELETE", f"{cart.cart}/lines")
        filled = shop.call("POST", f"{cart.cart}/lines", json={"lines": shop.lines(cart, SHORT_CART)})
        sku = filled["lines"][0]["sku"]
        with browser() as opened:
            context = opened.new_context(base_url=server.url, viewport={"width": 1440, "height": 900})
            sign_in(context, server, http.headers["authorization"].removeprefix("Bearer "))
            page = context.new_page()
            page.goto(f"/o/{cart.outlet}/cart/{cart.seller}")
            page.wait_for_selector(f'[data-row="{sku}"]', timeout=PATIENCE)
            times = [
                float(page.evaluate(CLICK, [sku, "More" if number % 2 == 0 else "Less"]))
                for number in range(WARM_UP + CLICKS)
            ][WARM_UP:]
    times.sort()
    yield Figure(
        "stepper",
        "a click on a stepper to the new total on the screen",
        statistics.median(times),
        "ms",
        data.place,
        target=TARGET_MILLISECONDS,
        note=f"95 of 100 within {times[int(len(times) * 0.95)]:.0f} ms",
    )
