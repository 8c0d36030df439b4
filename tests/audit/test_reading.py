"""The audit as it is read: filtered, page by page, whole, and never beyond its reader's scope."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from storefront.audit.service import every_entry, list_entries, record
from storefront.audit.snapshots import AuditFilter, AuditScope, Deed, Doer
from storefront.kit.clock import now
from storefront.kit.errors import Invalid
from storefront.parties.actor import Actor
from storefront.parties.errors import NothingHere
from storefront.parties.service import (
    audit_scope,
    enter_hierarchy,
    hash_token,
    identify,
    organization_audit_scope,
)
from tests.factories import (
    MadeContact,
    Trade,
    make_contact,
    make_group,
    make_membership,
    make_organization,
    make_staff,
)

ALL = AuditScope(is_everything=True)
ANY = AuditFilter()
ADA, FAY = Doer(None, "Ada Admin", "192.0.2.1"), Doer(None, "Fay Field", on_behalf_of="Bea Buyer")


@pytest.fixture
def written(session: Session, trade: Trade) -> None:
    """Four deeds: two of the first organization, one of the seller `NORTH`, one of nobody's."""
    first, north = trade.organization.id, trade.north.id
    record(session, ADA, Deed("member.disabled", "dora", organization_id=first, reason="left"))
    record(session, FAY, Deed("cart.changed", "1001", organization_id=first))
    record(session, ADA, Deed("stock.adjusted", "M-001", seller_id=north), Deed("mail.sent_again", "bea"))


def subjects(session: Session, scope: AuditScope = ALL, wanted: AuditFilter = ANY) -> list[str]:
    return [entry.subject for entry in list_entries(session, scope, wanted).items]


def actor_of(session: Session, contact: MadeContact) -> Actor:
    return identify(session, hash_token(contact.token))


@pytest.mark.usefixtures("written")
class TestFilter:
    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            (AuditFilter(), ["bea", "M-001", "1001", "dora"]),
            (AuditFilter(action="member"), ["dora"]),
            (AuditFilter(action="member.disabled"), ["dora"]),
            (AuditFilter(action="mem"), []),
            (AuditFilter(subject="1001"), ["1001"]),
            (AuditFilter(who="fay"), ["1001"]),
            (AuditFilter(who="buyer"), ["1001"]),
            (AuditFilter(who="nul\x00"), []),
            (AuditFilter(made_from=now() + timedelta(days=1)), []),
            (AuditFilter(made_to=now() - timedelta(days=1)), []),
        ],
    )
    def test_finds(self, session: Session, wanted: AuditFilter, found: list[str]) -> None:
        assert subjects(session, wanted=wanted) == found

    def test_pages_newest_first(self, session: Session) -> None:
        first = list_entries(session, ALL, ANY, limit=3)
        second = list_entries(session, ALL, ANY, cursor=first.next_cursor, limit=3)
        assert [entry.subject for entry in (*first.items, *second.items)] == ["bea", "M-001", "1001", "dora"]
        assert second.next_cursor is None
        with pytest.raises(Invalid):
            list_entries(session, ALL, ANY, cursor="nonsense")

    def test_whole_however_long(self, session: Session) -> None:
        record(session, ADA, *(Deed("name.changed", str(number)) for number in range(450)))
        assert [entry.subject for entry in every_entry(session, ALL, AuditFilter(action="name"))] == [
            str(number) for number in reversed(range(450))
        ]


@pytest.mark.usefixtures("written")
class TestScope:
    def test_is_everything_for_headquarters(self, session: Session, trade: Trade) -> None:
        staff = make_staff(session, trade)
        assert len(subjects(session, audit_scope(session, actor_of(session, staff.headquarters)))) == 4

    def test_is_its_organization_for_an_admin(self, session: Session, trade: Trade) -> None:
        assert subjects(session, audit_scope(session, actor_of(session, trade.admin))) == ["1001", "dora"]

    def test_is_its_seller_for_a_manager(self, session: Session, trade: Trade) -> None:
        staff = make_staff(session, trade)
        assert subjects(session, audit_scope(session, actor_of(session, staff.north_manager))) == ["M-001"]

    def test_is_nothing_for_others(self, session: Session, trade: Trade) -> None:
        staff = make_staff(session, trade)
        for nobody in (trade.buyer, staff.field, staff.maker_clerk):
            with pytest.raises(NothingHere):
                audit_scope(session, actor_of(session, nobody))

    def test_of_an_organization_is_only_that(self, session: Session, trade: Trade) -> None:
        second = make_organization(session, number="ORG-3")
        make_membership(session, contact=trade.admin, node_id=second.root_id, role="admin")
        record(session, ADA, Deed("member.enabled", "third", organization_id=second.id))
        token = hash_token(trade.admin.token)
        scope = organization_audit_scope(enter_hierarchy(session, token, "HIER-ORG-1"))
        assert subjects(session, scope) == ["1001", "dora"]

    def test_is_closed_to_who_runs_a_part(self, session: Session, trade: Trade) -> None:
        group = make_group(session, organization=trade.organization, number="NORTHERN")
        contact = make_contact(session, email="part@first.example")
        make_membership(session, contact=contact, node_id=group.id, role="admin")
        with pytest.raises(NothingHere):
            organization_audit_scope(enter_hierarchy(session, hash_token(contact.token), "HIER-ORG-1"))
