"""The demo company in a database: what was promised about it, exact against its source."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from storefront.db import schema
from storefront.db.numbers import take_numbers
from storefront.db.session import make_engine
from storefront.demo.load import DatabaseNotEmpty, DemoReport, has_demo, is_empty, load_demo
from storefront.demo.people import ADMIN, BUYER, SOLO
from storefront.demo.source import Invoice, read_invoices
from storefront.kit.text import fold
from storefront.offers.service import list_offers, open_terms_everywhere
from storefront.offers.snapshots import ListingRequest
from storefront.orders.rules import search_text
from storefront.parties.service import enter_outlet, hash_token, identify, list_outlets
from storefront.parties.service.passwords import verify_password
from storefront.parties.tables import Contact
from storefront.settings import Settings
from tests.browser.demo_company import demo_database, keep_demo_database
from tests.databases import TestDatabase
from tests.factories import make_session

pytestmark = pytest.mark.slow

PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True)
class Loaded:
    engine: sa.Engine
    report: DemoReport
    stages: dict[str, tuple[int, int]]

    def rows(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(statement), values)]

    def value(self, statement: str, **values: object) -> Any:
        return self.rows(statement, **values)[0][0]


@pytest.fixture(scope="module")
def demo(backend: str, run_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    with TestDatabase.create(backend, f"storefront_demo_{run_id}", tmp_path_factory.mktemp("demo")) as made:
        schema.upgrade(made.engine)
        stages: dict[str, tuple[int, int]] = {}

        def note(stage: str, done: int, total: int) -> None:
            stages[stage] = (done, total)

        report = load_demo(made.engine, Settings(demo_password=PASSWORD), progress=note)  # pyright: ignore[reportArgumentType] -- pydantic makes the secret
        if backend == "sqlite":
            keep_demo_database(made.engine.url.database or "", PASSWORD)
        yield Loaded(made.engine, report, stages)


@pytest.fixture(scope="module")
def invoices() -> list[Invoice]:
    return read_invoices()


class TestLoadDemo:
    def test_has_the_promised_sizes(self, demo: Loaded) -> None:
        counts = demo.report.counts
        assert counts["products"] == 4401 + 4 * 30
        assert counts["sellers"] == 5
        assert counts["node_addresses"] == 5224
        assert counts["sales_orders"] == 29_534
        assert counts["order_lines"] == 600_868
        for table, count in counts.items():
            assert demo.value(f"select count(*) from {table}") == count, table

    def test_some_products_were_replaced_by_one_that_is_sold(self, demo: Loaded) -> None:
        assert demo.value("select count(*) from products where replaced_by_id is not null") == 40
        on_shelf = "select count(*) from shelf_items i join products p on p.id = i.product_id where p.replaced_by_id is not null"
        assert demo.value(on_shelf) == 0
        followed = "select count(distinct p.id) from products p join shelf_items i on i.product_id = p.replaced_by_id"
        assert demo.value(followed) == 40
        [(sku,)] = demo.rows(
            "select s.sku from products p join products s on s.id = p.replaced_by_id where p.sku = '85014D'"
        )
        assert sku == "85014B"

    def test_tells_how_far_it_is_to_the_end_of_each_stage(self, demo: Loaded) -> None:
        assert demo.stages["Orders"] == (29_534, 29_534)
        assert all(done == total for done, total in demo.stages.values())

    def test_at_least_forty_organizations_have_three_outlets(self, demo: Loaded) -> None:
        chains = demo.value(
            "select count(*) from (select 1 from hierarchy_nodes where kind = 'outlet' group by organization_id having count(*) >= 3) x"
        )
        assert chains == 61

    def test_all_orders_together_are_the_sources_total(self, demo: Loaded) -> None:
        assert demo.value("select sum(total_minor) from sales_orders") == 13_522_526_32
        assert demo.value("select sum(total_minor) from order_lines") == 13_522_526_32

    def test_each_order_is_its_invoice(self, demo: Loaded, invoices: list[Invoice]) -> None:
        for invoice in (invoices[0], invoices[14_000], max(invoices, key=lambda invoice: len(invoice.lines))):
            lines = demo.rows(
                "select l.sku, l.quantity, l.unit_price, l.total_minor from order_lines l join sales_orders o on o.id = l.order_id"
                " where o.number = :number order by l.position",
                number=f"SO-{invoice.number}",
            )
            assert lines == [
                (code, quantity, pence * 100, quantity * pence) for code, quantity, pence in invoice.lines
            ]

    def test_search_reads_of_an_order_what_it_reads_of_a_new_one(self, demo: Loaded) -> None:
        for number in ("SO-489434", "SO-536365"):
            found = demo.rows(
                "select purchase_order_number, search_text from sales_orders where number = :number",
                number=number,
            )
            lines = demo.rows(
                "select l.sku, l.name from order_lines l join sales_orders o on o.id = l.order_id where o.number = :number order by l.position",
                number=number,
            )
            reference, text = found[0]
            assert text == search_text(number, reference, [(sku, name) for sku, name in lines])

    def test_people_are_found_by_their_folded_names(self, demo: Loaded) -> None:
        people = demo.rows("select name, name_key from contacts")
        assert [(name, fold(name)) for name, _ in people] == people

    def test_purchases_say_since_when_and_at_what_price(self, demo: Loaded) -> None:
        wrong = demo.value(
            "with lines as (select o.outlet_id, l.catalog_id, l.product_id, l.unit_price,"
            " min(o.placed_at) over w as first_at,"
            " row_number() over (w order by o.placed_at desc, o.sequence desc, l.position desc) as newest"
            " from order_lines l join sales_orders o on o.id = l.order_id"
            " window w as (partition by o.outlet_id, l.catalog_id, l.product_id))"
            " select count(*) from lines join outlet_purchases p on p.outlet_id = lines.outlet_id"
            " and p.catalog_id = lines.catalog_id and p.product_id = lines.product_id"
            " where newest = 1 and (first_ordered_at <> first_at or last_unit_price <> unit_price)"
        )
        assert wrong == 0

    def test_orders_are_summed_by_category(self, demo: Loaded) -> None:
        lines = demo.rows(
            "select l.order_id, p.category_id, count(*), sum(l.total_minor) from order_lines l"
            " join products p on p.id = l.product_id group by 1, 2 order by 1, 2"
        )
        kept = demo.rows(
            "select order_id, category_id, lines, total_minor from order_categories order by 1, 2"
        )
        assert kept == lines

    def test_purchases_summarize_all_lines(self, demo: Loaded) -> None:
        assert demo.value("select sum(units) from outlet_purchases") == demo.value(
            "select sum(quantity) from order_lines"
        )
        orders = demo.value(
            "select count(*) from (select distinct order_id, product_id from order_lines) x",
        )
        assert demo.value("select sum(times) from outlet_purchases") == orders

    def test_the_last_purchase_is_that_of_the_last_order(self, demo: Loaded) -> None:
        wrong = demo.value(
            "select count(*) from outlet_purchases p where last_ordered_at <> (select max(o.placed_at) from sales_orders o"
            " join order_lines l on l.order_id = o.id where o.outlet_id = p.outlet_id and l.product_id = p.product_id"
            " and l.catalog_id = p.catalog_id) and p.times > 20"
        )
        assert wrong == 0

    def test_numbers_go_on_after_those_of_the_demo(self, demo: Loaded) -> None:
        with Session(demo.engine) as session:
            assert take_numbers(session, "order", "SO-") == ["SO-600001"]
            assert take_numbers(session, "outlet", "OUT-") == ["OUT-005225"]
            session.rollback()

    def test_every_listed_product_has_a_price_at_every_seller(self, demo: Loaded) -> None:
        assert demo.value("select count(*) from shelf_items where list_price is null") == 0
        assert demo.value("select count(*) from shelf_items") == demo.report.counts["shelf_items"]

    def test_quantity_rules_on_the_shelf_can_be_met(self, demo: Loaded) -> None:
        broken = demo.value(
            "select count(*) from shelf_items where standard % multiple <> 0 or standard < minimum or minimum % multiple <> 0"
            " or (maximum is not null and standard > maximum)"
        )
        assert broken == 0

    def test_keeps_every_foreign_key_and_index_of_the_migrations(self, demo: Loaded) -> None:
        schema.drift(demo.engine)
        if demo.engine.dialect.name == "sqlite":
            assert demo.rows("pragma foreign_key_check") == []


class TestDemoSignIns:
    def test_each_password_is_the_one_reported(self, demo: Loaded) -> None:
        assert demo.report.password == PASSWORD
        hashes = demo.rows(
            "select email, password_hash from contacts where password_hash is not null order by email"
        )
        assert [email for email, _ in hashes] == [
            f"{role}@demo.example" for role in ("admin", "buyer", "field", "hq", "seller", "service", "solo")
        ]
        assert all(verify_password(PASSWORD, stored) for _, stored in hashes[:1])
        assert len({stored for _, stored in hashes}) == 1

    def test_each_has_the_promised_memberships(self, demo: Loaded) -> None:
        found = demo.rows(
            "select c.email, m.role, n.kind, count(*), count(distinct n.organization_id) from contacts c"
            " join memberships m on m.contact_id = c.id join hierarchy_nodes n on n.id = m.node_id"
            " where c.email like '%@demo.example' group by c.email, m.role, n.kind order by c.email"
        )
        assert found == [
            ("admin@demo.example", "admin", "organization", 1, 1),
            ("buyer@demo.example", "user", "outlet", 5, 2),
            ("solo@demo.example", "user", "outlet", 1, 1),
        ]

    def test_each_organization_has_twenty_thousand_pounds_of_credit_left(self, demo: Loaded) -> None:
        left = demo.rows(
            "select distinct a.organization_id, a.limit_minor - a.held_minor - a.invoiced_minor from contacts c"
            " join memberships m on m.contact_id = c.id join hierarchy_nodes n on n.id = m.node_id"
            " join credit_accounts a on a.organization_id = n.organization_id where c.email like '%@demo.example'"
        )
        assert len(left) == 4
        assert min(amount for _, amount in left) >= 20_000_00

    def test_each_organization_has_two_sellers_with_plenty_in_stock(self, demo: Loaded) -> None:
        stocked = demo.rows(
            "select n.organization_id, s.code, count(distinct i.product_id) from contacts c"
            " join memberships m on m.contact_id = c.id join hierarchy_nodes n on n.id = m.node_id"
            " join hierarchy_nodes r on r.organization_id = n.organization_id and r.parent_id is null"
            " join node_sellers ns on ns.node_id = r.id join sellers s on s.id = ns.seller_id"
            " join node_catalogs nc on nc.node_id = r.id join catalogs g on g.id = nc.catalog_id and g.seller_id = s.id"
            " join shelf_items i on i.catalog_id = g.id and i.is_available"
            " where c.email like '%@demo.example' group by n.organization_id, s.code"
        )
        sellers = [organization for organization, _, _ in stocked]
        assert len(set(sellers)) == 4
        assert all(sellers.count(organization) >= 2 for organization in sellers)
        assert min(count for *_, count in stocked) > 1_500

    @pytest.mark.parametrize(("email", "outlets"), [(BUYER, 5), (SOLO, 1), (ADMIN, 40)])
    def test_each_outlet_has_two_sellers_that_offer_what_is_available(
        self, demo: Loaded, email: str, outlets: int
    ) -> None:
        with Session(demo.engine) as session:
            contact_id = session.exec(select(Contact.id).where(Contact.email == email)).one()
            token_hash = hash_token(make_session(session, contact_id=contact_id))
            found = list_outlets(session, identify(session, token_hash), limit=200).items
            offering: dict[str, int] = {}
            for outlet in found:
                actor = enter_outlet(session, token_hash, outlet.number)
                listings = [
                    list_offers(session, actor, ListingRequest(terms.seller.code, available=True, limit=1))
                    for terms in open_terms_everywhere(session, actor)
                ]
                offering[outlet.number] = sum(listing.total > 0 for listing in listings)
            session.rollback()
        assert len(offering) == outlets
        assert min(offering.values()) >= 2

    def test_the_field_seller_looks_after_the_outlets_of_all_of_them(self, demo: Loaded) -> None:
        assert "field@demo.example" in demo.report.sign_ins
        left_out = demo.value(
            "select count(*) from contacts c join memberships m on m.contact_id = c.id"
            " join hierarchy_nodes n on n.id = m.node_id join hierarchy_nodes r"
            " on r.organization_id = n.organization_id and r.parent_id is null"
            " where c.email like '%@demo.example' and r.id not in (select node_id from sales_group_nodes)"
        )
        assert left_out == 0
        assert demo.value("select count(*) from sales_group_nodes") > 24

    def test_each_has_placed_some_but_not_all_orders_of_its_outlets(self, demo: Loaded) -> None:
        for email in (BUYER, SOLO, ADMIN):
            own = demo.value(
                "select count(*) from sales_orders o join contacts c on c.id = o.contact_id where c.email = :email",
                email=email,
            )
            all_orders = demo.value(
                "select count(*) from sales_orders o join hierarchy_nodes n on n.id = o.outlet_id"
                " where exists (select 1 from memberships m join contacts c on c.id = m.contact_id"
                " where m.node_id in (n.id, (select r.id from hierarchy_nodes r where r.organization_id = n.organization_id"
                " and r.parent_id is null)) and c.email = :email)",
                email=email,
            )
            assert 10 < own < all_orders, email


class TestOnce:
    def test_a_database_with_something_in_it_is_refused_and_left_alone(self, demo: Loaded) -> None:
        assert not is_empty(demo.engine)
        assert has_demo(demo.engine)
        before = demo.value("select count(*) from contacts")
        with pytest.raises(DatabaseNotEmpty):
            load_demo(demo.engine, Settings())
        assert demo.value("select count(*) from contacts") == before

    @pytest.mark.postgresql  # the second company is in SQLite: one comparison covers both
    def test_two_loads_make_the_same_company(self, demo: Loaded) -> None:
        """By another process, whose sets are in another order."""
        again = make_engine(Settings(database_url=f"sqlite:///{demo_database(PASSWORD)}"))
        assert _digests(again) == _digests(demo.engine)
        again.dispose()


class TestBrokenLoad:
    def test_leaves_an_empty_database_that_can_be_loaded(self, empty_database: TestDatabase) -> None:
        engine = empty_database.engine
        schema.upgrade(engine)

        def stop(stage: str, done: int, total: int) -> None:
            if stage == "Orders" and done:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            load_demo(engine, Settings(), progress=stop)
        assert is_empty(engine)
        schema.drift(engine)


def _digests(engine: sa.Engine) -> dict[str, str]:
    """One digest a table, of its rows in the order of the primary key; hashes of passwords, and when it was, are left out."""
    found: dict[str, str] = {}
    with engine.connect() as connection:
        for table in schema.metadata().sorted_tables:
            columns = [
                _as_written(column)
                for column in table.columns
                if column.name not in {"password_hash", "learned_at"}
            ]
            digest = hashlib.sha256()
            rows = connection.execution_options(yield_per=5_000).execute(
                sa.select(*columns).order_by(*table.primary_key)
            )
            for row in rows:
                digest.update(repr(tuple(row)).encode())
            found[table.name] = digest.hexdigest()
    return found


def _as_written(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Ids and documents as text: a million objects made of them would be compared no better."""
    if isinstance(column.type, sa.JSON):
        return sa.cast(sa.type_coerce(column, sa.Text), sa.Text)
    if isinstance(column.type, sa.Uuid):
        return sa.type_coerce(column, sa.Uuid(as_uuid=False))
    return column


