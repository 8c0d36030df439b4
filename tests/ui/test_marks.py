"""Every screen handler, called by people who may not: refused, and nothing changed. Made from the States themselves.

What each is called with, and on which page, `scenes.py` says: a new State adds its line there.
"""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from reflex_base.registry import RegistrationContext
from sqlmodel import select

from storefront.api.app import make_api
from storefront.db.session import transaction
from storefront.parties.tables import Employee, Membership
from storefront.reordering.service import learn
from storefront.settings import Settings
from storefront.ui.marks import REFLEX_OWN, mark_of, may_call
from storefront.ui.states.notice import NoticeState
from tests.api.client import ApiClient
from tests.api.things import make_things
from tests.databases import TestDatabase
from tests.factories import MadeContact, Trade, make_staff
from tests.reordering.history import order_of
from tests.ui.scenes import OWN_THINGS, OWN_WRITES, Scene, arguments_of, first_of, scene_of
from tests.ui.screens import OpenTab, Tab, running

People = Callable[[str], MadeContact]
PREFIX = "reflex___state____state.storefront___ui___states___"
PUBLIC = {
    PREFIX + name
    for name in (
        "notice____notice_state.dismiss_refusal",
        "notice____notice_state.show_failure",
        "signing_in____sign_in_state.load_sign_in",
        "links____link_state.load_invitation",
        "links____link_state.load_reset",
        "links____link_state.load_email_change",
        "links____link_state.load_forgotten",
        "gallery____gallery_state.do_nothing",
        "join____join_state.load_join",
        "join____join_state.send_application",
    )
}
"""Open to everybody. A new one is added here on purpose, and in a review."""


def handlers() -> dict[str, Any]:
    """Every handler that a browser can name, but for Reflex's own."""
    found = RegistrationContext.get().event_handlers
    return {name: registered.handler for name, registered in found.items() if name not in REFLEX_OWN}


def guarded() -> dict[str, str]:
    """Short name → whole name of every handler that is not open to everybody."""
    return {short(name): name for name in handlers() if name not in PUBLIC and not name.endswith(".setvar")}


def short(name: str) -> str:
    """`cart_state.add_one_step` of a handler's whole name."""
    state, _, handler = name.rpartition(".")
    return f"{state.rpartition('____')[2]}.{handler}"


def parameters_of(name: str) -> list[str]:
    return list(inspect.signature(handlers()[name].fn).parameters)[1:]


def is_loading(name: str) -> bool:
    """Refused, these forget what the page showed: they come last."""
    return name.partition(".")[2].startswith(("load_", "refresh_"))


@pytest.fixture
def things(app: Any, trade: Trade, settings: Settings, portal: BlockingPortal) -> dict[str, str]:
    """Something of the first outlet's for each argument that a handler can have."""
    application, opened = make_api(settings), list[ApiClient]()

    def as_(contact: MadeContact | None) -> ApiClient:
        opened.append(ApiClient(application, portal, contact.token if contact else None))
        return opened[-1]

    made = make_things(as_, trade)
    as_(trade.buyer).post("/outlets/1001/comparison/products", json={"sku": "M-001", "seller": "NORTH"})
    template = {"name": "Of the admin", "lines": [{"sku": "M-001", "quantity": 2}]}
    made["template_of_admin"] = as_(trade.admin).post("/outlets/1001/templates", json=template).json()["id"]
    for client in opened:
        client.close()
    with transaction() as session:
        for days in (85, 57, 29):
            order_of(session, trade, {"M-001": 12}, days=days)
        learn(session)
    return made


@pytest.fixture
def people(things: dict[str, str], trade: Trade) -> People:
    """Whoever a page can belong to, by what `Trade` or `Staff` calls them."""
    with transaction() as session:
        staff = make_staff(session, trade)
    return lambda who: getattr(staff, who, None) or getattr(trade, who)


class Stage:
    """Calls handlers on the pages where they belong."""

    def __init__(self, app: Any, open_tab: OpenTab, people: People, things: dict[str, str]) -> None:
        self._app, self._open_tab, self._people, self._things = app, open_tab, people, things

    async def ready_for(self, name: str) -> Tab:
        """The page of a handler, loaded by whom it belongs to, with all done that comes before."""
        scene = scene_of(name)
        tab = self.at(name, self._people(scene.caller))
        path = scene.address.format(**self._things).partition("?")[0]
        for event in self._app.get_load_events(path.strip("/")):
            await tab.fire(event)
        for each in first_of(name):
            await self.fire(tab, each)
        return tab

    def at(self, name: str, contact: MadeContact | None) -> Tab:
        """The page of a handler before anything is loaded, in somebody's browser."""
        return self._open_tab(contact, scene_of(name).address.format(**self._things))

    async def fire(self, tab: Tab, name: str) -> str:
        """What a handler answers: the code of a refusal, or nothing."""
        whole = guarded()[name]
        await tab.fire(NoticeState.dismiss_refusal)
        await tab.fire(whole, **arguments_of(name, parameters_of(whole), self._things))
        return (await tab.state(NoticeState)).refusal_code


