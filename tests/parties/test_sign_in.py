import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront.connectors.attempts import WindowedAttempts
from storefront.db.columns import table_of
from storefront.db.session import in_transaction, reading, transaction
from storefront.kit.clock import now
from storefront.kit.errors import NotSignedIn
from storefront.parties.actor import Actor
from storefront.parties.errors import SessionNotFound, TooManyAttempts, WrongCredentials
from storefront.parties.service import (
    enter_outlet,
    hash_token,
    identify,
    keep_alive,
    list_sessions,
    revoke_session,
    sign_in,
    sign_out,
)
from storefront.parties.snapshots import SignedIn
from storefront.parties.tables import SignInSession
from storefront.settings import Settings
from tests.factories import PASSWORD, make_contact, make_session, make_trade
from tests.trade.together import all_at_once

sessions = table_of(SignInSession)
Enter = Callable[..., SignedIn]


class Attempts:
    """A limiter that only notes: who was counted, and not given back."""

    def __init__(self, wait: int = 0) -> None:
        self.wait = wait
        self.counted: list[tuple[str, str]] = []

    def take(self, email: str, address: str) -> int:
        if not self.wait:
            self.counted.append((email, address))
        return self.wait

    def give_back(self, email: str, address: str) -> None:
        self.counted.remove((email, address))


@pytest.fixture
def people(committing_engine: sa.Engine) -> None:
    with transaction() as session:
        make_contact(session, email="buyer@first.example", name="Bea Buyer")
        make_contact(session, email="gone@first.example", is_active=False)


@pytest.fixture
def enter(people: None) -> Enter:
    def entering(limiter: Any = None, **typed: str) -> SignedIn:
        given = {
            "email": "buyer@first.example",
            "password": PASSWORD,
            "address": "192.0.2.1",
            "user_agent": "Browser",
        }
        return sign_in(limiter or Attempts(), **given | typed)

    return entering


def actor_of(signed_in: SignedIn) -> Actor:
    with reading() as session:
        return identify(session, hash_token(signed_in.token))


def age(signed_in: SignedIn, **columns: timedelta) -> None:
    """Set moments of a session relative to now."""
    with transaction() as session:
        session.execute(
            sa.update(sessions)
            .where(sessions.c.token_hash == hash_token(signed_in.token))
            .values(**{name: now() + delta for name, delta in columns.items()})
        )