class TestTemplates:
    def test_each_demo_buyer_has_two_of_its_own_and_one_that_is_shared(self, demo: Loaded) -> None:
        found = demo.rows(
            "select c.email, t.name, t.line_count from order_templates t join contacts c on c.id = t.contact_id"
            " where t.scope = 'contact' order by c.email, t.name"
        )
        assert found == [
            (email, name, lines)
            for email in ("admin@demo.example", "buyer@demo.example", "solo@demo.example")
            for name, lines in (("Monday top-up", 18), ("Window display", 9))
        ]
        shared = demo.rows(
            "select o.number, t.line_count, c.email from order_templates t join contacts c on c.id = t.contact_id"
            " join organizations o on o.id = t.organization_id where t.scope = 'organization' order by o.number"
        )
        assert [(name, lines) for name, lines, _ in shared] == [
            ("ORG-000001", 30),
            (shared[1][0], 30),
            (shared[2][0], 30),
        ]
        assert shared[0][2] == "admin@demo.example"

    def test_lines_are_what_the_organization_bought_from_that_catalog(self, demo: Loaded) -> None:
        assert demo.value("select count(*) from order_template_lines") == 3 * (18 + 9 + 30)
        never_bought = demo.value(
            "select count(*) from order_template_lines l join order_templates t on t.id = l.template_id"
            " where not exists (select 1 from outlet_purchases p join hierarchy_nodes n on n.id = p.outlet_id"
            " where n.organization_id = t.organization_id and p.product_id = l.product_id and p.catalog_id = l.catalog_id)"
        )
        assert never_bought == 0

    def test_a_shelf_holds_two_usual_orders(self, demo: Loaded) -> None:
        assert (
            demo.value("select count(*) from order_template_lines where par_level = 2 * quantity") == 3 * 48
        )
        assert demo.value("select count(*) from order_template_lines where par_level is null") == 3 * 9
