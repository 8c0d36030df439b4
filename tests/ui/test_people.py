"""Screens of people, mailed links, the own profile, the audit and the outbox, on real services."""

from typing import Any

import sqlalchemy as sa

from storefront.connectors.attempts import SharedLimits, use_limits
from storefront.db.columns import table_of
from storefront.db.session import reading, transaction
from storefront.parties.tables import Membership
from storefront.ui.states.audit import AuditState, ChangeRow
from storefront.ui.states.catalog import CatalogState
from storefront.ui.states.choosing import OutletsState
from storefront.ui.states.links import LinkState
from storefront.ui.states.outbox import OutboxState
from storefront.ui.states.people import PeopleState
from storefront.ui.states.people_file import PeopleFileState
from storefront.ui.states.profile import ProfileState
from tests.factories import Trade, make_staff
from tests.hierarchies.people import mailed
from tests.ui.screens import OpenTab, refusal_of, visiting

PEOPLE = "/organization/HIER-ORG-1/people"
memberships = table_of(Membership).c


def links_to(email: str) -> list[str]:
    with reading() as session:
        return mailed(session, email)


class TestPeople:
    def test_an_admin_invites_changes_disables_and_enables(self, app: Any, trade: Trade):
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, PEOPLE)
            await tab.fire(PeopleState.load_people)
            state = await tab.state(PeopleState)
            assert [(row.name, row.role, row.status) for row in state.members] == [
                ("Ada Admin", "Admin", "Active"),
                ("Bea Buyer", "Buyer", "Active"),
                ("Carl Colleague", "Buyer", "Active"),
                ("Dora Disabled", "Buyer", "Disabled"),
            ]
            assert state.members[3].reason == "left the company"
            form = {"email": "new@first.example", "name": "Nina New", "role": "user", "node": "1001"}
            await tab.fire(PeopleState.invite_person, form=form)
            state = await tab.state(PeopleState)
            assert (state.members[0].name, state.members[0].status) == (form["email"], "Invited")
            assert state.members[0].reason.startswith("The link works until")
            assert len(links_to("new@first.example")) == 1
            await tab.fire(PeopleState.send_link, membership_id=state.members[0].id)
            assert len(links_to("new@first.example")) == 2
            buyer = state.members[2]
            await tab.fire(PeopleState.change_role, membership_id=buyer.id, role="admin")
            await tab.fire(PeopleState.choose_member, membership_id=buyer.id)
            assert (await tab.state(PeopleState)).chosen.name == "Bea Buyer"
            await tab.fire(PeopleState.disable_person, form={"id": buyer.id, "reason": "on leave"})
            row = (await tab.state(PeopleState)).members[2]
            assert (row.role, row.status, row.is_disabled) == ("Admin", "Disabled", True)
            assert row.reason.startswith("on leave (")
            await tab.fire(PeopleState.enable_person, membership_id=buyer.id)
            assert (await tab.state(PeopleState)).members[2].status == "Active"
            await tab.fire(PeopleState.remove_person, membership_id=state.members[0].id)
            state = await tab.state(PeopleState)
            assert (len(state.members), state.shown) == (4, "4 members")
            assert await refusal_of(tab) == ""

        visiting(app, story)

    def test_the_last_admin_is_refused_in_words(self, app: Any, trade: Trade):
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, PEOPLE)
            await tab.fire(PeopleState.load_people)
            own = (await tab.state(PeopleState)).members[0]
            await tab.fire(PeopleState.change_role, membership_id=own.id, role="user")
            assert await refusal_of(tab) == "last_admin"
            assert (await tab.state(PeopleState)).members[0].role == "Admin"

        visiting(app, story)

    def test_filters_are_an_address(self, app: Any, trade: Trade):
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, PEOPLE)
            await tab.fire(PeopleState.filter_people, form={"q": "dora", "status": "disabled"})
            assert tab.wire.redirects[-1] == f"{PEOPLE}?q=dora&status=disabled"
            tab.go(f"{PEOPLE}?status=disabled")
            await tab.fire(PeopleState.load_people)
            state = await tab.state(PeopleState)
            assert [row.email for row in state.members] == ["gone@first.example"]
            assert state.export_href == "/api/v1/hierarchies/HIER-ORG-1/members/export.csv?status=disabled"

        visiting(app, story)

    def test_a_list_is_judged_before_it_is_written(self, app: Any, trade: Trade):
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, PEOPLE)
            text = "email\tname\tnode\nn1@first.example\tN One\t1001\nnobody\t\t1001"
            await tab.fire(PeopleFileState.judge_list, form={"list": text})
            state = await tab.state(PeopleFileState)
            assert [(row.number, row.outcome) for row in state.rows] == [
                (2, "Invited"),
                (3, "Refused"),
            ]
            assert (state.good, links_to("n1@first.example")) == (1, [])
            await tab.fire(PeopleFileState.judge_list, form={"list": "n@first.example\n" * 15_000})
            assert await refusal_of(tab) == "invalid"
            assert (await tab.state(PeopleFileState)).good == 1  # what was looked at before stays
            await tab.fire(PeopleFileState.write_list)
            assert len(links_to("n1@first.example")) == 1
            assert (await tab.state(PeopleFileState)).rows == []

        visiting(app, story)

    def test_a_list_invites_only_where_it_was_looked_at(self, app: Any, trade: Trade):
        with transaction() as session:
            hedy = make_staff(session, trade).headquarters

        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(hedy, PEOPLE)
            text = "email\tname\trole\nn1@first.example\tN One\tuser"
            await tab.fire(PeopleFileState.judge_list, form={"list": text})
            assert (await tab.state(PeopleFileState)).good == 1
            tab.go("/organization/HIER-ORG-2/people")
            await tab.fire(PeopleFileState.write_list)
            assert await refusal_of(tab) == "conflict"
            assert links_to("n1@first.example") == []
            await tab.fire(PeopleFileState.judge_list, form={"list": "n@first.example\n" * 15_000})
            assert await refusal_of(tab) == "invalid"

        visiting(app, story)


