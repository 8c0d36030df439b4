import pytest

from storefront.kit.origins import is_own_origin


class TestIsOwnOrigin:
    @pytest.mark.parametrize(
        ("origin", "host", "is_own"),
        [
            ("https://shop.example", "", True),
            ("https://shop.example/", "inside:3000", True),
            ("http://localhost:3000", "localhost:3000", True),
            ("http://localhost:3000", "localhost:4000", False),
            ("https://shop.example.evil", "shop.example", False),
            ("null", "", False),
            ("", "", False),
        ],
    )
    def test_is_a_configured_origin_or_the_host_that_was_asked(
        self, origin: str, host: str, is_own: bool
    ) -> None:
        assert is_own_origin(origin, host, ("https://shop.example",)) is is_own
