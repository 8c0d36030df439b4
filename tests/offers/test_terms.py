from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.errors import CatalogNotFound, NoCatalog, ProductNotFound
from storefront.catalog.tables import Catalog, Category, NodeCatalog
from storefront.db.columns import table_of
from storefront.kit.clock import now
from storefront.kit.money import Money
from storefront.offers.service import (
    categories_of,
    list_offers,
    open_terms,
    open_terms_everywhere,
    shelve,
    shelving,
    show_offer,
)
from storefront.offers.snapshots import ListingRequest
from storefront.parties.actor import OutletActor
from storefront.pricing.tables import PriceEntry
from storefront.sellers.errors import SellerNotFound
from storefront.sellers.tables import NodeSeller, Seller
from tests.factories import (
    Trade,
    act_as,
    make_catalog,
    make_group,
    make_outlet,
    make_price_list,
    make_products,
    make_seller,
)

catalogs = table_of(Catalog)
node_catalogs = table_of(NodeCatalog)
node_sellers = table_of(NodeSeller)
HOUR = timedelta(hours=1)


def sellers_of(session: Session, actor: OutletActor) -> list[str]:
    return [terms.seller.code for terms in open_terms_everywhere(session, actor)]


def skus(session: Session, actor: OutletActor, **request: object) -> list[str]:
    listing = list_offers(session, actor, ListingRequest("MAKER", sort="name", **request))  # type: ignore[arg-type] -- fields of the request
    return [offer.sku for offer in listing.items]


