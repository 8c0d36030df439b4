"""From a template to carts: what each line means now, what is picked, what counting says."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.errors import LinesRefused
from storefront.carts.snapshots import WantedLine
from storefront.catalog.tables import Catalog, NodeCatalog, Product
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.idempotency import KeyReused
from storefront.offers.service import shelve
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.errors import NothingToOrder
from storefront.templates.snapshots import Counted, LinePick, TemplateLineInput, TemplateView
from tests.conftest import CountStatements
from tests.digests import digest_of
from tests.factories import Trade, make_catalog, make_membership, make_products
from tests.templates.conftest import ActAs, line


@pytest.fixture
def view(session: Session, buyer: OutletActor) -> TemplateView:
    """Two lines of the manufacturer's and one of the distributor's."""
    lines = [line("M-001", 6), line("M-002", 2, par_level=10), line("M-001", 3, catalog="NORTH-MAIN")]
    return templates.create_template(session, buyer, name="Weekly", lines=lines)


def in_carts(session: Session, actor: OutletActor) -> dict[str, dict[str, int]]:
    return {
        cart.seller.code: {each.sku: each.quantity for each in cart.lines}
        for cart in carts.list_carts(session, actor)
        if cart.lines
    }


def sell_in_steps_of(session: Session, trade: Trade, sku: str, multiple: int) -> None:
    table = table_of(Product)
    session.execute(
        sa.update(table)
        .where(table.c.sku == sku)
        .values(multiple=multiple, minimum=multiple, standard=multiple)
    )
    shelve(session, catalog_ids=[trade.maker.catalog_id, trade.north.catalog_id])


class TestPlacing:
    def test_without_a_catalog_it_is_kept_with_the_one_it_would_be_bought_from(
        self, session: Session, buyer: OutletActor
    ) -> None:
        view = templates.create_template(
            session,
            buyer,
            lines=[TemplateLineInput("m-004", 2), TemplateLineInput("M-005", 1, seller="NORTH")],
        )
        assert [(each.sku, each.catalog) for each in view.lines] == [
            ("M-004", "MAKER-MAIN"),
            ("M-005", "NORTH-MAIN"),
        ]

    def test_a_product_with_variants_wants_one_chosen(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        category = session.execute(sa.select(table_of(Product).c.category_id).limit(1)).scalar_one()
        make_products(
            session, seller=trade.maker, category_id=category, skus=["V-1R", "V-1B"], base_code="V-1"
        )
        shelve(session, catalog_ids=[trade.maker.catalog_id])
        before = digest_of(session)
        with pytest.raises(LinesRefused) as refused:
            templates.create_template(session, buyer, lines=[TemplateLineInput("V-1", 2)])
        assert [(each.line, each.sku) for each in refused.value.problems] == [(0, "V-1")]
        assert digest_of(session) == before

    def test_says_of_each_line_why_it_cannot_be(self, session: Session, buyer: OutletActor) -> None:
        with pytest.raises(LinesRefused) as refused:
            templates.create_template(
                session,
                buyer,
                lines=[TemplateLineInput("NOPE", 1), line("M-001"), TemplateLineInput("x" * 500, 1)],
            )
        assert [each.line for each in refused.value.problems] == [0, 2]


class TestToday:
    def test_answers_each_line_in_its_order_at_this_outlets_prices(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        today = templates.show_today(session, buyer, template_id=view.card.id)
        assert [
            (each.state, each.unit_price.amount if each.unit_price else "") for each in today.resolution.lines
        ] == [
            ("same", "2.25"),
            ("same", "2.50"),
            ("same", "2.75"),
        ]
        assert [(total.seller, total.amount.words) for total in today.resolution.totals] == [
            ("MAKER", "£18.50"),
            ("NORTH", "£8.25"),
        ]
        assert today.to_order == (None, None, None)

    def test_a_line_of_a_catalog_that_is_not_open_here_stays_and_is_flagged(
        self, session: Session, trade: Trade, as_: ActAs, admin: OutletActor
    ) -> None:
        catalog = make_catalog(
            session,
            seller=trade.maker,
            code="YORK-ONLY",
            entries={product: {} for product in trade.maker.products[:1]},
            node_id=trade.outlet.id,
        )
        session.add(NodeCatalog(node_id=trade.outlet.id, catalog_id=trade.maker.catalog_id))
        session.flush()
        shelve(session, catalog_ids=[catalog])
        shared = templates.create_template(
            session,
            admin,
            name="Range",
            scope="organization",
            lines=[line("M-001", 2, catalog="YORK-ONLY"), line("M-002", 2)],
        )
        make_membership(session, contact=trade.colleague, node_id=trade.second_outlet.id)
        elsewhere = as_(trade.colleague, trade.second_outlet)
        today = templates.show_today(session, elsewhere, template_id=shared.card.id)
        assert [each.catalog for each in today.template.lines] == ["YORK-ONLY", "MAKER-MAIN"]
        assert [(each.state, each.quantity) for each in today.resolution.lines] == [
            ("not in your catalog", 0),
            ("same", 2),
        ]
        applied = templates.apply_template(
            session, elsewhere, template_id=shared.card.id, idempotency_key="one"
        )
        assert (applied.added, [(each.line, each.state) for each in applied.skipped]) == (
            1,
            [(0, "not in your catalog")],
        )
        assert in_carts(session, elsewhere) == {"MAKER": {"M-002": 2}}
        assert len(templates.show_template(session, elsewhere, template_id=shared.card.id).lines) == 2

    def test_counting_rounds_up_to_what_can_be_ordered(
        self, session: Session, trade: Trade, buyer: OutletActor, view: TemplateView
    ) -> None:
        sell_in_steps_of(session, trade, "M-002", 4)
        templates.count_lines(
            session,
            buyer,
            template_id=view.card.id,
            counts=[Counted(view.lines[0].id, 1), Counted(view.lines[1].id, 7)],
        )
        today = templates.show_today(session, buyer, template_id=view.card.id)
        assert today.to_order == (None, 4, None)


class TestApply:
    def test_adds_to_the_carts_of_its_sellers_and_stays_as_it_is(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        applied = templates.apply_template(session, buyer, template_id=view.card.id, idempotency_key="one")
        assert (applied.added, applied.skipped, applied.is_replay) == (3, (), False)
        assert in_carts(session, buyer) == {"MAKER": {"M-001": 6, "M-002": 2}, "NORTH": {"M-001": 3}}
        after = templates.show_template(session, buyer, template_id=view.card.id)
        assert [replace(each, in_carts=0) for each in after.lines] == list(view.lines)
        assert (after.card.version, after.card.last_used_at is not None) == (1, True)

    def test_the_same_key_adds_once_and_other_lines_want_another(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        order: dict[str, Any] = {"template_id": view.card.id, "idempotency_key": "one"}
        templates.apply_template(session, buyer, **order)
        again = templates.apply_template(session, buyer, **order)
        assert (again.added, again.is_replay) == (3, True)
        with pytest.raises(KeyReused):
            templates.apply_template(session, buyer, **order, picks=[LinePick(sku="M-002")])
        assert in_carts(session, buyer) == {"MAKER": {"M-001": 6, "M-002": 2}, "NORTH": {"M-001": 3}}

    def test_only_what_is_picked_at_the_quantity_said(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        picks = [LinePick(sku="M-002", quantity=5), LinePick(line_id=view.lines[2].id)]
        applied = templates.apply_template(
            session, buyer, template_id=view.card.id, idempotency_key="one", picks=picks
        )
        assert applied.added == 2
        assert in_carts(session, buyer) == {"MAKER": {"M-002": 5}, "NORTH": {"M-001": 3}}

    def test_what_is_short_is_added_as_far_as_it_goes_and_every_line_is_counted(
        self, session: Session, trade: Trade, buyer: OutletActor, view: TemplateView
    ) -> None:
        stock = table_of(StockLevel)
        for product, left in ((trade.maker.products[0], 4), (trade.maker.products[1], 0)):
            session.execute(
                sa.update(stock)
                .where(stock.c.product_id == product.id, stock.c.warehouse_id == trade.maker.warehouse_id)
                .values(on_hand=left)
            )
        shelve(session, catalog_ids=[trade.maker.catalog_id])
        applied = templates.apply_template(session, buyer, template_id=view.card.id, idempotency_key="one")
        assert (applied.added, [(each.line, each.state) for each in applied.skipped]) == (2, [(1, "short")])
        assert in_carts(session, buyer) == {"MAKER": {"M-001": 4}, "NORTH": {"M-001": 3}}

    def test_by_count_orders_what_is_missing(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        count: dict[str, Any] = {"template_id": view.card.id}
        templates.count_lines(session, buyer, **count, counts=[Counted(view.lines[1].id, 3)])
        applied = templates.apply_template(session, buyer, **count, idempotency_key="one", is_by_count=True)
        assert applied.added == 1
        assert in_carts(session, buyer) == {"MAKER": {"M-002": 7}}

    def test_by_count_a_second_time_orders_nothing_again(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        count: dict[str, Any] = {"template_id": view.card.id}
        templates.count_lines(session, buyer, **count, counts=[Counted(view.lines[1].id, 3)])
        templates.apply_template(session, buyer, **count, idempotency_key="one", is_by_count=True)
        with pytest.raises(NothingToOrder, match="with what the carts hold"):
            templates.apply_template(session, buyer, **count, idempotency_key="two", is_by_count=True)
        line_today = templates.show_today(session, buyer, **count).template.lines[1]
        assert (line_today.in_carts, line_today.counted_by) == (7, "Bea Buyer")
        place(session, buyer, seller="MAKER", request=CheckoutRequest(), idempotency_key="order")
        today = templates.show_today(session, buyer, **count)
        assert today.to_order == (None, None, None)
        with pytest.raises(NothingToOrder, match="count the shelf anew"):
            templates.apply_template(session, buyer, **count, idempotency_key="three", is_by_count=True)
        templates.count_lines(session, buyer, **count, counts=[Counted(view.lines[1].id, 4)])
        assert templates.show_today(session, buyer, **count).to_order == (None, 6, None)

    def test_by_count_orders_only_what_the_cart_does_not_hold(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        carts.add_lines(session, buyer, seller="MAKER", lines=[WantedLine("M-002", 5)])
        templates.count_lines(session, buyer, template_id=view.card.id, counts=[Counted(view.lines[1].id, 3)])
        assert templates.show_today(session, buyer, template_id=view.card.id).to_order == (None, 2, None)

    @pytest.mark.parametrize(
        ("on_hand", "words"), [(None, "Nothing was counted yet"), (10, "Nothing is missing")]
    )
    def test_by_count_refuses_nothing_in_words(
        self, session: Session, buyer: OutletActor, view: TemplateView, on_hand: int | None, words: str
    ) -> None:
        templates.count_lines(
            session, buyer, template_id=view.card.id, counts=[Counted(view.lines[1].id, on_hand)]
        )
        before = digest_of(session)
        with pytest.raises(NothingToOrder, match=words):
            templates.apply_template(
                session, buyer, template_id=view.card.id, idempotency_key="one", is_by_count=True
            )
        assert digest_of(session) == before

    def test_an_empty_template_orders_nothing(self, session: Session, buyer: OutletActor) -> None:
        empty = templates.create_template(session, buyer, name="Empty")
        with pytest.raises(NothingToOrder):
            templates.apply_template(session, buyer, template_id=empty.card.id, idempotency_key="one")

    def test_looking_first_names_the_same_lines_and_adds_nothing(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        name, lines = templates.use_template(session, buyer, template_id=view.card.id)
        assert name == "Weekly"
        assert [(each.sku, each.quantity, each.catalog, each.seller) for each in lines] == [
            ("M-001", 6, "MAKER-MAIN", "MAKER"),
            ("M-002", 2, "MAKER-MAIN", "MAKER"),
            ("M-001", 3, "NORTH-MAIN", "NORTH"),
        ]
        assert in_carts(session, buyer) == {}
        found = templates.list_templates(session, buyer).items[0]
        assert found.last_used_at is not None

    def test_statements_do_not_grow_with_the_lines(
        self, session: Session, buyer: OutletActor, count_statements: CountStatements
    ) -> None:
        found: list[int] = []
        for size in (2, 12):
            lines = [line(f"M-{at:03d}") for at in range(1, size + 1)]
            made = templates.create_template(session, buyer, name=f"of {size}", lines=lines)
            with count_statements() as statements:
                templates.apply_template(
                    session, buyer, template_id=made.card.id, idempotency_key=f"of {size}"
                )
            found.append(len(statements))
        assert found[0] == found[1] <= 24


class TestRetracted:
    def test_a_template_keeps_what_was_retracted_and_orders_the_rest(
        self, session: Session, buyer: OutletActor, view: TemplateView
    ) -> None:
        table = table_of(Catalog)
        session.execute(sa.update(table).where(table.c.code == "NORTH-MAIN").values(status="retracted"))
        today = templates.show_today(session, buyer, template_id=view.card.id)
        assert [each.quantity > 0 for each in today.resolution.lines] == [True, True, False]
        assert today.resolution.lines[2].state == "not in your catalog"
        applied = templates.apply_template(session, buyer, template_id=view.card.id, idempotency_key="one")
        assert applied.added == 2
