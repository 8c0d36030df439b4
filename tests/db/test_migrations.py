"""Migrations on the database of this run; CI runs this on both."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlmodel import Session

from storefront.carts.service import add_lines, note_line
from storefront.carts.snapshots import WantedLine
from storefront.db import schema
from storefront.kit.text import fold
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from tests.databases import TestDatabase
from tests.factories import act_as, make_contact, make_trade, new_key


@contextmanager
def transaction_on(engine: sa.Engine) -> Iterator[Session]:
    with (
        Session(
            engine.execution_options(storefront_writing=True), autoflush=False, expire_on_commit=False
        ) as session,
        session.begin(),
    ):
        yield session


class TestMigrations:
    def test_up_down_and_up_again_leaves_the_tables_of_the_code(self, empty_database: TestDatabase) -> None:
        schema.upgrade(empty_database.engine)
        schema.downgrade(empty_database.engine)
        assert set(sa.inspect(empty_database.engine).get_table_names()) == {"alembic_version"}
        schema.upgrade(empty_database.engine)
        schema.drift(empty_database.engine)

    def test_each_step_can_be_taken_back(self, empty_database: TestDatabase) -> None:
        revisions = [script.revision for script in ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()]
        for revision in reversed(revisions):
            schema.upgrade(empty_database.engine, revision)
            schema.downgrade(empty_database.engine, "-1")
            schema.upgrade(empty_database.engine, revision)
        assert schema.check(empty_database.engine) is None

    def test_orders_from_before_are_summed_by_category(self, empty_database: TestDatabase) -> None:
        schema.upgrade(empty_database.engine)
        with transaction_on(empty_database.engine) as session:
            trade = make_trade(session)
            actor = act_as(session, trade.buyer, trade.outlet)
            add_lines(session, actor, seller="MAKER", lines=[WantedLine("M-001", 2), WantedLine("M-002", 1)])
            place(session, actor, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key())
        found = sa.text("select order_id, category_id, lines, total_minor from order_categories")
        with empty_database.engine.connect() as connection:
            before = connection.execute(found).all()
        assert [(row.lines, row.total_minor) for row in before] == [(2, 750)]
        schema.downgrade(empty_database.engine, "0003")
        schema.upgrade(empty_database.engine)
        with empty_database.engine.connect() as connection:
            assert connection.execute(found).all() == before

    def test_notes_from_before_are_found_and_lines_get_a_category(self, empty_database: TestDatabase) -> None:
        engine = empty_database.engine
        schema.upgrade(engine)
        with transaction_on(engine) as session:
            trade = make_trade(session)
            actor = act_as(session, trade.buyer, trade.outlet)
            cart = add_lines(session, actor, seller="MAKER", lines=[WantedLine("M-001", 2)])
            note_line(session, actor, seller="MAKER", line_id=cart.lines[0].id, note="Gift-wrapped boxes")
            request = CheckoutRequest(note="Ring twice")
            place(session, actor, seller="MAKER", request=request, idempotency_key=new_key())
        schema.downgrade(engine, "0009")
        with engine.begin() as connection:
            connection.execute(sa.text("update sales_orders set search_text = 'so 000001 mug'"))
        schema.upgrade(engine)
        with engine.connect() as connection:
            text = connection.execute(sa.text("select search_text from sales_orders")).scalar_one()
            lines = sa.text(
                "select count(*) from order_lines l join products p on p.id = l.product_id"
                " and p.category_id = l.category_id"
            )
            assert connection.execute(lines).scalar_one() == 1
        assert sorted(text.split()) == sorted(
            ["so", "000001", "mug", "gift", "wrapped", "box", "ring", "twice"]
        )

    def test_people_from_before_are_found_by_folded_names(self, empty_database: TestDatabase) -> None:
        engine = empty_database.engine
        schema.upgrade(engine)
        names = {f"p{place}@first.example": name for place, name in enumerate(("Émile ẞ", "ЖАННА", "Bea"))}
        with transaction_on(engine) as session:
            for email, name in names.items():
                make_contact(session, email=email, name=name)
        schema.downgrade(engine, "0011")
        schema.upgrade(engine)
        with engine.connect() as connection:
            found = connection.execute(sa.text("select name, name_key from contacts")).all()
        assert dict(tuple(row) for row in found) == {name: fold(name) for name in names.values()}

    def test_there_is_one_newest_migration(self) -> None:
        assert len(ScriptDirectory(str(schema.MIGRATIONS)).get_heads()) == 1

    def test_upgrading_twice_changes_nothing(self, empty_database: TestDatabase) -> None:
        schema.upgrade(empty_database.engine)
        schema.upgrade(empty_database.engine)
        assert schema.check(empty_database.engine) is None

    def test_a_database_that_is_behind_says_what_to_do(self, empty_database: TestDatabase) -> None:
        assert "storefront db upgrade" in (schema.check(empty_database.engine) or "")


class TestResolver:
    def test_first_day_and_last_price_are_read_from_the_orders(self, empty_database: TestDatabase) -> None:
        engine = empty_database.engine
        schema.upgrade(engine)
        with Session(engine, autoflush=False, expire_on_commit=False) as session, session.begin():
            trade = make_trade(session)
            buyer = act_as(session, trade.buyer, trade.outlet)
            for sku, quantity in (("M-001", 2), ("M-002", 1), ("M-001", 6)):
                add_lines(session, buyer, seller="MAKER", lines=[WantedLine(sku, quantity)])
                place(session, buyer, seller="MAKER", request=CheckoutRequest(), idempotency_key=new_key())
        before = purchases(engine)
        assert [(sku, price) for sku, _, price in before] == [("M-001", 22_500), ("M-002", 25_000)]
        schema.downgrade(engine, "0002")
        schema.upgrade(engine)
        assert purchases(engine) == before


def purchases(engine: sa.Engine) -> list[tuple[object, ...]]:
    """SKU, first day and last price of what was bought."""
    statement = sa.text(
        "select p.sku, o.first_ordered_at, o.last_unit_price from outlet_purchases o"
        " join products p on p.id = o.product_id order by p.sku"
    )
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(statement)]
