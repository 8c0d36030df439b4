"""From wish lists to carts, and from carts to templates."""

from uuid import UUID

from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.errors import LineNotFound
from storefront.carts.snapshots import Applied, CartView, ListLine
from storefront.parties.actor import OutletActor
from storefront.templates.errors import NothingToOrder
from storefront.templates.service.filling import add_to_template
from storefront.templates.service.wish_lists import show_wish_list
from storefront.templates.snapshots import TemplateLineInput, WishListView


def wished_lines(view: WishListView) -> tuple[ListLine, ...]:
    """A wish list as lines for the resolver, each with the price that it was saved at.

    Raises:
        NothingToOrder: nothing is on it.
    """
    if not view.lines:
        raise NothingToOrder("There is nothing on this wish list. Save something to it first.")
    return tuple(
        ListLine(
            line.sku, line.quantity, line.catalog, line.seller, line.previous_unit_price or line.unit_price
        )
        for line in view.lines
    )


def apply_wish_list(
    session: Session, actor: OutletActor, *, wish_list_id: UUID, idempotency_key: str
) -> Applied:
    """Add what a list wishes for to the carts of its sellers, as far as it can be had; the list stays.

    Raises:
        WishListNotFound, NothingToOrder, KeyNotUsable, KeyReused, CartFull: as they say.
    """
    lines = wished_lines(show_wish_list(session, actor, wish_list_id=wish_list_id))
    return carts.apply(session, actor, lines=lines, idempotency_key=idempotency_key)


def move_line_to_template(
    session: Session,
    actor: OutletActor,
    *,
    seller: str,
    line_id: UUID,
    template_id: UUID,
    when_there: str = "ask",
    version: int | None = None,
) -> CartView:
    """Move a cart line with its quantity to a template; templates keep no notes.

    The cart's history tells it; undoing that brings the line back to the cart and leaves it in the template too.

    Raises:
        SellerNotFound, CartChanged, LineNotFound: as they say.
        TemplateNotFound, TemplateReadOnly, TemplateFull, AlreadyInTemplate, LinesRefused: as `add_to_template` has them.
    """
    shown = carts.show_cart(session, actor, seller=seller)
    line = next((each for each in shown.lines if each.id == line_id), None)
    if line is None:
        raise LineNotFound
    wanted = TemplateLineInput(line.sku, line.quantity, line.catalog, seller)
    template = add_to_template(session, actor, template_id=template_id, lines=[wanted], when_there=when_there)
    to = f"template \u201c{template.card.name}\u201d"
    cart, taken = carts.take_out(session, actor, seller=seller, line_id=line_id, to=to, version=version)
    if taken.quantity != line.quantity:
        # Somebody changed it between the two looks: what is in the template is not what left the cart.
        raise LineNotFound
    return cart
