"""Carts that are filled and looked into in one line."""

from typing import Any

from sqlmodel import Session

from storefront.carts.service import add_lines, show_cart
from storefront.carts.snapshots import CartView, WantedLine
from storefront.parties.actor import OutletActor


def add(
    session: Session, actor: OutletActor, *wanted: tuple[Any, ...], seller: str = "MAKER", **more: Any
) -> CartView:
    return add_lines(session, actor, seller=seller, lines=[WantedLine(*each) for each in wanted], **more)


def held(cart: CartView) -> dict[str, int]:
    return {line.sku: line.quantity for line in cart.lines}


def shown(session: Session, actor: OutletActor, seller: str = "MAKER") -> dict[str, int]:
    return held(show_cart(session, actor, seller=seller))


def plain(words: str) -> str:
    """With the letter that looks like it in place of the sign."""
    return words.replace("\N{MULTIPLICATION SIGN}", "x")
