"""The real invoices as order history, moved to this decade, and what each outlet bought."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from storefront.db.numbers import NumberSequence
from storefront.demo.bulk import BulkWriter, Row
from storefront.demo.company import CURRENCY, MANUFACTURER, SellerPlan
from storefront.demo.draw import between, demo_id, share
from storefront.demo.outlets import OrganizationPlan, OutletPlan
from storefront.demo.people import People
from storefront.demo.prices import TEN_THOUSANDTHS_PER_PENNY
from storefront.demo.range import ProductPlan
from storefront.demo.source import Invoice
from storefront.kit.text import search_words
from storefront.offers.tables import OutletPurchase
from storefront.orders.tables import OrderCategory, OrderLine, SalesOrder

LONDON = ZoneInfo("Europe/London")
MOVED_BY = timedelta(weeks=783)
"""Whole weeks keep the weekday: history runs from December 2024 to September 2026."""

COPY_STEP = timedelta(minutes=11)
"""A further copy of an invoice, in load tests, was placed so much earlier than the one before."""

DISTRIBUTOR_SHARE = 0.4
PURCHASE_ORDER_SHARE = 0.55
NEW_NUMBERS_FROM = 600_000
"""Past every invoice number of the source."""

ORDERS_A_BATCH = 2_000

ORDER_COLUMNS = (
    "sequence id number organization_id outlet_id seller_id contact_id status placed_at purchase_order_number note payment_method"
    " address currency total_minor line_count search_text"
)
LINE_COLUMNS = "order_id position product_id catalog_id sku name quantity unit_price total_minor category_id"
CATEGORY_COLUMNS = "order_id category_id lines total_minor"


@dataclass(slots=True)
class _Purchase:
    last_ordered_at: str
    last_quantity: int
    times: int
    units: int
    first_ordered_at: str
    last_unit_price: int
    order_id: str


Purchases: TypeAlias = dict[tuple[str, str, str], _Purchase]


@dataclass(frozen=True, slots=True)
class _Buyer:
    outlet: OutletPlan
    organization: OrganizationPlan
    address: str
    """As the order keeps it: a JSON list of name, street, city, postcode, country."""


class History:
    """Turns invoices into orders and writes them in batches."""

    def __init__(
        self,
        writer: BulkWriter,
        products: Sequence[ProductPlan],
        plans: Sequence[OrganizationPlan],
        people: People,
    ) -> None:
        self._writer = writer
        self._people = people
        self._products = {product.source_code: product for product in products if product.copy == 0}
        self._words = {
            code: dict.fromkeys(search_words(f"{p.sku} {p.name}")) for code, p in self._products.items()
        }
        self._buyers = {(o.account, o.copy): _buyer(plan, o) for plan in plans for o in plan.outlets}
        self._sequence = 0
        self._new_numbers = NEW_NUMBERS_FROM
        self._orders: list[Row] = []
        self._lines: list[Row] = []
        self._categories: list[Row] = []

    def write(self, invoices: Sequence[Invoice], *, order_copies: int, outlet_copies: int) -> None:
        """All orders, outlet copy by outlet copy, each followed by what its outlets bought."""
        total = len(invoices) * order_copies
        self._writer.report("Orders", 0, total)
        for outlet_copy in range(outlet_copies):
            purchases: Purchases = {}
            for order_copy in range(outlet_copy, order_copies, outlet_copies):
                for invoice in invoices:
                    self._add(invoice, order_copy, self._buyers[invoice.account, outlet_copy], purchases)
                    if len(self._orders) >= ORDERS_A_BATCH:
                        self._flush(total)
            self._flush(total)
            self._write_purchases(purchases)
        self._write_sequence()

    def _add(self, invoice: Invoice, copy: int, buyer: _Buyer, purchases: Purchases) -> None:
        self._sequence += 1
        number = f"SO-{invoice.number}" if copy == 0 else self._new_number()
        moment = placed_at(invoice) - copy * COPY_STEP
        seller = seller_of(buyer.organization, buyer.outlet, number)
        order_id = demo_id("order", self._sequence, int(moment.timestamp()) * 1000)
        reference = purchase_order_number(number)
        written = f"{moment:%Y-%m-%d %H:%M:%S}.000000"
        self._add_lines(invoice, order_id, buyer.outlet.id, seller.catalog_id, written, purchases)
        self._orders.append(
            (
                self._sequence,
                order_id,
                number,
                buyer.organization.id,
                buyer.outlet.id,
                seller.id,
                self._people.placer(buyer.outlet, number),
                "invoiced",
                written,
                reference,
                "",
                "on_account",
                buyer.address,
                CURRENCY,
                sum(quantity * pence for _, quantity, pence in invoice.lines),
                len(invoice.lines),
                self._search_text(invoice, number, reference),
            )
        )

    def _add_lines(
        self,
        invoice: Invoice,
        order_id: str,
        outlet_id: str,
        catalog_id: str,
        written: str,
        purchases: Purchases,
    ) -> None:
        by_category: dict[str, tuple[int, int]] = {}
        for position, (code, quantity, pence) in enumerate(invoice.lines, start=1):
            product = self._products[code]
            price, amount = pence * TEN_THOUSANDTHS_PER_PENNY, quantity * pence
            key = (outlet_id, catalog_id, product.id)
            self._lines.append(
                (
                    order_id,
                    position,
                    product.id,
                    catalog_id,
                    product.sku,
                    product.name,
                    quantity,
                    price,
                    amount,
                    product.category.id,
                )
            )
            lines, spent = by_category.get(product.category.id, (0, 0))
            by_category[product.category.id] = (lines + 1, spent + amount)
            _note_purchase(purchases, key, written, quantity, price, order_id)
        self._categories.extend((order_id, category_id, *sums) for category_id, sums in by_category.items())

    def _search_text(self, invoice: Invoice, number: str, reference: str) -> str:
        """What `orders.rules.search_text` makes of the order, from words that were split once a product."""
        words = dict.fromkeys(search_words(f"{number} {reference}"))
        for code, _, _ in invoice.lines:
            words.update(self._words[code])
        return " ".join(words)

    def _new_number(self) -> str:
        self._new_numbers += 1
        return f"SO-{self._new_numbers}"

    def _flush(self, total: int) -> None:
        self._writer.write(SalesOrder, ORDER_COLUMNS, self._orders)
        self._writer.write(OrderLine, LINE_COLUMNS, self._lines)
        self._writer.write(OrderCategory, CATEGORY_COLUMNS, self._categories)
        self._writer.report("Orders", self._sequence, total)
        self._orders.clear()
        self._lines.clear()
        self._categories.clear()

    def _write_purchases(self, purchases: Purchases) -> None:
        columns = "outlet_id catalog_id product_id last_ordered_at last_quantity times units first_ordered_at last_unit_price"
        rows = [
            (
                *key,
                p.last_ordered_at,
                p.last_quantity,
                p.times,
                p.units,
                p.first_ordered_at,
                p.last_unit_price,
            )
            for key, p in sorted(purchases.items())
        ]
        self._writer.write_stage("Purchases by outlet", OutletPurchase, columns, rows)

    def _write_sequence(self) -> None:
        self._writer.write(
            NumberSequence, "name prefix padding last_value", [("order", "SO-", 6, self._new_numbers)]
        )
        self._writer.continue_after(SalesOrder, "sequence", self._sequence)


def placed_at(invoice: Invoice) -> datetime:
    """When the order was placed, in UTC: the source's time in London, moved by whole weeks."""
    return (invoice.placed_at + MOVED_BY).replace(tzinfo=LONDON).astimezone(UTC)


