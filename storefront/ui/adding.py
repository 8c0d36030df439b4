"""Adding to a cart, the same from every list."""

from reflex.state import BaseState

from storefront.carts import service as carts
from storefront.carts.snapshots import CartView, WantedLine
from storefront.kit.errors import Invalid
from storefront.ui.acting import act
from storefront.ui.arriving import here, show_cart_in_context
from storefront.ui.states.context import ContextState
from storefront.ui.states.notice import say
from storefront.ui.typed import typed

LONGEST_NUMBER = 9


async def add_from_form(state: BaseState, form: object) -> CartView:
    """Add `sku` (of `catalog`) in `quantity` to the cart of the seller in view, and say so.

    Raises:
        Invalid: the quantity is no number.
        StorefrontError: what the service refuses.
    """
    context = await state.get_state(ContextState)
    place = here(state)
    seller = place.asked("seller") or context.seller_code
    line = WantedLine(
        sku=typed(form, "sku"),
        quantity=quantity_of(typed(form, "quantity")),
        catalog=typed(form, "catalog") or None,
    )
    view = await act(
        state,
        place.outlet,
        lambda session, actor: carts.add_lines(session, actor, seller=seller, lines=[line]),
        changes_carts=True,
    )
    show_cart_in_context(context, view)
    await say(state, f"Added {line.quantity:,}. The cart has {context.cart_lines}, {context.cart_total}.")
    return view


def quantity_of(typed: object) -> int:
    """A whole number of pieces that somebody typed.

    Raises:
        Invalid: it is none.
    """
    text = str(typed).strip().replace(",", "")
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_NUMBER:
        raise Invalid("Type a quantity in whole pieces, such as 12.", fields={"quantity": "a whole number"})
    return int(text)