class TestImmediate:
    def test_a_disabled_members_open_page_is_refused_at_the_next_click(
        self, app: Any, trade: Trade, take_digest: Any
    ):
        async def story(open_tab: OpenTab) -> None:
            theirs = open_tab(trade.buyer, "/o/1001/catalog?seller=MAKER")
            await theirs.fire(CatalogState.load_catalog)
            assert await refusal_of(theirs) == ""
            admins = open_tab(trade.admin, PEOPLE)
            with reading() as session:
                membership = session.execute(
                    sa.select(memberships.id).where(memberships.contact_id == trade.buyer.id)
                ).scalar_one()
            await admins.fire(PeopleState.disable_person, form={"id": str(membership), "reason": "left"})
            before = take_digest()
            await theirs.fire(
                CatalogState.add_to_cart, form={"sku": "M-001", "catalog": "MAKER-MAIN", "quantity": "1"}
            )
            assert await refusal_of(theirs) == "outlet_not_found"
            assert take_digest() == before
            await theirs.fire(OutletsState.load_outlets)
            assert (await theirs.state(OutletsState)).outlets == []

        visiting(app, story)


class TestLinks:
    def test_show_what_they_are_for_and_refuse_what_is_over(self, app: Any, trade: Trade):
        async def story(open_tab: OpenTab) -> None:
            admin = open_tab(trade.admin, PEOPLE)
            await admin.fire(PeopleState.invite_person, form={"email": "new@first.example", "node": "1001"})
            (token,) = links_to("new@first.example")
            tab = open_tab(None, f"/invitation/{token}?problem=unacceptable_profile")
            await tab.fire(LinkState.load_invitation)
            state = await tab.state(LinkState)
            assert (state.phase, state.organization, state.node, state.role) == (
                "ready",
                "First Gifts",
                "First Gifts York",
                "Buyer",
            )
            assert (state.token, state.name, state.needs_password) == (token, "", True)
            assert state.message == "Type your name, and a password of 10 to 200 characters."
            other = open_tab(None, "/reset-password/no-such-token")
            for handler in (LinkState.load_reset, LinkState.load_email_change, LinkState.load_invitation):
                await other.fire(handler)
                assert (await other.state(LinkState)).phase == "refused"

        visiting(app, story)


