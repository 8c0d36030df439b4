"""A new password and a new address: by a link that is mailed and works once."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
import sqlalchemy as sa

from storefront.connectors.attempts import WindowedAttempts
from storefront.db.session import reading, transaction
from storefront.kit.errors import NotSignedIn
from storefront.parties.actor import Actor
from storefront.parties.errors import (
    EmailTaken,
    LinkNotUsable,
    TooManyAttempts,
    UnacceptableProfile,
    WrongCredentials,
    WrongPassword,
)
from storefront.parties.service import (
    ask_for_email_change,
    ask_for_reset,
    change_password,
    confirm_email,
    hash_token,
    identify,
    rename,
    reset_password,
    show_email_change,
    show_reset,
    sign_in,
)
from storefront.parties.snapshots import AddressChange, SignedIn
from storefront.settings import Settings, get_settings
from tests.factories import PASSWORD, MadeContact, make_contact, make_session
from tests.hierarchies.people import mailed
from tests.trade.together import all_at_once

BEA = "buyer@first.example"
HERE = "192.0.2.1"
NEW_PASSWORD = "another battery 2"


@pytest.fixture
def bea(committing_engine: sa.Engine) -> MadeContact:
    with transaction() as session:
        make_contact(session, email="gone@first.example", is_active=False)
        return make_contact(session, email=BEA, name="Bea Buyer")


@pytest.fixture
def limiter(make_settings: Callable[..., Settings]) -> WindowedAttempts:
    return WindowedAttempts(make_settings(sign_in_attempts_per_account=3))


def ask_reset(email: str = BEA) -> None:
    with transaction() as session:
        ask_for_reset(session, email=email, address=HERE)


def links_to(email: str) -> list[str]:
    with reading() as session:
        return mailed(session, email)


def reset(token: str, password: str = NEW_PASSWORD) -> SignedIn:
    return reset_password(token=token, password=password, address=HERE, user_agent="Browser")


def enter(password: str, email: str = BEA) -> SignedIn:
    limiter = WindowedAttempts(get_settings())
    return sign_in(limiter, email=email, password=password, address=HERE, user_agent="Browser")


def is_open(token: str) -> bool:
    with reading() as session:
        try:
            identify(session, hash_token(token))
        except NotSignedIn:
            return False
    return True


def actor_of(contact: MadeContact) -> Actor:
    with reading() as session:
        return identify(session, hash_token(contact.token))


def ask_change(contact: MadeContact, email: str) -> None:
    with transaction() as session:
        ask_for_email_change(session, identify(session, hash_token(contact.token)), email=email)


class TestReset:
    def test_sets_the_password_ends_every_session_and_signs_in(self, bea: MadeContact) -> None:
        ask_reset(" Buyer@First.example")
        (token,) = links_to(BEA)
        with reading() as session:
            assert show_reset(session, token=token) == BEA
        signed_in = reset(token)
        assert (signed_in.contact.name, is_open(signed_in.token), is_open(bea.token)) == (
            "Bea Buyer",
            True,
            False,
        )
        assert enter(NEW_PASSWORD).contact.id == bea.id
        with pytest.raises(WrongCredentials):
            enter(PASSWORD)

    def test_works_once_and_only_the_newest_link(self, bea: MadeContact) -> None:
        ask_reset()
        ask_reset()
        first, second = links_to(BEA)
        with pytest.raises(LinkNotUsable):
            reset(first)
        reset(second)
        with pytest.raises(LinkNotUsable):
            reset(second)

    @pytest.mark.parametrize("email", ["nobody@first.example", "gone@first.example", "nul\x00@first.example"])
    def test_mails_nobody_who_cannot_sign_in(self, bea: MadeContact, email: str) -> None:
        ask_reset(email)
        assert links_to(email.replace("\x00", "")) == []

    @pytest.mark.parametrize("password", ["short", "x" * 201, "with\x00nothing in it"])
    def test_keeps_the_link_when_the_password_cannot_be(self, bea: MadeContact, password: str) -> None:
        ask_reset()
        (token,) = links_to(BEA)
        with pytest.raises(UnacceptableProfile):
            reset(token, password)
        assert is_open(bea.token)
        reset(token)

    def test_ends_a_change_of_address_that_waits(self, bea: MadeContact) -> None:
        ask_change(bea, "thief@evil.example")
        ask_reset()
        reset(links_to(BEA)[-1])
        with transaction() as session, pytest.raises(LinkNotUsable):
            confirm_email(session, token=links_to("thief@evil.example")[0], address=HERE)
        assert enter(NEW_PASSWORD).contact.email == BEA


class TestNewAddress:
    def test_counts_once_it_is_confirmed(self, bea: MadeContact) -> None:
        ask_change(bea, " Bea@New.example ")
        assert actor_of(bea).email == BEA
        (token,) = links_to("bea@new.example")
        change = AddressChange("Bea Buyer", BEA, "bea@new.example")
        with reading() as session:
            assert show_email_change(session, token=token) == change
        with transaction() as session:
            assert confirm_email(session, token=token, address=HERE) == change
        assert actor_of(bea).email == "bea@new.example"
        assert enter(PASSWORD, "bea@new.example").contact.id == bea.id
        with transaction() as session, pytest.raises(LinkNotUsable):
            confirm_email(session, token=token, address=HERE)

    @pytest.mark.parametrize(
        ("email", "problem"),
        [
            ("nobody", "must be an e-mail address, such as name@example.com"),
            (BEA, "is your address already"),
        ],
    )
    def test_refuses_what_is_none(self, bea: MadeContact, email: str, problem: str) -> None:
        with pytest.raises(UnacceptableProfile) as refused:
            ask_change(bea, email)
        assert refused.value.facts["fields"] == {"email": problem}

    def test_refuses_one_that_somebody_has(self, bea: MadeContact) -> None:
        with pytest.raises(EmailTaken):
            ask_change(bea, "gone@first.example")

    def test_goes_to_whoever_confirms_first(self, bea: MadeContact) -> None:
        with transaction() as session:
            other = make_contact(session, email="carl@first.example")
        for each in (bea, other):
            ask_change(each, "same@new.example")
        first, second = links_to("same@new.example")
        with transaction() as session:
            confirm_email(session, token=first, address=HERE)
        with transaction() as session, pytest.raises(EmailTaken):
            confirm_email(session, token=second, address=HERE)
        assert actor_of(other).email == "carl@first.example"


class TestPassword:
    def test_ends_the_other_sessions(self, bea: MadeContact, limiter: WindowedAttempts) -> None:
        with transaction() as session:
            elsewhere = make_session(session, contact_id=bea.id)
        ask_reset()
        change_password(
            limiter,
            hash_token(bea.token),
            old_password=PASSWORD,
            new_password=NEW_PASSWORD,
            address=HERE,
        )
        assert (is_open(bea.token), is_open(elsewhere)) == (True, False)
        assert enter(NEW_PASSWORD).contact.id == bea.id
        with pytest.raises(LinkNotUsable):
            reset(links_to(BEA)[0], "a third battery 3")

    def test_needs_the_present_one_and_counts_what_is_wrong(
        self, bea: MadeContact, limiter: WindowedAttempts
    ) -> None:
        token = hash_token(bea.token)
        for wrong in ("not it", "nul\x00", "x" * 201):
            with pytest.raises(WrongPassword):
                change_password(limiter, token, old_password=wrong, new_password=NEW_PASSWORD, address=HERE)
        with pytest.raises(TooManyAttempts):
            change_password(limiter, token, old_password=PASSWORD, new_password=NEW_PASSWORD, address=HERE)
        assert enter(PASSWORD).contact.id == bea.id

    def test_of_many_guesses_at_one_moment_no_more_are_judged_than_may_fail(
        self, bea: MadeContact, limiter: WindowedAttempts
    ) -> None:
        guess = partial(
            change_password,
            limiter,
            hash_token(bea.token),
            old_password="not it",
            new_password=NEW_PASSWORD,
            address=HERE,
        )
        answers = all_at_once([guess] * 12)
        assert Counter(type(answer) for answer in answers) == {WrongPassword: 3, TooManyAttempts: 9}
        assert enter(PASSWORD).contact.id == bea.id

    def test_neither_the_right_one_nor_a_new_one_that_cannot_be_used_counts(
        self, bea: MadeContact, make_settings: Callable[..., Settings]
    ) -> None:
        limiter = WindowedAttempts(
            make_settings(sign_in_attempts_per_account=1, sign_in_attempts_per_address=1, redis_url="")
        )
        token = hash_token(bea.token)
        with pytest.raises(UnacceptableProfile):
            change_password(limiter, token, old_password=PASSWORD, new_password="short", address=HERE)
        change_password(limiter, token, old_password=PASSWORD, new_password=NEW_PASSWORD, address=HERE)
        change_password(limiter, token, old_password=NEW_PASSWORD, new_password=PASSWORD, address=HERE)
        assert enter(PASSWORD).contact.id == bea.id

    def test_must_be_one_that_can_be_used(self, bea: MadeContact, limiter: WindowedAttempts) -> None:
        with pytest.raises(UnacceptableProfile) as refused:
            change_password(
                limiter, hash_token(bea.token), old_password=PASSWORD, new_password="short", address=HERE
            )
        assert refused.value.facts["fields"] == {"password": "must have 10 to 200 characters"}


class TestName:
    def test_is_kept_without_needless_spaces(self, bea: MadeContact) -> None:
        with transaction() as session:
            assert rename(session, identify(session, hash_token(bea.token)), name="  Bea   B. ") == "Bea B."
        assert actor_of(bea).name == "Bea B."

    @pytest.mark.parametrize("name", ["  ", "x" * 201, "Bea\x00"])
    def test_refuses_what_is_none(self, bea: MadeContact, name: str) -> None:
        with transaction() as session, pytest.raises(UnacceptableProfile):
            rename(session, identify(session, hash_token(bea.token)), name=name)
        assert actor_of(bea).name == "Bea Buyer"
