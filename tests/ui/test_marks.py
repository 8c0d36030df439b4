"""Every screen handler, called by people who may not: refused, and nothing changed. Made from the States themselves."""

import asyncio
import inspect
from typing import Any

import pytest
from reflex_base.registry import RegistrationContext
from sqlmodel import select

from storefront.db.session import transaction
from storefront.parties.tables import Membership
from storefront.ui.marks import REFLEX_OWN, mark_of, may_call
from storefront.ui.states.notice import NoticeState
from tests.factories import MadeContact, Trade
from tests.ui.screens import running

PREFIX = "reflex___state____state.storefront___ui___states___"
PUBLIC = {
    PREFIX + name
    for name in (
        "notice____notice_state.dismiss_refusal",
        "notice____notice_state.show_failure",
        "signing_in____sign_in_state.load_sign_in",
        "gallery____gallery_state.do_nothing",
    )
}
"""Open to everybody. A new one is added here on purpose, and in a review."""

ADDRESSES = {
    "cart_state": "/o/1001/cart/MAKER",
    "checkout_state": "/o/1001/checkout/MAKER",
    "product_state": "/o/1001/product/M-001?seller=MAKER",
    "order_state": "/o/1001/orders/SO-1",
}
ANYWHERE = {"load_selector", "load_outlets", "search_outlets", "choose_outlet", "forget_choice"}
"""Show nothing but the visitor's own outlets, of which there may be none."""


def handlers() -> dict[str, Any]:
    """Every handler that a browser can name, but for Reflex's own."""
    found = RegistrationContext.get().event_handlers
    return {name: registered.handler for name, registered in found.items() if name not in REFLEX_OWN}


def arguments_of(handler: Any) -> dict[str, Any]:
    """Something for each argument: a form where one is expected, else text."""
    parameters = list(inspect.signature(handler.fn).parameters.values())[1:]
    form = {"sku": "M-001", "catalog": "", "quantity": "1", "q": "mug"}
    return {each.name: form if each.name == "form" else "x" for each in parameters}


def address_for(name: str) -> str:
    state = name.rpartition(".")[0]
    return next(
        (address for part, address in ADDRESSES.items() if state.endswith(part)),
        "/o/1001/catalog?seller=MAKER",
    )


class TestEveryHandler:
    def test_is_marked(self, composed: Any):
        unmarked = {name for name, handler in handlers().items() if mark_of(handler.fn) is None}
        # `setvar` is on every State, and calls any setter by name: without a mark nobody reaches it.
        assert {name for name in unmarked if not name.endswith(".setvar")} == set()
        assert not any(may_call(name, has_session=True) for name in unmarked)

    def test_open_to_strangers_is_on_the_list(self, composed: Any):
        assert {name for name, handler in handlers().items() if mark_of(handler.fn) == "public"} == PUBLIC

    def test_unknown_names_are_barred(self, composed: Any):
        assert not may_call("reflex___state____state.nothing", has_session=True)

    def test_sends_a_stranger_to_the_sign_in_page_and_changes_nothing(
        self, app: Any, trade: Trade, take_digest: Any
    ):
        before = take_digest()
        names = [name for name in handlers() if name not in PUBLIC and not name.endswith(".setvar")]
        outcomes = asyncio.run(_outcomes(app, None, names))
        assert len(names) > 30
        assert [name for name, outcome in outcomes.items() if not outcome.startswith("/sign-in?next=")] == []
        assert take_digest() == before

    @pytest.mark.parametrize("who", ["outsider", "disabled"])
    def test_refuses_whoever_may_not_act_for_the_outlet(
        self, app: Any, trade: Trade, take_digest: Any, who: str
    ):
        before = take_digest()
        names = [
            name
            for name in handlers()
            if name not in PUBLIC and not name.endswith(".setvar") and name.rpartition(".")[2] not in ANYWHERE
        ]
        outcomes = asyncio.run(_outcomes(app, getattr(trade, who), names))
        assert {name: outcome for name, outcome in outcomes.items() if outcome in {"", "failure"}} == {}
        assert take_digest() == before

    def test_refuses_from_the_moment_a_membership_is_disabled(self, app: Any, trade: Trade, take_digest: Any):
        with transaction() as session:
            membership = session.exec(select(Membership).where(Membership.contact_id == trade.buyer.id)).one()
            membership.status, membership.disabled_reason = "disabled", "left"
            session.add(membership)
        before = take_digest()
        name = PREFIX + "catalog____catalog_state.add_to_cart"
        assert asyncio.run(_outcomes(app, trade.buyer, [name])) == {name: "outlet_not_found"}
        assert take_digest() == before

    @pytest.mark.parametrize(
        "hostile", [None, 7, -1, [1], {"a": {"b": 1}}, "\x00", "x" * 100_000, "'; drop table carts; --"]
    )
    def test_survives_hostile_arguments(self, app: Any, trade: Trade, hostile: Any):
        async def call() -> None:
            async with running(app) as open_tab:
                for name, handler in handlers().items():
                    if name.endswith(".setvar"):
                        continue
                    tab = open_tab(trade.buyer, address_for(name))
                    await tab.fire(name, **dict.fromkeys(arguments_of(handler), hostile))
                    assert (
                        await tab.state(NoticeState)
                    ).refusal_code != "failure" or "show_failure" in name, name

        asyncio.run(call())


async def _outcomes(app: Any, contact: MadeContact | None, names: list[str]) -> dict[str, str]:
    """What each handler answers in a tab of its own: the code of a refusal, where it redirects to, or nothing."""
    outcomes: dict[str, str] = {}
    async with running(app) as open_tab:
        for name in names:
            tab = open_tab(contact, address_for(name))
            tab.wire.updates.clear()
            await tab.fire(name, **arguments_of(handlers()[name]))
            notice = await tab.state(NoticeState)
            outcomes[name] = notice.refusal_code or (tab.wire.redirects or [""])[0]
    return outcomes
