"""Templates made, listed, renamed, put away, deleted and brought back."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.errors import LinesRefused
from storefront.carts.snapshots import WantedLine
from storefront.catalog.tables import Catalog
from storefront.db.columns import table_of
from storefront.kit.clock import day_of, now
from storefront.kit.errors import Invalid
from storefront.offers.service import note_purchases
from storefront.parties.actor import OutletActor
from storefront.settings import get_settings
from storefront.templates import service as templates
from storefront.templates.errors import (
    NameTaken,
    TemplateChanged,
    TemplateFull,
    TemplateInvalid,
    TemplateNotFound,
    TooManyTemplates,
)
from storefront.templates.rules import lines as line_rules
from storefront.templates.rules.naming import usual_name
from storefront.templates.service import opening
from storefront.templates.snapshots import TemplateFilter, TemplateView
from storefront.templates.tables import OrderTemplate
from tests.conftest import CountStatements
from tests.digests import digest_of
from tests.factories import Trade
from tests.templates.conftest import line


def create(session: Session, actor: OutletActor, name: str, **more: Any) -> TemplateView:
    return templates.create_template(session, actor, name=name, **more)


def listed(session: Session, actor: OutletActor, **wanted: Any) -> list[str]:
    return [card.name for card in templates.list_templates(session, actor, TemplateFilter(**wanted)).items]


def retract(session: Session, catalog: str) -> None:
    table = table_of(Catalog)
    session.execute(sa.update(table).where(table.c.code == catalog).values(status="retracted"))


class TestCreate:
    @pytest.mark.smoke
    def test_keeps_product_and_catalog_and_never_a_price(self, session: Session, buyer: OutletActor) -> None:
        view = create(
            session,
            buyer,
            "  Weekly   top-up ",
            lines=[line("M-002", 4, par_level=12), line("M-001", 1, catalog="NORTH-MAIN")],
        )
        assert (view.card.name, view.card.scope, view.card.version) == ("Weekly top-up", "contact", 1)
        assert (view.card.line_count, view.card.first_skus) == (2, ("M-002", "M-001"))
        assert [
            (each.sku, each.name, each.catalog, each.seller, each.quantity, each.par_level)
            for each in view.lines
        ] == [
            ("M-002", "Mug M-002", "MAKER-MAIN", "MAKER", 4, 12),
            ("M-001", "Mug M-001", "NORTH-MAIN", "NORTH", 1, None),
        ]

    def test_two_catalogs_are_two_lines_and_the_same_is_one(
        self, session: Session, buyer: OutletActor
    ) -> None:
        view = create(
            session,
            buyer,
            "Both",
            lines=[line("M-001", 2), line("M-001", 3, catalog="NORTH-MAIN"), line("M-001", 4)],
        )
        assert [(each.catalog, each.quantity) for each in view.lines] == [
            ("MAKER-MAIN", 6),
            ("NORTH-MAIN", 3),
        ]

    def test_without_a_name_it_is_called_after_the_day(self, session: Session, buyer: OutletActor) -> None:
        today = usual_name(day_of(now(), get_settings().timezone))
        assert create(session, buyer, " ").card.name == today
        assert create(session, buyer, "").card.name == f"{today} (2)"

    def test_a_name_is_taken_once_among_ones_own(
        self, session: Session, buyer: OutletActor, admin: OutletActor
    ) -> None:
        create(session, buyer, "Weekly")
        create(session, admin, "Weekly")
        create(session, admin, "Weekly", scope="organization")
        with pytest.raises(NameTaken) as refused:
            create(session, buyer, "WEEKLY ")
        assert refused.value.facts == {"name": "WEEKLY", "free": "WEEKLY (2)"}
        with pytest.raises(NameTaken):
            create(session, admin, "weekly", scope="organization")

    def test_refuses_all_when_a_line_is_neither_offered_nor_known(
        self, session: Session, buyer: OutletActor
    ) -> None:
        before = digest_of(session)
        with pytest.raises(LinesRefused) as refused:
            create(session, buyer, "x", lines=[line("M-001"), line("M-999"), line("M-002", catalog="NOBODY")])
        assert [(each.line, each.sku) for each in refused.value.problems] == [(1, "M-999"), (2, "M-002")]
        assert digest_of(session) == before

    def test_keeps_what_was_bought_from_a_catalog_that_is_closed_since(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        bought = trade.north.products[0]
        note_purchases(
            session,
            outlet_id=trade.outlet.id,
            lines=[(trade.north.catalog_id, bought.id, 3, 27_500)],
            moment=now(),
        )
        retract(session, "NORTH-MAIN")
        view = create(session, buyer, "Old", lines=[line("M-001", catalog="NORTH-MAIN")])
        assert [(each.sku, each.catalog) for each in view.lines] == [("M-001", "NORTH-MAIN")]
        with pytest.raises(LinesRefused):
            create(session, buyer, "Never", lines=[line("M-002", catalog="NORTH-MAIN")])

    def test_what_another_outlet_bought_opens_nothing(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        bought = trade.north.products[0]
        note_purchases(
            session,
            outlet_id=trade.other_outlet.id,
            lines=[(trade.north.catalog_id, bought.id, 3, 27_500)],
            moment=now(),
        )
        retract(session, "NORTH-MAIN")
        with pytest.raises(LinesRefused):
            create(session, buyer, "Old", lines=[line("M-001", catalog="NORTH-MAIN")])

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"scope": "world"}, "scope"),
            ({"name": "x" * 81}, "name"),
            ({"lines": [line("M-001", 0)]}, "quantity"),
            ({"lines": [line("M-001", 1_000_001)]}, "quantity"),
            ({"lines": [line("M-001", 1, par_level=0)]}, "par_level"),
        ],
    )
    def test_refuses_what_cannot_be(
        self, session: Session, buyer: OutletActor, more: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(TemplateInvalid) as refused:
            create(session, buyer, **{"name": "x", **more})
        assert list(refused.value.facts["fields"]) == [field]  # pyright: ignore[reportArgumentType] -- a dictionary here

    def test_has_at_most_a_thousand_lines(self, session: Session, buyer: OutletActor) -> None:
        with pytest.raises(TemplateFull, match="1,000"):
            create(session, buyer, "x", lines=[line("M-001")] * (line_rules.MAXIMUM_LINES + 1))

    def test_there_are_at_most_so_many_of_each_scope(
        self, session: Session, admin: OutletActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "MAXIMUM_TEMPLATES", 2)
        for name in ("a", "b"):
            create(session, admin, name)
            create(session, admin, name, scope="organization")
        for scope in ("contact", "organization"):
            with pytest.raises(TooManyTemplates) as refused:
                create(session, admin, "c", scope=scope)
            assert refused.value.facts == {"maximum": 2}
        own = templates.list_templates(session, admin, TemplateFilter(show="mine")).items[0]
        other = {"contact": "organization", "organization": "contact"}[own.scope]
        with pytest.raises(TooManyTemplates):
            templates.change_template(session, admin, template_id=own.id, name="c", scope=other)

    def test_statements_do_not_grow_with_the_lines(
        self, session: Session, buyer: OutletActor, count_statements: CountStatements
    ) -> None:
        found: list[int] = []
        for size in (1, 12):
            with count_statements() as statements:
                create(session, buyer, f"of {size}", lines=[line(f"M-{at:03d}") for at in range(1, size + 1)])
            found.append(len(statements))
        assert found[0] == found[1] <= 11


class TestFromCart:
    def test_has_every_line_of_the_cart_also_what_is_closed(
        self, session: Session, buyer: OutletActor
    ) -> None:
        carts.add_lines(
            session, buyer, seller="NORTH", lines=[WantedLine("M-003", 7), WantedLine("M-001", 2)]
        )
        retract(session, "NORTH-MAIN")
        view = templates.create_from_cart(session, buyer, seller="NORTH", name="From cart")
        assert [(each.sku, each.catalog, each.quantity) for each in view.lines] == [
            ("M-003", "NORTH-MAIN", 7),
            ("M-001", "NORTH-MAIN", 2),
        ]
        assert len(carts.show_cart(session, buyer, seller="NORTH").lines) == 2

    def test_joins_a_template_that_is_there(self, session: Session, buyer: OutletActor) -> None:
        view = create(session, buyer, "Weekly", lines=[line("M-003", 1)])
        carts.add_lines(
            session, buyer, seller="MAKER", lines=[WantedLine("M-003", 7), WantedLine("M-001", 2)]
        )
        joined = templates.add_cart_to_template(
            session, buyer, template_id=view.card.id, seller="MAKER", when_there="add"
        )
        assert [(each.sku, each.quantity) for each in joined.lines] == [("M-003", 8), ("M-001", 2)]


class TestClone:
    def test_has_lines_and_par_levels_and_a_name_of_its_own(
        self, session: Session, buyer: OutletActor
    ) -> None:
        view = create(session, buyer, "Weekly", lines=[line("M-002", 4, par_level=12), line("M-001", 3)])
        templates.use_template(session, buyer, template_id=view.card.id)
        copies = [templates.clone_template(session, buyer, template_id=view.card.id) for _ in range(2)]
        assert [copy.card.name for copy in copies] == ["Copy of Weekly", "Copy of Weekly (2)"]
        assert [(each.sku, each.quantity, each.par_level) for each in copies[0].lines] == [
            ("M-002", 4, 12),
            ("M-001", 3, None),
        ]
        assert copies[0].card.last_used_at is None
        assert {each.id for each in copies[0].lines}.isdisjoint({each.id for each in view.lines})

    def test_keeps_lines_of_closed_catalogs(self, session: Session, buyer: OutletActor) -> None:
        view = create(session, buyer, "Weekly", lines=[line("M-002", catalog="NORTH-MAIN")])
        retract(session, "NORTH-MAIN")
        copy = templates.clone_template(session, buyer, template_id=view.card.id, name="Again")
        assert [each.catalog for each in copy.lines] == ["NORTH-MAIN"]


class TestList:
    def test_last_used_first_or_by_name(self, session: Session, buyer: OutletActor) -> None:
        made = [create(session, buyer, name, lines=[line("M-001")]) for name in ("b", "C", "a")]
        assert listed(session, buyer) == ["a", "C", "b"]
        templates.use_template(session, buyer, template_id=made[0].card.id)
        assert listed(session, buyer) == ["b", "a", "C"]
        assert listed(session, buyer, sort="name") == ["a", "b", "C"]
        card = templates.list_templates(session, buyer).items[0]
        assert card.last_used_at is not None
        assert card.version == 1

    @pytest.mark.parametrize("sort", ["last_used", "name"])
    def test_pages_show_each_once(self, session: Session, buyer: OutletActor, sort: str) -> None:
        for number in range(7):
            create(session, buyer, f"T {number}")
        found: list[str] = []
        cursor = None
        for _ in range(4):
            page = templates.list_templates(session, buyer, TemplateFilter(sort=sort, cursor=cursor, limit=2))
            found.extend(card.name for card in page.items)
            cursor = page.next_cursor
        assert cursor is None
        assert sorted(found) == [f"T {number}" for number in range(7)]

    @pytest.mark.parametrize(
        "wanted",
        [{"cursor": "x"}, {"show": "theirs"}, {"sort": "size"}, {"limit": 0}, {"limit": 201}],
    )
    def test_refuses_what_is_no_list(
        self, session: Session, buyer: OutletActor, wanted: dict[str, Any]
    ) -> None:
        with pytest.raises(Invalid):
            listed(session, buyer, **wanted)

    def test_finds_by_a_part_of_the_name(self, session: Session, buyer: OutletActor) -> None:
        for name in ("Caf\u00e9 100%", "Counter", "Counter_2"):
            create(session, buyer, name)
        assert listed(session, buyer, text="CAFE") == ["Caf\u00e9 100%"]
        assert listed(session, buyer, text="%") == ["Caf\u00e9 100%"]
        assert listed(session, buyer, text="r_") == ["Counter_2"]
        assert listed(session, buyer, text="\x00") == []

    def test_of_those_that_one_may_change_leaves_out_what_others_shared(
        self, session: Session, buyer: OutletActor, admin: OutletActor
    ) -> None:
        templates.create_template(session, admin, name="Shared", scope="organization")
        templates.create_template(session, buyer, name="Own")
        wanted = TemplateFilter(is_editable=True, sort="name")
        assert [card.name for card in templates.list_templates(session, buyer, wanted).items] == ["Own"]
        assert [card.name for card in templates.list_templates(session, admin, wanted).items] == ["Shared"]

    def test_one_statement_whatever_there_is(
        self, session: Session, buyer: OutletActor, count_statements: CountStatements
    ) -> None:
        for number in range(5):
            create(session, buyer, f"T {number}", lines=[line("M-001"), line("M-002")])
        with count_statements() as statements:
            listed(session, buyer)
        assert len(statements) == 1


class TestChange:
    def test_renames_and_raises_the_version(self, session: Session, buyer: OutletActor) -> None:
        view = create(session, buyer, "Weekly")
        changed = templates.change_template(
            session, buyer, template_id=view.card.id, name="weekly", version=1
        )
        assert (changed.card.name, changed.card.version) == ("weekly", 2)
        with pytest.raises(TemplateChanged) as refused:
            templates.change_template(session, buyer, template_id=view.card.id, name="x", version=1)
        assert refused.value.facts["expected"] == 1

    def test_refuses_a_name_that_is_taken(self, session: Session, buyer: OutletActor) -> None:
        create(session, buyer, "Weekly")
        view = create(session, buyer, "Monthly")
        with pytest.raises(NameTaken):
            templates.change_template(session, buyer, template_id=view.card.id, name="WEEKLY")

    def test_sharing_looks_at_the_names_that_are_shared(self, session: Session, admin: OutletActor) -> None:
        create(session, admin, "Weekly", scope="organization")
        own = create(session, admin, "Weekly")
        savepoint = session.begin_nested()
        with pytest.raises(NameTaken):
            templates.change_template(session, admin, template_id=own.card.id, scope="organization")
        savepoint.rollback()
        moved = templates.change_template(
            session, admin, template_id=own.card.id, scope="organization", name="Weekly 2"
        )
        assert (moved.card.name, moved.card.scope) == ("Weekly 2", "organization")

    def test_what_is_put_away_is_in_another_list(self, session: Session, buyer: OutletActor) -> None:
        view = create(session, buyer, "Weekly")
        put_away = templates.change_template(session, buyer, template_id=view.card.id, is_archived=True)
        assert put_away.card.is_archived
        assert (listed(session, buyer), listed(session, buyer, is_archived=True)) == ([], ["Weekly"])
        templates.change_template(session, buyer, template_id=view.card.id, is_archived=False)
        assert listed(session, buyer) == ["Weekly"]


class TestDelete:
    def test_takes_it_away_and_can_be_taken_back_whole(self, session: Session, buyer: OutletActor) -> None:
        view = create(session, buyer, "Weekly", lines=[line("M-002", 4, par_level=12)])
        templates.delete_template(session, buyer, template_id=view.card.id, version=1)
        assert listed(session, buyer) == []
        with pytest.raises(TemplateNotFound):
            templates.show_template(session, buyer, template_id=view.card.id)
        with pytest.raises(TemplateNotFound):
            templates.delete_template(session, buyer, template_id=view.card.id)
        back = templates.restore_template(session, buyer, template_id=view.card.id)
        assert back.lines == view.lines
        with pytest.raises(TemplateNotFound):
            templates.restore_template(session, buyer, template_id=view.card.id)

    def test_its_name_is_free_and_it_comes_back_beside_the_new_one(
        self, session: Session, buyer: OutletActor
    ) -> None:
        view = create(session, buyer, "Weekly")
        templates.delete_template(session, buyer, template_id=view.card.id)
        create(session, buyer, "Weekly")
        assert templates.restore_template(session, buyer, template_id=view.card.id).card.name == "Weekly (2)"

    def test_after_a_month_it_is_gone_for_good(self, session: Session, buyer: OutletActor) -> None:
        old, other = create(session, buyer, "Old", lines=[line("M-001")]), create(session, buyer, "Other")
        templates.delete_template(session, buyer, template_id=old.card.id)
        table = table_of(OrderTemplate)
        session.execute(
            sa.update(table).where(table.c.id == old.card.id).values(deleted_at=now() - timedelta(days=31))
        )
        templates.delete_template(session, buyer, template_id=other.card.id)
        with pytest.raises(TemplateNotFound):
            templates.restore_template(session, buyer, template_id=old.card.id)
        assert templates.restore_template(session, buyer, template_id=other.card.id).card.name == "Other"
        assert session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() == 1


class TestDatabase:
    @pytest.mark.parametrize("scope", ["contact", "organization"])
    def test_repeats_that_a_name_is_taken_once(
        self, session: Session, trade: Trade, admin: OutletActor, scope: str
    ) -> None:
        create(session, admin, "Weekly", scope=scope)
        twin = OrderTemplate(
            organization_id=trade.organization.id,
            contact_id=trade.admin.id,
            scope=scope,
            name="weekly",
            name_key="weekly",
        )
        session.add(twin)
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()
