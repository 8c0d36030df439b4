"""From pasting 1,000 rows into the quick order to the answered rows on the screen, in a real browser."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import httpx
from playwright.sync_api import Page

from storefront.bench.chromium import browser, sign_in
from storefront.bench.datasets import DataSet, copied
from storefront.bench.figures import Figure
from storefront.bench.server import running
from storefront.bench.shop import Context, Shop, open_shop, wanted_line

TARGET_MILLISECONDS = 2_000
ROWS = 1_000
TRIES = 7
WARM_UP = 2
PATIENCE = 15_000

PASTE = """
([text, expected]) => new Promise((done, fail) => {
  const isThere = () => {
    const counted = document.querySelector('[data-quick-order] p.quiet.numbers');
    const rows = document.querySelectorAll('ul[aria-label="Rows"] > li');
    return counted && counted.textContent.startsWith(expected) && rows.length > 0;
  };
  const giveUp = setTimeout(() => {
    const page = document.querySelector('[data-quick-order]');
    fail(new Error('the rows did not come: ' + page.textContent.slice(0, 300)));
  }, 30000);
  const watcher = new MutationObserver(() => {
    if (!isThere()) return;
    watcher.disconnect();
    clearTimeout(giveUp);
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
  });
  watcher.observe(document.body, {childList: true, subtree: true, characterData: true});
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const field = document.querySelector('[data-quick-order] input[name="sku"]');
  field.focus();
  const started = performance.now();
  field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
})
"""
"""Pastes, and counts to the frame after the one in which the rows were there."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is pasted: so many of the rows cannot be read or are of no product."""

    name: str
    bad: int


SHEETS = (Sheet("1,000 rows pasted to the rows on the screen", 0), Sheet("the same with 50 bad rows", 50))


def measure(data: DataSet, *, requests: int, tell: Callable[[str], None]) -> Iterator[Figure]:
    """The median of a few pastes, each into an empty grid of the outlet with the most sellers."""
    del requests
    with copied(data) as url, running(url) as server, httpx.Client(base_url=server.url, timeout=60) as http:
        shop = open_shop(http)
        contexts = _busiest(shop)
        with browser() as opened:
            context = opened.new_context(base_url=server.url, viewport={"width": 1440, "height": 900})
            sign_in(context, server, http.headers["authorization"].removeprefix("Bearer "))
            page = context.new_page()
            page.goto(f"/o/{contexts[0].outlet}/quick-order")
            for sheet in SHEETS:
                tell(sheet.name)
                times = [_paste(page, shop, contexts, sheet) for _ in range(WARM_UP + TRIES)][WARM_UP:]
                yield Figure(
                    "paste",
                    sheet.name,
                    statistics.median(times),
                    "ms",
                    data.place,
                    target=TARGET_MILLISECONDS,
                    note=f"{min(times):,.0f} to {max(times):,.0f}",
                )


def _paste(page: Page, shop: Shop, contexts: Sequence[Context], sheet: Sheet) -> float:
    page.wait_for_selector('[data-quick-order] h2:has-text("No rows yet")', timeout=PATIENCE)
    took = float(page.evaluate(PASTE, [_text(shop, contexts, sheet.bad), f"{ROWS:,} rows"]))
    page.get_by_role("button", name="Remove all rows").click()
    return took


def _text(shop: Shop, contexts: Sequence[Context], bad: int) -> str:
    """Rows with and without a seller as a spreadsheet copies them; every bad one is bad in a way of its own."""
    rows: list[str] = []
    for _ in range(ROWS - bad):
        context = shop.draw.choice(contexts)
        line = wanted_line(shop.product(context))
        seller = context.seller if shop.draw.random() < 0.5 else ""
        rows.append(f"{line['sku']}\t{line['quantity']}\t{seller}")
    kinds = ("NONE-{0}\t1\t", "\t{0}\t", "NONE-{0}\t{0},5\t")
    rows += [kinds[number % len(kinds)].format(number + 1) for number in range(bad)]
    shop.draw.shuffle(rows)
    return "\n".join(["sku\tquantity\tseller", *rows])


def _busiest(shop: Shop) -> Sequence[Context]:
    """The contexts of the outlet that has most of them."""
    outlets: dict[str, list[Context]] = {}
    for context in shop.contexts:
        outlets.setdefault(context.outlet, []).append(context)
    return max(outlets.values(), key=len)
