"""People over HTTP: invited, accepted, disabled; new passwords and addresses by mailed links."""

from typing import Any

import pytest
import sqlalchemy as sa

from storefront.api.cookies import SESSION_COOKIE
from storefront.api.routes import links as link_routes
from storefront.db.columns import table_of
from storefront.db.session import reading, transaction
from storefront.kit.clock import now
from storefront.mail.tables import MailMessage
from storefront.parties.tables import OneTimeLink
from tests.api.client import SITE, ApiClient
from tests.api.conftest import As, TakeDigest
from tests.factories import PASSWORD, MadeContact, Trade, make_staff
from tests.hierarchies.people import mailed

MEMBERS = "/hierarchies/HIER-ORG-1/members"
mails = table_of(MailMessage).c


def links_to(email: str) -> list[str]:
    with reading() as session:
        return mailed(session, email)


def expire_links() -> None:
    with transaction() as session:
        session.execute(sa.update(table_of(OneTimeLink)).values(expires_at=now()))


def form(client: ApiClient, path: str, **fields: str) -> Any:
    return client.request("POST", SITE + path, data=fields, headers={"origin": SITE})


@pytest.fixture
def admin(as_: As, trade: Trade) -> ApiClient:
    return as_(trade.admin)


@pytest.fixture
def stranger(as_: As) -> ApiClient:
    return as_(None)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_routes, "SECONDS_OF_A_RESET", 0)


class TestMembers:
    def test_a_new_member_from_invitation_to_the_first_look(self, admin: ApiClient, stranger: ApiClient):
        wanted = {"email": "New@First.Example", "name": "Nina", "role": "user", "node": "1001"}
        made = admin.post(MEMBERS, json=wanted)
        assert made.status_code == 201
        body = made.json()
        assert {name: body[name] for name in ("email", "name", "role", "status", "node", "reason")} == {
            "email": "new@first.example",
            "name": "new@first.example",
            "role": "user",
            "status": "invited",
            "node": {"number": "1001", "name": "First Gifts York", "kind": "outlet"},
            "reason": None,
        }
        (token,) = links_to("new@first.example")
        assert stranger.post("/invitations/show", json={"token": token}).json() == {
            "email": "new@first.example",
            "name": "Nina",
            "organization": "First Gifts",
            "node": "First Gifts York",
            "role": "user",
            "needs_password": True,
        }
        short = stranger.post("/invitations/accept", json={"token": token, "name": "Nina", "password": "x"})
        assert (short.status_code, short.json()["fields"]) == (
            422,
            {"password": "must have 10 to 200 characters"},
        )
        accepted = stranger.post(
            "/invitations/accept", json={"token": token, "name": "Nina New", "password": "a long one 1"}
        )
        assert accepted.status_code == 201
        assert SESSION_COOKIE in accepted.cookies
        headers = {"authorization": f"Bearer {accepted.json()['token']}"}
        outlets = stranger.get("/outlets", headers=headers).json()["items"]
        assert [each["number"] for each in outlets] == ["1001"]
        again = stranger.post("/invitations/accept", json={"token": token, "name": "N", "password": "b" * 10})
        assert (again.status_code, again.json()["code"]) == (404, "link_not_usable")
        signed = stranger.post("/sessions", json={"email": "new@first.example", "password": "a long one 1"})
        assert signed.status_code == 201
        assert admin.get(f"{MEMBERS}/{body['id']}").json()["status"] == "active"
        assert [each["action"] for each in admin.get("/audit").json()["items"]] == [
            "invitation.accepted",
            "member.invited",
        ]

    def test_who_has_a_password_just_accepts(
        self, admin: ApiClient, as_: As, trade: Trade, stranger: ApiClient
    ):
        admin.post(MEMBERS, json={"email": trade.outsider.email, "role": "admin"})
        (token,) = links_to(trade.outsider.email)
        done = form(stranger, "/auth/invitation", token=token)
        assert (done.status_code, done.headers["location"]) == (303, "/outlets")
        assert SESSION_COOKIE in done.cookies
        numbers = [each["number"] for each in as_(trade.outsider).get("/outlets").json()["items"]]
        assert sorted(numbers) == ["1001", "1002", "2001"]
        back = form(stranger, "/auth/invitation", token=token)
        assert back.headers["location"] == f"/invitation/{token}?problem=link_not_usable"

    def test_disabling_closes_every_door_at_the_next_call(
        self, admin: ApiClient, as_: As, trade: Trade, take_digest: TakeDigest
    ):
        """The API token of the member stays a sign-in, and opens nothing of the organization any more."""
        client = as_(trade.buyer)
        member = admin.get(MEMBERS, params={"q": "buyer@first"}).json()["items"][0]
        assert client.get("/outlets/1001/carts").status_code == 200
        disabled = admin.post(f"{MEMBERS}/{member['id']}/disable", json={"reason": "left"})
        assert (disabled.json()["status"], disabled.json()["reason"]) == ("disabled", "left")
        before = take_digest()
        refused = [
            client.get("/outlets/1001/carts"),
            client.get("/outlets/1001/sellers"),
            client.get("/outlets/1001/credit"),
            client.post("/outlets/1001/carts/MAKER/lines", json={"sku": "M-001", "quantity": 1}),
            client.post("/outlets/1001/resolve", json={"lines": [{"sku": "M-001", "quantity": 1}]}),
        ]
        assert {each.json()["code"] for each in refused} == {"outlet_not_found"}
        assert client.get("/outlets").json()["items"] == []
        assert client.get("/orders", params={"scope": "organization"}).json()["items"] == []
        assert take_digest() == before
        assert [each["status"] for each in client.get("/me").json()["memberships"]] == ["disabled"]
        assert admin.post(f"{MEMBERS}/{member['id']}/enable").json()["status"] == "active"
        assert client.get("/outlets/1001/carts").status_code == 200

    def test_the_last_admin_is_told_apart(self, admin: ApiClient, trade: Trade):
        own = admin.get(MEMBERS, params={"role": "admin"}).json()["items"][0]
        refused = admin.patch(f"{MEMBERS}/{own['id']}", json={"role": "user"})
        assert (refused.status_code, refused.json()["code"]) == (409, "last_admin")
        refused = admin.delete(f"{MEMBERS}/{own['id']}")
        assert (refused.status_code, refused.json()["code"]) == (409, "last_admin")

    def test_a_file_is_judged_before_it_is_written(self, admin: ApiClient, take_digest: TakeDigest):
        before = take_digest()
        content = "email,name,role,node\nn1@first.example,N One,user,1001\nnobody,,,\n"
        options: dict[str, Any] = {"content": content, "headers": {"content-type": "text/csv"}}
        judged = admin.post(f"{MEMBERS}/file", **options).json()
        assert (judged["invited"], judged["written"]) == (1, False)
        assert [(row["row"], row["outcome"]) for row in judged["rows"]] == [(2, "new"), (3, "refused")]
        assert take_digest() == before
        written = admin.post(f"{MEMBERS}/file", params={"dry_run": "false"}, **options).json()
        assert (written["invited"], written["written"]) == (1, True)
        assert len(links_to("n1@first.example")) == 1

    def test_exports_without_formulas(self, admin: ApiClient):
        admin.post(MEMBERS, json={"email": "=1+1@first.example", "node": "1001"})
        text = admin.get(f"{MEMBERS}/export.csv", params={"status": "invited"}).text
        assert text.splitlines() == [
            "name,email,node,node_name,role,status,reason,last_seen_at",
            "'=1+1@first.example,'=1+1@first.example,1001,First Gifts York,user,invited,,",
        ]


