"""What is not placed, and why."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import CatalogEntry
from storefront.credit.errors import CreditExceeded
from storefront.credit.service import show_credit
from storefront.credit.tables import CreditAccount
from storefront.db.columns import table_of
from storefront.inventory.tables import StockLevel
from storefront.kit.clock import day_of, now
from storefront.kit.idempotency import KeyNotUsable
from storefront.kit.money import Money
from storefront.offers.service import shelve
from storefront.orders.errors import (
    BelowMinimumOrder,
    CheckoutInvalid,
    EmptyCart,
    LinesNotOrderable,
    PriceChanged,
    StockShort,
)
from storefront.orders.rules import earliest_delivery
from storefront.orders.service import delivery_window
from storefront.parties.actor import OutletActor
from storefront.parties.errors import NoAddress
from storefront.parties.tables import NodeAddress
from storefront.pricing.tables import PriceEntry
from storefront.sellers.errors import SellerNotFound
from storefront.settings import Settings
from tests.digests import refuse
from tests.factories import Trade
from tests.orders.placing import check_out, fill

stock = table_of(StockLevel)
entries = table_of(PriceEntry)
accounts = table_of(CreditAccount)


class TestRefusals:
    """Each says what would be accepted and leaves every table as it was."""

    def test_an_empty_cart(self, session: Session, buyer: OutletActor) -> None:
        refuse(session, EmptyCart, lambda: check_out(session, buyer))

    def test_a_seller_that_is_not_open(self, session: Session, buyer: OutletActor) -> None:
        refuse(session, SellerNotFound, lambda: check_out(session, buyer, seller="SOUTH"))
        with pytest.raises(SellerNotFound):
            delivery_window(session, buyer, seller="SOUTH")

    @pytest.mark.parametrize("key", ["", "x" * 201, "a\nb", "a\x00"])
    def test_a_key_that_is_none(self, session: Session, buyer: OutletActor, key: str) -> None:
        fill(session, buyer, ("M-001", 1))
        refused = refuse(session, KeyNotUsable, lambda: check_out(session, buyer, key=key))
        assert refused.facts == {"fields": {"Idempotency-Key": "1 to 200 printable characters"}}

    def test_what_was_typed(self, session: Session, buyer: OutletActor, settings: Settings) -> None:
        fill(session, buyer, ("M-001", 1))
        refused = refuse(
            session,
            CheckoutInvalid,
            lambda: check_out(session, buyer, note="x" * 1001, requested_delivery_date=date(2020, 1, 1)),
        )
        assert set(refused.facts["fields"]) == {"note", "requested_delivery_date"}
        assert refused.message.startswith(
            "Nothing was ordered. note: at most 1000 characters; requested delivery date"
        )
        today = day_of(now(), settings.timezone)
        assert delivery_window(session, buyer, seller="MAKER") == (
            earliest_delivery(today, 2),
            today + timedelta(days=365),
        )

    def test_less_than_the_minimum_order(self, session: Session, buyer: OutletActor) -> None:
        fill(session, buyer, ("M-001", 18), seller="NORTH")
        refused = refuse(session, BelowMinimumOrder, lambda: check_out(session, buyer, seller="NORTH"))
        assert (refused.minimum, refused.total) == (Money(5_000, "GBP"), Money(4_950, "GBP"))
        assert refused.message == "North Ltd delivers orders of £50.00 or more. Add products for £0.50."
        fill(session, buyer, ("M-002", 1), seller="NORTH")
        assert check_out(session, buyer, seller="NORTH").order.summary.total == Money(5_225, "GBP")

    def test_another_total_than_was_accepted(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        fill(session, buyer, ("M-001", 2), ("M-002", 1))
        session.execute(
            sa.update(entries)
            .where(entries.c.product_id == trade.maker.products[0].id, entries.c.minimum_quantity == 1)
            .values(unit_price=30_000)
        )
        refused = refuse(
            session, PriceChanged, lambda: check_out(session, buyer, expected_total=Money(750, "GBP"))
        )
        assert (refused.expected, refused.total) == (Money(750, "GBP"), Money(850, "GBP"))
        assert [
            (line.sku, line.previous_unit_price.amount, line.unit_price.amount, line.line_total.minor)
            for line in refused.lines
        ] == [("M-001", "2.50", "3.00", 600)]
        assert check_out(session, buyer, expected_total=Money(850, "GBP")).order.summary.total.minor == 850

    def test_more_than_remains_of_the_credit(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        session.execute(
            sa.update(accounts)
            .where(accounts.c.organization_id == trade.organization.id)
            .values(limit_minor=1_000, invoiced_minor=300, held_minor=201)
        )
        fill(session, buyer, ("M-001", 2))
        refused = refuse(session, CreditExceeded, lambda: check_out(session, buyer))
        assert (refused.total, refused.limit, refused.exposure, refused.remaining) == (
            Money(500, "GBP"),
            Money(1_000, "GBP"),
            Money(501, "GBP"),
            Money(499, "GBP"),
        )
        assert "order of £5.00 is more than the £4.99 that remain" in refused.message
        session.execute(sa.update(accounts).values(held_minor=200))
        check_out(session, buyer)
        assert show_credit(session, buyer).remaining == Money(0, "GBP")

    def test_an_organization_without_an_account(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        session.execute(sa.delete(accounts))
        fill(session, buyer, ("M-001", 1))
        refused = refuse(session, CreditExceeded, lambda: check_out(session, buyer))
        assert (refused.limit, refused.remaining) == (Money(0, "GBP"), Money(0, "GBP"))

    def test_too_little_stock_with_every_product_named(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        fill(session, buyer, ("M-003", 100), ("M-001", 50), ("M-002", 7))
        for sku, values in (("M-001", {"reserved": 51}), ("M-003", {"buffer": 100})):
            product = next(each for each in trade.maker.products if each.sku == sku)
            session.execute(sa.update(stock).where(stock.c.product_id == product.id).values(**values))
        refused = refuse(session, StockShort, lambda: check_out(session, buyer))
        assert refused.code == "not_enough_stock"
        assert set(refused.facts["skus"]) == {"M-001", "M-003"}
        assert sorted(
            (each["sku"], each["wanted"], each["available"]) for each in refused.facts["lines"]
        ) == [
            ("M-001", 50, 49),
            ("M-003", 100, 0),
        ]
        assert "Mug M-001 (M-001): 49 of 50" in refused.message

    def test_many_short_products_are_counted_in_words_and_all_in_the_facts(
        self, session: Session, buyer: OutletActor
    ) -> None:
        skus = [f"M-{number:03d}" for number in range(1, 9)]
        fill(session, buyer, *((sku, 101) for sku in skus))
        refused = refuse(session, StockShort, lambda: check_out(session, buyer))
        assert "and 3 more" in refused.message
        assert sorted(refused.facts["skus"]) == skus

    def test_a_product_that_the_warehouse_never_had(self, session: Session, buyer: OutletActor) -> None:
        fill(session, buyer, ("M-001", 1))
        session.execute(sa.delete(stock))
        refused = refuse(session, StockShort, lambda: check_out(session, buyer))
        assert refused.facts["lines"] == [{"sku": "M-001", "name": "Mug M-001", "wanted": 1, "available": 0}]

    def test_a_quantity_whose_rule_changed(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        fill(session, buyer, ("M-001", 7))
        session.execute(sa.update(table_of(CatalogEntry)).values(multiple=6, minimum=6))
        shelve(session, catalog_ids=[trade.maker.catalog_id])
        refused = refuse(session, LinesNotOrderable, lambda: check_out(session, buyer))
        assert refused.message == "Correct the quantity of M-001 first."
        assert refused.facts["lines"][0]["sku"] == "M-001"

    def test_an_outlet_without_an_address(self, session: Session, buyer: OutletActor) -> None:
        fill(session, buyer, ("M-001", 1))
        session.execute(sa.delete(table_of(NodeAddress)))
        refuse(session, NoAddress, lambda: check_out(session, buyer))
