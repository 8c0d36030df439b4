import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.kit.money import CurrencyMismatch, Money, UnitPrice, total_of

pounds = st.integers(min_value=-(10**12), max_value=10**12)
prices = st.integers(min_value=0, max_value=10**9)
quantities = st.integers(min_value=1, max_value=1_000_000)


class TestTimes:
    @pytest.mark.parametrize(
        ("price", "quantity", "minor"),
        [
            (29_500, 1, 295),
            (29_500, 12, 3_540),
            (49, 1, 0),
            (50, 1, 1),
            (51, 1, 1),
            (825, 1, 8),
            (850, 1, 9),
            (825, 2, 17),
            (825, 1000, 8_250),
            (12_345, 3, 370),
            (0, 7, 0),
            (-50, 1, -1),
            (-49, 1, 0),
        ],
    )
    def test_rounds_half_up_once_for_the_whole_line(self, price: int, quantity: int, minor: int) -> None:
        assert UnitPrice(price, "GBP").times(quantity) == Money(minor, "GBP")

    @given(prices, quantities)
    def test_is_never_more_than_half_a_penny_off(self, price: int, quantity: int) -> None:
        minor = UnitPrice(price, "GBP").times(quantity).minor
        assert -50 < minor * 100 - price * quantity <= 50

    @given(prices, quantities)
    def test_more_pieces_never_cost_less(self, price: int, quantity: int) -> None:
        unit = UnitPrice(price, "GBP")
        assert unit.times(quantity + 1) >= unit.times(quantity)


class TestTotalOf:
    def test_nothing_is_zero_of_the_currency(self) -> None:
        assert total_of([], "GBP") == Money(0, "GBP")

    @given(st.lists(st.tuples(prices, quantities), max_size=30))
    def test_is_the_sum_of_the_rounded_lines_that_are_shown(self, lines: list[tuple[int, int]]) -> None:
        shown = [UnitPrice(price, "GBP").times(quantity) for price, quantity in lines]
        assert total_of(shown, "GBP").minor == sum(each.minor for each in shown)

    def test_two_currencies_are_a_bug(self) -> None:
        with pytest.raises(CurrencyMismatch, match="GBP with EUR"):
            total_of([Money(1, "GBP"), Money(1, "EUR")], "GBP")
        with pytest.raises(CurrencyMismatch):
            _ = Money(1, "GBP") - Money(1, "EUR")

    @given(pounds, pounds)
    def test_taking_away_undoes_adding(self, left: int, right: int) -> None:
        assert Money(left, "GBP") + Money(right, "GBP") - Money(right, "GBP") == Money(left, "GBP")


class TestText:
    @pytest.mark.parametrize(
        ("minor", "amount", "words"),
        [
            (0, "0.00", "£0.00"),
            (5, "0.05", "£0.05"),
            (1_250, "12.50", "£12.50"),
            (125_000, "1250.00", "£1,250.00"),
            (-5, "-0.05", "-£0.05"),
            (-123_456_789, "-1234567.89", "-£1,234,567.89"),
        ],
    )
    def test_money_always_has_two_places(self, minor: int, amount: str, words: str) -> None:
        assert (Money(minor, "GBP").amount, Money(minor, "GBP").words) == (amount, words)

    @pytest.mark.parametrize(
        ("price", "amount", "words"),
        [
            (29_500, "2.95", "£2.95"),
            (20_000, "2.00", "£2.00"),
            (825, "0.0825", "£0.0825"),
            (820, "0.082", "£0.082"),
            (12_500_000, "1250.00", "£1,250.00"),
            (1, "0.0001", "£0.0001"),
        ],
    )
    def test_a_unit_price_has_two_to_four_places(self, price: int, amount: str, words: str) -> None:
        assert (UnitPrice(price, "GBP").amount, UnitPrice(price, "GBP").words) == (amount, words)

    def test_a_currency_without_a_sign_is_named(self) -> None:
        assert Money(1_250, "SEK").words == "SEK\N{NO-BREAK SPACE}12.50"
        assert Money(1_250, "EUR").words == "€12.50"


class TestParse:
    @given(pounds)
    def test_reads_what_it_wrote(self, minor: int) -> None:
        assert Money.parse(Money(minor, "GBP").amount, "GBP") == Money(minor, "GBP")

    @given(prices)
    def test_reads_unit_prices_that_it_wrote(self, price: int) -> None:
        assert UnitPrice.parse(UnitPrice(price, "GBP").amount, "GBP") == UnitPrice(price, "GBP")

    @pytest.mark.parametrize(
        ("text", "minor"), [("12", 1_200), (" 12.5 ", 1_250), ("+3", 300), (".5", 50), ("007.00", 700)]
    )
    def test_takes_shorter_and_padded_forms(self, text: str, minor: int) -> None:
        assert Money.parse(text, "GBP").minor == minor

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            ".",
            "-",
            "+-5",
            "--5",
            "1.2.3",
            "1e5",
            "NaN",
            "Infinity",
            "1,000",
            "£5",
            "5 0",
            "٣",
            "²",
            "0x10",
            "1_000",
            "9" * 21,
            "9" * 17,
            "1.234",
        ],
    )
    def test_refuses_what_is_no_amount_with_a_value_error(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"amount|places|large"):
            Money.parse(text, "GBP")

    def test_refuses_a_fifth_place_of_a_unit_price(self) -> None:
        assert UnitPrice.parse("0.0825", "GBP").ten_thousandths == 825
        with pytest.raises(ValueError, match="more than 4 decimal places"):
            UnitPrice.parse("0.08251", "GBP")

    @given(st.text(max_size=25))
    def test_anything_else_that_is_typed_is_a_value_error_too(self, text: str) -> None:
        try:
            parsed = Money.parse(text, "GBP")
        except ValueError:
            return
        assert abs(parsed.minor) < 2**53