class TestForgottenPassword:
    def test_the_answer_does_not_tell_who_is_known(self, stranger: ApiClient, trade: Trade):
        known = stranger.post("/password-resets", json={"email": trade.buyer.email})
        unknown = stranger.post("/password-resets", json={"email": "nobody@first.example"})
        assert (known.status_code, unknown.status_code) == (202, 202)
        assert known.json() == {"email": trade.buyer.email}
        assert len(links_to(trade.buyer.email)) == 1
        assert links_to("nobody@first.example") == []

    def test_a_link_sets_a_new_one_and_ends_all_sessions(self, stranger: ApiClient, as_: As, trade: Trade):
        stranger.post("/password-resets", json={"email": trade.buyer.email})
        stranger.post("/password-resets", json={"email": trade.buyer.email.upper()})
        first, second = links_to(trade.buyer.email)
        wanted = {"token": first, "password": "another battery 2"}
        assert stranger.post("/password-resets/confirm", json=wanted).json()["code"] == "link_not_usable"
        done = stranger.post("/password-resets/confirm", json={**wanted, "token": second})
        assert done.status_code == 201
        assert as_(trade.buyer).get("/me").status_code == 401
        fresh = MadeContact(trade.buyer.id, trade.buyer.email, done.json()["token"])
        assert as_(fresh).get("/me").status_code == 200
        again = stranger.post("/password-resets/confirm", json={**wanted, "token": second})
        assert again.json()["code"] == "link_not_usable"
        old = stranger.post("/sessions", json={"email": trade.buyer.email, "password": PASSWORD})
        assert old.json()["code"] == "wrong_credentials"

    def test_an_expired_link_leads_back_to_its_page(self, stranger: ApiClient, trade: Trade):
        asked = form(stranger, "/auth/forgot-password", email=trade.buyer.email)
        assert asked.headers["location"] == "/forgot-password?sent=1"
        (token,) = links_to(trade.buyer.email)
        expire_links()
        back = form(stranger, "/auth/reset-password", token=token, password="another battery 2")
        assert back.headers["location"] == f"/reset-password/{token}?problem=link_not_usable"

    def test_is_slowed_down_alike_for_everybody(self, stranger: ApiClient, trade: Trade):
        for email in (trade.buyer.email, "nobody@first.example"):
            codes = [stranger.post("/password-resets", json={"email": email}).status_code for _ in range(11)]
            assert codes == [202] * 10 + [429]

    def test_another_sites_form_is_refused(self, stranger: ApiClient, trade: Trade):
        data = {"email": trade.buyer.email}
        path = SITE + "/auth/forgot-password"
        stranger.request("POST", path, data=data, headers={"origin": "https://evil.example"})
        assert links_to(trade.buyer.email) == []


