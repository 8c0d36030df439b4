"""Old orders as a list again: to order what they had, or to make a template of it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.snapshots import Resolution
from storefront.orders import service as orders
from storefront.parties.actor import Actor, OutletActor
from storefront.reordering.errors import NothingChosen, TooMuchAtOnce
from storefront.reordering.rules.merging import LATEST, SUM, as_list, merged
from storefront.reordering.snapshots import OrdersAsList
from storefront.templates import service as templates
from storefront.templates.snapshots import KnownLine, TemplateLineInput, TemplateView

MAXIMUM_LINES = 1_000
MAXIMUM_ORDERS = 50


def outlet_of(session: Session, actor: Actor, *, number: str) -> str:
    """The number of the outlet that an order was placed for.

    Raises:
        OrderNotFound: there is none with this number that the actor may see.
    """
    return orders.contents_of(session, actor, numbers=[number])[0].outlet


def order_as_list(session: Session, actor: Actor, *, number: str) -> OrdersAsList:
    """An order line by line, each with the catalog and the price that it was ordered at.

    Raises:
        OrderNotFound: there is none with this number that the actor may see.
        TooMuchAtOnce: it has more than 1,000 lines.
    """
    (order,) = orders.contents_of(session, actor, numbers=[number])
    return _bounded(as_list(order))


def orders_as_list(
    session: Session, actor: Actor, *, numbers: Sequence[str], quantities: str = SUM
) -> OrdersAsList:
    """Several orders as one list, each product of a catalog once, at the price of the newest.

    `quantities` is `sum` (these orders, all of it again) or `latest` (what the newest of them had).

    Raises:
        NothingChosen: no order is named.
        OrderNotFound: one of them is not the actor's to see.
        TooMuchAtOnce: more than 50 orders, or more than 1,000 products in them.
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        raise NothingChosen
    if len(wanted) > MAXIMUM_ORDERS:
        raise TooMuchAtOnce("orders", len(wanted), MAXIMUM_ORDERS)
    return _bounded(merged(orders.contents_of(session, actor, numbers=wanted), quantities))


def reorder(session: Session, actor: OutletActor, *, number: str) -> Resolution:
    """An order as a difference for the actor's outlet: what each line would be today. Nothing is added.

    What it cost then is the order's own frozen price; what has left every catalog keeps the order's name for it.

    Raises:
        OrderNotFound: there is none with this number that the actor may see.
        TooMuchAtOnce: it has more than 1,000 lines.
    """
    wanted = order_as_list(session, actor, number=number)
    return _resolved(session, actor, wanted)


def reorder_several(session: Session, actor: OutletActor, *, numbers: Sequence[str]) -> Resolution:
    """Several orders together as one difference for the actor's outlet, quantities added up. Nothing is added.

    Raises:
        NothingChosen, OrderNotFound, TooMuchAtOnce: as for `orders_as_list`.
    """
    return _resolved(session, actor, orders_as_list(session, actor, numbers=numbers))


def template_from_orders(
    session: Session, actor: OutletActor, *, numbers: Sequence[str], name: str = "", scope: str = "contact"
) -> TemplateView:
    """A template of one or several old orders: what they had, in the quantities of the newest that had it.

    Raises:
        NothingChosen, OrderNotFound, TooMuchAtOnce: as for `orders_as_list`.
        TemplateInvalid, SharingRefused, NameTaken, TooManyTemplates, TemplateFull, LinesRefused: as they say.
    """
    wanted = orders_as_list(session, actor, numbers=numbers, quantities=LATEST)
    lines = [TemplateLineInput(line.sku, line.quantity, line.catalog, line.seller) for line in wanted.lines]
    return templates.create_template(
        session, actor, name=name, scope=scope, lines=lines, known=_known(wanted)
    )


def _known(wanted: OrdersAsList) -> list[KnownLine]:
    """What the actor may see in old orders is known to them, whichever of their outlets ordered it."""
    return [
        KnownLine(
            *wanted.keys[line.sku, line.catalog],
            line.sku,
            wanted.names[line.sku, line.catalog],
            line.catalog or "",
            line.seller or "",
        )
        for line in wanted.lines
    ]


def _resolved(session: Session, actor: OutletActor, wanted: OrdersAsList) -> Resolution:
    answer = carts.resolve(session, actor, lines=wanted.lines)
    lines = tuple(
        line if line.name else replace(line, name=wanted.names.get((line.wanted.sku, line.wanted.catalog)))
        for line in answer.lines
    )
    return replace(answer, lines=lines)


def _bounded(wanted: OrdersAsList) -> OrdersAsList:
    if len(wanted.lines) > MAXIMUM_LINES:
        raise TooMuchAtOnce("lines", len(wanted.lines), MAXIMUM_LINES)
    return wanted
