"""An invitation that is followed: who becomes what, once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storefront.connectors.attempts import WindowedAttempts
from storefront.db.columns import table_of
from storefront.db.session import reading, transaction
from storefront.hierarchies.service import disable_member, invite_member, list_members
from storefront.hierarchies.snapshots import MemberFilter, MemberInput
from storefront.kit.clock import now
from storefront.parties.errors import LinkNotUsable, OutletNotFound, UnacceptableProfile
from storefront.parties.service import accept_invitation, enter_outlet, hash_token, show_invitation, sign_in
from storefront.parties.service import links as module
from storefront.parties.snapshots import InvitationView, SignedIn
from storefront.parties.tables import OneTimeLink
from storefront.settings import get_settings
from tests.factories import PASSWORD, Trade, act_as
from tests.hierarchies.people import mailed, running

NEW = "new@first.example"
GOOD = "a long one 1"
links = table_of(OneTimeLink)

pytestmark = pytest.mark.usefixtures("committing_engine")


def invite(trade: Trade, email: str = NEW, node: str = "1002") -> str:
    """The token that was mailed."""
    with transaction() as session:
        invite_member(
            session, running(session, trade.admin), wanted=MemberInput(email=email, role="user", node=node)
        )
        return mailed(session, email)[-1]


def accept(token: str, name: str = "Nina New", password: str = GOOD) -> SignedIn:
    return accept_invitation(
        token=token, name=name, password=password, address="192.0.2.1", user_agent="Browser"
    )


class TestNewcomer:
    def test_sees_to_what_it_is_and_that_a_password_is_needed(self, trade: Trade) -> None:
        token = invite(trade)
        with reading() as session:
            assert show_invitation(session, token=token) == InvitationView(
                NEW, NEW, "First Gifts", "First Gifts Leeds", "user", True
            )

    def test_gives_itself_a_name_and_a_password_and_orders_there(self, trade: Trade) -> None:
        signed_in = accept(invite(trade), name="  Nina   New ")
        assert (signed_in.contact.name, signed_in.contact.email) == ("Nina New", NEW)
        with reading() as session:
            actor = enter_outlet(session, hash_token(signed_in.token), "1002")
            assert (actor.name, actor.role) == ("Nina New", "user")
            with pytest.raises(OutletNotFound):
                enter_outlet(session, hash_token(signed_in.token), "1001")

    @pytest.mark.parametrize(
        ("name", "password", "field"),
        [
            ("", "a long one 1", "name"),
            ("Nina", "short", "password"),
            ("Nina", "a long\x00one 1", "password"),
        ],
    )
    def test_may_try_again_after_a_name_or_password_that_cannot_be(
        self, trade: Trade, name: str, password: str, field: str
    ) -> None:
        token = invite(trade)
        with pytest.raises(UnacceptableProfile) as refused:
            accept(token, name, password)
        assert list(refused.value.facts["fields"]) == [field]  # pyright: ignore[reportArgumentType] -- a dictionary here
        assert accept(token).contact.email == NEW

    def test_follows_it_once(self, trade: Trade) -> None:
        token = invite(trade)
        accept(token)
        with pytest.raises(LinkNotUsable):
            accept(token)


class TestMemberElsewhere:
    def test_keeps_its_name_and_password(self, trade: Trade) -> None:
        token = invite(trade, trade.outsider.email)
        signed_in = accept(token, name="Somebody Else", password="not taken over")
        assert (signed_in.contact.id, signed_in.contact.name) == (trade.outsider.id, "Otto Outsider")
        with reading() as session:
            both = [
                act_as(session, trade.outsider, each) for each in (trade.second_outlet, trade.other_outlet)
            ]
        assert [actor.organization_name for actor in both] == ["First Gifts", "Other Gifts"]


class TestRefused:
    @pytest.mark.parametrize("token", ["", "x" * 201, "ünïcode", "a-token-that-nobody-was-ever-sent"])
    def test_is_what_was_never_sent(self, trade: Trade, token: str) -> None:
        with pytest.raises(LinkNotUsable):
            accept(token)

    def test_is_a_link_that_has_expired(self, trade: Trade) -> None:
        token = invite(trade)
        with transaction() as session:
            session.execute(sa.update(links).values(expires_at=now() - timedelta(seconds=1)))
        with pytest.raises(LinkNotUsable):
            accept(token)

    def test_is_a_member_that_was_disabled_before_it_came(self, trade: Trade) -> None:
        token = invite(trade)
        with transaction() as session:
            admin = running(session, trade.admin)
            (member,) = list_members(session, admin, MemberFilter(text=NEW)).items
            disable_member(session, admin, membership_id=member.id, reason="a typing error")
        with pytest.raises(LinkNotUsable):
            accept(token)

    def test_is_one_who_set_a_password_while_the_form_was_open(
        self, trade: Trade, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Two invitations of a newcomer are open in two tabs; only the first may choose the password."""
        first, second = invite(trade), invite(trade, node="1001")
        plain = module._new_profile  # pyright: ignore[reportPrivateUsage] -- between look and act

        def slow(name: str, password: str) -> dict[str, object]:
            monkeypatch.undo()
            accept(first, password=PASSWORD)
            return plain(name, password)

        monkeypatch.setattr(module, "_new_profile", slow)
        with pytest.raises(LinkNotUsable):
            accept(second, password="stolen password")
        enter = sign_in(
            WindowedAttempts(get_settings()), email=NEW, password=PASSWORD, address="", user_agent=""
        )
        assert enter.contact.email == NEW
