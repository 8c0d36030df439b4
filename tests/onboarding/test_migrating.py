"""From one row for each person and account to contacts and memberships, with every merge told."""

from typing import Any

import pytest
from passlib.hash import argon2  # pyright: ignore[reportAttributeAccessIssue] -- passlib makes its hashers on first use
from sqlmodel import Session, select

from storefront.audit.tables import AuditEntry
from storefront.onboarding.errors import RowsAreWrong
from storefront.onboarding.rules.migrating import is_usable_hash
from storefront.onboarding.service import apply_import, judge_import, read_import
from storefront.onboarding.snapshots import Merge, ReadImport
from storefront.parties.actor import Actor
from storefront.parties.service.passwords import verify_password
from storefront.parties.tables import Contact, Membership
from tests.digests import digest_of
from tests.factories import Trade, password_hash

COLUMNS = "email,name,account,role,active,password_hash"
OLD = "$argon2id$v=19$m=65536,t=3,p=4$JWTsnRNi7P3//5+z1tobgw$ZvNBtZTJxc8GemLywGgIi5ZNMnxRF7DvBAIvjEeCgDQ"
FILE = f"""{COLUMNS}
Mia@shops.example,Mia Many,1001,user,yes,"{OLD}"
mia@SHOPS.example,M. Many,1002,admin,yes,
mia@shops.example,Mia Many,1001,admin,no,
sam@shops.example,Sam Single,1002,user,no,
buyer@first.example,Beatrice,2001,user,yes,"{OLD}"
buyer@first.example,Beatrice,1001,user,yes,
"""


def read(text: str) -> ReadImport:
    return read_import(text.encode(), kind="people-per-account")


def rows(*lines: str) -> ReadImport:
    return read("\n".join((COLUMNS, *lines)))


def memberships(session: Session, email: str) -> list[tuple[str, str, str | None]]:
    contact = session.exec(select(Contact).where(Contact.email == email)).one()
    found = session.exec(select(Membership).where(Membership.contact_id == contact.id)).all()
    return sorted((each.role, each.status, each.disabled_reason) for each in found)


class TestMerges:
    def test_every_row_is_answered_and_every_merge_told(self, session: Session, hq: Actor) -> None:
        before = digest_of(session)
        report = judge_import(session, hq, read=read(FILE))
        assert [(each.line, each.outcome, each.subject, each.words) for each in report.answers] == [
            (2, "new", "Mia@shops.example at 1001", ""),
            (3, "new", "mia@SHOPS.example at 1002", ""),
            (4, "new", "mia@shops.example at 1001", "the same person and account as line 2"),
            (5, "new", "sam@shops.example at 1002", "disabled: inactive before moving in"),
            (6, "new", "buyer@first.example at 2001", ""),
            (7, "same", "buyer@first.example at 1001", ""),
        ]
        assert report.merges == (
            Merge(
                "mia@shops.example",
                "Mia Many",
                (2, 3, 4),
                is_known=False,
                other_names=("M. Many",),
                notes=(
                    "admin is the stronger role at 1001 (lines 2, 4)",
                    "active in one row is active at 1001 (lines 2, 4)",
                ),
            ),
            Merge(
                "buyer@first.example",
                "Bea Buyer",
                (6, 7),
                is_known=True,
                other_names=("Beatrice",),
                notes=("keeps its password, if it has one",),
            ),
        )
        assert digest_of(session) == before

    def test_makes_one_contact_with_a_membership_at_each_account(
        self, session: Session, hq: Actor, trade: Trade
    ) -> None:
        report = apply_import(session, hq, read=read(FILE))
        assert report.is_written
        mia = session.exec(select(Contact).where(Contact.email == "mia@shops.example")).one()
        assert (mia.name, mia.password_hash) == ("Mia Many", OLD)
        assert memberships(session, mia.email) == [("admin", "active", None), ("admin", "active", None)]
        sam = session.exec(select(Contact).where(Contact.email == "sam@shops.example")).one()
        member = session.exec(select(Membership).where(Membership.contact_id == sam.id)).one()
        assert (member.status, member.status_before, member.disabled_reason, member.disabled_by) == (
            "disabled",
            "active",
            "inactive before moving in",
            hq.contact_id,
        )
        assert member.disabled_at is not None
        bea = session.exec(select(Contact).where(Contact.email == "buyer@first.example")).one()
        assert (bea.name, bea.password_hash) == ("Bea Buyer", password_hash())
        deeds = session.exec(select(AuditEntry).order_by(AuditEntry.sequence)).all()  # type: ignore[arg-type]
        assert [(deed.action, deed.subject, deed.reason, deed.after) for deed in deeds] == [
            (
                "member.imported",
                "mia@shops.example",
                "",
                {"node": "1001", "role": "admin", "status": "active"},
            ),
            (
                "member.imported",
                "mia@shops.example",
                "",
                {"node": "1002", "role": "admin", "status": "active"},
            ),
            (
                "member.imported",
                "sam@shops.example",
                "inactive before moving in",
                {"node": "1002", "role": "user", "status": "disabled"},
            ),
            (
                "member.imported",
                "buyer@first.example",
                "",
                {"node": "2001", "role": "user", "status": "active"},
            ),
        ]

    def test_a_second_run_changes_nothing(self, session: Session, hq: Actor) -> None:
        apply_import(session, hq, read=read(FILE))
        before = digest_of(session)
        again = apply_import(session, hq, read=read(FILE))
        assert {each.outcome for each in again.answers} == {"same"}
        assert digest_of(session) == before

    def test_a_role_is_raised_and_never_lowered(self, session: Session, hq: Actor) -> None:
        sent = rows("buyer@first.example,,1001,admin,yes,", "admin@first.example,,ORG-1,user,yes,")
        report = apply_import(session, hq, read=sent)
        assert [(each.outcome, each.words) for each in report.answers] == [
            ("changed", "role: user \u2192 admin"),
            ("same", ""),
        ]
        assert memberships(session, "buyer@first.example") == [("admin", "active", None)]
        assert memberships(session, "admin@first.example") == [("admin", "active", None)]

    def test_a_password_that_moved_in_signs_in(self, session: Session, hq: Actor) -> None:
        own = argon2.using(memory_cost=1024, time_cost=1, parallelism=1).hash("correct horse 1")
        apply_import(session, hq, read=rows(f'mia@shops.example,Mia,1001,user,yes,"{own}"'))
        contact = session.exec(select(Contact).where(Contact.email == "mia@shops.example")).one()
        assert verify_password("correct horse 1", contact.password_hash)
        assert not verify_password("another horse 1", contact.password_hash)

    def test_takes_as_many_statements_for_many_rows(
        self, session: Session, hq: Actor, count_statements: Any
    ) -> None:
        counts: list[int] = []
        for beginning, people in (("a", 2), ("b", 300)):
            lines = [
                f"{beginning}{n}@shops.example,P,{account},user,yes,"
                for n in range(people)
                for account in ("1001", "1002", "1001")
            ]
            with count_statements() as statements:
                apply_import(session, hq, read=rows(*lines))
            counts.append(len(statements))
        assert counts[0] == counts[1]