class TestSellers:
    def test_are_those_that_are_mapped_in_their_order(self, session: Session, buyer: OutletActor) -> None:
        make_seller(session, code="SOUTH", kind="distributor", position=2)
        assert sellers_of(session, buyer) == ["MAKER", "NORTH"]
        terms = open_terms(session, buyer, seller="NORTH")
        assert (terms.seller.name, terms.seller.minimum_order, terms.seller.kind) == (
            "North Ltd",
            Money(5_000, "GBP"),
            "distributor",
        )

    def test_all_are_open_when_nothing_is_mapped(self, session: Session, buyer: OutletActor) -> None:
        session.execute(sa.delete(node_sellers))
        make_seller(session, code="SOUTH", kind="distributor", position=2)
        assert sellers_of(session, buyer) == ["MAKER", "NORTH", "SOUTH"]

    def test_a_node_overrides_what_is_set_above_it(self, session: Session, trade: Trade) -> None:
        group = make_group(session, organization=trade.organization, number="300")
        outlet = make_outlet(session, organization=trade.organization, number="3001", group=group)
        actor = act_as(session, trade.admin, outlet)
        assert sellers_of(session, actor) == ["MAKER", "NORTH"]
        session.add(NodeSeller(node_id=group.id, seller_id=trade.north.id))
        session.flush()
        assert sellers_of(session, actor) == ["NORTH"]
        session.add(NodeSeller(node_id=outlet.id, seller_id=trade.maker.id))
        session.flush()
        assert sellers_of(session, actor) == ["MAKER"]

    @pytest.mark.parametrize("code", ["SOUTH", "", "maker", "MAKER\x00", "\ud800", "M" * 500])
    def test_one_that_is_not_open_is_not_found(self, session: Session, buyer: OutletActor, code: str) -> None:
        make_seller(session, code="SOUTH", kind="distributor", position=2)
        with pytest.raises(SellerNotFound):
            open_terms(session, buyer, seller=code)

    def test_one_that_closed_is_gone(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        sellers = table_of(Seller)
        session.execute(sa.update(sellers).where(sellers.c.id == trade.north.id).values(is_active=False))
        assert sellers_of(session, buyer) == ["MAKER"]
        with pytest.raises(SellerNotFound):
            open_terms(session, buyer, seller="NORTH")


class TestCatalogs:
    @pytest.mark.parametrize("status", ["draft", "validated", "expired", "retracted"])
    def test_one_that_is_not_published_shows_nothing(
        self, session: Session, trade: Trade, buyer: OutletActor, status: str
    ) -> None:
        session.execute(
            sa.update(catalogs).where(catalogs.c.id == trade.maker.catalog_id).values(status=status)
        )
        with pytest.raises(NoCatalog) as refused:
            list_offers(session, buyer, ListingRequest("MAKER"))
        assert "Ask your organization's admin or Maker Ltd" in refused.value.message
        assert categories_of(session, buyer, seller="MAKER") == ()
        with pytest.raises(ProductNotFound):
            show_offer(session, buyer, seller="MAKER", sku="M-001")

    @pytest.mark.parametrize(
        ("start", "end", "is_shown"), [(-HOUR, HOUR, True), (HOUR, None, False), (None, -HOUR, False)]
    )
    def test_one_shows_within_its_window_only(
        self,
        session: Session,
        trade: Trade,
        buyer: OutletActor,
        start: timedelta | None,
        end: timedelta | None,
        is_shown: bool,
    ) -> None:
        moment = now()
        session.execute(
            sa.update(catalogs)
            .where(catalogs.c.id == trade.maker.catalog_id)
            .values(valid_from=start and moment + start, valid_to=end and moment + end)
        )
        assert bool(open_terms(session, buyer, seller="MAKER").catalogs) is is_shown

    def test_an_outlet_without_any_is_told_whom_to_ask(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        session.execute(sa.delete(node_catalogs).where(node_catalogs.c.catalog_id == trade.maker.catalog_id))
        with pytest.raises(NoCatalog):
            list_offers(session, buyer, ListingRequest("MAKER"))
        assert list_offers(session, buyer, ListingRequest("NORTH")).total == 12

    def test_a_node_overrides_the_catalogs_above_it(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        first, second, *_ = trade.maker.products
        own = make_catalog(
            session, seller=trade.maker, code="OWN", entries={first: {}, second: {}}, node_id=trade.outlet.id
        )
        shelve(session, catalog_ids=[own])
        assert skus(session, buyer) == ["M-001", "M-002"]
        assert len(skus(session, act_as(session, trade.admin, trade.second_outlet))) == 12
        with pytest.raises(CatalogNotFound):
            skus(session, buyer, catalog="MAKER-MAIN")


class TestShelve:
    def test_fields_are_inherited_overridden_and_extended(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        """NORTH's catalog inherits from MAKER's: field by field its own, else the parent's, else the product's."""
        first, second, third, *_ = trade.maker.products
        primary = make_catalog(
            session,
            seller=trade.maker,
            code="PRIMARY",
            entries={
                first: {"name": "Primary first", "minimum": 4, "multiple": 2, "standard": 8},
                second: {"name": "Primary second", "description": "From the primary"},
            },
        )
        own = make_catalog(
            session,
            seller=trade.north,
            code="NORTH-OWN",
            entries={
                first: {"name": "North first", "maximum": 40},
                second: {},
                third: {"description": "Only in the north"},
            },
            node_id=trade.outlet.id,
            parent_id=primary,
        )
        assert shelve(session, catalog_ids=[own]) == 3

        def shown(sku: str) -> tuple[str, str, tuple[int, int | None, int, int]]:
            detail = show_offer(session, buyer, seller="NORTH", sku=sku)
            rule = detail.offer.quantity_rule
            return (
                detail.offer.name,
                detail.description,
                (rule.minimum, rule.maximum, rule.multiple, rule.standard),
            )

        assert shown("M-001") == ("North first", "", (4, 40, 2, 8))
        assert shown("M-002") == ("Primary second", "From the primary", (1, None, 1, 1))
        assert shown("M-003") == ("Mug M-003", "Only in the north", (1, None, 1, 1))
        with pytest.raises(ProductNotFound):
            shown("M-004")

    def test_tells_how_far_it_is(self, session: Session, trade: Trade) -> None:
        told: list[int] = []
        assert shelve(session, catalog_ids=[trade.maker.catalog_id], progress=told.append) == 12
        assert told == [12]

    def test_puts_up_a_large_range_in_pieces(
        self, session: Session, trade: Trade, buyer: OutletActor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(shelving, "CHUNK", 5)
        told: list[int] = []
        assert shelve(session, catalog_ids=[trade.maker.catalog_id], progress=told.append) == 12
        assert told == [5, 10, 12]
        assert len(skus(session, buyer)) == 12

    def test_a_repeat_changes_nothing(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        before = list_offers(session, buyer, ListingRequest("MAKER", sort="name"))
        shelve(session, catalog_ids=[trade.maker.catalog_id])
        after = list_offers(session, buyer, ListingRequest("MAKER", sort="name"))
        assert (after.items, after.total, after.facets) == (before.items, before.total, before.facets)


class TestShowOffer:
    def test_shows_product_price_trace_and_siblings(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        made = make_products(
            session,
            seller=trade.maker,
            category_id=_category(session, "plates"),
            skus=["P-RED", "P-BLUE"],
            base_code="P",
            name="Plate",
            colour="red",
            description="A plate",
            pack_size=6,
        )
        make_price_list(session, seller=trade.maker, code="SPECIAL", prices={made[0]: 20_000})
        shelve(session, catalog_ids=[trade.maker.catalog_id])
        detail = show_offer(session, buyer, seller="MAKER", sku="P-RED", catalog="MAKER-MAIN")
        assert (detail.offer.sku, detail.description, detail.colour, detail.pack_size, detail.base_code) == (
            "P-RED",
            "A plate",
            "red",
            6,
            "P",
        )
        assert [each.sku for each in detail.variants] == ["P-BLUE"]
        assert [(each.price_list, each.outcome) for each in detail.price_trace.candidates] == [
            ("SPECIAL", "won"),
            ("MAKER-STANDARD", "dearer"),
        ]
        assert detail.offer.unit_price.amount == "2.00"

    @pytest.mark.parametrize("sku", ["NOPE", "", "m-001", "M-001\x00", "\ud800", "x" * 5_000])
    def test_what_is_not_there_is_not_found(self, session: Session, buyer: OutletActor, sku: str) -> None:
        with pytest.raises(ProductNotFound):
            show_offer(session, buyer, seller="MAKER", sku=sku)

    def test_what_has_no_price_is_not_found(self, session: Session, trade: Trade, buyer: OutletActor) -> None:
        entries = table_of(PriceEntry)
        session.execute(
            sa.delete(entries).where(
                entries.c.product_id == trade.maker.products[0].id,
                entries.c.price_list_id == trade.maker.price_list_id,
            )
        )
        with pytest.raises(ProductNotFound):
            show_offer(session, buyer, seller="MAKER", sku="M-001")
        shelve(session, catalog_ids=[trade.maker.catalog_id])
        assert "M-001" not in skus(session, buyer)
        assert list_offers(session, buyer, ListingRequest("MAKER")).total == 11

    def test_of_a_seller_without_catalogs_is_not_found(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        south = make_seller(session, code="SOUTH", kind="distributor", position=2)
        session.add(NodeSeller(node_id=trade.organization.root_id, seller_id=south.id))
        session.flush()
        with pytest.raises(ProductNotFound):
            show_offer(session, buyer, seller="SOUTH", sku="M-001")

    def test_in_two_catalogs_shows_the_first_unless_one_is_named(
        self, session: Session, trade: Trade, buyer: OutletActor
    ) -> None:
        first = trade.maker.products[0]
        extra = make_catalog(
            session,
            seller=trade.maker,
            code="EXTRA",
            entries={first: {"name": "Extra first"}},
            node_id=trade.organization.root_id,
        )
        shelve(session, catalog_ids=[extra])
        assert show_offer(session, buyer, seller="MAKER", sku="M-001").offer.catalog_code == "MAKER-MAIN"
        named = show_offer(session, buyer, seller="MAKER", sku="M-001", catalog="EXTRA").offer
        assert (named.catalog_code, named.name) == ("EXTRA", "Extra first")


def _category(session: Session, code: str) -> UUID:
    categories = table_of(Category)
    return session.execute(sa.select(categories.c.id).where(categories.c.code == code)).scalar_one()
