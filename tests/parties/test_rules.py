import pytest

from storefront.parties.rules import Standing, nearest, normal_email, problems_with, role_of

ACTIVE_USER, ACTIVE_ADMIN = Standing("user", "active"), Standing("admin", "active")
DISABLED, INVITED = Standing("user", "disabled"), Standing("admin", "invited")


class TestRoleOf:
    @pytest.mark.parametrize(
        ("standings", "role"),
        [
            ([], None),
            ([ACTIVE_USER], "user"),
            ([ACTIVE_ADMIN], "admin"),
            ([ACTIVE_USER, ACTIVE_ADMIN], "admin"),
            ([INVITED], None),
            ([INVITED, ACTIVE_USER], "user"),
            ([DISABLED], None),
            ([ACTIVE_USER, DISABLED], None),
            ([DISABLED, ACTIVE_ADMIN], None),
        ],
    )
    def test_one_disabled_membership_on_the_way_up_bars_all(
        self, standings: list[Standing], role: str | None
    ) -> None:
        assert role_of(standings) == role


class TestNearest:
    def test_the_first_node_that_has_any_value_decides_alone(self) -> None:
        settings = [("root", 1), ("group", 2), ("root", 3), ("group", 4)]
        assert nearest(("outlet", "group", "root"), settings) == [2, 4]
        assert nearest(("outlet", "root"), settings) == [1, 3]

    def test_nothing_set_is_nothing(self) -> None:
        assert nearest(("outlet", "root"), [("elsewhere", 1)]) == []
        assert nearest((), [("root", 1)]) == []


class TestProblemsWith:
    def test_nothing_is_wrong_with_an_address_and_ten_characters(self) -> None:
        assert problems_with("name@example.com", "x" * 10) == {}
        assert problems_with("name@example.com", "x" * 200) == {}

    @pytest.mark.parametrize(
        "email",
        [
            "",
            "name",
            "name@",
            "@example.com",
            "name@example",
            "na me@example.com",
            "name@ex\x00ample.com",
            "name@example.com\n",
            "a@b@c.de",
            "x" * 250 + "@b.de",
        ],
    )
    def test_an_address_that_is_none_is_named(self, email: str) -> None:
        assert problems_with(email, "x" * 10) == {
            "email": "must be an e-mail address, such as name@example.com"
        }

    @pytest.mark.parametrize("length", [0, 9, 201])
    def test_a_password_has_its_bounds(self, length: int) -> None:
        assert problems_with("name@example.com", "x" * length) == {
            "password": "must have 10 to 200 characters"
        }

    def test_addresses_are_compared_without_case_and_spaces(self) -> None:
        assert normal_email("  Buyer@Demo.Example ") == "buyer@demo.example"
