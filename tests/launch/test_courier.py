"""The server's own sending of mails."""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from storefront.connectors.mail import MailProblem
from storefront.db.session import transaction
from storefront.launch import courier
from storefront.mail.service import post


class Recorder:
    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, *, message_id: str, recipient: str, subject: str, text: str, html: str) -> str:
        if recipient.startswith("bad"):
            raise MailProblem("refused")
        self.sent.append(recipient)
        return ""


async def run_for_a_while(recorder: Recorder) -> None:
    async with courier.delivering(recorder):
        for _ in range(200):
            if recorder.sent:
                return
            await asyncio.sleep(0.02)


class TestCourier:
    def test_sends_what_was_posted_and_survives_a_round_that_fails(
        self, committing_engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(courier, "LOOK_SECONDS", 0.02)
        rounds: list[int] = []
        deliver = courier.deliver_due

        def fail_first(*args: Any, **options: Any) -> Any:
            rounds.append(1)
            if len(rounds) == 1:
                raise ConnectionError
            return deliver(*args, **options)

        monkeypatch.setattr(courier, "deliver_due", fail_first)
        with transaction() as session:
            for to in ("bad@first.example", "nina@first.example"):
                post(session, "password_reset", to=to, name="N", link="http://x.example", minutes=1)
        recorder = Recorder()
        asyncio.run(run_for_a_while(recorder))
        assert recorder.sent == ["nina@first.example"]
