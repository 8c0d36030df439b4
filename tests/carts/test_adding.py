"""What is added to a cart."""

import pytest
from sqlmodel import Session

from storefront.carts import rules
from storefront.carts.errors import CartChanged, CartFull, LinesRefused
from storefront.carts.service import changing, show_cart
from storefront.kit.money import Money
from storefront.offers.service import shelve
from storefront.parties.actor import OutletActor
from storefront.sellers.errors import SellerNotFound
from tests.carts.filling import add, held, shown
from tests.digests import refuse
from tests.factories import Trade, act_as, make_catalog


class TestAdd:
    @pytest.mark.smoke
    def test_shows_the_line_at_todays_price_with_who_added_it(
        self, session: Session, buyer: OutletActor
    ) -> None:
        cart = add(session, buyer, ("M-001", 2))
        (line,) = cart.lines
        assert (line.sku, line.name, line.catalog, line.quantity) == ("M-001", "Mug M-001", "MAKER-MAIN", 2)
        assert (line.unit_price and line.unit_price.amount, line.line_total) == ("2.50", Money(500, "GBP"))
        assert (line.added_by, line.added_by_id, line.issues) == ("Bea Buyer", buyer.contact_id, ())
        assert (cart.version, cart.subtotal, cart.can_undo) == (1, Money(500, "GBP"), True)
        again = show_cart(session, buyer, seller="MAKER")
        assert (again.lines, again.subtotal, again.version) == (cart.lines, cart.subtotal, cart.version)

    def test_an_existing_line_grows_and_reaches_its_break(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        first = add(session, buyer, ("M-001", 4)).lines[0]
        (line,) = add(session, colleague, ("M-001", 2)).lines
        assert (line.id, line.quantity, line.added_by) == (first.id, 6, "Bea Buyer")
        assert (line.unit_price and line.unit_price.amount, line.line_total) == ("2.25", Money(1_350, "GBP"))
        assert line.issues == ()

    def test_the_same_product_twice_in_one_request_is_one_line(
        self, session: Session, buyer: OutletActor
    ) -> None:
        assert held(add(session, buyer, ("M-001", 4), ("M-002", 1), ("M-001", 3))) == {"M-001": 7, "M-002": 1}

    def test_the_same_product_of_two_catalogs_is_two_lines(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        extra = make_catalog(
            session,
            seller=trade.maker,
            code="EXTRA",
            entries={trade.maker.products[0]: {}},
            node_id=trade.organization.root_id,
        )
        shelve(session, catalog_ids=[extra])
        cart = add(session, buyer, ("M-001", 1), ("M-001", 2, "EXTRA"), ("M-001", 3, "MAKER-MAIN"))
        assert [(line.catalog, line.quantity) for line in cart.lines] == [("MAKER-MAIN", 4), ("EXTRA", 2)]

    def test_each_seller_and_each_outlet_has_a_cart_of_its_own(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        add(session, buyer, ("M-001", 1))
        add(session, buyer, ("M-001", 9), seller="NORTH")
        other = act_as(session, trade.admin, trade.second_outlet)
        add(session, other, ("M-002", 5))
        assert (shown(session, buyer), shown(session, buyer, "NORTH")) == ({"M-001": 1}, {"M-001": 9})
        assert (shown(session, other), shown(session, other, "NORTH")) == ({"M-002": 5}, {})

    def test_contacts_of_one_outlet_share_its_cart(
        self, session: Session, buyer: OutletActor, colleague: OutletActor
    ) -> None:
        add(session, buyer, ("M-001", 1))
        add(session, colleague, ("M-002", 2))
        cart = show_cart(session, buyer, seller="MAKER")
        assert [(line.sku, line.added_by) for line in cart.lines] == [
            ("M-001", "Bea Buyer"),
            ("M-002", "Carl Colleague"),
        ]

    def test_one_bad_line_refuses_all_and_every_bad_line_is_named(
        self, session: Session, buyer: OutletActor, sixes: str
    ) -> None:
        add(session, buyer, (sixes, 54))
        refused = refuse(
            session,
            LinesRefused,
            lambda: add(
                session,
                buyer,
                ("M-001", 1),
                ("NOPE", 1),
                ("M-002", 1, "NOWHERE"),
                ("M-003", 0),
                ("M-004", -5),
                (sixes, 12),
                (sixes, 5),
                ("M-005", 10**30),
                ("\ud800", 1),
            ),
        )
        assert [(each.line, each.sku, each.code, each.message) for each in refused.problems] == [
            (1, "NOPE", "product_not_found", "is not in your catalogs"),
            (2, "M-002", "product_not_found", "is not in catalog NOWHERE"),
            (3, "M-003", "quantity_rule", "order between 1 and 1,000,000"),
            (4, "M-004", "quantity_rule", "order between 1 and 1,000,000"),
            (5, sixes, "quantity_rule", "order at most 60 (54 in the cart already)"),
            (6, sixes, "quantity_rule", "order in steps of 6, such as 54 or 60 (54 in the cart already)"),
            (7, "M-005", "quantity_rule", "order between 1 and 1,000,000"),
            (8, "\ud800", "product_not_found", "is not in your catalogs"),
        ]
        assert refused.message == "Nothing was added. NOPE: is not in your catalogs and 7 more."
        assert len(refused.facts["lines"]) == 8

    def test_a_negative_quantity_takes_nothing_out(self, session: Session, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 10))
        refuse(session, LinesRefused, lambda: add(session, buyer, ("M-001", -5)))
        assert shown(session, buyer) == {"M-001": 10}

    def test_nothing_wanted_adds_nothing(self, session: Session, buyer: OutletActor) -> None:
        cart = add(session, buyer)
        assert (cart.lines, cart.can_undo) == ((), False)

    def test_a_stale_version_is_refused_and_told(self, session: Session, buyer: OutletActor) -> None:
        add(session, buyer, ("M-001", 1))
        assert add(session, buyer, ("M-002", 1), version=1).version == 2
        refused = refuse(session, CartChanged, lambda: add(session, buyer, ("M-003", 1), version=1))
        assert refused.facts == {"expected": 1, "version": 2}

    def test_the_version_of_a_cart_that_never_was_is_zero(self, session: Session, buyer: OutletActor) -> None:
        assert show_cart(session, buyer, seller="MAKER").version == 0
        refuse(session, CartChanged, lambda: add(session, buyer, ("M-001", 1), version=1))
        assert add(session, buyer, ("M-001", 1), version=0).version == 1

    def test_a_full_cart_takes_no_more(
        self, session: Session, buyer: OutletActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert rules.MAXIMUM_LINES == 1000
        monkeypatch.setattr(changing, "MAXIMUM_LINES", 3)
        add(session, buyer, ("M-001", 1), ("M-002", 1), ("M-003", 1))
        refused = refuse(session, CartFull, lambda: add(session, buyer, ("M-004", 1)))
        assert refused.message == "A cart has at most 3 lines. Check out first, or remove some."
        assert held(add(session, buyer, ("M-003", 1))) == {"M-001": 1, "M-002": 1, "M-003": 2}

    def test_a_seller_that_is_not_open_is_not_found(self, session: Session, buyer: OutletActor) -> None:
        refuse(session, SellerNotFound, lambda: add(session, buyer, ("M-001", 1), seller="SOUTH"))
