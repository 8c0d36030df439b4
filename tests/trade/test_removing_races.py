"""A node is taken out while somebody begins to use it: one of the two is told, and nobody meets a bug."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.db.session import in_transaction, transaction
from storefront.hierarchies.service import invite_member, remove_node
from storefront.hierarchies.snapshots import MemberInput
from storefront.kit.errors import StorefrontError
from storefront.on_behalf.service import start_session
from storefront.parties.errors import NodeInUse, NodeNotFound, OutletNotFound
from storefront.parties.service import enter_hierarchy, enter_outlet, hash_token, identify
from tests.factories import Trade, make_outlet, make_staff
from tests.trade.together import all_at_once

Work = Callable[[Session], object]


@pytest.fixture
def works(trade: Trade, committing_engine: sa.Engine) -> dict[str, Work]:
    """What is done to an outlet on which nothing hangs, each as its door does it: entering first."""
    with transaction() as session:
        make_outlet(session, organization=trade.organization, number="1009", has_address=False)
        staff = make_staff(session, trade)
    admin, field = hash_token(trade.admin.token), hash_token(staff.field.token)

    def remove(session: Session) -> object:
        return remove_node(session, enter_hierarchy(session, admin, "HIER-ORG-1"), node="1009")

    def invite(session: Session) -> object:
        actor = enter_hierarchy(session, admin, "HIER-ORG-1")
        return invite_member(session, actor, MemberInput("new@first.example", "Nina New", "user", "1009"))

    def fill(session: Session) -> object:
        actor = enter_outlet(session, admin, "1009")
        return add_lines(session, actor, seller="MAKER", lines=[WantedLine("M-001", 1)])

    def visit(session: Session) -> object:
        return start_session(session, identify(session, field), outlet="1009", contact=None, reason="visit")

    return {"remove": remove, "invite": invite, "fill": fill, "visit": visit}


USES = {"invite": "people", "fill": "carts", "visit": "sessions of field sellers"}


@pytest.mark.postgresql
@pytest.mark.parametrize("use", USES)
def test_who_comes_too_late_to_remove_is_told_what_hangs_there(works: dict[str, Work], use: str) -> None:
    results: list[object] = []

    def remove() -> None:
        try:
            in_transaction(works["remove"])
        except Exception as error:  # noqa: BLE001 -- looked at below
            results.append(error)

    with transaction() as session:
        works[use](session)
        session.flush()
        thread = threading.Thread(target=remove)
        thread.start()
        _until_somebody_waits(session)
    thread.join()
    assert [type(each) for each in results] == [NodeInUse]
    assert isinstance(results[0], NodeInUse)
    assert results[0].used_by == (USES[use],)


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("use", "refusal"), [("invite", NodeNotFound), ("fill", OutletNotFound), ("visit", OutletNotFound)]
)
def test_who_comes_too_late_to_use_it_does_not_find_it(
    works: dict[str, Work], use: str, refusal: type[StorefrontError]
) -> None:
    results: list[object] = []

    def begin() -> None:
        try:
            in_transaction(works[use])
        except Exception as error:  # noqa: BLE001 -- looked at below
            results.append(error)

    with transaction() as session:
        works["remove"](session)
        session.flush()
        thread = threading.Thread(target=begin)
        thread.start()
        _until_somebody_waits(session)
    thread.join()
    assert [type(each) for each in results] == [refusal]


@pytest.mark.parametrize("use", USES)
def test_of_both_at_one_moment_one_is_refused(works: dict[str, Work], use: str) -> None:
    results = all_at_once([partial(in_transaction, works["remove"]), partial(in_transaction, works[use])])
    assert sum(isinstance(each, StorefrontError) for each in results) == 1


def test_an_outlet_that_was_visited_stays(works: dict[str, Work]) -> None:
    in_transaction(works["visit"])
    with pytest.raises(NodeInUse) as refused:
        in_transaction(works["remove"])
    assert refused.value.used_by == ("sessions of field sellers",)


def _until_somebody_waits(session: Session) -> None:
    """Until a statement of another connection waits for what this transaction holds."""
    waiting = sa.text(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    )
    for _ in range(500):
        session.execute(sa.text("select pg_stat_clear_snapshot()"))
        if session.execute(waiting).scalar_one():
            return
        threading.Event().wait(0.01)
    raise AssertionError("nobody waits")
