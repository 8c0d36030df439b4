"""Loads the demo company into an empty database, whole or not at all."""

import secrets
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from storefront.catalog.tables import CatalogEntry, Product
from storefront.db.columns import table_of
from storefront.db.numbers import NumberSequence
from storefront.db.schema import metadata
from storefront.demo.assortment import Catalogs, plan_assortments, write_catalogs
from storefront.demo.bulk import BulkWriter, Report, settle, tune
from storefront.demo.categories import write_categories
from storefront.demo.company import write_sellers
from storefront.demo.demand import read_demand
from storefront.demo.field import write_sales_groups
from storefront.demo.hierarchy import write_organizations
from storefront.demo.history import History
from storefront.demo.outlets import OrganizationPlan, plan_organizations
from storefront.demo.people import BUYER, SIGN_INS, plan_people, write_people
from storefront.demo.places import region_of
from storefront.demo.prices import write_prices
from storefront.demo.prospects import HEADQUARTERS, write_prospects
from storefront.demo.range import plan_range, write_products
from storefront.demo.source import Account, read_accounts, read_invoices, read_products
from storefront.demo.stock import write_stock
from storefront.demo.successors import discontinue
from storefront.demo.templates import plan_templates, write_templates
from storefront.inventory.tables import StockLevel
from storefront.kit.errors import Conflict
from storefront.offers.service import shelve
from storefront.offers.tables import OutletPurchase, ShelfItem
from storefront.orders.tables import OrderCategory, OrderLine, SalesOrder
from storefront.parties.service import hash_password
from storefront.parties.tables import Contact, Organization
from storefront.pricing.tables import PriceEntry
from storefront.reordering.service import learn
from storefront.reordering.tables import ProductCompanion
from storefront.sellers.tables import Seller
from storefront.settings import Settings

PASSWORD_WORDS = (
    "amber",
    "briar",
    "copper",
    "finch",
    "hazel",
    "kettle",
    "lantern",
    "meadow",
    "otter",
    "pebble",
    "robin",
    "thimble",
)
"""Two of these and ten digits make a password that can be read aloud and not guessed."""


