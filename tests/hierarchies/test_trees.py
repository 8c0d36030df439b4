"""The tree: a level at a time, and moved, with a look at what that changes."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.db import schema
from storefront.db.columns import table_of
from storefront.hierarchies.queries.hanging import HANGING, SETTINGS
from storefront.hierarchies.service import (
    change_settings,
    move_node,
    preview_move,
    remove_node,
    show_matrix,
    show_matrix_below,
)
from storefront.hierarchies.snapshots import NewSetting
from storefront.kit.errors import Invalid
from storefront.kit.text import pattern_of
from storefront.parties.actor import HierarchyActor
from storefront.parties.errors import (
    CannotMoveThere,
    NodeInUse,
    NodeNotFound,
    NothingHere,
    TooDeep,
    UnacceptableNode,
)
from storefront.parties.queries import trees as queries
from storefront.parties.service import (
    add_node,
    find_outlets,
    hash_token,
    identify,
    list_hierarchies,
    rename_node,
    show_branch,
)
from tests.digests import digest_of
from tests.factories import (
    MadeGroup,
    MadeOutlet,
    Staff,
    Trade,
    act_as,
    make_contact,
    make_membership,
    make_outlet,
)
from tests.hierarchies.conftest import Enter


class TestShowBranch:
    def test_begins_at_the_organization_groups_first(
        self, session: Session, third: MadeOutlet, admin: HierarchyActor
    ) -> None:
        branch = show_branch(session, admin, limit=2)
        assert branch.node
        assert branch.node.number == "N-ORG-1"
        assert [(each.node.number, each.children) for each in branch.children.items] == [
            ("NORTHERN", 1),
            ("1002", 0),
        ]
        rest = show_branch(session, admin, cursor=branch.children.next_cursor, limit=2)
        assert [each.node.number for each in rest.children.items] == ["1001"]
        assert rest.children.next_cursor is None
        below = show_branch(session, admin, node="NORTHERN")
        assert [node.number for node in below.above] == ["N-ORG-1"]
        with pytest.raises(Invalid):
            show_branch(session, admin, cursor="x" * 20)

    def test_an_admin_of_two_nodes_begins_at_both(
        self, session: Session, trade: Trade, third: MadeOutlet, group: MadeGroup, run: Enter
    ) -> None:
        contact = make_contact(session, email="two@first.example")
        for node_id in (group.id, trade.outlet.id):
            make_membership(session, contact=contact, node_id=node_id, role="admin")
        actor = run(contact)
        branch = show_branch(session, actor)
        assert branch.node is None
        assert [each.node.number for each in branch.children.items] == ["NORTHERN", "1001"]
        assert [node.number for node in find_outlets(session, actor).items] == ["1001", "1003"]
        with pytest.raises(NodeNotFound):
            show_branch(session, actor, node="N-ORG-1")

    def test_outlets_are_found_by_words_and_number(
        self, session: Session, third: MadeOutlet, admin: HierarchyActor
    ) -> None:
        assert [node.number for node in find_outlets(session, admin, text="gifts york").items] == ["1001"]
        assert [node.number for node in find_outlets(session, admin, text="1003").items] == ["1003"]
        first = find_outlets(session, admin, limit=2)
        assert [node.number for node in first.items] == ["1002", "1001"]
        rest = find_outlets(session, admin, cursor=first.next_cursor, limit=2)
        assert [node.number for node in rest.items] == ["1003"]

    def test_wildcards_stand_for_themselves(
        self, session: Session, trade: Trade, admin: HierarchyActor
    ) -> None:
        for number in ("10_4", "1044", "10%4"):
            make_outlet(session, organization=trade.organization, number=number)

        def found(word: str) -> list[str]:
            rows = queries.outlets(session, admin, words=[pattern_of(word)], after=None, limit=9)
            return [row.number for row in rows]

        assert [found("10_4"), found("10%4"), found("%"), found("\\")] == [["10_4"], ["10%4"], ["10%4"], []]


class TestListHierarchies:
    def test_is_headquarters_alone(self, session: Session, trade: Trade, staff: Staff) -> None:
        hq = identify(session, hash_token(staff.headquarters.token))
        page = list_hierarchies(session, hq, limit=1)
        assert [(each.number, each.outlets, each.admins) for each in page.items] == [("HIER-ORG-1", 2, 1)]
        rest = list_hierarchies(session, hq, cursor=page.next_cursor)
        assert [each.organization_name for each in rest.items] == ["Other Gifts"]
        assert [each.number for each in list_hierarchies(session, hq, text="other").items] == ["HIER-ORG-2"]
        with pytest.raises(NothingHere):
            list_hierarchies(session, identify(session, hash_token(trade.admin.token)))


class TestAddAndRename:
    def test_gives_the_next_number(self, session: Session, group: MadeGroup, admin: HierarchyActor) -> None:
        made = add_node(session, admin, parent="NORTHERN", kind="outlet", name="  Hull   Docks ")
        assert (made.number, made.name, made.path) == ("OUT-000001", "Hull Docks", "1.NORTHERN.OUT-000001")
        renamed = rename_node(session, admin, node=made.number, name="Hull")
        assert renamed.name == "Hull"
        assert [each.name for each in find_outlets(session, admin, text="hull").items] == ["Hull"]

    def test_keeps_to_five_levels(self, session: Session, admin: HierarchyActor) -> None:
        above = "N-ORG-1"
        for level in (2, 3, 4):
            above = add_node(session, admin, parent=above, kind="group", name=f"Level {level}").number
        outlet = add_node(session, admin, parent=above, kind="outlet", name="Last")
        assert outlet.level == 5
        with pytest.raises(TooDeep):
            add_node(session, admin, parent=above, kind="group", name="Level 5")
        with pytest.raises(CannotMoveThere):
            add_node(session, admin, parent=outlet.number, kind="outlet", name="Below an outlet")

    @pytest.mark.parametrize(("kind", "name"), [("shop", "York"), ("group", "  "), ("outlet", "x" * 121)])
    def test_refuses_what_is_no_node(
        self, session: Session, admin: HierarchyActor, kind: str, name: str
    ) -> None:
        before = digest_of(session)
        with pytest.raises(UnacceptableNode):
            add_node(session, admin, parent="N-ORG-1", kind=kind, name=name)
        assert digest_of(session) == before


class TestMove:
    def test_tells_first_what_it_changes(
        self, session: Session, trade: Trade, group: MadeGroup, headquarters: HierarchyActor
    ) -> None:
        change_settings(
            session,
            headquarters,
            node="NORTHERN",
            wanted=[NewSetting("sellers", codes=("MAKER",)), NewSetting("cap", amount="400")],
        )
        regional = make_contact(session, email="regional@first.example", name="Rita Regional")
        make_membership(session, contact=regional, node_id=group.id, role="admin")
        buyer = act_as(session, trade.buyer, trade.outlet)
        add_lines(session, buyer, seller="NORTH", lines=[WantedLine("M-001", 1), WantedLine("M-002", 1)])
        before = digest_of(session)
        preview = preview_move(session, headquarters, node="1001", to="NORTHERN")
        assert digest_of(session) == before
        assert [(each.kind, each.before, each.after) for each in preview.changes] == [
            ("sellers", "Maker Ltd, North Ltd", "Maker Ltd"),
            ("cap", "", "£400.00"),
        ]
        assert [(each.name, each.before, each.after) for each in preview.people] == [
            ("Rita Regional", "", "admin")
        ]
        assert (preview.outlets, preview.touched.cart_count, preview.touched.line_count) == (1, 1, 2)

    def test_rewrites_the_paths_of_what_is_moved_alone(
        self, session: Session, trade: Trade, group: MadeGroup, third: MadeOutlet, admin: HierarchyActor
    ) -> None:
        south = add_node(session, admin, parent="N-ORG-1", kind="group", name="South")
        others = _paths(session) - {(group.id, group.path), (third.id, "1.NORTHERN.1003")}
        changed = move_node(session, admin, node="NORTHERN", to=south.number)
        assert changed.outlets == ()
        assert _paths(session) - others == {
            (group.id, f"{south.path}.NORTHERN"),
            (third.id, f"{south.path}.NORTHERN.1003"),
        }
        assert act_as(session, trade.admin, third).lineage == (
            third.id,
            group.id,
            south.id,
            trade.organization.root_id,
        )

    def test_refuses_knots_and_strangers(
        self,
        session: Session,
        trade: Trade,
        group: MadeGroup,
        third: MadeOutlet,
        run: Enter,
        admin: HierarchyActor,
    ) -> None:
        contact = make_contact(session, email="part@first.example")
        make_membership(session, contact=contact, node_id=group.id, role="admin")
        before = digest_of(session)
        for node, to in (("NORTHERN", "NORTHERN"), ("NORTHERN", "1003"), ("1002", "1001")):
            with pytest.raises(CannotMoveThere):
                move_node(session, admin, node=node, to=to)
        for node, to in (("N-ORG-1", "NORTHERN"), ("2001", "NORTHERN"), ("1001", "2001")):
            with pytest.raises(NodeNotFound):
                move_node(session, admin, node=node, to=to)
        # Whoever runs a group only neither takes it away nor brings outlets of others in.
        for node in ("NORTHERN", "1001"):
            with pytest.raises(NodeNotFound):
                move_node(session, run(contact), node=node, to="NORTHERN")
        assert digest_of(session) == before

    def test_keeps_to_five_levels(
        self, session: Session, group: MadeGroup, third: MadeOutlet, admin: HierarchyActor
    ) -> None:
        above = "N-ORG-1"
        for level in (2, 3, 4):
            above = add_node(session, admin, parent=above, kind="group", name=f"Level {level}").number
        with pytest.raises(TooDeep):
            move_node(session, admin, node="NORTHERN", to=above)

    def test_a_step_that_is_taken_gives_way_to_the_number(
        self, session: Session, trade: Trade, group: MadeGroup, admin: HierarchyActor
    ) -> None:
        session.execute(
            sa.update(table_of(_node()))
            .where(table_of(_node()).c.number == "1002")
            .values(path="1.NORTHERN.1001")
        )
        session.execute(
            sa.update(table_of(_node()))
            .where(table_of(_node()).c.number == "1002")
            .values(parent_id=group.id)
        )
        session.execute(
            sa.update(table_of(_node())).where(table_of(_node()).c.number == "1001").values(path="1.1001")
        )
        session.execute(
            sa.update(table_of(_node())).where(table_of(_node()).c.number == "1001").values(number="OUT-7")
        )
        move_node(session, admin, node="OUT-7", to="NORTHERN")
        assert (trade.outlet.id, "1.NORTHERN.OUT-7") in _paths(session)

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(moves=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=6))
    def test_moving_back_restores_what_was(
        self, session: Session, trade: Trade, moves: list[tuple[int, int]]
    ) -> None:
        from storefront.parties.service import enter_hierarchy

        point = session.begin_nested()
        actor = enter_hierarchy(session, hash_token(trade.admin.token), "HIER-ORG-1")
        first = add_node(session, actor, parent="N-ORG-1", kind="group", name="First")
        second = add_node(session, actor, parent="N-ORG-1", kind="group", name="Second")
        inner = add_node(session, actor, parent=first.number, kind="group", name="Inner")
        add_node(session, actor, parent=inner.number, kind="outlet", name="Deep")
        numbers = ["N-ORG-1", first.number, second.number, inner.number, "1001", "1002"]
        before = _paths(session)
        done: list[tuple[str, str]] = []
        for node, to in moves:
            was = _parent_of(session, numbers[node])
            try:
                move_node(session, actor, node=numbers[node], to=numbers[to])
            except (CannotMoveThere, NodeNotFound, TooDeep):
                continue
            done.append((numbers[node], was))
        for node, was in reversed(done):
            move_node(session, actor, node=node, to=was)
        assert _paths(session) == before
        point.rollback()


class TestRemove:
    def test_takes_out_what_nothing_hangs_on(self, session: Session, headquarters: HierarchyActor) -> None:
        made = add_node(session, headquarters, parent="N-ORG-1", kind="outlet", name="Short-lived")
        change_settings(
            session, headquarters, node=made.number, wanted=[NewSetting("sellers", codes=("MAKER",))]
        )
        remove_node(session, headquarters, node=made.number)
        with pytest.raises(NodeNotFound):
            remove_node(session, headquarters, node=made.number)

    def test_refuses_and_says_what_hangs_there(
        self, session: Session, trade: Trade, third: MadeOutlet, admin: HierarchyActor
    ) -> None:
        before = digest_of(session)
        used: dict[str, tuple[str, ...]] = {}
        for node in ("1001", "NORTHERN", "N-ORG-1"):
            with pytest.raises(NodeInUse) as refused:
                remove_node(session, admin, node=node)
            used[node] = refused.value.used_by
        assert used == {
            "1001": ("people",),
            "NORTHERN": ("groups or outlets below it",),
            "N-ORG-1": ("the whole organization below it",),
        }
        assert digest_of(session) == before

    def test_every_table_that_names_a_node_is_known(self) -> None:
        known: dict[type[SQLModel], str] = {
            model: column for model, (column, _) in HANGING.items()
        } | SETTINGS
        named = {
            (key.parent.table.name, key.parent.name)
            for table in schema.metadata().tables.values()
            for key in table.foreign_keys
            if key.column.table.name == "hierarchy_nodes"
        }
        assert named == {(table_of(model).name, column) for model, column in known.items()}


class TestMatrix:
    def test_shows_own_inherited_closed_and_open(
        self, session: Session, trade: Trade, staff: Staff, third: MadeOutlet, headquarters: HierarchyActor
    ) -> None:
        change_settings(
            session, headquarters, node="NORTHERN", wanted=[NewSetting("sellers", codes=("NORTH",))]
        )
        rows = show_matrix_below(session, headquarters).rows
        assert [(row.node_number, row.cells, row.origin) for row in rows] == [
            ("N-ORG-1", ("own", "own"), "First Gifts"),
            ("NORTHERN", ("closed", "own"), "Group NORTHERN"),
            ("1002", ("inherited", "inherited"), "First Gifts"),
            ("1001", ("inherited", "inherited"), "First Gifts"),
        ]
        below = show_matrix_below(session, headquarters, node="NORTHERN").rows
        assert [row.cells for row in below] == [("closed", "own"), ("closed", "inherited")]
        change_settings(session, headquarters, node="N-ORG-1", wanted=[NewSetting("sellers")])
        hq = identify(session, hash_token(staff.headquarters.token))
        top = show_matrix(session, hq, text="first")
        assert [(row.hierarchy_number, row.cells) for row in top.rows] == [("HIER-ORG-1", ("open", "open"))]
        assert [seller.code for seller in top.sellers] == ["MAKER", "NORTH"]
        with pytest.raises(NothingHere):
            show_matrix(session, identify(session, hash_token(trade.admin.token)))


def _node() -> type[SQLModel]:
    return next(iter(HANGING))


def _paths(session: Session) -> set[tuple[object, str]]:
    nodes = table_of(_node()).c
    return {(row.id, row.path) for row in session.execute(sa.select(nodes.id, nodes.path))}


def _parent_of(session: Session, number: str) -> str:
    nodes, above = table_of(_node()).c, table_of(_node()).alias("above")
    found = session.execute(
        sa.select(above.c.number)
        .join(table_of(_node()), nodes.parent_id == above.c.id)
        .where(nodes.number == number)
    ).scalar_one_or_none()
    return found or ""
