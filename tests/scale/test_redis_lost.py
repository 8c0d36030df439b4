"""Redis goes away and comes back: carts and orders never lived there."""

import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import OpenPage, use_session
from tests.browser.shop import Buyer
from tests.factories import PASSWORD, new_key
from tests.scale.conftest import Pair
from tests.scale.test_two_processes import expect_quantity, open_cart

AWAY = "Part of the service is away for a moment. Carts and orders are safe"
pytestmark = [pytest.mark.browser, pytest.mark.scale, pytest.mark.kills_redis]


def test_the_page_says_so_carts_and_orders_go_on_and_it_recovers_by_itself(
    open_page: OpenPage, pair: Pair, buyer: Buyer
) -> None:
    page = open_cart(open_page, buyer, pair.shop.url)
    pair.add_line(pair.second, buyer, "M-001", 2)
    expect_quantity(page, "Mug M-001", 2)
    away = page.get_by_text(AWAY)

    pair.redis.kill()
    try:
        expect(away).to_be_visible()
        expect_quantity(page, "Mug M-001", 2)
        ready = pair.ask(pair.first, buyer, "GET", "/readyz")
        assert (ready.status_code, ready.json()["parts"]) == (
            503,
            {"database": "ok", "redis": "cannot be reached"},
        )
        pair.add_line(pair.first, buyer, "M-002", 3)
        pair.add_line(pair.second, buyer, "M-003", 4)
        number = order_from_north(pair, buyer)
        signed_in = pair.ask(
            pair.first,
            buyer,
            "POST",
            "/api/v1/sessions",
            json={"email": buyer.contact.email, "password": PASSWORD},
        )
        assert signed_in.status_code == 201, signed_in.text
    finally:
        pair.redis.restart()

    expect(away).to_have_count(0)
    expect_quantity(page, "Mug M-002", 3)
    expect_quantity(page, "Mug M-003", 4)
    pair.add_line(pair.second, buyer, "M-004", 5)
    expect_quantity(page, "Mug M-004", 5)
    page.get_by_role("button", name="More of Mug M-004").click()
    expect_quantity(page, "Mug M-004", 6)
    assert page.evaluate("window.wasNeverReloaded") is True
    order = pair.ask(pair.second, buyer, "GET", f"/api/v1/orders/{number}")
    assert order.json()["status"] == "submitted"


def test_a_page_that_is_opened_meanwhile_says_so_too_and_comes_alive_afterwards(
    open_page: OpenPage, pair: Pair, buyer: Buyer
) -> None:
    pair.add_line(pair.first, buyer, "M-001", 2)
    page = open_page(url=pair.shop.url)
    use_session(page, buyer.contact, url=pair.shop.url)
    pair.redis.kill()
    try:
        page.goto(f"{buyer.home}/cart/MAKER")
        expect(page.get_by_text(AWAY)).to_be_visible()
    finally:
        pair.redis.restart()
    expect(page.get_by_text(AWAY)).to_have_count(0)
    expect_quantity(page, "Mug M-001", 2)


def order_from_north(pair: Pair, buyer: Buyer) -> str:
    """A whole order through the API; its number."""
    carts = f"/api/v1/outlets/{buyer.outlet.number}/carts/NORTH"
    added = pair.ask(pair.second, buyer, "POST", f"{carts}/lines", json={"sku": "M-005", "quantity": 20})
    assert added.status_code == 201, added.text
    placed = pair.ask(
        pair.first,
        buyer,
        "POST",
        f"{carts}/checkout",
        json={"payment_method": "on_account"},
        headers={"Idempotency-Key": new_key()},
    )
    assert placed.status_code == 201, placed.text
    return str(placed.json()["number"])
