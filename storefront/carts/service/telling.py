"""What employees did to an outlet's carts, in words."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.carts.queries import changes as history
from storefront.carts.queries import telling as queries
from storefront.carts.rules.telling import change_in_words
from storefront.carts.service.history import first_steps, line_in_words
from storefront.carts.snapshots import ToldChange
from storefront.parties.actor import OutletActor

MOST_TOLD = 50
"""So many steps of one session are told."""


def tell_sessions(
    session: Session, actor: OutletActor, *, session_ids: Sequence[UUID]
) -> dict[UUID, tuple[ToldChange, ...]]:
    """The first steps of each of these sessions in the outlet's carts, oldest first; two statements."""
    if not session_ids:
        return {}
    rows = queries.changes_in_sessions(session, actor.outlet_id, session_ids, most=MOST_TOLD)
    steps = [first_steps(row) for row in rows]
    products = {step.product_id for own in steps for step in own}
    names = history.names(session, list(products)) if products else {}
    told: dict[UUID, tuple[ToldChange, ...]] = {}
    for row, own in zip(rows, steps, strict=True):
        lines = tuple(line_in_words(step, *names[step.product_id]) for step in own)
        words = change_in_words(row.kind, lines, row.line_count, row.detail, row.subject_version)
        change = ToldChange(row.seller, row.seller_code, words, row.made_at, row.is_undone)
        told[row.acting_session_id] = (*told.get(row.acting_session_id, ()), change)
    return told
