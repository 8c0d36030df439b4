"""A handler that breaks: the visitor gets a reference, and the log has all that belongs to it."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture

from storefront.carts import service as carts
from storefront.ui.states.cart import CartState
from storefront.ui.states.notice import NoticeState
from tests.factories import Trade
from tests.ui.screens import OpenTab, running

CART = "/o/1001/cart/MAKER"
log = structlog.get_logger("tests")


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    capture = LogCapture()
    former = structlog.get_config()
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, capture], cache_logger_on_first_use=False
    )
    yield capture.entries
    structlog.configure(**former)


class TestFailure:
    def test_names_the_event_its_handler_and_the_contact_and_tells_the_visitor_the_reference(
        self, app: Any, trade: Trade, lines: list[Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def break_down(*_given: object, **_named: object) -> None:
            log.info("service.began")
            raise ZeroDivisionError

        async def visit(open_tab: OpenTab) -> str:
            tab = open_tab(trade.buyer, CART)
            monkeypatch.setattr(carts, "show_cart", break_down)
            with pytest.raises(ZeroDivisionError):
                await tab.fire(CartState.show_more_lines)
            await asyncio.sleep(0.1)
            return (await tab.state(NoticeState)).refusal

        async def run() -> str:
            async with running(app) as open_tab:
                return await visit(open_tab)

        refusal = asyncio.run(run())
        began, failed = [line for line in lines if line["event"] in {"service.began", "screen.failed"}]
        assert failed.pop("exc_info").__class__ is ZeroDivisionError
        assert failed.pop("handler").endswith("cart_state.show_more_lines")
        assert failed == {
            "event": "screen.failed",
            "log_level": "error",
            "request_id": began["request_id"],
            "contact": str(trade.buyer.id),
        }
        assert (began["contact"], began["handler"].rpartition(".")[2]) == (
            str(trade.buyer.id),
            "show_more_lines",
        )
        assert refusal.endswith(f"tell us what you did and the reference {failed['request_id']}.")
        assert structlog.contextvars.get_contextvars() == {}

    @pytest.mark.parametrize("reference", ["", "x" * 12, "0123456789ab!", 7])
    def test_shows_no_reference_that_is_none(self, app: Any, trade: Trade, reference: object) -> None:
        async def run() -> str:
            async with running(app) as open_tab:
                tab = open_tab(trade.buyer, CART)
                await tab.fire(NoticeState.show_failure, reference=reference)
                return (await tab.state(NoticeState)).refusal

        assert asyncio.run(run()).endswith("if it happens again, tell us what you did.")
