"""Who sees, uses and changes which template."""

from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from storefront.parties.actor import OutletActor
from storefront.parties.tables import Contact, Membership
from storefront.templates import service as templates
from storefront.templates.errors import NotTheOwner, SharingRefused, TemplateNotFound, TemplateReadOnly
from storefront.templates.snapshots import Counted, TemplateFilter, TemplateView
from tests.digests import digest_of
from tests.factories import Trade, make_contact, make_membership, make_outlet
from tests.templates.conftest import ActAs, line


def names(session: Session, actor: OutletActor, show: str = "all") -> list[str]:
    found = templates.list_templates(session, actor, TemplateFilter(show=show, sort="name"))
    return [card.name for card in found.items]


@pytest.fixture
def own(session: Session, buyer: OutletActor) -> TemplateView:
    """A template of the buyer's own."""
    return templates.create_template(session, buyer, name="Counter", lines=[line("M-001", 6)])


@pytest.fixture
def shared(session: Session, admin: OutletActor) -> TemplateView:
    """A template that the admin shares."""
    return templates.create_template(
        session, admin, name="Opening range", scope="organization", lines=[line("M-001", 6), line("M-002", 2)]
    )


def edit_every_way(session: Session, actor: OutletActor, view: TemplateView) -> list[type[Exception]]:
    """What each way to change a template is refused with."""
    template_id, first = view.card.id, view.lines[0].id
    ways = (
        lambda: templates.change_template(session, actor, template_id=template_id, name="Mine now"),
        lambda: templates.change_template(session, actor, template_id=template_id, is_archived=True),
        lambda: templates.change_template(session, actor, template_id=template_id, scope="contact"),
        lambda: templates.add_to_template(session, actor, template_id=template_id, lines=[line("M-009")]),
        lambda: templates.add_cart_to_template(session, actor, template_id=template_id, seller="MAKER"),
        lambda: templates.replace_lines(session, actor, template_id=template_id, lines=[]),
        lambda: templates.change_line(session, actor, template_id=template_id, line_id=first, quantity=9),
        lambda: templates.move_line(session, actor, template_id=template_id, line_id=first, to=1),
        lambda: templates.remove_lines(session, actor, template_id=template_id, line_ids=[first]),
        lambda: templates.delete_template(session, actor, template_id=template_id),
    )
    refusals: list[type[Exception]] = []
    for way in ways:
        savepoint = session.begin_nested()
        with pytest.raises((TemplateReadOnly, TemplateNotFound)) as refused:
            way()
        savepoint.rollback()
        refusals.append(refused.type)
    return refusals


class TestOwn:
    def test_its_owner_sees_it_in_every_outlet_of_the_organization(
        self, session: Session, trade: Trade, as_: ActAs, own: TemplateView
    ) -> None:
        make_membership(session, contact=trade.buyer, node_id=trade.second_outlet.id)
        elsewhere = as_(trade.buyer, trade.second_outlet)
        assert names(session, elsewhere) == ["Counter"]
        view = templates.show_template(session, elsewhere, template_id=own.card.id)
        assert (view.card.owner, view.card.is_mine, view.card.can_edit) == ("Bea Buyer", True, True)

    def test_another_organization_of_its_owner_does_not(
        self, session: Session, trade: Trade, as_: ActAs, own: TemplateView
    ) -> None:
        make_membership(session, contact=trade.buyer, node_id=trade.other_outlet.id, role="admin")
        elsewhere = as_(trade.buyer, trade.other_outlet)
        assert names(session, elsewhere) == []
        assert set(edit_every_way(session, elsewhere, own)) == {TemplateNotFound}

    @pytest.mark.parametrize("who", ["colleague", "admin"])
    def test_nobody_else_does_not_even_an_admin(
        self, session: Session, trade: Trade, as_: ActAs, own: TemplateView, who: str
    ) -> None:
        other = as_(getattr(trade, who))
        before = digest_of(session)
        assert names(session, other) == []
        assert set(edit_every_way(session, other, own)) == {TemplateNotFound}
        for use in (
            lambda: templates.show_template(session, other, template_id=own.card.id),
            lambda: templates.clone_template(session, other, template_id=own.card.id),
            lambda: templates.use_template(session, other, template_id=own.card.id),
            lambda: templates.count_lines(
                session, other, template_id=own.card.id, counts=[Counted(own.lines[0].id, 1)]
            ),
            lambda: templates.forget_counts(session, other, template_id=own.card.id),
            lambda: templates.restore_template(session, other, template_id=own.card.id),
            lambda: templates.apply_template(session, other, template_id=own.card.id, idempotency_key="k"),
        ):
            with pytest.raises(TemplateNotFound):
                use()
        assert digest_of(session) == before

    def test_an_unknown_one_is_told_alike(self, session: Session, buyer: OutletActor) -> None:
        with pytest.raises(TemplateNotFound):
            templates.show_template(session, buyer, template_id=uuid4())


