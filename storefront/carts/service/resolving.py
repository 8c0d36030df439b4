"""Lists answered (`decisions/0011-lists-are-resolved.md`)."""

from collections.abc import Sequence

from sqlmodel import Session

from storefront.carts.errors import ListTooLong
from storefront.carts.rules.allotting import allot
from storefront.carts.service.gathering import Gathering, held_lines
from storefront.carts.snapshots import ListLine, Resolution
from storefront.offers.service import open_terms_everywhere
from storefront.parties.actor import OutletActor

MAXIMUM_LIST_LINES = 1000


def resolve(session: Session, actor: OutletActor, *, lines: Sequence[ListLine]) -> Resolution:
    """What each line of a list would add to the outlet's carts now, and why not all; changes nothing.

    One answer for each line, in the order given. A product may come twice: what carts hold and what earlier lines
    got counts towards stock and maximum.

    Raises:
        ListTooLong: there are more than 1,000 lines.
    """
    check_length(lines)
    gathering = Gathering(session, actor, open_terms_everywhere(session, actor), lines)
    meanings = gathering.meanings()
    return allot(lines, meanings, held_lines(gathering.held)).resolution


def check_length(lines: Sequence[ListLine]) -> None:
    """Refuse a list that is too long to be answered at once."""
    if len(lines) > MAXIMUM_LIST_LINES:
        raise ListTooLong(MAXIMUM_LIST_LINES)