class TestWrong:
    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("nobody,A,1001,user,yes,", "email must be an e-mail address, such as name@example.com"),
            ("a@b.example,A,1001,boss,yes,", "role must be admin or user"),
            ("a@b.example,A,1001,user,perhaps,", "active must be yes or no"),
            ("a@b.example,A,9999,user,yes,", "there is no account 9999: move its organization in first"),
            ("a@b.example,A,,user,yes,", "there is no account (empty): move its organization in first"),
        ],
    )
    def test_says_why_in_words(self, session: Session, hq: Actor, line: str, words: str) -> None:
        before = digest_of(session)
        report = judge_import(session, hq, read=rows(line))
        assert [(each.outcome, each.words) for each in report.answers] == [("wrong", words)]
        with pytest.raises(RowsAreWrong):
            apply_import(session, hq, read=rows(line))
        assert digest_of(session) == before

    def test_takes_no_part_in_a_merge_when_it_is_skipped(self, session: Session, hq: Actor) -> None:
        sent = rows("a@b.example,Wrong Name,1001,boss,yes,", "a@b.example,Anna,1001,user,yes,")
        report = apply_import(session, hq, read=sent, skip_wrong=True)
        assert (report.count("wrong"), report.merges) == (1, ())
        assert session.exec(select(Contact.name).where(Contact.email == "a@b.example")).one() == "Anna"


class TestPasswords:
    @pytest.mark.parametrize(
        ("text", "is_usable"),
        [
            (OLD, True),
            (OLD.replace("m=65536", "m=4194304"), False),
            (OLD.replace("t=3", "t=900"), False),
            (OLD.replace("p=4", "p=100"), False),
            (OLD.replace("m=65536", "m=8"), False),
            (OLD.replace("argon2id", "argon2x"), False),
            (OLD + "\n", False),
            ("$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW", False),
            ("5f4dcc3b5aa765d61d8327deb882cf99", False),
            ("correct horse battery", False),
            ("", False),
        ],
    )
    def test_only_bearable_hashes_are_taken(self, text: str, *, is_usable: bool) -> None:
        assert is_usable_hash(text) is is_usable

    def test_what_cannot_be_used_is_said_and_left_out(self, session: Session, hq: Actor) -> None:
        report = apply_import(session, hq, read=rows("a@b.example,Anna,1001,user,yes,5f4dcc3b5aa765d6"))
        assert [(each.outcome, each.words) for each in report.answers] == [
            ("new", "its password cannot be used here: a new one is needed")
        ]
        assert session.exec(select(Contact.password_hash).where(Contact.email == "a@b.example")).one() is None
