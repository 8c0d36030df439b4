"""Settings of nodes: inherited by looking up, set and cleared at once, copied after a look."""

from typing import Any

import pytest
from sqlmodel import Session, select

from storefront.audit.tables import AuditEntry
from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.hierarchies.errors import TooManyNodes, UnacceptableSettings
from storefront.hierarchies.service import (
    change_settings,
    compare_nodes,
    override_settings,
    preview_override,
    preview_settings,
    show_settings,
)
from storefront.hierarchies.snapshots import NewSetting
from storefront.kit.money import Money
from storefront.offers.service import open_terms_everywhere
from storefront.parties.actor import HierarchyActor
from storefront.parties.errors import ForHeadquarters, NodeNotFound, UnacceptableAddress
from storefront.parties.service import delivery_address
from storefront.sellers.errors import UnknownSellers
from tests.digests import digest_of
from tests.factories import MadeGroup, MadeOutlet, Trade, act_as, make_price_list
from tests.hierarchies.settings import YORK, setting


def sellers_of(session: Session, trade: Trade, outlet: MadeOutlet) -> list[str]:
    actor = act_as(session, trade.admin, outlet)
    return [terms.seller.code for terms in open_terms_everywhere(session, actor)]


class TestShowSettings:
    def test_tells_where_each_is_inherited_from(
        self, session: Session, trade: Trade, group: MadeGroup, third: MadeOutlet, admin: HierarchyActor
    ) -> None:
        sold = setting(session, admin, "1003", "sellers")
        assert (sold.codes, sold.is_own) == (("MAKER", "NORTH"), False)
        assert sold.origin
        assert sold.origin.number == "N-ORG-1"
        assert setting(session, admin, "1003", "catalogs", "NORTH").codes == ("NORTH-MAIN",)
        assert setting(session, admin, "1003", "terms").origin is None
        assert setting(session, admin, "1003", "address").is_own
        shown = show_settings(session, admin, node="1003")
        assert [node.number for node in shown.above] == ["N-ORG-1", "NORTHERN"]
        assert [each.limit for each in shown.accounts] == [Money(10_000_000, "GBP")]
        assert not shown.is_headquarters

    def test_of_another_organization_is_not_found(self, session: Session, admin: HierarchyActor) -> None:
        with pytest.raises(NodeNotFound):
            show_settings(session, admin, node="2001")

    def test_takes_as_many_statements_for_six_nodes_as_for_one(
        self, session: Session, third: MadeOutlet, admin: HierarchyActor, count_statements: Any
    ) -> None:
        counts: list[int] = []
        for nodes in (["1001"], ["1001", "1002", "1003", "NORTHERN", "N-ORG-1"]):
            with count_statements() as statements:
                compare_nodes(session, admin, nodes=nodes)
            counts.append(len(statements))
        assert counts == [11, 11]

    def test_compares_nodes_setting_by_setting(
        self, session: Session, third: MadeOutlet, headquarters: HierarchyActor
    ) -> None:
        change_settings(session, headquarters, node="1001", wanted=[NewSetting("terms", days=14)])
        found = compare_nodes(session, headquarters, nodes=["1001", "1003"])
        terms = next(row for row in found.rows if row[0].kind == "terms")
        assert [each.words for each in terms] == ["14 days", ""]
        with pytest.raises(TooManyNodes):
            compare_nodes(session, headquarters, nodes=[])


