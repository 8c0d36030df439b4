import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.kit.errors import Invalid
from storefront.kit.paging import checked_limit, decode_cursor, encode_cursor

keys = st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=80)
places = st.integers(min_value=-(2**31), max_value=2**31 - 1)


def packed(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


class TestCursor:
    @given(keys, places)
    def test_comes_back_as_it_was(self, key: str, place: int) -> None:
        assert decode_cursor("names", encode_cursor("names", key, place), str, int) == (key, place)

    @pytest.mark.parametrize("cursor", [None, ""])
    def test_none_is_the_first_page(self, cursor: str | None) -> None:
        assert decode_cursor("names", cursor, str, int) is None

    @pytest.mark.parametrize(
        "cursor",
        [
            "x",
            "not base64 at all!",
            "é",
            "\x00",
            "=" * 8,
            base64.urlsafe_b64encode(b"\xff\xfe").decode(),
            base64.urlsafe_b64encode(b"[" * 400).decode(),
            packed("names"),
            packed(None),
            packed({"0": "names"}),
            packed([]),
            packed(["names"]),
            packed(["names", "a"]),
            packed(["names", "a", 1, 2]),
            packed(["prices", "a", 1]),
            packed([["names"], "a", 1]),
            packed(["names", 1, "a"]),
            packed(["names", "a", True]),
            packed(["names", "a", 1.0]),
            packed(["names", "a", None]),
            packed(["names", "a\x00b", 1]),
            packed(["names", "\ud800", 1]),
            packed(["names", "a", 1 << 62]),
            packed(["names", "a", -(1 << 70)]),
            packed(["names", "a" * 700, 1]),
        ],
    )
    def test_of_a_stranger_is_refused(self, cursor: str) -> None:
        with pytest.raises(Invalid) as refused:
            decode_cursor("names", cursor, str, int)
        assert refused.value.facts == {"fields": {"cursor": "unknown"}}

    @given(st.text(max_size=60))
    def test_of_any_text_is_refused_or_read(self, cursor: str) -> None:
        try:
            found = decode_cursor("names", cursor, str, int)
        except Invalid:
            return
        assert found is None or (isinstance(found[0], str) and isinstance(found[1], int))


class TestLimit:
    @pytest.mark.parametrize("limit", [1, 24, 200])
    def test_between_one_and_two_hundred_is_kept(self, limit: int) -> None:
        assert checked_limit(limit) == limit

    @pytest.mark.parametrize("limit", [-1, 0, 201])
    def test_beyond_is_refused_and_not_cut(self, limit: int) -> None:
        with pytest.raises(Invalid, match="A page has 1 to 200 items"):
            checked_limit(limit)
