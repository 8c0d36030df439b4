from datetime import UTC, datetime
from uuid import UUID

from storefront.carts.snapshots import ListLine
from storefront.catalog.rules import LARGEST_QUANTITY
from storefront.kit.money import UnitPrice
from storefront.orders.snapshots import OrderContents, OrderedLine
from storefront.reordering.rules.merging import LATEST, SUM, as_list, merged


def line(sku: str, quantity: int, price: int = 20_000, catalog: str = "MAIN", name: str = "") -> OrderedLine:
    unit_price = UnitPrice(price, "GBP")
    return OrderedLine(sku, catalog, name or f"Mug {sku}", quantity, unit_price, UUID(int=1), UUID(int=2))


def order(day: int, *lines: OrderedLine, seller: str = "MAKER", outlet: str = "1001") -> OrderContents:
    return OrderContents(f"SO-{day}", outlet, seller, datetime(2026, 3, day, tzinfo=UTC), lines)


def wanted(
    sku: str, quantity: int, price: int = 20_000, catalog: str = "MAIN", seller: str = "MAKER"
) -> ListLine:
    return ListLine(sku, quantity, catalog, seller, UnitPrice(price, "GBP"))


class TestAsList:
    def test_keeps_every_line_in_its_place(self) -> None:
        found = as_list(order(1, line("B", 2), line("A", 3), line("B", 1, 18_000)))
        assert found.lines == (wanted("B", 2), wanted("A", 3), wanted("B", 1, 18_000))
        assert (found.numbers, found.outlets) == (("SO-1",), ("1001",))


class TestMerged:
    OLD = order(1, line("A", 2, 15_000, name="Old name"), line("B", 5), outlet="1002")
    NEW = order(9, line("C", 1), line("A", 3, 21_000, name="New name"))

    def test_adds_up_and_keeps_the_newest_price_and_name(self) -> None:
        found = merged([self.OLD, self.NEW], SUM)
        assert found.lines == (wanted("C", 1), wanted("A", 5, 21_000), wanted("B", 5))
        assert found.numbers == ("SO-9", "SO-1")
        assert found.outlets == ("1001", "1002")
        assert found.names["A", "MAIN"] == "New name"

    def test_or_takes_what_the_newest_had(self) -> None:
        assert merged([self.OLD, self.NEW], LATEST).lines == (
            wanted("C", 1),
            wanted("A", 3, 21_000),
            wanted("B", 5),
        )

    def test_a_product_that_one_order_has_twice_counts_twice_either_way(self) -> None:
        twice = order(5, line("A", 2), line("A", 4, 18_000))
        assert merged([twice], SUM).lines == merged([twice], LATEST).lines == (wanted("A", 6),)

    def test_one_product_of_two_catalogs_is_two_lines(self) -> None:
        found = merged([order(2, line("A", 1, catalog="OTHER"), seller="NORTH"), order(1, line("A", 1))], SUM)
        assert found.lines == (wanted("A", 1, catalog="OTHER", seller="NORTH"), wanted("A", 1))

    def test_a_sum_stays_orderable(self) -> None:
        orders = [order(day, line("A", LARGEST_QUANTITY)) for day in (1, 2)]
        assert merged(orders, SUM).lines[0].quantity == LARGEST_QUANTITY
