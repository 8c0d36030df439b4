"""Lists written short, for tests of the resolver."""

from typing import Any

from sqlmodel import Session

from storefront.carts.service import resolve
from storefront.carts.snapshots import ListLine, Resolution, ResolvedLine
from storefront.parties.actor import OutletActor


def lines_of(*wanted: tuple[Any, ...]) -> list[ListLine]:
    """SKU, quantity, catalog, seller, earlier price of each line."""
    return [ListLine(*each) for each in wanted]


def resolved(session: Session, actor: OutletActor, *wanted: tuple[Any, ...]) -> Resolution:
    return resolve(session, actor, lines=lines_of(*wanted))


def the_line(session: Session, actor: OutletActor, *wanted: Any) -> ResolvedLine:
    """The answer to one line."""
    [line] = resolved(session, actor, wanted).lines
    return line


def states(resolution: Resolution) -> list[tuple[str, int]]:
    """State and quantity of each line."""
    return [(line.state, line.quantity) for line in resolution.lines]
