"""Writing a change down: the lines as they are now, and the step in the history."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.carts.queries import storing as queries
from storefront.carts.rules import LineStep
from storefront.carts.service.opening import OpenCart
from storefront.carts.service.reading import views
from storefront.carts.snapshots import CartView
from storefront.parties.actor import OutletActor


def write_steps(
    session: Session, cart: OpenCart, steps: Sequence[LineStep], seen: Mapping[UUID, int | None]
) -> None:
    """Make the lines of a cart, and those beside it, what the steps say; `seen` is the price of each by line id."""
    for is_saved in (False, True):
        own = [step for step in steps if step.is_saved == is_saved]
        rows = [
            [
                step.line_id,
                cart.id,
                step.product_id,
                step.catalog_id,
                step.after,
                seen.get(step.line_id),
                step.added_by,
                step.added_at,
                step.note_after or "",
            ]
            for step in own
            if step.after
        ]
        if rows:
            queries.put_noted_lines(session, rows, is_saved=is_saved)
        gone = [step.line_id for step in own if not step.after]
        if gone:
            queries.drop_lines(session, cart.id, gone, is_saved=is_saved)


def note_change(
    session: Session,
    actor: OutletActor,
    cart: OpenCart,
    kind: str,
    steps: Sequence[LineStep],
    *,
    detail: str = "",
    subject_version: int | None = None,
) -> None:
    """Write a change into the history."""
    queries.note_change(
        session,
        cart_id=cart.id,
        version=cart.version,
        kind=kind,
        made_by=queries.by_whom(actor),
        moment=cart.moment,
        steps=[step.to_document() for step in steps],
        detail=detail,
        subject_version=subject_version,
    )


def view_again(session: Session, actor: OutletActor, cart: OpenCart) -> CartView:
    """The cart as it is after a change that was written past the lines in hand."""
    return views(session, (cart.terms,), queries.stored(session, actor.outlet_id, cart.terms.seller.id))[0]
