import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.kit.text import (
    fold,
    is_storable,
    name_pattern,
    one_typo_apart,
    pattern_of,
    query_words,
    search_words,
    sort_key,
    stem,
    storable,
)

words = st.text(alphabet="abcdef", min_size=1, max_size=8)


class TestStem:
    @pytest.mark.parametrize(
        ("word", "stemmed"),
        [
            ("hearts", "heart"),
            ("boxes", "box"),
            ("glasses", "glass"),
            ("glass", "glass"),
            ("brushes", "brush"),
            ("matches", "match"),
            ("bus", "bus"),
            ("iris", "iris"),
            ("gas", "gas"),
            ("mugs", "mug"),
            ("axes", "axe"),
            ("mug", "mug"),
        ],
    )
    def test_takes_off_a_plural_ending(self, word: str, stemmed: str) -> None:
        assert stem(word) == stemmed

    @given(words)
    def test_never_makes_a_word_longer_or_empty(self, word: str) -> None:
        assert 1 <= len(stem(word)) <= len(word)


class TestWords:
    def test_are_folded_stemmed_and_said_once(self) -> None:
        assert search_words("Café Mugs, MUG & café-boxes №5") == ["cafe", "mug", "box", "no5"]

    def test_of_a_query_are_at_most_eight_from_two_hundred_characters(self) -> None:
        assert query_words("a b c d e f g h i j") == ["a", "b", "c", "d", "e", "f", "g", "h"]
        assert query_words("x" * 300) == ["x" * 200]

    @pytest.mark.parametrize("query", ["", "   ", '"*" OR (', "\x00", "🎁", "' : & |"])
    def test_hold_no_operator_of_any_database(self, query: str) -> None:
        assert all(word.isalnum() for word in query_words(query))

    def test_fold_takes_accents_and_case_away(self) -> None:
        assert fold("ÀÉÎöß") == "aeioss"

    def test_sort_keys_ignore_case_accents_and_signs(self) -> None:
        assert sort_key('  "Élan"  Vase (Blue) ') == "elan vase blue"
        assert len(sort_key("a" * 500)) == 120


class TestPatterns:
    def test_signs_stand_for_themselves(self) -> None:
        assert pattern_of("50%_\\") == "50\\%\\_\\\\"
        assert name_pattern(" \u00c9mile_ ") == "emile\\_"

    @pytest.mark.parametrize("text", ["\u0301", "\u00b4"])
    def test_accents_alone_are_part_of_no_folded_name(self, text: str) -> None:
        assert name_pattern(text) == text
        assert text not in fold(f"Zo\u00eb{text}")

    @given(st.text(), st.text(min_size=1), st.text())
    def test_any_part_of_a_name_is_part_of_the_folded_name(self, before: str, part: str, after: str) -> None:
        assert fold(part) in fold(before + part + after)


class TestStorable:
    def test_keeps_what_every_database_takes(self) -> None:
        assert storable("a\x00b\ud800c\U0001f600") == "a\ufffdb\ufffdc\U0001f600"
        assert storable("plain") == "plain"

    @given(st.text(alphabet=st.characters() | st.sampled_from("\x00\ud800\udc00")))
    def test_always_is_storable(self, text: str) -> None:
        assert is_storable(storable(text))


class TestOneTypoApart:
    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("heart", "heart"),
            ("heart", "hearth"),
            ("heart", "hart"),
            ("heart", "eart"),
            ("heart", "haert"),
            ("heart", "heatr"),
            ("heart", "heert"),
            ("heart", "xheart"),
            ("a", ""),
        ],
    )
    def test_one_insertion_deletion_substitution_or_swap(self, left: str, right: str) -> None:
        assert one_typo_apart(left, right)
        assert one_typo_apart(right, left)

    @pytest.mark.parametrize(
        ("left", "right"),
        [("heart", "hreat"), ("heart", "hearths"), ("heart", "trahe"), ("abcd", "badc"), ("heart", "hat")],
    )
    def test_two_are_too_many(self, left: str, right: str) -> None:
        assert not one_typo_apart(left, right)
        assert not one_typo_apart(right, left)

    @given(words, st.integers(0, 8), st.sampled_from("abcdefgh"))
    def test_every_single_edit_is_near(self, word: str, place: int, letter: str) -> None:
        place = min(place, len(word) - 1)
        assert one_typo_apart(word, word[:place] + letter + word[place:])
        assert one_typo_apart(word, word[:place] + word[place + 1 :])
        assert one_typo_apart(word, word[:place] + letter + word[place + 1 :])
        assert one_typo_apart(word, word[:place] + word[place : place + 2][::-1] + word[place + 2 :])

    @given(words, words)
    def test_is_the_same_from_both_sides(self, left: str, right: str) -> None:
        assert one_typo_apart(left, right) == one_typo_apart(right, left)
