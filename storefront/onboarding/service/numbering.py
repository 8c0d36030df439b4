"""Number sequences, as headquarters runs them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.onboarding.errors import SequenceNotFound
from storefront.onboarding.queries import numbering as queries
from storefront.onboarding.rules.numbering import (
    LARGEST,
    USUAL_PADDING,
    USUAL_PREFIXES,
    changed,
    largest_of,
    must_not_meet,
    number_of,
)
from storefront.onboarding.snapshots import SequenceChange, SequenceView
from storefront.parties.actor import Actor
from storefront.parties.service import audit


def list_sequences(session: Session, actor: Actor) -> tuple[SequenceView, ...]:
    """Every sequence with the number that it gives out next.

    Raises:
        NothingHere: the actor is not of headquarters.
    """
    actor.must("headquarters")
    known = {row.name: _view(row) for row in queries.all_of(session)}
    return tuple(
        known.get(name) or SequenceView(name, prefix, USUAL_PADDING, 1, number_of(prefix, USUAL_PADDING, 1))
        for name, prefix in USUAL_PREFIXES.items()
    )


def change_sequence(session: Session, actor: Actor, *, name: str, wanted: SequenceChange) -> SequenceView:
    """Change what the numbers of a sequence begin with, how many figures they have, and which comes next.

    Raises:
        NothingHere: the actor is not of headquarters.
        SequenceNotFound: there is no such sequence.
        Invalid: prefix, padding or next value cannot be.
        NumbersWouldCollide: the sequence would go back, or could give out a number that exists.
    """
    actor.must("headquarters")
    if name not in USUAL_PREFIXES:
        raise SequenceNotFound(name)
    queries.ensure(session, name, USUAL_PREFIXES[name], USUAL_PADDING)
    now = _view(queries.lock(session, name))
    after = changed(now, wanted)
    if after == now:
        return now
    prefixes = {each.name: each.prefix for each in list_sequences(session, actor)}
    must_not_meet(after, prefixes, largest_of(queries.largest(session, name, after.prefix), after.prefix))
    queries.change(session, name, prefix=after.prefix, padding=after.padding, last_value=after.next_value - 1)
    fields = [
        each for each in ("prefix", "padding", "next_value") if getattr(now, each) != getattr(after, each)
    ]
    deed = Deed(
        "numbers.changed",
        name,
        before={each: getattr(now, each) for each in fields},
        after={each: getattr(after, each) for each in fields},
    )
    audit(session, actor, deed)
    return after


def pass_numbers(session: Session, *, nodes: Sequence[str], hierarchies: Sequence[str]) -> None:
    """Let no sequence give out numbers that move in: each goes on past the largest that begins like its own."""
    known = {row.name: row for row in queries.all_of(session)}
    moved = dict.fromkeys(("group", "organization", "outlet"), nodes) | {"hierarchy": hierarchies}
    for name in sorted(moved):
        prefix = known[name].prefix if name in known else USUAL_PREFIXES[name]
        alike = [each for each in moved[name] if each.startswith(prefix)]
        largest = largest_of(alike, prefix)
        if largest > LARGEST or largest <= (known[name].last_value if name in known else 0):
            continue
        queries.ensure(session, name, prefix, USUAL_PADDING)
        row = queries.lock(session, name)
        last = max(largest, row.last_value)
        queries.change(session, name, prefix=row.prefix, padding=row.padding, last_value=last)


def _view(row: Row[Any]) -> SequenceView:
    following = row.last_value + 1
    return SequenceView(
        row.name, row.prefix, row.padding, following, number_of(row.prefix, row.padding, following)
    )