class TestShared:
    def test_only_an_admin_shares(self, session: Session, buyer: OutletActor, own: TemplateView) -> None:
        before = digest_of(session)
        with pytest.raises(SharingRefused):
            templates.create_template(session, buyer, name="For all", scope="organization")
        with pytest.raises(SharingRefused):
            templates.clone_template(session, buyer, template_id=own.card.id, scope="organization")
        assert digest_of(session) == before
        with pytest.raises(SharingRefused):
            templates.change_template(session, buyer, template_id=own.card.id, scope="organization")

    def test_everybody_in_the_organization_uses_it_with_its_owners_name(
        self, session: Session, trade: Trade, as_: ActAs, shared: TemplateView
    ) -> None:
        assert names(session, as_(trade.buyer)) == ["Opening range"]
        assert names(session, as_(trade.buyer), "mine") == []
        assert names(session, as_(trade.buyer), "shared") == ["Opening range"]
        view = templates.show_template(session, as_(trade.buyer), template_id=shared.card.id)
        assert (view.card.owner, view.card.is_mine, view.card.can_edit) == ("Ada Admin", False, False)
        assert (view.card.owner_is_active, view.card.employee) == (True, None)

    def test_a_user_changes_nothing_of_it(
        self, session: Session, buyer: OutletActor, shared: TemplateView
    ) -> None:
        before = digest_of(session)
        assert set(edit_every_way(session, buyer, shared)) == {TemplateReadOnly}
        assert digest_of(session) == before

    def test_the_refusal_names_whom_to_ask(
        self, session: Session, buyer: OutletActor, shared: TemplateView
    ) -> None:
        with pytest.raises(TemplateReadOnly, match="Only Ada Admin and the admins of your organization"):
            templates.delete_template(session, buyer, template_id=shared.card.id)

    def test_a_user_copies_it_and_changes_the_copy(
        self, session: Session, buyer: OutletActor, shared: TemplateView
    ) -> None:
        copy = templates.clone_template(session, buyer, template_id=shared.card.id)
        assert (copy.card.name, copy.card.scope, copy.card.is_mine) == (
            "Copy of Opening range",
            "contact",
            True,
        )
        templates.remove_lines(session, buyer, template_id=copy.card.id, line_ids=[copy.lines[0].id])
        assert (
            len(templates.show_template(session, buyer, template_id=shared.card.id).lines),
            len(templates.show_template(session, buyer, template_id=copy.card.id).lines),
        ) == (2, 1)

    def test_another_admin_edits_it_but_cannot_keep_it_from_its_owner(
        self, session: Session, trade: Trade, as_: ActAs, shared: TemplateView
    ) -> None:
        second = make_contact(session, email="second@first.example", name="Sam Second")
        make_membership(session, contact=second, node_id=trade.organization.root_id, role="admin")
        other = as_(second)
        renamed = templates.change_template(session, other, template_id=shared.card.id, name="Range")
        assert (renamed.card.name, renamed.card.owner, renamed.card.can_edit) == ("Range", "Ada Admin", True)
        with pytest.raises(NotTheOwner, match="Ada Admin"):
            templates.change_template(session, other, template_id=shared.card.id, scope="contact")

    def test_an_admin_of_one_outlet_shares_and_edits_there(
        self, session: Session, trade: Trade, as_: ActAs
    ) -> None:
        local = make_contact(session, email="local@first.example", name="Lou Local")
        make_membership(session, contact=local, node_id=trade.second_outlet.id, role="admin")
        view = templates.create_template(
            session, as_(local, trade.second_outlet), name="Local", scope="organization"
        )
        assert names(session, as_(trade.buyer)) == ["Local"]
        assert view.card.can_edit

    def test_an_admin_of_another_outlet_only_is_a_user_here(
        self, session: Session, trade: Trade, as_: ActAs, shared: TemplateView
    ) -> None:
        local = make_contact(session, email="local@first.example", name="Lou Local")
        make_membership(session, contact=local, node_id=trade.second_outlet.id, role="admin")
        make_membership(session, contact=local, node_id=trade.outlet.id)
        assert not templates.show_template(session, as_(local), template_id=shared.card.id).card.can_edit
        assert templates.show_template(
            session, as_(local, trade.second_outlet), template_id=shared.card.id
        ).card.can_edit

    def test_another_organization_neither_sees_nor_uses_it(
        self, session: Session, trade: Trade, as_: ActAs, shared: TemplateView
    ) -> None:
        outsider = as_(trade.outsider, trade.other_outlet)
        before = digest_of(session)
        assert names(session, outsider) == []
        assert set(edit_every_way(session, outsider, shared)) == {TemplateNotFound}
        with pytest.raises(TemplateNotFound):
            templates.clone_template(session, outsider, template_id=shared.card.id)
        assert digest_of(session) == before

    def test_sharing_and_taking_it_back(
        self, session: Session, trade: Trade, as_: ActAs, admin: OutletActor
    ) -> None:
        view = templates.create_template(session, admin, name="Mine first")
        assert names(session, as_(trade.buyer)) == []
        templates.change_template(session, admin, template_id=view.card.id, scope="organization")
        assert names(session, as_(trade.buyer)) == ["Mine first"]
        templates.change_template(session, admin, template_id=view.card.id, scope="contact")
        assert names(session, as_(trade.buyer)) == []