class DatabaseNotEmpty(Conflict):
    """The demo company goes into an empty database only."""

    code = "database_not_empty"

    def __init__(self) -> None:
        super().__init__(
            "The database is not empty: load the demo company into a new one (STOREFRONT_DATABASE_URL)."
        )


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What was loaded: rows by table, and how to sign in."""

    counts: dict[str, int]
    password: str
    sign_ins: tuple[str, ...] = SIGN_INS


def is_empty(engine: sa.Engine) -> bool:
    """Whether nobody has put anything into the (migrated) database yet."""
    with Session(engine) as session:
        return _is_empty(session)


def has_demo(engine: sa.Engine) -> bool:
    """Whether the demo company is in the database."""
    contacts = table_of(Contact)
    with Session(engine) as session:
        return session.execute(sa.select(contacts.c.id).where(contacts.c.email == BUYER)).first() is not None


def load_demo(
    engine: sa.Engine,
    settings: Settings,
    *,
    scale: int = 1,
    outlet_scale: int | None = None,
    order_scale: int | None = None,
    progress: Report | None = None,
) -> DemoReport:
    """Build the demo company in one transaction; `scale` multiplies products, and outlets and orders unless given.

    Without a configured password a new one is drawn; it is in the report and nowhere else.

    Raises:
        DatabaseNotEmpty: somebody put something into it already.
    """
    report = progress or _be_silent
    password = settings.demo_password.get_secret_value() or _new_password()
    scales = (scale, outlet_scale or scale, order_scale or scale)
    with Session(engine) as session, session.begin():
        tune(session)
        _claim(session)
        writer = BulkWriter(session, report)
        with writer.filling(
            CatalogEntry, PriceEntry, StockLevel, SalesOrder, OrderLine, OrderCategory, OutletPurchase
        ):
            catalogs = _write_all(writer, scales, hash_password(password))
        # Table by table: a bare ANALYZE keeps other databases of the same PostgreSQL from analyzing until the end.
        for table in metadata().sorted_tables:
            session.execute(sa.text(f"analyze {table.name}"))
        _shelve(writer, catalogs)
        report("Suggestions", 0, 1)
        writer.counts[table_of(ProductCompanion).name] = learn(session).pairs
        report("Suggestions", 1, 1)
    report("Statistics", 0, 1)
    settle(engine)
    report("Statistics", 1, 1)
    return DemoReport(writer.counts, password)


def _write_all(writer: BulkWriter, scales: tuple[int, int, int], password_hash: str) -> Catalogs:
    """Everything but the shelf; the catalogs to put on it."""
    products_scale, outlet_scale, order_scale = scales
    writer.report("Reading the source", 0, 3)
    sources, accounts = read_products(), read_accounts()
    writer.report("Reading the source", 1, 3)
    invoices = read_invoices()
    writer.report("Reading the source", 2, 3)
    demand = read_demand(invoices, _regions(accounts))
    writer.report("Reading the source", 3, 3)
    products = discontinue(plan_range(sources, demand, products_scale), demand)
    assortments = plan_assortments([product for product in products if product.is_listed], demand)
    plans = plan_organizations(accounts, outlet_scale)
    people = plan_people(plans, password_hash)

    write_sellers(writer)
    write_categories(writer)
    carried = {product.id: product for product in products}
    carried.update((product.id, product) for assortment in assortments.values() for product in assortment)
    write_products(writer, list(carried.values()))
    catalogs = write_catalogs(writer, assortments)
    write_organizations(writer, plans, people.tried)
    write_people(writer, people, password_hash)
    write_sales_groups(writer, plans, people.tried)
    _write_sequences(writer, plans)
    write_prospects(writer, people.id_of(HEADQUARTERS))
    write_prices(writer, assortments, plans, demand)
    write_stock(writer, assortments)
    History(writer, products, plans, people).write(
        invoices, order_copies=order_scale, outlet_copies=outlet_scale
    )
    write_templates(writer, plan_templates(plans, people))
    return catalogs


def _shelve(writer: BulkWriter, catalogs: Catalogs) -> None:
    writer.report("Shelf", 0, catalogs.entries)
    with writer.filling(ShelfItem):
        writer.counts[table_of(ShelfItem).name] = shelve(
            writer.session,
            catalog_ids=[UUID(catalog_id) for catalog_id in catalogs.ids],
            progress=lambda done: writer.report("Shelf", done, catalogs.entries),
        )


def _write_sequences(writer: BulkWriter, plans: list[OrganizationPlan]) -> None:
    """Numbers given out from now on follow those of the demo company."""
    last = plans[-1].outlets[-1]
    groups = sum(len(plan.groups) for plan in plans)
    rows = [
        ("organization", "ORG-", 6, len(plans)),
        ("hierarchy", "HIER-", 6, len(plans)),
        ("group", "GRP-", 6, groups),
        ("outlet", "OUT-", 6, int(last.number.removeprefix("OUT-"))),
    ]
    writer.write(NumberSequence, "name prefix padding last_value", rows)


def _regions(accounts: list[Account]) -> dict[str, str]:
    return {account.code: region_of(account.code, account.country) for account in accounts}


def _claim(session: Session) -> None:
    """Wait for another load, keep others out, and refuse when there is something already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("lock table organizations in share row exclusive mode"))
    else:
        # A transaction that begins with a write holds SQLite's one write lock from there on.
        session.execute(sa.text("update number_sequences set last_value = last_value"))
    if not _is_empty(session):
        raise DatabaseNotEmpty


def _is_empty(session: Session) -> bool:
    tables: tuple[type[SQLModel], ...] = (Seller, Organization, Contact, Product)
    return all(
        session.execute(sa.select(sa.literal(1)).select_from(table_of(table)).limit(1)).first() is None
        for table in tables
    )


def _new_password() -> str:
    digits = "".join(secrets.choice("0123456789") for _ in range(10))
    return f"{secrets.choice(PASSWORD_WORDS)}-{secrets.choice(PASSWORD_WORDS)}-{digits}"


def _be_silent(stage: str, done: int, total: int) -> None:
    del stage, done, total
