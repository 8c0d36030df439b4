"""Inviting people: one, or those of a file."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.session import in_transaction, transaction
from storefront.hierarchies.errors import UnacceptableMember
from storefront.hierarchies.service import (
    disable_member,
    enable_member,
    invite_member,
    invite_people,
    judge_people,
    list_members,
    read_people,
    send_invitation,
    show_member,
)
from storefront.hierarchies.snapshots import MemberFilter, MemberInput
from storefront.kit.clock import now
from storefront.kit.errors import Invalid
from storefront.mail.tables import MailMessage
from storefront.parties.actor import HierarchyActor
from storefront.parties.errors import AlreadyMember, LinkNotUsable, NodeNotFound
from storefront.parties.queries.sessions import contact_by_email
from storefront.parties.service import describe, hash_token, identify, show_invitation, standings_of
from storefront.parties.snapshots import Invitee
from storefront.parties.tables import Membership, OneTimeLink
from tests.conftest import CountStatements
from tests.digests import digest_of
from tests.factories import Trade, make_trade
from tests.hierarchies.people import deeds, mailed, running

memberships = table_of(Membership).c
mails = table_of(MailMessage).c
links = table_of(OneTimeLink).c


class TestInvite:
    def test_makes_contact_membership_link_mail_and_entry(self, session: Session, admin: HierarchyActor):
        card = invite_member(session, admin, MemberInput(" New@First.Example", "Nina  New", "user", "1001"))
        assert (card.name, card.email, card.role, card.status) == (
            "new@first.example",
            "new@first.example",
            "user",
            "invited",
        )
        assert (card.node_number, card.node_name, card.reason) == ("1001", "First Gifts York", "")
        assert card.invited_until is not None
        assert card.invited_until - now() > timedelta(days=6, hours=23)
        contact = contact_by_email(session, "new@first.example")
        assert contact is not None
        assert contact.password_hash is None
        (token,) = mailed(session, "new@first.example")
        assert session.execute(sa.select(links.token_hash)).scalars().all() == [hash_token(token)]
        mail = session.execute(sa.select(mails.subject, mails.text, mails.status)).one()
        assert mail.subject == "You are invited to order for First Gifts"
        assert "Ada Admin invites you to First Gifts (First Gifts York) as a buyer." in mail.text
        assert mail.status == "waiting"
        assert deeds(session) == [
            (
                "member.invited",
                "new@first.example",
                "Ada Admin",
                "",
                None,
                {"node": "1001", "role": "user", "status": "invited"},
            )
        ]

    def test_without_a_node_it_is_to_all_that_the_inviter_runs(self, session: Session, admin: HierarchyActor):
        assert invite_member(session, admin, MemberInput("new@first.example")).node_kind == "organization"

    def test_an_address_of_a_contact_joins_that_one_identity(
        self, session: Session, trade: Trade, admin: HierarchyActor
    ):
        invite_member(session, admin, MemberInput(trade.outsider.email, "Somebody Else"))
        (token,) = mailed(session, trade.outsider.email)
        assert not show_invitation(session, token=token).needs_password
        own = describe(session, identify(session, hash_token(trade.outsider.token)))
        assert [(each.organization_number, each.status) for each in own.memberships] == [
            ("ORG-1", "invited"),
            ("ORG-2", "active"),
        ]

    def test_an_address_of_another_organization_looks_like_an_unknown_one(
        self, session: Session, trade: Trade, admin: HierarchyActor
    ):
        known = invite_member(session, admin, MemberInput(trade.outsider.email, "Somebody", "user", "1001"))
        unknown = invite_member(session, admin, MemberInput("new@first.example", "Somebody", "user", "1001"))

        def found(text: str) -> list[str]:
            return [each.email for each in list_members(session, admin, MemberFilter(text=text)).items]

        for card in (known, unknown):
            assert (card.contact_id, card.name, card.last_seen_at) == (None, card.email, None)
            assert show_member(session, admin, membership_id=card.id) == card
            assert found(card.email) == [card.email]
        assert found("Otto") == found("Somebody") == []
        disabled = disable_member(session, admin, membership_id=known.id, reason="by mistake")
        assert (disabled.contact_id, disabled.name, disabled.last_seen_at) == (None, known.email, None)
        enable_member(session, admin, membership_id=known.id)
        session.execute(
            sa.update(table_of(Membership)).where(memberships.id == known.id).values(status="active")
        )
        joined = show_member(session, admin, membership_id=known.id)
        assert (joined.contact_id, joined.name) == (trade.outsider.id, "Otto Outsider")
        assert joined.last_seen_at is not None
        assert found("Otto") == [known.email]

    def test_again_sends_a_new_link_and_ends_the_old(self, session: Session, admin: HierarchyActor):
        first = invite_member(session, admin, MemberInput("new@first.example", "Nina"))
        again = invite_member(session, admin, MemberInput("new@first.example", "Nina", "admin"))
        assert (again.id, again.role) == (first.id, "admin")
        third = send_invitation(session, admin, membership_id=first.id)
        assert third.id == first.id
        one, two, three = mailed(session, "new@first.example")
        for ended in (one, two):
            with pytest.raises(LinkNotUsable):
                show_invitation(session, token=ended)
        assert show_invitation(session, token=three).organization_name == "First Gifts"

    @pytest.mark.parametrize(
        ("wanted", "fields"),
        [
            (MemberInput("nobody"), {"email": "must be an e-mail address, such as name@example.com"}),
            (
                MemberInput("a@b.example, c@d.example"),
                {"email": "must be an e-mail address, such as name@example.com"},
            ),
            (
                MemberInput("a@b.example\r\nBcc: c@d.example"),
                {"email": "must be an e-mail address, such as name@example.com"},
            ),
            (MemberInput("a@b.example", role="owner"), {"role": "must be admin or user"}),
            (MemberInput("a@b.example", "N" * 121), {"name": "must have 1 to 120 characters"}),
        ],
    )
    def test_refuses_what_is_not_acceptable_field_by_field(
        self, session: Session, admin: HierarchyActor, wanted: MemberInput, fields: dict[str, str]
    ):
        before = digest_of(session)
        with pytest.raises(UnacceptableMember) as refused:
            invite_member(session, admin, wanted)
        assert refused.value.facts == {"fields": fields}
        assert digest_of(session) == before

    @pytest.mark.parametrize("node", ["2001", "no-such", "' or 1=1 --"])
    def test_hides_other_organizations_nodes(self, session: Session, admin: HierarchyActor, node: str):
        before = digest_of(session)
        with pytest.raises(NodeNotFound):
            invite_member(session, admin, MemberInput("new@first.example", node=node))
        assert digest_of(session) == before

    @pytest.mark.parametrize("who", ["buyer", "disabled"])
    def test_refuses_who_is_a_member_there(self, committing_engine: sa.Engine, who: str):
        with transaction() as session:
            trade = make_trade(session)
            before = digest_of(session)
        contact = getattr(trade, who)
        with pytest.raises(AlreadyMember, match="is a member there already"):
            in_transaction(
                lambda session: invite_member(
                    session, running(session, trade.admin), MemberInput(contact.email, node="1001")
                )
            )
        with transaction() as session:
            assert digest_of(session) == before


FILE = (
    b"E-mail;Name;Role;Node\n"
    b"new@first.example;Nina New;user;1001\n"
    b"buyer@other.example;Somebody;admin;\n"
    b"buyer@first.example;;;1001\n"
    b"gone@first.example;;;1001\n"
    b"NEW@first.example;Again;user;1001\n"
    b"nobody;;;1001\n"
    b"far@first.example;;;2001\n"
    b"odd@first.example;;owner;1001\n"
)


class TestFile:
    def test_answers_every_row_and_writes_nothing(self, session: Session, admin: HierarchyActor):
        before = digest_of(session)
        answers = judge_people(session, admin, read_people(FILE).rows)
        assert digest_of(session) == before
        assert [(each.row.number, each.outcome, each.problem) for each in answers] == [
            (2, "new", ""),
            (3, "new", ""),
            (4, "member", "is a member there already"),
            (5, "member", "is a disabled member there; enable the membership again"),
            (6, "twice", "stands further up in this file already"),
            (7, "refused", "email must be an e-mail address, such as name@example.com"),
            (8, "refused", "node is not one that you run"),
            (9, "refused", "role must be admin or user"),
        ]

    def test_does_not_say_whether_an_address_has_an_account(
        self, session: Session, trade: Trade, admin: HierarchyActor
    ):
        addresses = (trade.outsider.email, "unknown@other.example")
        text = "\n".join(f"{email},N,user,1001" for email in addresses)
        known, unknown = judge_people(session, admin, read_people(text.encode()).rows)
        assert [known.row.member.email, unknown.row.member.email] == list(addresses)
        assert (known.outcome, known.node_name, known.problem) == ("new", "First Gifts York", "")
        assert (unknown.outcome, unknown.node_name, unknown.problem) == ("new", "First Gifts York", "")

    def test_invites_all_good_ones_in_one_go(self, session: Session, admin: HierarchyActor):
        answers = invite_people(session, admin, read_people(FILE).rows)
        assert [each.is_good for each in answers] == [True, True, *[False] * 6]
        invited = list_members(session, admin, MemberFilter(status="invited")).items
        assert [(each.email, each.role, each.node_number) for each in invited] == [
            ("buyer@other.example", "admin", "N-ORG-1"),
            ("new@first.example", "user", "1001"),
        ]
        assert [deed[0] for deed in deeds(session)] == ["member.invited", "member.invited"]
        again = judge_people(session, admin, read_people(FILE).rows)
        assert [each.outcome for each in again[:2]] == ["again", "again"]

    def test_takes_as_many_statements_for_many_rows(
        self, session: Session, admin: HierarchyActor, count_statements: CountStatements
    ):
        counts: list[int] = []
        for name, rows in (("few", 2), ("many", 60)):
            text = "\n".join(f"{name}{place}@first.example,N,user,1001" for place in range(rows))
            with count_statements() as statements:
                invite_people(session, admin, read_people(text.encode()).rows)
            counts.append(len(statements))
        assert counts[0] == counts[1]

    def test_a_postal_address_beside_the_email_is_none(self):
        (row,) = read_people(b"Name,Address,Email\nNina,1 High St,n@first.example\n").rows
        assert row.member == MemberInput("n@first.example", "Nina")

    def test_refuses_an_empty_and_a_long_file(self):
        with pytest.raises(Invalid, match="There is nobody in this file"):
            read_people(b"email,name\n")
        with pytest.raises(Invalid, match="At most 1,000 people"):
            read_people(b"\n".join(b"a%d@b.example" % place for place in range(1_001)))


class TestStandings:
    def test_says_what_an_address_is_already(self, session: Session, trade: Trade):
        asked = [
            Invitee(email, "Name", "user", trade.outlet.id)
            for email in ("new@first.example", "buyer@other.example", "buyer@first.example")
        ]
        assert [
            (each.contact_id is not None, each.has_password, each.status)
            for each in standings_of(session, asked)
        ] == [(False, False, None), (True, True, None), (True, True, "active")]
