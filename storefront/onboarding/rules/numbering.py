"""Number sequences: how their numbers look, and which changes could give one out twice."""

import re
from collections.abc import Mapping

from storefront.kit.errors import Invalid
from storefront.onboarding.errors import NumbersWouldCollide
from storefront.onboarding.snapshots import SequenceChange, SequenceView

USUAL_PREFIXES = {
    "group": "GRP-",
    "hierarchy": "HIER-",
    "order": "SO-",
    "organization": "ORG-",
    "outlet": "OUT-",
    "prospect": "PR-",
}
"""By sequence, in the order of their names."""

PREFIX = re.compile(r"[A-Z0-9/_-]{0,11}[A-Z/_-]")
"""It ends in no digit: a number then splits into prefix and figures in one way only."""
USUAL_PADDING = 6
MOST_PADDING = 12
LARGEST = 10**12


def number_of(prefix: str, padding: int, value: int) -> str:
    """A number as people see it."""
    return f"{prefix}{value:0{padding}d}"


def changed(now: SequenceView, wanted: SequenceChange) -> SequenceView:
    """The sequence after a change; what is not given stays.

    Raises:
        Invalid: prefix, padding or next value cannot be.
        NumbersWouldCollide: the sequence would go back.
    """
    prefix = now.prefix if wanted.prefix is None else wanted.prefix.strip().upper()
    padding = now.padding if wanted.padding is None else wanted.padding
    following = now.next_value if wanted.next_value is None else wanted.next_value
    if not PREFIX.fullmatch(prefix):
        raise Invalid(
            "A prefix has 1 to 12 capitals, digits, hyphens, slashes and underscores, and ends in no digit.",
            fields={"prefix": "1 to 12 capitals, digits and hyphens, with no digit at its end"},
        )
    if not 1 <= padding <= MOST_PADDING:
        raise Invalid(
            f"Numbers have 1 to {MOST_PADDING} figures.", fields={"padding": f"1 to {MOST_PADDING}"}
        )
    if following < now.next_value:
        raise NumbersWouldCollide(
            f"Numbers only go forward. The next is {now.next_value:,} or later.", next=now.next_value
        )
    if following > LARGEST:
        raise Invalid("That is more than a number can count.", fields={"next": f"at most {LARGEST:,}"})
    return SequenceView(now.name, prefix, padding, following, number_of(prefix, padding, following))


def must_not_meet(change: SequenceView, prefixes: Mapping[str, str], largest: int) -> None:
    """Refuse a change whose numbers exist, up to the largest with this prefix, or can come from another sequence.

    Raises:
        NumbersWouldCollide: they do, or can.
    """
    for name, prefix in prefixes.items():
        if name != change.name and prefix == change.prefix:
            raise NumbersWouldCollide(
                f"The numbers of another sequence ({name}) begin with {prefix}. Choose another prefix.",
                other=name,
            )
    if change.next_value <= largest:
        raise NumbersWouldCollide(
            f"{change.prefix} is used up to {largest:,} already. Begin with {largest + 1:,} or later.",
            next=largest + 1,
        )


def largest_of(numbers: list[str], prefix: str) -> int:
    """The largest count among numbers with a prefix; what is no count is none."""
    counts = [number.removeprefix(prefix) for number in numbers]
    return max((int(count) for count in counts if count.isascii() and count.isdigit()), default=0)
