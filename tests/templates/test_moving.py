"""Between carts, wish lists and templates: what leaves one is in the other."""

from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session

from storefront.carts.errors import CartChanged, LineNotFound
from storefront.carts.service import list_changes, show_cart, undo
from storefront.parties.actor import OutletActor
from storefront.templates.errors import AlreadyInTemplate, NothingToOrder, WishListNotFound
from storefront.templates.service import (
    apply_wish_list,
    create_template,
    create_wish_list,
    move_line_to_template,
    show_template,
    wish,
)
from storefront.templates.snapshots import TemplateView
from tests.carts.filling import add, shown
from tests.digests import refuse
from tests.factories import new_key
from tests.templates.conftest import line

MAKER = "MAKER"


@pytest.fixture
def weekly(session: Session, buyer: OutletActor) -> TemplateView:
    """A template with 6 of the first mug."""
    return create_template(session, buyer, name="Weekly", scope="contact", lines=[line("M-001", 6)])


class TestLineToTemplate:
    def test_leaves_the_cart_and_is_in_the_template(
        self, session: Session, buyer: OutletActor, weekly: TemplateView
    ) -> None:
        cart = add(session, buyer, ("M-002", 4), ("M-003", 1))
        moved = next(each for each in cart.lines if each.sku == "M-002")
        left = move_line_to_template(
            session, buyer, seller=MAKER, line_id=moved.id, template_id=weekly.card.id, version=cart.version
        )
        assert [(each.sku, each.quantity) for each in left.lines] == [("M-003", 1)]
        kept = show_template(session, buyer, template_id=weekly.card.id)
        assert [(each.sku, each.quantity) for each in kept.lines] == [("M-001", 6), ("M-002", 4)]
        assert "template “Weekly”" in list_changes(session, buyer, seller=MAKER).items[0].words

    def test_undone_it_is_in_both(self, session: Session, buyer: OutletActor, weekly: TemplateView) -> None:
        cart = add(session, buyer, ("M-002", 4))
        move_line_to_template(
            session, buyer, seller=MAKER, line_id=cart.lines[0].id, template_id=weekly.card.id
        )
        undo(session, buyer, seller=MAKER)
        assert shown(session, buyer) == {"M-002": 4}
        kept = show_template(session, buyer, template_id=weekly.card.id)
        assert [each.sku for each in kept.lines] == ["M-001", "M-002"]

    def test_asks_about_what_is_there_already(
        self, session: Session, buyer: OutletActor, weekly: TemplateView
    ) -> None:
        cart = add(session, buyer, ("M-001", 4))
        asked: dict[str, Any] = {"seller": MAKER, "line_id": cart.lines[0].id, "template_id": weekly.card.id}
        refuse(session, AlreadyInTemplate, lambda: move_line_to_template(session, buyer, **asked))
        assert shown(session, buyer) == {"M-001": 4}
        move_line_to_template(session, buyer, **asked, when_there="add")
        kept = show_template(session, buyer, template_id=weekly.card.id)
        assert [(each.sku, each.quantity) for each in kept.lines] == [("M-001", 10)]

    def test_refuses_a_line_that_is_not_there_and_an_old_cart(
        self, session: Session, buyer: OutletActor, weekly: TemplateView
    ) -> None:
        cart = add(session, buyer, ("M-002", 4))
        asked: dict[str, Any] = {"seller": MAKER, "template_id": weekly.card.id}
        refuse(session, LineNotFound, lambda: move_line_to_template(session, buyer, line_id=uuid4(), **asked))
        add(session, buyer, ("M-003", 1))
        old: dict[str, Any] = {"line_id": cart.lines[0].id, "version": cart.version}
        refuse(session, CartChanged, lambda: move_line_to_template(session, buyer, **asked, **old))


class TestWishListToCarts:
    def test_adds_what_can_be_had_once(self, session: Session, buyer: OutletActor) -> None:
        made = create_wish_list(session, buyer, name="Christmas").card
        for sku, quantity in (("M-001", 3), ("M-002", 2)):
            wish(session, buyer, wish_list_id=made.id, seller=MAKER, sku=sku, quantity=quantity)
        key = new_key()
        applied = apply_wish_list(session, buyer, wish_list_id=made.id, idempotency_key=key)
        assert (applied.added, applied.skipped) == (2, ())
        apply_wish_list(session, buyer, wish_list_id=made.id, idempotency_key=key)
        assert shown(session, buyer) == {"M-001": 3, "M-002": 2}

    def test_refuses_an_empty_one_and_one_that_is_not_there(
        self, session: Session, buyer: OutletActor
    ) -> None:
        made = create_wish_list(session, buyer, name="Christmas").card
        with pytest.raises(NothingToOrder):
            apply_wish_list(session, buyer, wish_list_id=made.id, idempotency_key=new_key())
        with pytest.raises(WishListNotFound):
            apply_wish_list(session, buyer, wish_list_id=uuid4(), idempotency_key=new_key())
        assert show_cart(session, buyer, seller=MAKER).lines == ()