class TestEveryHandler:
    @pytest.mark.slow  # makes every page
    def test_is_marked(self, composed: Any):
        unmarked = {name for name, handler in handlers().items() if mark_of(handler.fn) is None}
        # `setvar` is on every State, and calls any setter by name: without a mark nobody reaches it.
        assert {name for name in unmarked if not name.endswith(".setvar")} == set()
        assert not any(may_call(name, has_session=True) for name in unmarked)

    @pytest.mark.slow  # makes every page
    def test_open_to_strangers_is_on_the_list(self, composed: Any):
        assert {name for name, handler in handlers().items() if mark_of(handler.fn) == "public"} == PUBLIC

    @pytest.mark.slow  # makes every page
    def test_unknown_names_are_barred(self, composed: Any):
        assert not may_call("reflex___state____state.nothing", has_session=True)

    def test_sends_a_stranger_to_the_sign_in_page_and_changes_nothing(
        self, app: Any, trade: Trade, things: dict[str, str], people: People, take_whole_digest: Any
    ):
        async def call() -> dict[str, str]:
            places: dict[str, str] = {}
            async with running(app) as open_tab:
                stage = Stage(app, open_tab, people, things)
                for name in guarded():
                    tab = stage.at(name, None)
                    tab.wire.updates.clear()
                    await stage.fire(tab, name)
                    places[name] = (tab.wire.redirects or [""])[0]
            return places

        before = take_whole_digest()
        places = asyncio.run(call())
        assert len(places) > 100
        assert [name for name, place in places.items() if not place.startswith("/sign-in?next=")] == []
        assert take_whole_digest() == before

    def test_may_be_called_by_whom_it_belongs_to(
        self, app: Any, trade: Trade, things: dict[str, str], people: People, database: TestDatabase
    ):
        """Else a refusal below would prove nothing."""
        database.remember("things")

        async def call() -> dict[str, str]:
            outcomes: dict[str, str] = {}
            async with running(app) as open_tab:
                stage = Stage(app, open_tab, people, things)
                for name in guarded():
                    database.restore("things")
                    outcomes[name] = await stage.fire(await stage.ready_for(name), name)
            return outcomes

        outcomes = asyncio.run(call())
        assert [f"{name}: {code}" for name, code in outcomes.items() if code] == []

    def test_refuses_a_stranger_to_the_outlet(
        self, app: Any, trade: Trade, things: dict[str, str], people: People, take_whole_digest: Any
    ):
        async def call() -> dict[str, str]:
            async with running(app) as open_tab:
                stage = Stage(app, open_tab, people, things)
                return {name: await stage.fire(stage.at(name, trade.outsider), name) for name in names}

        names = [name for name in guarded() if name not in OWN_THINGS | OWN_WRITES]
        before = take_whole_digest()
        outcomes = asyncio.run(call())
        assert {name: code for name, code in outcomes.items() if not is_refused(name, code)} == {}
        assert take_whole_digest() == before

    def test_refuses_from_the_moment_a_membership_or_a_job_ends(
        self, app: Any, trade: Trade, things: dict[str, str], people: People, take_whole_digest: Any
    ):
        """On the page that they just used, with everything on it."""

        async def call() -> dict[str, str]:
            async with running(app) as open_tab:
                stage = Stage(app, open_tab, people, things)
                pages = {
                    page: [name for name in names if page_of(name) == page]
                    for page in sorted(map(page_of, names), key=takes_away)
                }
                tabs = {page: await stage.ready_for(names_there[0]) for page, names_there in pages.items()}
                with transaction() as session:
                    for membership in session.exec(select(Membership)):
                        membership.status, membership.disabled_reason = "disabled", "left"
                        session.add(membership)
                    for employee in session.exec(select(Employee)):
                        employee.is_active = False
                        session.add(employee)
                digests.append(take_whole_digest())
                return {
                    name: await stage.fire(tabs[page], name)
                    for page, names_there in pages.items()
                    for name in sorted(names_there, key=is_loading)
                }

        names = [name for name in guarded() if name not in OWN_THINGS | OWN_WRITES]
        digests: list[dict[str, str]] = []
        outcomes = asyncio.run(call())
        assert {name: code for name, code in outcomes.items() if not is_refused(name, code)} == {}
        assert take_whole_digest() == digests[0]

    def test_of_ones_own_things_does_nothing_with_anybody_elses(
        self, app: Any, trade: Trade, things: dict[str, str], people: People, take_whole_digest: Any
    ):
        async def call() -> dict[str, str]:
            async with running(app) as open_tab:
                stage = Stage(app, open_tab, people, things)
                return {name: await stage.fire(stage.at(name, trade.outsider), name) for name in OWN_THINGS}

        before = take_whole_digest()
        outcomes = asyncio.run(call())
        refused = {
            "account_state.end_session": "outlet_not_found",
            "profile_state.end_session": "session_not_found",
        }
        assert outcomes == dict.fromkeys(OWN_THINGS, "") | refused
        assert take_whole_digest() == before

    @pytest.mark.parametrize(
        "hostile", [None, 7, -1, [1], {"a": {"b": 1}}, "\x00", "x" * 100_000, "'; drop table carts; --"]
    )
    def test_survives_hostile_arguments(
        self, app: Any, trade: Trade, things: dict[str, str], people: People, hostile: Any
    ):
        async def call() -> None:
            async with running(app) as open_tab:
                stage = Stage(app, open_tab, people, things)
                for name, whole in guarded().items():
                    tab = stage.at(name, trade.buyer)
                    await tab.fire(whole, **dict.fromkeys(parameters_of(whole), hostile))
                    assert (await tab.state(NoticeState)).refusal_code != "failure", name

        asyncio.run(call())


def takes_away(page: tuple[Scene, tuple[str, ...]]) -> bool:
    """Made ready last, since the other pages need what is taken away."""
    return any(word in act for act in page[1] for word in ("clear", "delete", "remove", "add_all"))


def is_refused(name: str, code: str) -> bool:
    """Whether a handler refused as its scene says."""
    return code == scene_of(name).refused_as


def page_of(name: str) -> tuple[Scene, tuple[str, ...]]:
    """Handlers with the same page and the same acts before them share a tab."""
    return scene_of(name), first_of(name)
