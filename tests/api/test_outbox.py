"""The outbox for headquarters: found, paged, read, sent again."""

from collections.abc import Callable

import pytest

from storefront.db.session import transaction
from storefront.mail.service import deliver_due, post
from tests.api.client import ApiClient
from tests.api.conftest import As
from tests.factories import Trade, make_staff

OUTBOX = "/admin/outbox"


class Recorder:
    """Sends nothing on; refuses whom it does not like."""

    def send(self, *, message_id: str, recipient: str, subject: str, text: str, html: str) -> str:
        return ""


@pytest.fixture
def hq(as_: As, trade: Trade) -> ApiClient:
    with transaction() as session:
        staff = make_staff(session, trade)
    return as_(staff.headquarters)


@pytest.fixture
def recipients(hq: ApiClient) -> Callable[..., list[str]]:
    def found(**asked: object) -> list[str]:
        return [each["recipient"] for each in hq.get(OUTBOX, params=asked).json()["items"]]

    return found


@pytest.fixture
def posted(trade: Trade) -> None:
    """A mail that was sent, then two that wait."""
    for to, is_sent in (("a@first.example", True), ("b@first.example", False), ("c@other.example", False)):
        with transaction() as session:
            post(session, "password_reset", to=to, name="N", link="http://x.example/1", minutes=60)
        if is_sent:
            assert deliver_due(Recorder()).sent == 1


class TestOutbox:
    def test_finds_by_text_and_status(self, posted: None, recipients: Callable[..., list[str]]) -> None:
        assert recipients() == ["c@other.example", "b@first.example", "a@first.example"]
        assert recipients(q="FIRST") == ["b@first.example", "a@first.example"]
        assert recipients(status="sent") == ["a@first.example"]
        assert recipients(status="waiting", q="first") == ["b@first.example"]
        assert recipients(status="failed") == []
        assert recipients(q="%") == []

    def test_goes_on_where_it_stopped(self, posted: None, hq: ApiClient) -> None:
        first = hq.get(OUTBOX, params={"limit": 2}).json()
        rest = hq.get(OUTBOX, params={"limit": 2, "cursor": first["next_cursor"]}).json()
        assert [each["recipient"] for each in first["items"]] == ["c@other.example", "b@first.example"]
        assert [each["recipient"] for each in rest["items"]] == ["a@first.example"]
        assert rest["next_cursor"] is None

    def test_reads_one_and_sends_it_again(
        self, posted: None, hq: ApiClient, recipients: Callable[..., list[str]]
    ) -> None:
        (sent,) = hq.get(OUTBOX, params={"status": "sent"}).json()["items"]
        assert (sent["template"], sent["attempts"], sent["problem"]) == ("password_reset", 1, None)
        assert sent["sent_at"].endswith("Z")
        assert "text" not in sent
        whole = hq.get(f"{OUTBOX}/{sent['id']}").json()
        assert "http://x.example/1" in whole["text"]
        assert "http://x.example/1" in whole["html"]
        again = f"{OUTBOX}/{sent['id']}/send-again"
        assert hq.post(again).status_code == 204
        assert recipients(status="sent") == []
        refused = hq.post(again)
        assert (refused.status_code, refused.json()["code"]) == (409, "mail_waiting")

    @pytest.mark.parametrize(
        ("asked", "field"),
        [({"status": "lost"}, "status"), ({"limit": 0}, "limit"), ({"cursor": "x"}, "cursor")],
    )
    def test_refuses_what_is_no_selection(self, hq: ApiClient, asked: dict[str, object], field: str) -> None:
        refused = hq.get(OUTBOX, params=asked)
        assert (refused.status_code, list(refused.json()["fields"])) == (422, [field])

    def test_is_nothing_to_others(self, as_: As, posted: None, trade: Trade, hq: ApiClient) -> None:
        mail_id = hq.get(OUTBOX).json()["items"][0]["id"]
        client = as_(trade.admin)
        answers = [
            client.get(OUTBOX),
            client.get(f"{OUTBOX}/{mail_id}"),
            client.post(f"{OUTBOX}/{mail_id}/send-again"),
        ]
        assert [each.json()["code"] for each in answers] == ["nothing_here"] * 3
        assert hq.get(f"{OUTBOX}/{'0' * 32}").json()["code"] == "mail_not_found"