class TestProfile:
    def test_shows_and_changes_ones_own(self, app: Any, trade: Trade):
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.disabled, "/profile?done=password")
            await tab.fire(ProfileState.load_profile)
            state = await tab.state(ProfileState)
            assert (state.name, state.email) == ("Dora Disabled", "gone@first.example")
            assert [(row.status, row.meaning) for row in state.places] == [
                ("Disabled", "You may not order here any more. Ask an admin of the organization.")
            ]
            assert state.done.startswith("Your password is changed.")
            await tab.fire(ProfileState.change_own_name, form={"name": "Dora D"})
            assert (await tab.state(ProfileState)).name == "Dora D"
            await tab.fire(ProfileState.ask_for_address, form={"email": "buyer@first.example"})
            assert await refusal_of(tab) == "email_taken"
            await tab.fire(ProfileState.ask_for_address, form={"email": "dora@new.example"})
            assert (await tab.state(ProfileState)).asked_for == "dora@new.example"
            assert len(links_to("dora@new.example")) == 1

        visiting(app, story)

    def test_asking_for_new_addresses_is_limited(self, app: Any, trade: Trade, make_settings: Any):
        use_limits(SharedLimits(make_settings(sign_in_attempts_per_account=1, redis_url="")))

        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.buyer, "/profile")
            await tab.fire(ProfileState.ask_for_address, form={"email": "bea@new.example"})
            await tab.fire(ProfileState.ask_for_address, form={"email": "bea2@new.example"})
            assert await refusal_of(tab) == "too_many_attempts"
            assert (await tab.state(ProfileState)).asked_for == "bea@new.example"
            assert links_to("bea2@new.example") == []

        try:
            visiting(app, story)
        finally:
            use_limits(SharedLimits(make_settings()))


class TestTrail:
    def test_headquarters_reads_audit_and_outbox(self, app: Any, trade: Trade):
        with transaction() as session:
            staff = make_staff(session, trade)

        async def story(open_tab: OpenTab) -> None:
            admin = open_tab(trade.admin, PEOPLE)
            await admin.fire(PeopleState.invite_person, form={"email": "new@first.example", "node": "1001"})
            tab = open_tab(staff.headquarters, "/admin/audit?who=ada")
            await tab.fire(AuditState.load_audit)
            (entry,) = (await tab.state(AuditState)).entries
            assert (entry.action, entry.subject, entry.who) == (
                "member.invited",
                "new@first.example",
                "Ada Admin",
            )
            assert entry.changes == [
                ChangeRow("node", "", "1001"),
                ChangeRow("role", "", "user"),
                ChangeRow("status", "", "invited"),
            ]
            assert (entry.action_href, entry.subject_href) == (
                "/admin/audit?action=member.invited&who=ada",
                "/admin/audit?subject=new%40first.example&who=ada",
            )
            await tab.fire(AuditState.filter_audit, form={"made_from": "tomorrow"})
            assert await refusal_of(tab) == "invalid"
            tab.go("/admin/outbox")
            tab.wire.updates.clear()
            await tab.fire(OutboxState.filter_outbox, form={"q": "new@", "status": "waiting"})
            assert tab.wire.redirects == ["/admin/outbox?q=new%40&status=waiting"]
            tab.go("/admin/outbox?q=nobody")
            await tab.fire(OutboxState.load_outbox)
            outbox = await tab.state(OutboxState)
            assert (outbox.is_empty, outbox.is_filtered, outbox.text) == (True, True, "nobody")
            tab.go("/admin/outbox?q=new@&status=waiting")
            await tab.fire(OutboxState.load_outbox)
            (mail,) = (await tab.state(OutboxState)).mails
            assert (mail.recipient, mail.status) == ("new@first.example", "Waiting")
            await tab.fire(OutboxState.read_mail, mail_id=mail.id)
            state = await tab.state(OutboxState)
            assert "invites you to First Gifts" in state.read_text
            assert "<html" in state.read_html
            await tab.fire(OutboxState.send_mail_again, mail_id=mail.id)
            assert await refusal_of(tab) == "mail_waiting"

        visiting(app, story)

    def test_an_organizations_admin_reads_its_own_part(self, app: Any, trade: Trade):
        async def story(open_tab: OpenTab) -> None:
            tab = open_tab(trade.admin, "/organization/HIER-ORG-1/audit")
            await tab.fire(PeopleState.invite_person, form={"email": "new@first.example", "node": "1001"})
            await tab.fire(AuditState.load_audit)
            assert len((await tab.state(AuditState)).entries) == 1
            tab.go("/organization/HIER-ORG-2/audit")
            await tab.fire(AuditState.load_audit)
            assert await refusal_of(tab) == "hierarchy_not_found"

        visiting(app, story)
