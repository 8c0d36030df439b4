"""An admin of very many nodes: what is theirs is a set, and pages hold as many as they say."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import insert_rows
from storefront.hierarchies.service import list_members, show_matrix_below
from storefront.hierarchies.snapshots import MemberFilter
from storefront.kit.ids import new_id
from storefront.kit.paging import Page
from storefront.orders.service import list_orders
from storefront.orders.snapshots import OrderFilter
from storefront.parties.actor import Actor, HierarchyActor
from storefront.parties.service import (
    find_outlets,
    hash_token,
    identify,
    list_outlets,
    show_branch,
    suggest_nodes,
)
from storefront.parties.snapshots import NodeCard
from storefront.parties.tables import HierarchyNode, Membership
from tests.conftest import CountStatements
from tests.factories import MadeContact, MadeGroup, Trade, make_contact, make_membership, make_session
from tests.hierarchies.conftest import Enter

Kiosks = dict[str, UUID]
Bar = Callable[[list[str]], HierarchyActor]
MANY = 1_500
NODE_COLUMNS = [
    "id",
    "hierarchy_id",
    "organization_id",
    "parent_id",
    "kind",
    "number",
    "name",
    "name_key",
    "path",
]


def numbers_of(place: int, count: int) -> list[str]:
    return [f"9{each:04d}" for each in range(place, place + count)]


def make_outlets(session: Session, trade: Trade, group: MadeGroup, count: int) -> Kiosks:
    """Ids by number of outlets `90000`… in a group, named in that order."""
    ids = {number: new_id() for number in numbers_of(0, count)}
    rows = [
        [
            node_id,
            trade.organization.hierarchy_id,
            trade.organization.id,
            group.id,
            "outlet",
            number,
            f"Kiosk {number}",
            f"kiosk {number}",
            f"{group.path}.{number}",
        ]
        for number, node_id in ids.items()
    ]
    insert_rows(session, table_of(HierarchyNode), NODE_COLUMNS, rows)
    return ids


def join_at(session: Session, contact: MadeContact, node_ids: list[UUID], *, status: str) -> None:
    rows = [[new_id(), contact.id, node_id, "admin", status, "left"] for node_id in node_ids]
    columns = ["id", "contact_id", "node_id", "role", "status", "disabled_reason"]
    insert_rows(session, table_of(Membership), columns, rows)


CountSteps = Callable[[], AbstractContextManager[list[int]]]


@pytest.fixture
def count_steps(session: Session, backend: str) -> CountSteps:
    """`with count_steps() as steps:` notes how far SQLite's machine went; on PostgreSQL nothing."""

    @contextmanager
    def counting() -> Iterator[list[int]]:
        steps: list[int] = []
        driver: Any = session.connection().connection.driver_connection
        if backend == "sqlite":
            driver.set_progress_handler(lambda: steps.append(1_000), 1_000)
        yield steps
        if backend == "sqlite":
            driver.set_progress_handler(None, 0)

    return counting


@pytest.fixture
def kiosks(session: Session, trade: Trade, group: MadeGroup) -> Kiosks:
    return make_outlets(session, trade, group, MANY)


@pytest.fixture
def runner(session: Session, kiosks: Kiosks, run: Enter) -> HierarchyActor:
    """An admin of every kiosk by itself, and of nothing else."""
    contact = make_contact(session, email="kiosks@first.example", name="Kim Kiosks")
    join_at(session, contact, list(kiosks.values()), status="active")
    return run(contact)


class TestAnAdminOfManyNodes:
    def test_finds_all_outlets_page_by_page(
        self, session: Session, runner: HierarchyActor, count_statements: CountStatements
    ) -> None:
        assert len(runner.paths) == MANY
        with count_statements() as statements:
            page = find_outlets(session, runner, limit=200)
        assert len(statements) == 1
        found = [node.number for node in page.items]
        while page.next_cursor:
            page = find_outlets(session, runner, limit=200, cursor=page.next_cursor)
            found += [node.number for node in page.items]
        assert found == numbers_of(0, MANY)
        assert [node.number for node in find_outlets(session, runner, text="kiosk 91499").items] == ["91499"]
        assert find_outlets(session, runner, text="york").items == ()
        assert [node.number for node in suggest_nodes(session, runner, text="91499")] == ["91499"]
        assert suggest_nodes(session, runner, text="york") == ()

    def test_sees_the_members_of_each(self, session: Session, runner: HierarchyActor, trade: Trade) -> None:
        make_membership(session, contact=trade.outsider, node_id=_id_of(session, "90007"))
        page = list_members(session, runner, MemberFilter(node="90007"))
        assert [(each.email, each.node_number) for each in page.items] == [
            ("buyer@other.example", "90007"),
            ("kiosks@first.example", "90007"),
        ]
        assert list_members(session, runner, MemberFilter(node="1001")).items == ()

    def test_begins_at_all_of_them_page_by_page(self, session: Session, runner: HierarchyActor) -> None:
        branch = show_branch(session, runner, limit=200)
        assert branch.node is None
        found = [each.node.number for each in branch.children.items]
        while branch.children.next_cursor:
            branch = show_branch(session, runner, limit=200, cursor=branch.children.next_cursor)
            found += [each.node.number for each in branch.children.items]
        assert found == numbers_of(0, MANY)
        matrix = show_matrix_below(session, runner, limit=3)
        assert [row.node_number for row in matrix.rows] == numbers_of(0, 3)
        assert matrix.next_cursor is not None