class TestChangeSettings:
    def test_takes_effect_with_the_next_look_along_the_lineage(
        self, session: Session, trade: Trade, third: MadeOutlet, headquarters: HierarchyActor
    ) -> None:
        assert sellers_of(session, trade, third) == ["MAKER", "NORTH"]
        change_settings(
            session, headquarters, node="NORTHERN", wanted=[NewSetting("sellers", codes=("NORTH",))]
        )
        assert sellers_of(session, trade, third) == ["NORTH"]
        assert sellers_of(session, trade, trade.outlet) == ["MAKER", "NORTH"]
        change_settings(session, headquarters, node="NORTHERN", wanted=[NewSetting("sellers")])
        assert sellers_of(session, trade, third) == ["MAKER", "NORTH"]

    def test_every_kind_can_be_set_and_inherited_again(
        self, session: Session, trade: Trade, headquarters: HierarchyActor
    ) -> None:
        product = trade.maker.products[0]
        make_price_list(
            session, seller=trade.maker, code="GOLD", prices={product: 1}, node_id=trade.other_outlet.id
        )
        wanted = [
            NewSetting("catalogs", "MAKER", ("MAKER-MAIN",)),
            NewSetting("price_groups", "MAKER", ("GOLD-GROUP",)),
            NewSetting("cap", amount="250.00"),
            NewSetting("terms", days=0),
            NewSetting("address", address=YORK),
        ]
        before = show_settings(session, headquarters, node="1001").settings
        change_settings(session, headquarters, node="1001", wanted=wanted)
        assert setting(session, headquarters, "1001", "price_groups", "MAKER").words == "GOLD group"
        assert setting(session, headquarters, "1001", "cap").words == "£250.00"
        assert setting(session, headquarters, "1001", "terms").words == "0 days"
        assert delivery_address(session, act_as(session, trade.buyer, trade.outlet)).city == "Hull"
        change_settings(
            session, headquarters, node="1001", wanted=[NewSetting(each.kind, each.seller) for each in wanted]
        )
        after = show_settings(session, headquarters, node="1001").settings
        assert [each for each in after if each.kind != "address"] == [
            each for each in before if each.kind != "address"
        ]
        assert setting(session, headquarters, "1001", "address").values == ()

    def test_at_the_root_rewrites_no_descendant(
        self,
        session: Session,
        trade: Trade,
        third: MadeOutlet,
        headquarters: HierarchyActor,
        count_statements: Any,
    ) -> None:
        wanted = [NewSetting("sellers", codes=("MAKER",)), NewSetting("terms", days=30)]
        before = digest_of(session)
        with count_statements() as statements:
            change_settings(session, headquarters, node="N-ORG-1", wanted=wanted)
        written = [text for text in statements if text.split()[0] in {"INSERT", "UPDATE", "DELETE"}]
        after = digest_of(session)
        changed = {name for name in before if before[name] != after[name]}
        assert changed - {"audit_heads"} == {"node_sellers", "node_payment_terms", "audit_entries"}
        # Two settings, each taken away and put down again; the rest is the trail.
        assert len([text for text in written if " node_" in text]) == 4

    def test_is_written_down_with_what_it_was(self, session: Session, headquarters: HierarchyActor) -> None:
        change_settings(session, headquarters, node="1001", wanted=[NewSetting("terms", days=30)])
        change_settings(session, headquarters, node="1001", wanted=[NewSetting("terms", days=30)])
        entry = session.exec(select(AuditEntry)).one()
        assert (entry.action, entry.subject, entry.name) == ("setting.changed", "1001", "Hedy Headquarters")
        assert entry.before == {"terms": "", "own": False}
        assert entry.after == {"terms": "30 days", "own": True}

    def test_credit_limit_belongs_to_the_organization_alone(
        self, session: Session, headquarters: HierarchyActor
    ) -> None:
        limit = NewSetting("limit", amount="5000")
        with pytest.raises(UnacceptableSettings):
            change_settings(session, headquarters, node="1001", wanted=[limit])
        change_settings(session, headquarters, node="N-ORG-1", wanted=[limit])
        assert show_settings(session, headquarters, node="1001").accounts[0].limit == Money(500_000, "GBP")

    @pytest.mark.parametrize(
        "wanted",
        [
            NewSetting("sellers", codes=("MAKER",)),
            NewSetting("catalogs", "MAKER"),
            NewSetting("price_groups", "MAKER"),
            NewSetting("terms", days=30),
            NewSetting("limit", amount="1"),
        ],
    )
    def test_refuses_an_admin_what_is_headquarters(
        self, session: Session, admin: HierarchyActor, wanted: NewSetting
    ) -> None:
        before = digest_of(session)
        with pytest.raises(ForHeadquarters):
            change_settings(session, admin, node="N-ORG-1", wanted=[wanted])
        assert digest_of(session) == before

    def test_lets_an_admin_change_caps_and_addresses(self, session: Session, admin: HierarchyActor) -> None:
        wanted = [NewSetting("cap", amount="100"), NewSetting("address", address=YORK)]
        change_settings(session, admin, node="1001", wanted=wanted)
        assert setting(session, admin, "1001", "cap").words == "£100.00"

    @pytest.mark.parametrize(
        "wanted",
        [
            [],
            [NewSetting("weather")],
            [NewSetting("catalogs")],
            [NewSetting("terms", "MAKER", days=3)],
            [NewSetting("terms", days=366)],
            [NewSetting("cap", amount="-1")],
            [NewSetting("cap", amount="much")],
            [NewSetting("limit")],
            [NewSetting("terms", days=1), NewSetting("terms", days=2)],
        ],
    )
    def test_refuses_what_is_no_setting(
        self, session: Session, headquarters: HierarchyActor, wanted: list[NewSetting]
    ) -> None:
        with pytest.raises(UnacceptableSettings):
            change_settings(session, headquarters, node="N-ORG-1", wanted=wanted)

    def test_refuses_unknown_sellers_and_half_an_address(
        self, session: Session, headquarters: HierarchyActor
    ) -> None:
        with pytest.raises(UnknownSellers) as refused:
            change_settings(
                session, headquarters, node="1001", wanted=[NewSetting("sellers", codes=("SOUTH",))]
            )
        assert refused.value.known == ("MAKER", "NORTH")
        with pytest.raises(UnacceptableAddress):
            change_settings(
                session,
                headquarters,
                node="1001",
                wanted=[NewSetting("address", address=YORK | {"city": " "})],
            )


