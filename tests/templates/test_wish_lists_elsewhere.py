"""Wishes that come from a cart or become a template."""

from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.carts.errors import CartChanged, LineNotFound
from storefront.carts.service import list_changes, show_cart, undo
from storefront.catalog.tables import Catalog
from storefront.db.columns import table_of
from storefront.parties.actor import OutletActor
from storefront.templates.errors import WishListNotFound
from storefront.templates.service import create_from_wish_list, move_line_to_wish_list, show_wish_list, wish
from tests.carts.filling import add, held
from tests.digests import refuse
from tests.templates.wishes import MAKER, listed, put


class TestMoveFromCart:
    def test_takes_quantity_and_note_along_and_is_told_in_the_history(
        self, session: Session, buyer: OutletActor
    ) -> None:
        cart = add(session, buyer, ("M-001", 8), ("M-002", 1))
        left = move_line_to_wish_list(session, buyer, seller=MAKER, line_id=cart.lines[0].id)
        assert held(left) == {"M-002": 1}
        assert listed(show_wish_list(session, buyer)) == {"M-001": 8}
        words = list_changes(session, buyer, seller=MAKER).items[0].words
        assert words == "Moved 8 \N{MULTIPLICATION SIGN} Mug M-001 to wish list \u201cWish list\u201d"
        assert held(undo(session, buyer, seller=MAKER)) == {"M-001": 8, "M-002": 1}
        assert listed(show_wish_list(session, buyer)) == {"M-001": 8}
        again = show_cart(session, buyer, seller=MAKER).lines[0]
        moved = move_line_to_wish_list(session, buyer, seller=MAKER, line_id=again.id)
        assert held(moved) == {"M-002": 1}

    def test_is_refused_whole(self, session: Session, buyer: OutletActor, colleague: OutletActor) -> None:
        line = add(session, buyer, ("M-001", 8)).lines[0]
        theirs = put(session, colleague).card.id
        for kind, more in (
            (WishListNotFound, {"wish_list_id": theirs}),
            (WishListNotFound, {"wish_list_id": uuid4()}),
            (CartChanged, {"version": 0}),
            (LineNotFound, {"line_id": uuid4()}),
        ):
            values: dict[str, Any] = {"line_id": line.id, **more}
            refuse(
                session,
                kind,
                lambda values=values: move_line_to_wish_list(session, buyer, seller=MAKER, **values),
            )


class TestAsTemplate:
    def test_has_all_of_the_list_under_its_name(self, session: Session, buyer: OutletActor) -> None:
        put(session, buyer, quantity=3)
        view = wish(session, buyer, seller="NORTH", sku="M-002", quantity=2)
        session.execute(sa.update(table_of(Catalog)).values(status="expired"))
        made = create_from_wish_list(session, buyer, wish_list_id=view.card.id)
        assert (made.card.name, made.card.scope) == ("Wish list", "contact")
        assert sorted((line.sku, line.quantity, line.seller) for line in made.lines) == [
            ("M-001", 3, "MAKER"),
            ("M-002", 2, "NORTH"),
        ]
        again = create_from_wish_list(session, buyer, wish_list_id=view.card.id)
        assert again.card.name == "Wish list (2)"
        assert len(show_wish_list(session, buyer, wish_list_id=view.card.id).lines) == 2

    def test_of_somebody_elses_is_not_found(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        view = put(session, buyer)
        with pytest.raises(WishListNotFound):
            create_from_wish_list(session, colleague, wish_list_id=view.card.id)
