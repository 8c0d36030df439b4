"""What a buyer says about a line."""

from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from storefront.carts.rules import LineStep
from storefront.carts.rules.noting import clean_note
from storefront.carts.service.changing import line_of
from storefront.carts.service.opening import open_cart
from storefront.carts.service.writing import note_change, view_again, write_steps
from storefront.carts.snapshots import CartView, StoredLine
from storefront.parties.actor import OutletActor


def note_line(
    session: Session,
    actor: OutletActor,
    *,
    seller: str,
    line_id: UUID,
    note: str,
    version: int | None = None,
) -> CartView:
    """Set the note of a line, or take it off with an empty one; quantity and seen price stay as they are.

    Raises:
        SellerNotFound, CartChanged, LineNotFound, NoteRefused: as they say.
    """
    text = clean_note(note)
    cart = open_cart(session, actor, seller, version)
    line = line_of(cart, line_id)
    step = replace(step_of(line, line.quantity), note_after=text)
    write_steps(session, cart, [step], {line.id: line.seen_price})
    note_change(session, actor, cart, "note", [step])
    return view_again(session, actor, cart)


def take_out(
    session: Session,
    actor: OutletActor,
    *,
    seller: str,
    line_id: UUID,
    to: str,
    version: int | None = None,
) -> tuple[CartView, StoredLine]:
    """Take a line out because it goes to another list, whose name is told in the history; the cart, and the line.

    `undo` brings the line back and leaves the other list as it is.

    Raises:
        SellerNotFound, CartChanged, LineNotFound: as they say.
    """
    cart = open_cart(session, actor, seller, version)
    line = line_of(cart, line_id)
    step = step_of(line, 0)
    write_steps(session, cart, [step], {})
    note_change(session, actor, cart, "move", [step], detail=to)
    return view_again(session, actor, cart), line


def step_of(line: StoredLine, after: int, *, is_saved: bool = False) -> LineStep:
    """What giving a line that is there another quantity does to it; its note stays with it, or goes with it."""
    return LineStep(
        line.id,
        line.product_id,
        line.catalog_id,
        line.quantity,
        after,
        line.seen_price,
        line.added_by,
        line.added_at,
        line.note,
        line.note if after else "",
        is_saved,
    )