def seller_of(organization: OrganizationPlan, outlet: OutletPlan, number: str) -> SellerPlan:
    """The regional distributor for two orders in five, else the manufacturer; only one that the outlet may buy from."""
    if organization.sellers and MANUFACTURER not in organization.sellers:
        return outlet.distributor
    return outlet.distributor if share("seller", number) < DISTRIBUTOR_SHARE else MANUFACTURER


def purchase_order_number(number: str) -> str:
    """What the buyer called the order, for a bit more than half of them."""
    if share("purchase order", number) >= PURCHASE_ORDER_SHARE:
        return ""
    return f"PO-{between(10_000, 99_999, 'purchase order number', number)}"


def _buyer(plan: OrganizationPlan, outlet: OutletPlan) -> _Buyer:
    return _Buyer(outlet, plan, json.dumps([outlet.name, *outlet.address]))


def _note_purchase(
    purchases: Purchases, key: tuple[str, str, str], moment: str, quantity: int, price: int, order_id: str
) -> None:
    """Count a line; two prices of one product in an order are one purchase, at the later line's price."""
    found = purchases.get(key)
    if found is None:
        purchases[key] = _Purchase(moment, quantity, 1, quantity, moment, price, order_id)
        return
    found.units += quantity
    if found.order_id == order_id:
        found.last_quantity += quantity
        found.last_unit_price = price
        return
    found.times += 1
    found.first_ordered_at = min(found.first_ordered_at, moment)
    if moment >= found.last_ordered_at:
        found.last_ordered_at, found.last_quantity, found.order_id = moment, quantity, order_id
        found.last_unit_price = price