class TestProfile:
    def test_a_new_address_signs_in_only_when_confirmed(self, stranger: ApiClient, as_: As, trade: Trade):
        client = as_(trade.buyer)
        assert client.post("/me/email", json={"email": "Bea@New.example"}).status_code == 202
        assert client.get("/me").json()["contact"]["email"] == trade.buyer.email
        (token,) = links_to("bea@new.example")
        with reading() as session:
            note = session.execute(
                sa.select(mails.text).where(mails.recipient == trade.buyer.email)
            ).scalar_one()
        assert "from buyer@first.example to bea@new.example" in note
        done = stranger.post("/email-changes/confirm", json={"token": token})
        assert done.json() == {"email": "bea@new.example"}
        assert client.get("/me").json()["contact"]["email"] == "bea@new.example"
        assert stranger.post("/email-changes/confirm", json={"token": token}).status_code == 404
        signed = stranger.post("/sessions", json={"email": "bea@new.example", "password": PASSWORD})
        assert signed.status_code == 201

    def test_asking_for_new_addresses_is_limited_by_contact(self, as_: As, trade: Trade):
        client = as_(trade.buyer)
        codes = [
            client.post("/me/email", json={"email": f"b{place}@new.example"}).status_code
            for place in range(11)
        ]
        assert codes == [202] * 10 + [429]
        refused = client.post("/me/email", json={"email": "more@new.example"}).json()
        assert refused["code"] == "too_many_attempts"
        assert refused["detail"] == "Too many requests for a new address. Try again in 15 minutes."
        assert links_to("more@new.example") == []
        assert as_(trade.colleague).post("/me/email", json={"email": "c@new.example"}).status_code == 202

    def test_an_address_that_was_taken_meanwhile_is_refused(self, stranger: ApiClient, as_: As, trade: Trade):
        assert (
            as_(trade.buyer).post("/me/email", json={"email": trade.admin.email}).json()["code"]
            == "email_taken"
        )
        as_(trade.buyer).post("/me/email", json={"email": "same@new.example"})
        as_(trade.colleague).post("/me/email", json={"email": "same@new.example"})
        first, second = links_to("same@new.example")
        assert stranger.post("/email-changes/confirm", json={"token": first}).status_code == 200
        refused = stranger.post("/email-changes/confirm", json={"token": second})
        assert (refused.status_code, refused.json()["code"]) == (409, "email_taken")
        assert as_(trade.colleague).get("/me").json()["contact"]["email"] == trade.colleague.email

    def test_a_password_is_changed_with_the_old_one(self, stranger: ApiClient, as_: As, trade: Trade):
        other = stranger.post("/sessions", json={"email": trade.buyer.email, "password": PASSWORD}).json()
        client = as_(trade.buyer)
        wrong = client.post(
            "/me/password", json={"old_password": "wrong", "new_password": "another battery 2"}
        )
        assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong_password")
        right = client.post(
            "/me/password", json={"old_password": PASSWORD, "new_password": "another battery 2"}
        )
        assert right.status_code == 204
        assert client.get("/me").status_code == 200
        assert as_(MadeContact(trade.buyer.id, "", other["token"])).get("/me").status_code == 401

    def test_a_name_is_changed_for_all_to_see(self, as_: As, trade: Trade):
        client = as_(trade.buyer)
        assert client.patch("/me", json={"name": "  Beatrice   Buyer "}).json() == {"name": "Beatrice Buyer"}
        assert client.get("/me").json()["contact"]["name"] == "Beatrice Buyer"
        assert client.patch("/me", json={"name": " "}).json()["code"] == "unacceptable_profile"


