"""Lines added, changed, moved, removed and counted."""

from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.errors import LinesRefused
from storefront.catalog.tables import Catalog
from storefront.db.columns import table_of
from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.errors import (
    AlreadyInTemplate,
    TemplateChanged,
    TemplateFull,
    TemplateInvalid,
    TemplateLineNotFound,
)
from storefront.templates.service import filling
from storefront.templates.snapshots import Counted, TemplateLineInput, TemplateView
from tests.conftest import CountStatements
from tests.digests import digest_of
from tests.factories import Trade, make_membership
from tests.templates.conftest import ActAs, line


@pytest.fixture
def view(session: Session, buyer: OutletActor) -> TemplateView:
    """Three lines of the manufacturer's: M-001, M-002, M-003, two of each."""
    lines = [line(sku, 2) for sku in ("M-001", "M-002", "M-003")]
    return templates.create_template(session, buyer, name="Weekly", lines=lines)


def held(view: TemplateView) -> list[tuple[str, int]]:
    return [(each.sku, each.quantity) for each in view.lines]


class TestAdd:
    def test_new_lines_come_at_the_end(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        changed = templates.add_to_template(
            session,
            buyer,
            template_id=view.card.id,
            lines=[line("M-009", 5), line("M-001", 4, catalog="NORTH-MAIN")],
            version=1,
        )
        assert held(changed) == [("M-001", 2), ("M-002", 2), ("M-003", 2), ("M-009", 5), ("M-001", 4)]
        assert (changed.card.version, changed.card.line_count) == (2, 5)

    def test_asks_about_what_is_there_and_adds_nothing(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        before = digest_of(session)
        savepoint = session.begin_nested()
        with pytest.raises(AlreadyInTemplate) as refused:
            templates.add_to_template(
                session, buyer, template_id=view.card.id, lines=[line("M-009"), line("M-002", 5)]
            )
        savepoint.rollback()
        there = refused.value.there
        assert [(each.line, each.sku, each.quantity_there, each.quantity_wanted) for each in there] == [
            (1, "M-002", 2, 5)
        ]
        assert digest_of(session) == before

    @pytest.mark.parametrize(("answer", "quantity"), [("set", 5), ("add", 7)])
    def test_sets_or_adds_in_place(
        self, session: Session, buyer: OutletActor, view: TemplateView, answer: str, quantity: int
    ) -> None:
        changed = templates.add_to_template(
            session, buyer, template_id=view.card.id, lines=[line("M-002", 5)], when_there=answer
        )
        assert held(changed) == [("M-001", 2), ("M-002", quantity), ("M-003", 2)]
        assert [each.id for each in changed.lines] == [each.id for each in view.lines]

    def test_a_closed_catalog_does_not_keep_what_is_there_from_growing_elsewhere(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        table = table_of(Catalog)
        session.execute(sa.update(table).where(table.c.code == "MAKER-MAIN").values(status="retracted"))
        changed = templates.add_to_template(
            session, buyer, template_id=view.card.id, lines=[line("M-001", catalog="NORTH-MAIN")]
        )
        assert len(changed.lines) == 4

    def test_refuses_unknown_answers_full_templates_and_stale_versions(
        self, session: Session, buyer: OutletActor, view: TemplateView, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add: dict[str, Any] = {"template_id": view.card.id, "lines": [line("M-004")]}
        with pytest.raises(TemplateInvalid, match="ask, set, add"):
            templates.add_to_template(session, buyer, **add, when_there="maybe")
        with pytest.raises(TemplateChanged):
            templates.add_to_template(session, buyer, **add, version=0)
        monkeypatch.setattr(filling, "MAXIMUM_LINES", 3)
        with pytest.raises(TemplateFull):
            templates.add_to_template(session, buyer, **add)

    def test_statements_do_not_grow_with_the_lines(
        self, session: Session, buyer: OutletActor, view: TemplateView, count_statements: CountStatements
    ) -> None:
        found: list[int] = []
        for skus in (["M-004"], [f"M-{number:03d}" for number in range(5, 13)]):
            with count_statements() as statements:
                templates.add_to_template(
                    session, buyer, template_id=view.card.id, lines=[line(sku) for sku in skus]
                )
            found.append(len(statements))
        assert found[0] == found[1] <= 9


class TestReplace:
    def test_has_exactly_these_in_this_order_and_keeps_what_stays(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        first, _, third = view.lines
        templates.count_lines(session, buyer, template_id=view.card.id, counts=[Counted(third.id, 4)])
        changed = templates.replace_lines(
            session,
            buyer,
            template_id=view.card.id,
            lines=[line("M-003", 9, par_level=20), line("M-007", 1), line("M-001", 2)],
        )
        assert held(changed) == [("M-003", 9), ("M-007", 1), ("M-001", 2)]
        assert (changed.lines[0].id, changed.lines[2].id) == (third.id, first.id)
        assert (changed.lines[0].on_hand, changed.lines[0].par_level) == (4, 20)
        assert changed.card.line_count == 3

    def test_lines_that_cannot_be_bought_any_more_may_stay(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        table = table_of(Catalog)
        session.execute(sa.update(table).where(table.c.code == "MAKER-MAIN").values(status="retracted"))
        again = [TemplateLineInput(each.sku, 8, each.catalog) for each in view.lines]
        changed = templates.replace_lines(session, buyer, template_id=view.card.id, lines=again)
        assert held(changed) == [("M-001", 8), ("M-002", 8), ("M-003", 8)]
        by_sku = [TemplateLineInput("M-002", 3)]
        changed = templates.replace_lines(session, buyer, template_id=view.card.id, lines=by_sku)
        assert held(changed) == [("M-002", 3)]

    def test_refuses_a_new_line_of_a_closed_catalog(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        table = table_of(Catalog)
        session.execute(sa.update(table).where(table.c.code == "MAKER-MAIN").values(status="retracted"))
        savepoint = session.begin_nested()
        with pytest.raises(LinesRefused):
            templates.replace_lines(session, buyer, template_id=view.card.id, lines=[line("M-008")])
        savepoint.rollback()
        assert held(templates.show_template(session, buyer, template_id=view.card.id)) == held(view)

    def test_can_be_empty(self, session: Session, buyer: OutletActor, view: TemplateView) -> None:
        changed = templates.replace_lines(session, buyer, template_id=view.card.id, lines=[])
        assert (changed.lines, changed.card.line_count) == ((), 0)


class TestLines:
    def test_quantity_and_par_level_each_by_itself(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        change: dict[str, Any] = {"template_id": view.card.id, "line_id": view.lines[1].id}
        templates.change_line(session, buyer, **change, quantity=6)
        templates.change_line(session, buyer, **change, par_level=24)
        changed = templates.change_line(session, buyer, **change, quantity=7)
        assert [(each.sku, each.quantity, each.par_level) for each in changed.lines] == [
            ("M-001", 2, None),
            ("M-002", 7, 24),
            ("M-003", 2, None),
        ]
        assert templates.change_line(session, buyer, **change, par_level=None).lines[1].par_level is None

    @pytest.mark.parametrize(
        "values", [{"quantity": 0}, {"quantity": 1_000_001}, {"par_level": 0}, {"par_level": -7}]
    )
    def test_refuses_what_cannot_be(
        self, session: Session, buyer: OutletActor, view: TemplateView, values: dict[str, Any]
    ) -> None:
        with pytest.raises(TemplateInvalid):
            templates.change_line(
                session, buyer, template_id=view.card.id, line_id=view.lines[0].id, **values
            )

    @pytest.mark.parametrize(
        ("line_at", "to", "order"),
        [
            (0, 1, ["M-002", "M-001", "M-003"]),
            (2, 0, ["M-003", "M-001", "M-002"]),
            (0, 99, ["M-002", "M-003", "M-001"]),
            (1, -5, ["M-002", "M-001", "M-003"]),
        ],
    )
    def test_move_to_a_place(
        self,
        session: Session,
        buyer: OutletActor,
        view: TemplateView,
        line_at: int,
        to: int,
        order: list[str],
    ) -> None:
        moved = templates.move_line(
            session, buyer, template_id=view.card.id, line_id=view.lines[line_at].id, to=to
        )
        assert [each.sku for each in moved.lines] == order
        added = templates.add_to_template(session, buyer, template_id=view.card.id, lines=[line("M-012")])
        assert [each.sku for each in added.lines] == [*order, "M-012"]

    def test_are_removed_all_or_none(self, session: Session, buyer: OutletActor, view: TemplateView) -> None:
        first, second, third = (each.id for each in view.lines)
        savepoint = session.begin_nested()
        with pytest.raises(TemplateLineNotFound):
            templates.remove_lines(session, buyer, template_id=view.card.id, line_ids=[first, uuid4()])
        savepoint.rollback()
        changed = templates.remove_lines(session, buyer, template_id=view.card.id, line_ids=[first, third])
        assert [each.id for each in changed.lines] == [second]
        assert changed.card.line_count == 1

    def test_of_another_template_are_not_found(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        other = templates.create_template(session, buyer, name="Other", lines=[line("M-005")])
        strange: dict[str, Any] = {"template_id": view.card.id, "line_id": other.lines[0].id}
        with pytest.raises(TemplateLineNotFound):
            templates.change_line(session, buyer, **strange, quantity=3)
        with pytest.raises(TemplateLineNotFound):
            templates.move_line(session, buyer, **strange, to=0)


class TestCounts:
    def test_belong_to_the_outlet_and_change_no_template(
        self, session: Session, trade: Trade, as_: ActAs, buyer: OutletActor, view: TemplateView
    ) -> None:
        counts = [Counted(view.lines[0].id, 0), Counted(view.lines[1].id, 5)]
        counted = templates.count_lines(session, buyer, template_id=view.card.id, counts=counts)
        assert [each.on_hand for each in counted.lines] == [0, 5, None]
        assert (counted.lines[0].counted_by, counted.card.version) == ("Bea Buyer", 1)
        assert counted.lines[0].counted_at is not None
        make_membership(session, contact=trade.buyer, node_id=trade.second_outlet.id)
        elsewhere = as_(trade.buyer, trade.second_outlet)
        other = templates.show_template(session, elsewhere, template_id=view.card.id)
        assert [each.on_hand for each in other.lines] == [None, None, None]

    def test_a_user_counts_for_a_shared_one(
        self, session: Session, buyer: OutletActor, admin: OutletActor
    ) -> None:
        shared = templates.create_template(
            session, admin, name="Range", scope="organization", lines=[line("M-001", par_level=6)]
        )
        counted = templates.count_lines(
            session, buyer, template_id=shared.card.id, counts=[Counted(shared.lines[0].id, 2)]
        )
        assert counted.lines[0].on_hand == 2
        assert templates.show_template(session, admin, template_id=shared.card.id).lines[0].on_hand == 2

    def test_are_counted_anew_taken_away_or_all_forgotten(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        first, second, third = (each.id for each in view.lines)
        count = lambda *counts: templates.count_lines(  # noqa: E731 -- said three times below
            session, buyer, template_id=view.card.id, counts=[Counted(*each) for each in counts]
        )
        count((first, 1), (second, 2), (third, 3))
        counted = count((first, 9), (second, None))
        assert [each.on_hand for each in counted.lines] == [9, None, 3]
        anew = templates.forget_counts(session, buyer, template_id=view.card.id)
        assert [each.on_hand for each in anew.lines] == [None, None, None]

    def test_go_with_their_line(self, session: Session, buyer: OutletActor, view: TemplateView) -> None:
        templates.count_lines(session, buyer, template_id=view.card.id, counts=[Counted(view.lines[0].id, 1)])
        templates.remove_lines(session, buyer, template_id=view.card.id, line_ids=[view.lines[0].id])
        again = templates.add_to_template(session, buyer, template_id=view.card.id, lines=[line("M-001")])
        assert [each.on_hand for each in again.lines] == [None, None, None]

    @pytest.mark.parametrize("on_hand", [-1, 1_000_001])
    def test_refuse_what_no_shelf_holds(
        self, session: Session, buyer: OutletActor, view: TemplateView, on_hand: int
    ) -> None:
        with pytest.raises(TemplateInvalid):
            templates.count_lines(
                session, buyer, template_id=view.card.id, counts=[Counted(view.lines[0].id, on_hand)]
            )

    def test_refuse_all_when_a_line_is_not_there(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        before = digest_of(session)
        with pytest.raises(TemplateLineNotFound):
            templates.count_lines(
                session,
                buyer,
                template_id=view.card.id,
                counts=[Counted(view.lines[0].id, 1), Counted(uuid4(), 1)],
            )
        assert digest_of(session) == before
