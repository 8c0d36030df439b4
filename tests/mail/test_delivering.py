"""The outbox is sent after the commit, once each, and tried again when the server is away."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from pydantic import SecretStr
from sqlmodel import Session

from storefront.connectors.mail import KEPT, KeptMailer, MailProblem, SmtpMailer, make_mailer
from storefront.db.columns import table_of
from storefront.db.session import in_transaction, reading, transaction
from storefront.kit.clock import now
from storefront.kit.errors import StorefrontError
from storefront.mail.errors import MailNotFound, MailWaiting
from storefront.mail.rules import pause_after
from storefront.mail.service import deliver_due, list_mails, post, send_again, show_mail
from storefront.mail.snapshots import Delivery, MailCard
from storefront.mail.tables import MailMessage
from storefront.settings import Settings
from tests.mail.smtp import SmtpServer
from tests.trade.together import all_at_once

mails = table_of(MailMessage).c
FACTS: dict[str, Any] = {"name": "Nina", "link": "http://x.example/1", "minutes": 60}


def post_one(to: str = "nina@first.example") -> None:
    with transaction() as session:
        post(session, "password_reset", to=to, **FACTS)


def outbox() -> list[MailCard]:
    with reading() as session:
        return list(list_mails(session).items)


def make_due() -> None:
    """As if the pause were over."""
    with transaction() as session:
        session.execute(sa.update(table_of(MailMessage)).values(due_at=now()))


def mailer(server: SmtpServer, make_settings: Any) -> Any:
    return make_mailer(make_settings(smtp_url=SecretStr(f"smtp://127.0.0.1:{server.port}")))


class Recorder:
    """A mailer that remembers, and refuses while told to."""

    def __init__(self, *, problem: str = "") -> None:
        self.sent: list[str] = []
        self.problem = problem

    def send(self, *, message_id: str, recipient: str, subject: str, text: str, html: str) -> str:
        if self.problem:
            raise MailProblem(self.problem)
        self.sent.append(recipient)
        return ""


@pytest.fixture(autouse=True)
def database_of_its_own(committing_engine: sa.Engine) -> None:
    """What is sent is committed."""


class TestDeliver:
    def test_sends_text_and_html_and_says_so(self, make_settings: Any):
        post_one()
        with SmtpServer() as server:
            assert deliver_due(mailer(server, make_settings)) == Delivery(sent=1, failed=0)
            assert deliver_due(mailer(server, make_settings)) == Delivery(sent=0, failed=0)
        (letter,) = server.letters
        assert "Subject: Your link to a new password" in letter
        assert "To: nina@first.example" in letter
        assert "multipart/alternative" in letter
        assert letter.count("http://x.example/1") == 2
        assert server.recipients == [["nina@first.example"]]
        (card,) = outbox()
        assert (card.status, card.attempts, card.problem) == ("sent", 1, "")
        assert card.sent_at is not None

    def test_what_is_undone_is_never_sent(self):
        def fail(session: Session) -> None:
            post(session, "password_reset", to="nina@first.example", **FACTS)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            in_transaction(fail)
        assert deliver_due(Recorder()) == Delivery(0, 0)

    def test_a_dropped_connection_is_tried_again_after_a_minute(self, make_settings: Any):
        post_one()
        with SmtpServer(drops=1) as server:
            assert deliver_due(mailer(server, make_settings)) == Delivery(sent=0, failed=1)
            (card,) = outbox()
            assert (card.status, card.attempts) == ("waiting", 1)
            assert card.problem.startswith("The server")
            assert deliver_due(mailer(server, make_settings)) == Delivery(0, 0)
            make_due()
            assert deliver_due(mailer(server, make_settings)) == Delivery(sent=1, failed=0)
        assert len(server.letters) == 1
        assert [(card.status, card.attempts) for card in outbox()] == [("sent", 2)]

    def test_gives_up_after_the_last_pause_and_keeps_the_problem(self, make_settings: Any):
        post_one()
        with SmtpServer(refuses=True) as server:
            for _ in range(6):
                make_due()
                assert deliver_due(mailer(server, make_settings)) == Delivery(sent=0, failed=1)
        (card,) = outbox()
        assert (card.status, card.attempts) == ("failed", 6)
        assert card.problem == "The server refused the recipient: 550 no such person"
        assert [pause_after(attempts) for attempts in (1, 5, 6)] == [
            timedelta(minutes=1),
            timedelta(hours=8),
            None,
        ]

    def test_many_processes_send_each_mail_once(self):
        for place in range(30):
            post_one(f"p{place}@first.example")
        recorders = [Recorder() for _ in range(4)]
        for _ in range(4):
            all_at_once([lambda each=each: deliver_due(each) for each in recorders])
        sent = [recipient for each in recorders for recipient in each.sent]
        assert sorted(sent) == sorted(f"p{place}@first.example" for place in range(30))

    def test_without_a_server_mails_are_kept_in_the_outbox(self, settings: Settings):
        post_one()
        assert isinstance(make_mailer(settings), KeptMailer)
        assert deliver_due(make_mailer(settings)) == Delivery(sent=1, failed=0)
        assert [(card.status, card.problem) for card in outbox()] == [("sent", KEPT)]


class TestHostileWords:
    @pytest.mark.parametrize(
        "recipient",
        ["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "<a@b.example>", "", "nobody"],
    )
    def test_a_recipient_is_one_address_or_nobody(self, recipient: str, make_settings: Any):
        post_one(recipient)
        with SmtpServer() as server:
            assert deliver_due(mailer(server, make_settings)) == Delivery(sent=0, failed=1)
        assert server.letters == []

    def test_a_name_begins_no_header_and_no_markup(self, make_settings: Any):
        facts = {
            "name": "<script>alert(1)</script>",
            "organization": "First\r\nBcc: c@d.example\r\n\r\nhi",
            "node": "N",
            "role": "user",
            "from_whom": "Ada",
            "link": "http://x.example/1",
            "days": 7,
        }
        with transaction() as session:
            post(session, "invitation", to="nina@first.example", **facts)
        with SmtpServer() as server:
            deliver_due(mailer(server, make_settings))
        (letter,) = server.letters
        head = letter.partition("\r\n\r\n")[0]
        assert [line for line in head.split("\r\n") if line.startswith("Bcc")] == []
        assert server.recipients == [["nina@first.example"]]
        assert "<script>" not in outbox()[0].html


class TestSettings:
    def test_reads_the_address_of_the_server(self, make_settings: Any):
        url = SecretStr("smtp://us%40er:p%3Ass@mail.example:587?tls=true")
        made = make_mailer(make_settings(smtp_url=url, mail_from="Shop <shop@shop.example>"))
        assert made == SmtpMailer(
            "mail.example", 587, "us@er", "p:ss", False, True, "Shop <shop@shop.example>"
        )
        secure = make_mailer(make_settings(smtp_url=SecretStr("smtps://mail.example")))
        assert isinstance(secure, SmtpMailer)
        assert (secure.port, secure.is_tls_from_start) == (465, True)

    def test_refuses_what_is_none(self, make_settings: Any):
        with pytest.raises(StorefrontError, match="STOREFRONT_SMTP_URL must look like"):
            make_mailer(make_settings(smtp_url=SecretStr("http://mail.example")))


class TestOutbox:
    def test_finds_pages_and_sends_again(self):
        for place in range(3):
            post_one(f"p{place}@first.example")
        with reading() as session:
            first = list_mails(session, limit=2)
            rest = list_mails(session, limit=2, cursor=first.next_cursor)
            assert [card.recipient for card in (*first.items, *rest.items)] == [
                "p2@first.example",
                "p1@first.example",
                "p0@first.example",
            ]
            assert len(list_mails(session, text="P1@").items) == 1
            assert list_mails(session, status="sent").items == ()
            with pytest.raises(MailNotFound):
                show_mail(session, mail_id=UUID(int=0))
        card = first.items[0]
        with pytest.raises(MailWaiting), transaction() as session:
            send_again(session, mail_id=card.id)
        recorder = Recorder()
        deliver_due(recorder)
        with transaction() as session:
            send_again(session, mail_id=card.id)
        deliver_due(recorder)
        assert recorder.sent.count(card.recipient) == 2