class TestDisabledOwner:
    def disable(self, session: Session, contact_id: UUID) -> None:
        session.execute(
            sa.update(Membership)
            .where(col(Membership.contact_id) == contact_id)
            .values(status="disabled", disabled_reason="left the company")
        )

    def test_leaves_what_was_shared_usable(
        self, session: Session, trade: Trade, as_: ActAs, shared: TemplateView
    ) -> None:
        self.disable(session, trade.admin.id)
        buyer = as_(trade.buyer)
        view = templates.show_template(session, buyer, template_id=shared.card.id)
        assert (view.card.owner, view.card.owner_is_active, len(view.lines)) == ("Ada Admin", False, 2)
        assert set(edit_every_way(session, buyer, shared)) == {TemplateReadOnly}
        assert templates.clone_template(session, buyer, template_id=shared.card.id).card.is_mine

    def test_admins_edit_and_copy_it(
        self, session: Session, trade: Trade, as_: ActAs, shared: TemplateView
    ) -> None:
        second = make_contact(session, email="second@first.example", name="Sam Second")
        make_membership(session, contact=second, node_id=trade.organization.root_id, role="admin")
        self.disable(session, trade.admin.id)
        other = as_(second)
        templates.change_line(
            session, other, template_id=shared.card.id, line_id=shared.lines[0].id, quantity=12
        )
        copy = templates.clone_template(
            session, other, template_id=shared.card.id, name="Ours", scope="organization"
        )
        assert (copy.lines[0].quantity, copy.card.owner) == (12, "Sam Second")

    def test_disabled_above_is_disabled_below(
        self, session: Session, trade: Trade, as_: ActAs, shared: TemplateView
    ) -> None:
        make_membership(session, contact=trade.admin, node_id=trade.second_outlet.id)
        session.execute(
            sa.update(Membership)
            .where(
                col(Membership.contact_id) == trade.admin.id,
                col(Membership.node_id) == trade.organization.root_id,
            )
            .values(status="disabled", disabled_reason="left the company")
        )
        view = templates.show_template(session, as_(trade.buyer), template_id=shared.card.id)
        assert not view.card.owner_is_active

    def test_one_outlet_that_is_left_is_enough(
        self, session: Session, trade: Trade, as_: ActAs, shared: TemplateView
    ) -> None:
        third = make_outlet(session, organization=trade.organization, number="1003")
        membership = session.exec(select(Membership).where(Membership.contact_id == trade.admin.id)).one()
        session.delete(membership)
        make_membership(session, contact=trade.admin, node_id=trade.outlet.id, status="disabled")
        make_membership(session, contact=trade.admin, node_id=third.id)
        view = templates.show_template(session, as_(trade.buyer), template_id=shared.card.id)
        assert view.card.owner_is_active

    def test_a_contact_that_was_ended_is_not_active(
        self, session: Session, trade: Trade, as_: ActAs, shared: TemplateView
    ) -> None:
        session.execute(sa.update(Contact).where(col(Contact.id) == trade.admin.id).values(is_active=False))
        view = templates.show_template(session, as_(trade.buyer), template_id=shared.card.id)
        assert not view.card.owner_is_active