class TestPreviewSettings:
    def test_tells_the_carts_and_templates_that_closing_a_seller_touches(
        self, session: Session, trade: Trade, third: MadeOutlet, headquarters: HierarchyActor
    ) -> None:
        for outlet, seller in ((trade.outlet, "NORTH"), (trade.outlet, "MAKER"), (third, "NORTH")):
            add_lines(
                session, act_as(session, trade.admin, outlet), seller=seller, lines=[WantedLine("M-001", 2)]
            )
        # The group decides for itself: its cart is not touched.
        change_settings(
            session, headquarters, node="NORTHERN", wanted=[NewSetting("sellers", codes=("NORTH",))]
        )
        wanted = [NewSetting("sellers", codes=("MAKER",))]
        before = digest_of(session)
        touched = preview_settings(session, headquarters, node="N-ORG-1", wanted=wanted).touched
        assert digest_of(session) == before
        assert (touched.outlets, touched.cart_count, touched.line_count) == (2, 1, 1)
        assert [(each.outlet_number, each.seller_code) for each in touched.carts] == [("1001", "NORTH")]

    def test_opening_a_seller_touches_nothing(self, session: Session, headquarters: HierarchyActor) -> None:
        wanted = [NewSetting("sellers", codes=("MAKER", "NORTH"))]
        assert preview_settings(session, headquarters, node="1001", wanted=wanted).touched.outlets == 0


class TestOverride:
    def test_copies_what_applies_at_one_node_to_others(
        self, session: Session, third: MadeOutlet, headquarters: HierarchyActor
    ) -> None:
        change_settings(
            session,
            headquarters,
            node="NORTHERN",
            wanted=[NewSetting("sellers", codes=("NORTH",)), NewSetting("terms", days=60)],
        )
        kinds, targets = ["sellers", "terms", "cap"], ["1001", "1002"]
        preview = preview_override(session, headquarters, source="1003", targets=targets, kinds=kinds)
        assert [(each.node.number, each.kind, each.before, each.after) for each in preview.changes] == [
            ("1001", "sellers", "Maker Ltd, North Ltd", "North Ltd"),
            ("1001", "terms", "", "60 days"),
            ("1002", "sellers", "Maker Ltd, North Ltd", "North Ltd"),
            ("1002", "terms", "", "60 days"),
        ]
        override_settings(session, headquarters, source="1003", targets=targets, kinds=kinds)
        assert setting(session, headquarters, "1001", "sellers").codes == ("NORTH",)
        assert setting(session, headquarters, "1002", "terms").is_own
        assert setting(session, headquarters, "1002", "cap").values == ()

    def test_an_admin_copies_caps_and_addresses_only(self, session: Session, admin: HierarchyActor) -> None:
        before = digest_of(session)
        with pytest.raises(ForHeadquarters):
            override_settings(session, admin, source="1001", targets=["1002"], kinds=["address", "sellers"])
        assert digest_of(session) == before
        override_settings(session, admin, source="1001", targets=["1002"], kinds=["address"])
        assert setting(session, admin, "1002", "address").values[0].name.startswith("First Gifts York")
        with pytest.raises(TooManyNodes):
            override_settings(session, admin, source="1001", targets=["1001"], kinds=["address"])
        with pytest.raises(UnacceptableSettings):
            override_settings(session, admin, source="1001", targets=["1002"], kinds=[])