class TestTakingOver:
    """A thief with an open session, and whoever reads an old mailbox, get no further."""

    @pytest.mark.parametrize("by", ["reset", "change"])
    def test_a_change_of_address_that_waits_ends_with_the_password(
        self, by: str, stranger: ApiClient, as_: As, trade: Trade
    ):
        as_(trade.buyer).post("/me/email", json={"email": "thief@evil.example"})
        (token,) = links_to("thief@evil.example")
        if by == "reset":
            stranger.post("/password-resets", json={"email": trade.buyer.email})
            reset = {"token": links_to(trade.buyer.email)[-1], "password": "another battery 2"}
            assert stranger.post("/password-resets/confirm", json=reset).status_code == 201
        else:
            change = {"old_password": PASSWORD, "new_password": "another battery 2"}
            assert as_(trade.buyer).post("/me/password", json=change).status_code == 204
        refused = stranger.post("/email-changes/confirm", json={"token": token})
        assert (refused.status_code, refused.json()["code"]) == (404, "link_not_usable")
        signed = stranger.post(
            "/sessions", json={"email": trade.buyer.email, "password": "another battery 2"}
        )
        assert signed.status_code == 201

    def test_an_invitation_to_an_address_that_was_left_opens_nothing(
        self, admin: ApiClient, stranger: ApiClient, as_: As, trade: Trade
    ):
        admin.post(MEMBERS, json={"email": trade.outsider.email, "node": "1002"})
        (invitation,) = links_to(trade.outsider.email)
        as_(trade.outsider).post("/me/email", json={"email": "otto@new.example"})
        (token,) = links_to("otto@new.example")
        assert stranger.post("/email-changes/confirm", json={"token": token}).status_code == 200
        refused = stranger.post("/invitations/accept", json={"token": invitation})
        assert (refused.status_code, refused.json()["code"]) == (404, "link_not_usable")

    def test_ending_a_session_is_written_down(self, stranger: ApiClient, as_: As, trade: Trade):
        with transaction() as session:
            staff = make_staff(session, trade)
        stranger.post("/sessions", json={"email": trade.buyer.email, "password": PASSWORD})
        client = as_(trade.buyer)
        other = next(each for each in client.get("/sessions").json()["items"] if not each["is_current"])
        assert client.delete(f"/sessions/{other['id']}").status_code == 204
        (entry,) = as_(staff.headquarters).get("/audit").json()["items"]
        assert (entry["action"], entry["subject"], entry["who"]) == (
            "session.ended",
            trade.buyer.email,
            "Bea Buyer",
        )


class TestAudit:
    def test_each_reads_what_is_theirs(self, as_: As, trade: Trade):
        with transaction() as session:
            staff = make_staff(session, trade)
        as_(trade.admin).post(MEMBERS, json={"email": "new@first.example", "node": "1001"})
        as_(trade.buyer).patch("/me", json={"name": "Beatrice"})
        everything = as_(staff.headquarters).get("/audit").json()["items"]
        assert [each["action"] for each in everything] == ["name.changed", "member.invited"]
        own = as_(trade.admin).get("/audit").json()["items"]
        assert [(each["action"], each["who"], each["after"]) for each in own] == [
            ("member.invited", "Ada Admin", {"node": "1001", "role": "user", "status": "invited"})
        ]
        assert as_(staff.north_manager).get("/audit").json()["items"] == []
        for who in (staff.maker_clerk, staff.service, staff.field, trade.buyer, trade.outsider):
            refused = as_(who).get("/audit")
            assert (refused.status_code, refused.json()["code"]) == (404, "nothing_here")

    def test_filters_by_what_who_and_when(self, as_: As, trade: Trade):
        admin = as_(trade.admin)
        for name in ("a", "b"):
            admin.post(MEMBERS, json={"email": f"{name}@first.example", "node": "1001"})
        page = admin.get("/audit", params={"limit": 1}).json()
        assert [each["subject"] for each in page["items"]] == ["b@first.example"]
        rest = admin.get("/audit", params={"cursor": page["next_cursor"]}).json()
        assert [each["subject"] for each in rest["items"]] == ["a@first.example"]
        for wanted, count in (
            ({"action": "member"}, 2),
            ({"action": "mem"}, 0),
            ({"subject": "a@first.example"}, 1),
            ({"who": "ada"}, 2),
            ({"who": "%"}, 0),
            ({"made_from": "2999-01-01T00:00:00Z"}, 0),
            ({"made_to": "2999-01-01T00:00:00Z"}, 2),
            ({"hierarchy": "HIER-ORG-1"}, 2),
        ):
            assert len(admin.get("/audit", params=wanted).json()["items"]) == count, wanted
        assert admin.get("/audit", params={"hierarchy": "HIER-ORG-2"}).status_code == 404
        lines = admin.get("/audit/export.csv", params={"subject": "a@first.example"}).text.splitlines()
        assert lines[0].startswith("sequence,made_at,who,")
        assert len(lines) == 2