class TestABuyerOfManyOutlets:
    """One who was moved in from a model with an account for each outlet has a membership at each."""

    @pytest.fixture
    def kim(self, session: Session, kiosks: Kiosks) -> Actor:
        contact = make_contact(session, email="kim@first.example", name="Kim Kiosks")
        ids = list(kiosks.values())
        join_at(session, contact, ids[:-3], status="active")
        join_at(session, contact, ids[-3:], status="disabled")
        return identify(session, hash_token(contact.token))

    def test_sees_all_that_are_open_page_by_page(
        self, session: Session, kim: Actor, count_steps: CountSteps
    ) -> None:
        with count_steps() as steps:
            page = list_outlets(session, kim, limit=200)
        assert sum(steps) < MANY * 400
        found = [card.number for card in page.items]
        while page.next_cursor:
            page = list_outlets(session, kim, limit=200, cursor=page.next_cursor)
            found += [card.number for card in page.items]
        assert found == numbers_of(0, MANY - 3)

    def test_sees_the_orders_of_all(self, session: Session, kim: Actor, count_steps: CountSteps) -> None:
        with count_steps() as steps:
            assert list_orders(session, kim, OrderFilter(scope="organization")).items == ()
        assert sum(steps) < MANY * 400


class TestAnAdminBarredAtSome:
    @pytest.fixture
    def barred_at(self, session: Session, kiosks: Kiosks, group: MadeGroup, run: Enter) -> Bar:
        """An admin of the group who is disabled at some of its kiosks."""

        def bar(numbers: list[str]) -> HierarchyActor:
            contact = make_contact(session, email="barred@first.example", name="Bo Barred")
            make_membership(session, contact=contact, node_id=group.id, role="admin")
            join_at(session, contact, [kiosks[number] for number in numbers], status="disabled")
            return run(contact)

        return bar

    @pytest.mark.parametrize("count", [5, 1_200], ids=["few", "many"])
    def test_every_page_holds_as_many_as_it_says(self, session: Session, barred_at: Bar, count: int) -> None:
        actor = barred_at(numbers_of(1, count))
        expected = ["90000", *numbers_of(count + 1, MANY - count - 1)]
        branch = show_branch(session, actor, node="NORTHERN", limit=4)
        assert [each.node.number for each in branch.children.items] == expected[:4]
        branch = show_branch(session, actor, node="NORTHERN", limit=4, cursor=branch.children.next_cursor)
        assert [each.node.number for each in branch.children.items] == expected[4:8]
        page = find_outlets(session, actor, limit=4)
        assert _numbers(page) == expected[:4]
        page = find_outlets(session, actor, limit=4, cursor=page.next_cursor)
        assert _numbers(page) == expected[4:8]
        members = list_members(session, actor, MemberFilter(node="90001"))
        assert members.items == ()

    @pytest.mark.parametrize("count", [5, 1_200], ids=["few", "many"])
    def test_what_is_barred_is_not_counted(
        self, session: Session, kiosks: Kiosks, run: Enter, trade: Trade, count: int
    ) -> None:
        contact = make_contact(session, email="whole@first.example")
        make_membership(session, contact=contact, node_id=trade.organization.root_id, role="admin")
        join_at(session, contact, [kiosks[number] for number in numbers_of(1, count)], status="disabled")
        level = show_branch(session, run(contact)).children.items
        assert [(each.node.number, each.children) for each in level] == [
            ("NORTHERN", MANY - count),
            ("1002", 0),
            ("1001", 0),
        ]

    def test_what_is_barred_is_not_counted_where_several_parts_begin(
        self, session: Session, barred_at: Bar, trade: Trade, run: Enter
    ) -> None:
        actor = barred_at(numbers_of(1, 5))
        contact = MadeContact(
            actor.contact_id, actor.email, make_session(session, contact_id=actor.contact_id)
        )
        make_membership(session, contact=contact, node_id=trade.outlet.id, role="admin")
        level = show_branch(session, run(contact)).children.items
        assert [(each.node.number, each.children) for each in level] == [("NORTHERN", MANY - 5), ("1001", 0)]


def _numbers(page: Page[NodeCard]) -> list[str]:
    return [node.number for node in page.items]


def _id_of(session: Session, number: str) -> UUID:
    nodes = table_of(HierarchyNode).c
    return session.execute(sa.select(nodes.id).where(nodes.number == number)).scalar_one()
