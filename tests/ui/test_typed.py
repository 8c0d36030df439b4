import pytest

from storefront.kit.errors import Invalid
from storefront.ui.typed import LONGEST_LIST, listed


class TestListed:
    @pytest.mark.parametrize("text", ["", "\tSKU\n\tM-001", "\n\nM-001 \n", "x" * LONGEST_LIST])
    def test_is_left_as_it_stands(self, text: str) -> None:
        assert listed({"list": text}, "list") == text

    @pytest.mark.parametrize("hostile", [None, 7, [1], {"other": "x"}, {"list": None}])
    def test_what_is_no_list_is_an_empty_one(self, hostile: object) -> None:
        assert listed(hostile, "list") == ""

    def test_is_refused_and_never_cut_when_it_is_too_long(self) -> None:
        with pytest.raises(Invalid, match=r"at most 4 characters are taken here\. Ask\.") as refused:
            listed({"list": "12345"}, "list", most=4, instead="Ask.")
        assert refused.value.facts["fields"] == {"list": "at most 4 characters"}
