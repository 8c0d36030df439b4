"""Prospects who become sellers, and their first employees."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from storefront.audit.tables import AuditEntry
from storefront.catalog.tables import Catalog, CatalogEntry, Product
from storefront.inventory.tables import StockLevel
from storefront.kit.errors import Conflict, Invalid
from storefront.mail.tables import MailMessage
from storefront.offers.tables import ShelfItem
from storefront.onboarding.errors import NobodyToEmploy, OrganizationNotFound
from storefront.onboarding.service import apply, approve, become_seller, make_seller
from storefront.onboarding.snapshots import Approval, ProspectView
from storefront.parties.actor import Actor
from storefront.parties.errors import HierarchyNotFound, NothingHere
from storefront.parties.service import enter_hierarchy, hash_token
from storefront.parties.tables import Contact, Employee, EmployeeDuty, HierarchyNode, Membership
from storefront.pricing.tables import PriceEntry, PriceList
from storefront.sellers.errors import ChannelNotFound, SellerCodeTaken
from storefront.sellers.tables import Channel, NodeSeller, Seller, Site, Warehouse
from tests.digests import digest_of
from tests.factories import Staff, Trade, make_contact, make_membership, make_products
from tests.onboarding.applicants import EASTERN, all_of, submit
from tests.onboarding.conftest import actor_of


class TestSeller:
    def test_gets_a_channel_like_the_manufacturers(self, session: Session, trade: Trade, hq: Actor) -> None:
        made = approve(session, hq, number=apply(session, application=EASTERN, address=""))
        assert (made.seller_code, made.organization_number, made.outlet_number) == (
            "EASTERN",
            "ORG-000001",
            "OUT-000001",
        )
        seller = session.exec(select(Seller).where(Seller.code == "EASTERN")).one()
        assert (seller.kind, seller.currency, seller.name) == ("distributor", "GBP", "Eastern Wholesale Ltd")
        for table in (Channel, Site, Warehouse):
            assert len(session.exec(select(table).where(table.seller_id == seller.id)).all()) == 1
        catalog = session.exec(select(Catalog).where(Catalog.seller_id == seller.id)).one()
        assert (catalog.code, catalog.parent_id, catalog.status) == (
            "EASTERN-MAIN",
            trade.maker.catalog_id,
            "published",
        )
        assert (
            len(session.exec(select(CatalogEntry).where(CatalogEntry.catalog_id == catalog.id)).all()) == 12
        )
        prices = session.exec(select(PriceList).where(PriceList.seller_id == seller.id)).one()
        entries = session.exec(select(PriceEntry).where(PriceEntry.price_list_id == prices.id)).all()
        assert sorted({(entry.minimum_quantity, entry.unit_price) for entry in entries}) == [
            (1, 25_000),
            (6, 22_500),
        ]
        warehouse = session.exec(select(Warehouse).where(Warehouse.seller_id == seller.id)).one()
        stock = session.exec(select(StockLevel).where(StockLevel.warehouse_id == warehouse.id)).all()
        assert {(level.on_hand, level.reserved) for level in stock} == {(0, 0)}
        assert len(stock) == 12
        shelf = session.exec(select(ShelfItem).where(ShelfItem.catalog_id == catalog.id)).all()
        assert {(item.list_price, item.is_available) for item in shelf} == {(25_000, False)}

    def test_has_a_first_employee_who_also_buys_from_the_manufacturer(
        self, session: Session, trade: Trade, hq: Actor
    ) -> None:
        made = approve(session, hq, number=apply(session, application=EASTERN, address=""))
        contact = session.exec(select(Contact).where(Contact.email == "edda@eastern.example")).one()
        employee = session.exec(select(Employee).where(Employee.contact_id == contact.id)).one()
        duties = session.exec(select(EmployeeDuty.duty).where(EmployeeDuty.employee_id == employee.id)).all()
        assert sorted(duties) == ["seller_clerk", "seller_manager"]
        root = session.exec(
            select(HierarchyNode).where(HierarchyNode.number == made.organization_number)
        ).one()
        mapped = session.exec(select(NodeSeller.seller_id).where(NodeSeller.node_id == root.id)).all()
        assert mapped == [trade.maker.id]
        membership = session.exec(select(Membership).where(Membership.contact_id == contact.id)).one()
        assert (membership.node_id, membership.role, membership.status) == (root.id, "admin", "invited")
        assert sorted(mail.template for mail in all_of(session, MailMessage)) == [
            "invitation",
            "prospect_received",
            "welcome_seller",
        ]

    def test_leaves_out_what_only_the_copied_one_makes(
        self, session: Session, trade: Trade, hq: Actor
    ) -> None:
        product = session.exec(select(Product).where(Product.sku == "M-001")).one()
        make_products(session, seller=trade.north, category_id=product.category_id, skus=["N-1"], stock=5)
        approval = Approval(channel="NORTH-C", code="east")
        made = approve(session, hq, number=apply(session, application=EASTERN, address=""), approval=approval)
        assert made.seller_code == "EAST"
        seller = session.exec(select(Seller).where(Seller.code == "EAST")).one()
        assert (seller.minimum_order_minor, seller.lead_days) == (5_000, 2)
        catalog = session.exec(select(Catalog).where(Catalog.code == "EAST-MAIN")).one()
        shelf = session.exec(select(ShelfItem.sku).where(ShelfItem.catalog_id == catalog.id)).all()
        assert sorted(shelf) == [f"M-{place:03d}" for place in range(1, 13)]

    @pytest.mark.parametrize(
        ("approval", "refusal"),
        [
            (Approval(channel="NOWHERE"), ChannelNotFound),
            (Approval(code="NORTH"), SellerCodeTaken),
            (Approval(code="no good"), Invalid),
        ],
    )
    def test_is_refused_whole(
        self, session: Session, hq: Actor, approval: Approval, refusal: type[Exception]
    ) -> None:
        number = apply(session, application=EASTERN, address="")
        before = digest_of(session)
        with pytest.raises(refusal), session.begin_nested():
            approve(session, hq, number=number, approval=approval)
        assert digest_of(session) == before


class TestBuyerWhoSells:
    def test_stays_a_buyer_with_one_sign_in(self, session: Session, trade: Trade, hq: Actor) -> None:
        made = make_seller(session, hq, organization="ORG-1")
        assert (made.status, made.seller_code, made.organization_number) == ("approved", "FIRST", "ORG-1")
        employee = session.exec(select(Employee).where(Employee.contact_id == trade.admin.id)).one()
        seller = session.exec(select(Seller).where(Seller.code == "FIRST")).one()
        assert employee.seller_id == seller.id
        actor = actor_of(session, trade.admin)
        assert actor.duties == {"seller_manager", "seller_clerk"}
        entered = enter_hierarchy(session, hash_token(trade.admin.token), "HIER-ORG-1")
        assert entered.organization_number == "ORG-1"
        assert [mail.template for mail in all_of(session, MailMessage)] == ["welcome_seller"]
        before = digest_of(session)
        assert make_seller(session, hq, organization="ORG-1") == made
        assert digest_of(session) == before

    def test_may_ask_for_it_itself(self, session: Session, trade: Trade, hq: Actor) -> None:
        admin = enter_hierarchy(session, hash_token(trade.admin.token), "HIER-ORG-1")
        number = become_seller(session, admin, size="3 vans", comments="We deliver already.")
        assert become_seller(session, admin) == number
        made = make_seller(session, hq, organization="ORG-1")
        assert (made.number, made.application.size, made.organization_number) == (number, "3 vans", "ORG-1")
        with pytest.raises(Conflict, match="sells as FIRST already"):
            become_seller(session, admin)

    def test_needs_an_admin(self, session: Session, hq: Actor) -> None:
        with pytest.raises(NobodyToEmploy):
            make_seller(session, hq, organization="ORG-2")
        with pytest.raises(OrganizationNotFound):
            make_seller(session, hq, organization="ORG-99")

    def test_is_decided_by_headquarters_alone(self, session: Session, trade: Trade, staff: Staff) -> None:
        number = submit(session)
        for who in (staff.service, staff.north_manager, trade.admin):
            actor = actor_of(session, who)
            with pytest.raises(NothingHere):
                make_seller(session, actor, organization="ORG-1")
            with pytest.raises(NothingHere):
                approve(session, actor, number=number)

    def test_is_asked_for_by_who_runs_all_of_it(self, session: Session, trade: Trade) -> None:
        local = make_contact(session, email="local@first.example")
        make_membership(session, contact=local, node_id=trade.outlet.id, role="admin")
        actor = enter_hierarchy(session, hash_token(local.token), "HIER-ORG-1")
        with pytest.raises(HierarchyNotFound):
            become_seller(session, actor)


class TestFirstEmployee:
    """Who asked may have another address by the time that headquarters decides, or not run the organization any more."""

    @pytest.fixture
    def number(self, session: Session, trade: Trade) -> str:
        return become_seller(session, enter_hierarchy(session, hash_token(trade.admin.token), "HIER-ORG-1"))

    def decide(self, session: Session, hq: Actor, way: str, number: str) -> ProspectView:
        if way == "approve":
            return approve(session, hq, number=number)
        return make_seller(session, hq, organization="ORG-1")

    def employed(self, session: Session, made: ProspectView) -> list[str]:
        seller = session.exec(select(Seller).where(Seller.code == made.seller_code)).one()
        return list(
            session.exec(
                select(Contact.email)
                .join(Employee, Employee.contact_id == Contact.id)  # pyright: ignore[reportArgumentType]
                .where(Employee.seller_id == seller.id)  # pyright: ignore[reportArgumentType]
            ).all()
        )

    @pytest.mark.parametrize("way", ["approve", "make_seller"])
    @pytest.mark.parametrize("is_taken", [False, True])
    def test_is_who_asked_whatever_the_address_is_now(
        self, session: Session, trade: Trade, hq: Actor, number: str, way: str, is_taken: bool
    ) -> None:
        who = sa.update(Contact).where(Contact.id == trade.admin.id)  # pyright: ignore[reportArgumentType]
        session.exec(who.values(email="moved@first.example"))
        if is_taken:
            make_contact(session, email=trade.admin.email)
        made = self.decide(session, hq, way, number)
        assert (made.number, made.status) == (number, "approved")
        assert self.employed(session, made) == ["moved@first.example"]
        told = session.exec(select(MailMessage.recipient).where(MailMessage.template == "welcome_seller"))
        assert told.all() == ["moved@first.example"]
        entry = session.exec(select(AuditEntry).where(AuditEntry.action == "prospect.approved")).one()
        assert entry.after is not None
        assert entry.after["employee"] == "moved@first.example"

    @pytest.mark.parametrize("way", ["approve", "make_seller"])
    @pytest.mark.parametrize("lost", ["contact", "disabled", "removed", "user"])
    def test_is_another_admin_where_who_asked_is_none_any_more(
        self, session: Session, trade: Trade, hq: Actor, number: str, way: str, lost: str
    ) -> None:
        self.lose(session, trade, lost)
        before = digest_of(session)
        with pytest.raises(NobodyToEmploy) as refused, session.begin_nested():
            self.decide(session, hq, way, number)
        assert refused.value.code == "nobody_to_employ"
        assert digest_of(session) == before
        other = make_contact(session, email="other@first.example")
        make_membership(session, contact=other, node_id=trade.organization.root_id, role="admin")
        assert self.employed(session, self.decide(session, hq, way, number)) == ["other@first.example"]

    def test_is_who_asked_before_the_admin_of_longest(
        self, session: Session, trade: Trade, hq: Actor
    ) -> None:
        later = make_contact(session, email="later@first.example")
        make_membership(session, contact=later, node_id=trade.organization.root_id, role="admin")
        number = become_seller(session, enter_hierarchy(session, hash_token(later.token), "HIER-ORG-1"))
        assert self.employed(session, approve(session, hq, number=number)) == ["later@first.example"]

    def lose(self, session: Session, trade: Trade, lost: str) -> None:
        mine = Membership.contact_id == trade.admin.id
        statements = {
            "contact": sa.update(Contact).where(Contact.id == trade.admin.id).values(is_active=False),  # pyright: ignore
            "disabled": sa.update(Membership).where(mine).values(status="disabled", disabled_reason="left"),  # pyright: ignore
            "removed": sa.delete(Membership).where(mine),  # pyright: ignore
            "user": sa.update(Membership).where(mine).values(role="user"),  # pyright: ignore
        }
        session.exec(statements[lost])  # pyright: ignore
