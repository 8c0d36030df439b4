import pytest
from sqlmodel import Session

from storefront.offers import service as offers
from storefront.offers.service import shelve
from storefront.sellers.errors import SellerNotFound
from tests.conftest import CountStatements
from tests.factories import act_as, make_trade


class TestSuggestOffers:
    def test_finds_the_product_at_every_seller_with_its_price_there(self, session: Session) -> None:
        trade = make_trade(session)
        actor = act_as(session, trade.buyer, trade.outlet)
        found = offers.suggest_offers(session, actor, text="m-003")
        assert {each.offer.sku for each in found} == {"M-003"}
        listed = {
            each.seller: offers.show_offer(session, actor, seller=each.seller, sku="M-003").offer
            for each in found
        }
        assert {each.seller: each.offer for each in found} == listed
        assert set(listed) == {"MAKER", "NORTH"}

    def test_one_number_is_offered_in_the_order_of_the_sellers_whoever_was_put_up_last(
        self, session: Session
    ) -> None:
        trade = make_trade(session)
        actor = act_as(session, trade.buyer, trade.outlet)
        for catalog_id in (trade.maker.catalog_id, trade.north.catalog_id, trade.maker.catalog_id):
            shelve(session, catalog_ids=[catalog_id])
            found = offers.suggest_offers(session, actor, text="mug m-003")
            assert [each.seller for each in found if each.offer.sku == "M-003"] == ["MAKER", "NORTH"]

    def test_of_one_seller_only_its_own(self, session: Session) -> None:
        trade = make_trade(session)
        actor = act_as(session, trade.buyer, trade.outlet)
        found = offers.suggest_offers(session, actor, text="mug", seller="NORTH")
        assert {each.seller for each in found} == {"NORTH"}
        with pytest.raises(SellerNotFound):
            offers.suggest_offers(session, actor, text="mug", seller="NOBODY")

    def test_are_at_most_eight_with_as_many_statements_as_one(
        self, session: Session, count_statements: CountStatements
    ) -> None:
        trade = make_trade(session, products=30)
        actor = act_as(session, trade.buyer, trade.outlet)
        with count_statements() as many:
            assert len(offers.suggest_offers(session, actor, text="mug")) == 8
        with count_statements() as one:
            assert len(offers.suggest_offers(session, actor, text="mug m-003", seller="MAKER")) == 1
        assert len(many) == len(one) == 4

    @pytest.mark.parametrize("text", ["", "  ", '"*(', "\x00", "no such thing at all"])
    def test_nothing_to_look_for_finds_nothing(self, session: Session, text: str) -> None:
        trade = make_trade(session)
        assert offers.suggest_offers(session, act_as(session, trade.buyer, trade.outlet), text=text) == ()