class TestSignIn:
    def test_opens_a_session_for_the_right_password(self, enter: Enter, settings: Settings) -> None:
        before = now()
        signed_in = enter(email="  Buyer@First.Example ")
        assert (signed_in.contact.name, signed_in.contact.email) == ("Bea Buyer", "buyer@first.example")
        lasting = timedelta(hours=settings.session_absolute_hours)
        assert before + lasting <= signed_in.expires_at <= now() + lasting
        actor = actor_of(signed_in)
        assert (actor.contact_id, actor.name, actor.duties) == (
            signed_in.contact.id,
            "Bea Buyer",
            frozenset(),
        )

    def test_stores_only_a_hash_of_the_token(self, enter: Enter) -> None:
        signed_in = enter()
        with reading() as session:
            stored = [repr(tuple(row)) for row in session.execute(sa.select(sessions))]
        assert not any(signed_in.token in row for row in stored)

    @pytest.mark.parametrize(
        "typed",
        [
            {"password": "wrong password"},
            {"password": ""},
            {"password": PASSWORD + "x" * 300},
            {"password": "\ud800"},
            {"email": "nobody@first.example"},
            {"email": "buyer@first.example\x00"},
            {"email": "\ud800@first.example"},
            {"email": ""},
            {"email": "gone@first.example"},
        ],
    )
    def test_every_failure_is_told_in_the_same_words_and_counted(
        self, enter: Enter, typed: dict[str, str]
    ) -> None:
        limiter = Attempts()
        with pytest.raises(WrongCredentials) as refused:
            enter(limiter, **typed)
        assert refused.value.facts == {}
        assert refused.value.message == (
            "That e-mail address and password do not fit together. Check both and try again."
        )
        assert limiter.counted == [(typed.get("email", "buyer@first.example"), "192.0.2.1")]

    @pytest.mark.parametrize(
        ("email", "password"),
        [
            ("nobody@example.com", "wrong"),
            ("buyer@first.example", "wrong"),
            ("buyer@first.example", "x" * 5000),
            ("nobody\x00@example.com", "wrong"),
        ],
    )
    def test_every_failure_costs_one_verification(
        self, enter: Enter, monkeypatch: pytest.MonkeyPatch, email: str, password: str
    ) -> None:
        verified: list[bool] = []

        def verify(given: str, stored: str | None) -> bool:
            verified.append(stored is None)
            return False

        monkeypatch.setattr(sys.modules["storefront.parties.service.sign_in"], "verify_password", verify)
        with pytest.raises(WrongCredentials):
            enter(email=email, password=password)
        assert len(verified) == 1

    def test_a_success_is_not_counted(self, enter: Enter) -> None:
        limiter = Attempts()
        enter(limiter)
        assert limiter.counted == []

    def test_what_was_judged_by_nobody_is_not_counted(
        self, enter: Enter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(given: str, stored: str | None) -> bool:
            raise OSError("no memory")

        monkeypatch.setattr(sys.modules["storefront.parties.service.sign_in"], "verify_password", fail)
        limiter = Attempts()
        with pytest.raises(OSError, match="no memory"):
            enter(limiter)
        assert limiter.counted == []

    @pytest.mark.parametrize(
        ("seconds", "words"), [(1, "1 minute."), (60, "1 minute."), (61, "2 minutes."), (840, "14 minutes.")]
    )
    def test_who_must_wait_is_told_how_long_even_with_the_right_password(
        self, enter: Enter, seconds: int, words: str
    ) -> None:
        with pytest.raises(TooManyAttempts) as refused:
            enter(Attempts(wait=seconds))
        assert refused.value.message == f"Too many attempts to sign in. Try again in {words}"
        assert refused.value.facts == {"retry_after": seconds}

    def test_a_browser_that_calls_itself_strangely_gets_in(self, enter: Enter) -> None:
        signed_in = enter(user_agent="Bro\x00wser\n" + "x" * 500)
        with reading() as session:
            (card,) = [each for each in list_sessions(session, actor_of(signed_in)) if each.is_current]
        assert card.user_agent == "Browser" + "x" * 193

    def test_drops_the_contacts_sessions_that_ended_a_month_ago(self, enter: Enter) -> None:
        long_over, just_over, open_one = enter(), enter(), enter()
        age(long_over, idle_expires_at=-timedelta(days=31))
        age(just_over, idle_expires_at=-timedelta(days=29))
        newest = enter()
        with reading() as session:
            kept = set(session.execute(sa.select(sessions.c.token_hash)).scalars())
        assert hash_token(long_over.token) not in kept
        assert {hash_token(each.token) for each in (just_over, open_one, newest)} <= kept


class TestLimiter:
    def test_an_account_is_closed_after_its_failures_and_others_are_not(
        self, enter: Enter, make_settings: Callable[..., Settings]
    ) -> None:
        limiter = WindowedAttempts(make_settings(sign_in_attempts_per_account=2, redis_url=""))
        for _ in range(2):
            with pytest.raises(WrongCredentials):
                enter(limiter, password="wrong password")
        with pytest.raises(TooManyAttempts):
            enter(limiter, address="198.51.100.7")
        with pytest.raises(WrongCredentials):
            enter(limiter, email="nobody@first.example")

    def test_an_address_is_closed_whatever_accounts_it_tries(
        self, enter: Enter, make_settings: Callable[..., Settings]
    ) -> None:
        limiter = WindowedAttempts(make_settings(sign_in_attempts_per_address=3, redis_url=""))
        for number in range(3):
            with pytest.raises(WrongCredentials):
                enter(limiter, email=f"guess{number}@first.example")
        with pytest.raises(TooManyAttempts) as refused:
            enter(limiter)
        waiting = refused.value.facts["retry_after"]
        assert isinstance(waiting, int)
        assert 1 <= waiting <= 15 * 60 + 1
        assert enter(limiter, address="198.51.100.7").contact.name == "Bea Buyer"

    def test_of_many_guesses_at_one_moment_no_more_are_judged_than_may_fail(
        self, enter: Enter, make_settings: Callable[..., Settings]
    ) -> None:
        limiter = WindowedAttempts(make_settings(sign_in_attempts_per_account=3, redis_url=""))
        answers = all_at_once([partial(enter, limiter, password="wrong password")] * 12)
        assert Counter(type(answer) for answer in answers) == {WrongCredentials: 3, TooManyAttempts: 9}
        with pytest.raises(TooManyAttempts):
            enter(limiter)

    def test_of_many_guesses_from_one_address_no_more_are_judged_whatever_they_try(
        self, enter: Enter, make_settings: Callable[..., Settings]
    ) -> None:
        limiter = WindowedAttempts(make_settings(sign_in_attempts_per_address=3, redis_url=""))
        tries = [partial(enter, limiter, email=f"guess{place}@first.example") for place in range(12)]
        answers = all_at_once(tries)
        assert Counter(type(answer) for answer in answers) == {WrongCredentials: 3, TooManyAttempts: 9}
        assert enter(limiter, address="198.51.100.7").contact.name == "Bea Buyer"

    def test_right_passwords_use_up_nothing(
        self, enter: Enter, make_settings: Callable[..., Settings]
    ) -> None:
        limiter = WindowedAttempts(
            make_settings(sign_in_attempts_per_account=2, sign_in_attempts_per_address=2, redis_url="")
        )
        for _ in range(3):
            enter(limiter)
        with pytest.raises(WrongCredentials):
            enter(limiter, password="wrong password")
        enter(limiter)
        with pytest.raises(WrongCredentials):
            enter(limiter, password="wrong password")
        with pytest.raises(TooManyAttempts):
            enter(limiter)


class TestSessions:
    @pytest.mark.parametrize("column", ["idle_expires_at", "expires_at"])
    def test_end_at_either_of_their_limits(self, enter: Enter, column: str) -> None:
        signed_in = enter()
        age(signed_in, **{column: timedelta(seconds=-1)})
        with pytest.raises(NotSignedIn):
            actor_of(signed_in)

    def test_end_with_the_contact(self, enter: Enter) -> None:
        with transaction() as session:
            token = make_contact(session, email="off@first.example", is_active=False).token
        with reading() as session, pytest.raises(NotSignedIn):
            identify(session, hash_token(token))

    def test_of_an_unknown_token_do_not_exist(self, people: None) -> None:
        with reading() as session, pytest.raises(NotSignedIn):
            identify(session, hash_token("made up"))

    def test_a_session_that_was_just_used_is_not_stale(self, enter: Enter) -> None:
        signed_in = enter()
        assert not actor_of(signed_in).is_stale
        age(signed_in, last_seen_at=-timedelta(minutes=2))
        assert actor_of(signed_in).is_stale

    def test_use_moves_the_idle_end_but_never_past_the_absolute_one(
        self, enter: Enter, settings: Settings
    ) -> None:
        signed_in = enter()
        age(signed_in, last_seen_at=-timedelta(hours=2), idle_expires_at=timedelta(minutes=1))
        actor = actor_of(signed_in)
        before = now()
        in_transaction(lambda session: keep_alive(session, actor))
        with reading() as session:
            row = session.execute(
                sa.select(sessions.c.idle_expires_at, sessions.c.last_seen_at).where(
                    sessions.c.id == actor.session_id
                )
            ).one()
        assert row.last_seen_at >= before
        assert row.idle_expires_at - row.last_seen_at == timedelta(minutes=settings.session_idle_minutes)
        assert not actor_of(signed_in).is_stale
        age(signed_in, expires_at=-timedelta(seconds=1))
        with pytest.raises(NotSignedIn):
            actor_of(signed_in)

    def test_signing_out_ends_this_one_only_and_twice_is_fine(self, enter: Enter) -> None:
        first, second = enter(), enter()
        actor = actor_of(first)
        in_transaction(lambda session: sign_out(session, actor))
        in_transaction(lambda session: sign_out(session, actor))
        with pytest.raises(NotSignedIn):
            actor_of(first)
        assert actor_of(second).name == "Bea Buyer"

    def test_are_listed_last_used_first_and_one_can_be_ended(self, enter: Enter) -> None:
        first, second = enter(user_agent="Phone"), enter(user_agent="Desktop")
        age(first, last_seen_at=-timedelta(minutes=5))
        here = actor_of(second)
        with reading() as session:
            cards = [card for card in list_sessions(session, here) if card.user_agent]
        assert [(card.user_agent, card.is_current, card.address) for card in cards] == [
            ("Desktop", True, "192.0.2.1"),
            ("Phone", False, "192.0.2.1"),
        ]
        phone = cards[1].id
        in_transaction(lambda session: revoke_session(session, here, session_id=phone))
        with pytest.raises(NotSignedIn):
            actor_of(first)
        with pytest.raises(SessionNotFound):
            in_transaction(lambda session: revoke_session(session, here, session_id=phone))

    def test_of_somebody_else_are_not_found_and_stay_open(self, enter: Enter) -> None:
        mine = actor_of(enter())
        with transaction() as session:
            other = make_contact(session, email="other@first.example")
        with reading() as session:
            theirs = identify(session, hash_token(other.token))
        with pytest.raises(SessionNotFound):
            in_transaction(lambda session: revoke_session(session, mine, session_id=theirs.session_id))
        with reading() as session:
            assert identify(session, hash_token(other.token)) == theirs


class TestExpiryInAnOpenTransaction:
    def test_an_expired_session_enters_no_outlet(self, session: Session) -> None:
        trade = make_trade(session)
        token = make_session(session, contact_id=trade.buyer.id, expires_in=timedelta(seconds=-1))
        with pytest.raises(NotSignedIn):
            enter_outlet(session, hash_token(token), trade.outlet.number)
