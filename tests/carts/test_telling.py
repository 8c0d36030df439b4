"""What a step of a cart says of itself, and how it is stored."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from storefront.carts import rules
from storefront.carts.rules.telling import change_in_words
from storefront.carts.snapshots import ChangedLine
from tests.carts.filling import plain

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


class TestWords:
    LINE = ChangedLine("M-1", "Mug", 4, 6, "", "", False)

    @pytest.mark.parametrize(
        ("kind", "line", "words"),
        [
            ("add", LINE, "Added 2 x Mug, now 6"),
            (
                "change",
                ChangedLine("M-1", "Mug", 4, 6, "", "blue", False),
                "Changed Mug from 4 to 6, note “blue”",
            ),
            ("note", ChangedLine("M-1", "Mug", 4, 4, "blue", "", False), "On Mug: note taken off"),
            ("remove", ChangedLine("M-1", "Mug", 1_200, 0, "", "", False), "Removed 1,200 x Mug"),
            (
                "forget",
                ChangedLine("M-1", "Mug", 4, 0, "", "", True),
                "Removed 4 x Mug from what is saved for later",
            ),
            ("later", LINE, "Changed Mug"),
        ],
    )
    def test_of_one_line(self, kind: str, line: ChangedLine, words: str) -> None:
        assert plain(change_in_words(kind, (line,), 1, "", None)) == words

    @pytest.mark.parametrize(
        ("kind", "count", "words"),
        [
            ("checkout", 1, "Ordered: 1 line"),
            ("clear", 1_000, "Cleared the cart: 1,000 lines"),
            ("undo", 2, "Took back: 2 lines"),
        ],
    )
    def test_of_many_lines(self, kind: str, count: int, words: str) -> None:
        assert change_in_words(kind, (), count, "", None) == words

    def test_two_lines_are_both_named(self) -> None:
        assert change_in_words("add", (self.LINE, self.LINE), 2, "", None) == "Added 2 lines: Mug and Mug"


def test_a_step_comes_back_as_it_was_stored() -> None:
    step = rules.LineStep(
        UUID(int=1), UUID(int=2), UUID(int=3), 0, 12, None, UUID(int=4), NOON, "", "n", True
    )
    assert rules.LineStep.read(step.to_document()) == step
    assert step.reverse.reverse == step
    assert (step.reverse.before, step.reverse.after, step.reverse.note_after) == (12, 0, "")
