"""A small trade made by hand under a running server, and the way to change it behind the server's back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from storefront.catalog.tables import Product
from storefront.db import schema
from storefront.db.session import make_engine
from storefront.inventory.tables import StockLevel
from storefront.offers.service import shelve
from storefront.parties.tables import Membership
from storefront.pricing.tables import PriceEntry
from storefront.settings import Settings
from tests.factories import (
    MadeContact,
    MadeOutlet,
    MadeProduct,
    Trade,
    make_contact,
    make_membership,
    make_organization,
    make_outlet,
    make_trade,
    open_to,
)


@dataclass(frozen=True, slots=True)
class Buyer:
    """A contact who orders for one outlet of an organization that no other test knows."""

    contact: MadeContact
    outlet: MadeOutlet
    home: str
    """The address of the outlet's first page."""


@dataclass(frozen=True, slots=True)
class Shop:
    """Where it is served, what is in it, and its database."""

    url: str
    trade: Trade
    engine: sa.Engine
    numbers: Iterator[int]

    @contextmanager
    def changing(self) -> Iterator[Session]:
        """A session on the server's own database, committed at the end."""
        engine = self.engine.execution_options(storefront_writing=True)
        with Session(engine, autoflush=False, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def priced(self, sku: str, price: int) -> Iterator[None]:
        """The manufacturer's standard price of a product, in ten-thousandths, at every quantity; undone at the end."""
        of_product = (
            col(PriceEntry.product_id) == self._product(sku).id,
            col(PriceEntry.price_list_id) == self.trade.maker.price_list_id,
        )
        with self.changing() as session:
            entries = session.execute(
                sa.select(col(PriceEntry.minimum_quantity), col(PriceEntry.unit_price)).where(*of_product)
            ).all()

        def write(prices: Mapping[int, int]) -> None:
            with self.changing() as session:
                for minimum, unit_price in prices.items():
                    session.execute(
                        sa.update(PriceEntry)
                        .where(*of_product, col(PriceEntry.minimum_quantity) == minimum)
                        .values(unit_price=unit_price)
                    )
                shelve(session, catalog_ids=[self.trade.maker.catalog_id])

        write({entry.minimum_quantity: price for entry in entries})
        try:
            yield
        finally:
            write({entry.minimum_quantity: entry.unit_price for entry in entries})

    @contextmanager
    def stocked(self, sku: str, left: int) -> Iterator[None]:
        """What the manufacturer has left of a product, besides what other journeys ordered; undone at the end."""
        level = (
            col(StockLevel.product_id) == self._product(sku).id,
            col(StockLevel.warehouse_id) == self.trade.maker.warehouse_id,
        )

        def write(on_hand: Any) -> None:
            with self.changing() as session:
                session.execute(sa.update(StockLevel).where(*level).values(on_hand=on_hand))
                shelve(session, catalog_ids=[self.trade.maker.catalog_id])

        with self.changing() as session:
            before = session.scalars(sa.select(col(StockLevel.on_hand)).where(*level)).one()
        write(col(StockLevel.reserved) + left)
        try:
            yield
        finally:
            write(before)

    def disable(self, buyer: Buyer) -> None:
        """End a buyer's membership, as an organization's admin would."""
        with self.changing() as session:
            session.execute(
                sa.update(Membership)
                .where(col(Membership.contact_id) == buyer.contact.id)
                .values(status="disabled", disabled_reason="left the company")
            )

    def _product(self, sku: str) -> MadeProduct:
        return next(product for product in self.trade.maker.products if product.sku == sku)

    def new_buyer(self, *, credit: int = 10_000_000) -> Buyer:
        """A buyer with an open session, both sellers open to its outlet, and so much credit in minor units."""
        number = str(next(self.numbers))
        with self.changing() as session:
            organization = make_organization(session, number=f"ORG-{number}", credit=credit)
            outlet = make_outlet(
                session, organization=organization, number=number, name=f"Corner Shop {number}"
            )
            for seller in (self.trade.maker, self.trade.north):
                open_to(session, seller=seller, node_id=organization.root_id)
            contact = make_contact(session, email=f"buyer@{number}.example", name=f"Bo {number}")
            make_membership(session, contact=contact, node_id=outlet.id)
        return Buyer(contact, outlet, f"/o/{number}")


@contextmanager
def make_shop(database_url: str) -> Iterator[Shop]:
    """Migrate an empty database and write the trade; whoever serves it puts the address in."""
    engine = make_engine(Settings(database_url=database_url))
    schema.upgrade(engine)
    with (
        Session(engine.execution_options(storefront_writing=True), autoflush=False) as session,
        session.begin(),
    ):
        trade = make_trade(session, products=48, stock=1000)
        # The first come first: what a journey looks for is on the first page.
        for place, product in enumerate(trade.maker.products):
            session.execute(
                sa.update(Product)
                .where(col(Product.id) == product.id)
                .values(popularity=len(trade.maker.products) - place)
            )
        shelve(session, catalog_ids=[trade.maker.catalog_id, trade.north.catalog_id])
    yield Shop("", trade, engine, count(3001))
    engine.dispose()
