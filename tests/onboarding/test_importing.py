"""Organizations, hierarchies and contacts from a file: judged first, written whole, the same the second time."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from storefront.audit.tables import AuditEntry
from storefront.connectors.spreadsheets import FileKindUnknown, FileTooLarge
from storefront.db.columns import table_of
from storefront.db.numbers import take_numbers
from storefront.onboarding.errors import RowsAreWrong, UnacceptableFile
from storefront.onboarding.service import apply_import, import_from_command_line, judge_import, read_import
from storefront.onboarding.snapshots import ImportReport, ImportRow, ReadImport
from storefront.parties.actor import Actor
from storefront.parties.errors import NothingHere
from storefront.parties.service import enter_outlet, hash_token, list_outlets
from storefront.parties.tables import (
    Contact,
    CustomerHierarchy,
    HierarchyNode,
    Membership,
    NodeAddress,
    Organization,
)
from tests.digests import digest_of
from tests.factories import Trade, make_session
from tests.onboarding.conftest import actor_of

COLUMNS = "kind,number,name,parent,organization,hierarchy,street,city,postcode,country,email,role,node"
FILE = f"""{COLUMNS}
outlet,7002,Corner Leeds,G-NORTH,,,2 High Street,Leeds,LS1 1AA,GB,,,
organization,ORG-7,Corner Gifts,,,H-7,,,,GB,,,
group,G-NORTH,North,,ORG-7,,,,,,,,
outlet,7001,Corner York,ORG-7,,,,,,,,,
organization,ORG-000008,Eighth,,,,,,,,,,
contact,,Cora Corner,,,,,,,,Cora@Corner.example,admin,ORG-7
contact,,Cora C.,,,,,,,,cora@corner.example,,7002
contact,,Somebody Else,,,,,,,,buyer@first.example,user,7001
"""

Counting = Callable[[], Any]


def read(text: str, kind: str = "organizations") -> ReadImport:
    return read_import(text.encode(), kind=kind)


def rows(*lines: str) -> ReadImport:
    return read("\n".join((COLUMNS, *lines)))


def outcomes(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(each.line, each.outcome, each.words) for each in report.answers]


def only(report: ImportReport) -> tuple[str, str]:
    (answer,) = report.answers
    return answer.outcome, answer.words


class TestDryRun:
    def test_answers_every_row_and_writes_nothing(self, session: Session, hq: Actor) -> None:
        before = digest_of(session)
        report = judge_import(session, hq, read=read(FILE))
        assert [(each.subject, each.outcome, each.words) for each in report.answers] == [
            ("outlet 7002", "new", ""),
            ("organization ORG-7", "new", ""),
            ("group G-NORTH", "new", ""),
            ("outlet 7001", "new", ""),
            ("organization ORG-000008", "new", ""),
            ("Cora@Corner.example at ORG-7", "new", ""),
            ("cora@corner.example at 7002", "new", "keeps the name Cora Corner"),
            ("buyer@first.example at 7001", "new", "keeps the name Bea Buyer"),
        ]
        assert not report.is_written
        assert digest_of(session) == before


class TestApply:
    def test_writes_the_tree_its_people_and_who_did_it(self, session: Session, hq: Actor) -> None:
        report = apply_import(session, hq, read=read(FILE))
        assert (report.is_written, report.count("new")) == (True, 8)
        numbers = table_of(HierarchyNode).c.number
        wanted = numbers.in_(["ORG-7", "G-NORTH", "7001", "7002"])
        nodes = session.exec(select(HierarchyNode).where(wanted))
        assert sorted((node.number, node.kind, node.name, node.path) for node in nodes) == [
            ("7001", "outlet", "Corner York", "1.:7001"),
            ("7002", "outlet", "Corner Leeds", "1.G-NORTH.:7002"),
            ("G-NORTH", "group", "North", "1.G-NORTH"),
            ("ORG-7", "organization", "Corner Gifts", "1"),
        ]
        hierarchies = session.execute(
            sa.select(CustomerHierarchy.number, CustomerHierarchy.name, Organization.country)  # type: ignore[call-overload]
            .join(Organization)
            .where(Organization.number.in_(["ORG-7", "ORG-000008"]))  # type: ignore[attr-defined]
            .order_by(Organization.number.desc())  # type: ignore[attr-defined]
        ).all()
        assert [tuple(row) for row in hierarchies] == [
            ("H-7", "Corner Gifts", "GB"),
            ("HIER-000001", "Eighth", ""),
        ]
        place = session.exec(select(NodeAddress).where(NodeAddress.postcode == "LS1 1AA")).one()
        assert (place.name, place.street, place.city, place.country, place.is_primary) == (
            "Corner Leeds",
            "2 High Street",
            "Leeds",
            "GB",
            True,
        )
        cora = session.exec(select(Contact).where(Contact.email == "cora@corner.example")).one()
        assert (cora.name, cora.password_hash, cora.is_active) == ("Cora Corner", None, True)
        members = session.exec(select(Membership).where(Membership.contact_id == cora.id)).all()
        assert sorted((each.role, each.status) for each in members) == [
            ("admin", "active"),
            ("user", "active"),
        ]
        deeds = session.exec(select(AuditEntry).order_by(AuditEntry.sequence)).all()  # type: ignore[arg-type]
        assert [(deed.action, deed.subject) for deed in deeds] == [
            *(("node.imported", number) for number in ("7002", "ORG-7", "G-NORTH", "7001", "ORG-000008")),
            ("member.imported", "cora@corner.example"),
            ("member.imported", "cora@corner.example"),
            ("member.imported", "buyer@first.example"),
        ]
        assert {deed.name for deed in deeds} == {hq.name}
        assert (deeds[1].before, deeds[1].after) == (
            None,
            {"kind": "organization", "name": "Corner Gifts", "hierarchy": "H-7", "country": "GB"},
        )
        assert all(deed.organization_id for deed in deeds)

    def test_lets_people_in_at_once(self, session: Session, hq: Actor, trade: Trade) -> None:
        apply_import(session, hq, read=read(FILE))
        buyer = actor_of(session, trade.buyer)
        assert [card.number for card in list_outlets(session, buyer).items] == ["7001", "1001"]
        assert enter_outlet(session, hash_token(trade.buyer.token), "7001").role == "user"
        cora = session.exec(select(Contact).where(Contact.email == "cora@corner.example")).one()
        token = make_session(session, contact_id=cora.id)
        assert enter_outlet(session, hash_token(token), "7002").role == "admin"

    def test_a_second_run_finds_everything_the_same_and_changes_nothing(
        self, session: Session, hq: Actor
    ) -> None:
        apply_import(session, hq, read=read(FILE))
        before = digest_of(session)
        again = apply_import(session, hq, read=read(FILE))
        assert {each.outcome for each in again.answers} == {"same"}
        assert digest_of(session) == before

    def test_changes_what_a_row_names_and_leaves_what_it_leaves_out(
        self, session: Session, hq: Actor
    ) -> None:
        apply_import(session, hq, read=read(FILE))
        changed = rows(
            "organization,ORG-7,Corner Gifts Ltd,,,,,,,IE,,,",
            "outlet,7002,,,,,3 Low Street,Leeds,LS1 1AA,GB,,,",
            "outlet,7001,Corner York,,ORG-7,,,,,,,,",
            "contact,,,,,,,,,,buyer@first.example,admin,7001",
        )
        report = apply_import(session, hq, read=changed)
        assert outcomes(report) == [
            (2, "changed", "name: Corner Gifts \u2192 Corner Gifts Ltd; country: GB \u2192 IE"),
            (
                3,
                "changed",
                "address: 2 High Street, Leeds, LS1 1AA, GB \u2192 3 Low Street, Leeds, LS1 1AA, GB",
            ),
            (4, "same", ""),
            (5, "changed", "role: user \u2192 admin"),
        ]
        organization = session.exec(select(Organization).where(Organization.number == "ORG-7")).one()
        session.refresh(organization)
        assert (organization.name, organization.country) == ("Corner Gifts Ltd", "IE")
        names = session.execute(
            sa.text("select name, name_key from hierarchy_nodes where number = 'ORG-7'")
        ).one()
        assert tuple(names) == ("Corner Gifts Ltd", "corner gifts ltd")
        streets = session.execute(
            sa.text("select street, name from node_addresses where city = 'Leeds' and postcode = 'LS1 1AA'")
        ).all()
        assert [tuple(row) for row in streets] == [("3 Low Street", "Corner Leeds")]
        last = session.exec(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()  # type: ignore[attr-defined]
        assert last is not None
        assert (last.before, last.after) == ({"role": "user"}, {"role": "admin"})
        before = digest_of(session)
        assert {each.outcome for each in apply_import(session, hq, read=changed).answers} == {"same"}
        assert digest_of(session) == before

    def test_numbers_that_moved_in_are_never_given_out_again(self, session: Session, hq: Actor) -> None:
        moved = rows(
            "organization,ORG-000041,A,,,HIER-000007,,,,,,,",
            "organization,ORG-000040,B,,,,,,,,,,",
            "outlet,OUT-000009,C,ORG-000041,,,,,,,,,",
        )
        apply_import(session, hq, read=moved)
        numbers = [
            take_numbers(session, name, prefix)[0]
            for name, prefix in (("hierarchy", "HIER-"), ("organization", "ORG-"), ("outlet", "OUT-"))
        ]
        assert numbers == ["HIER-000009", "ORG-000042", "OUT-000010"]

    def test_with_a_wrong_row_nothing_is_written_unless_it_is_skipped(
        self, session: Session, hq: Actor
    ) -> None:
        mixed = rows(
            "organization,ORG-7,Corner,,,,,,,,,,",
            "outlet,7001,York,G-GONE,,,,,,,,,",
            "contact,,Cora,,,,,,,,cora@corner.example,,7001",
        )
        before = digest_of(session)
        with pytest.raises(RowsAreWrong) as refused:
            apply_import(session, hq, read=mixed)
        assert str(refused.value) == (
            "2 rows are wrong, so nothing was changed. The first: line 3, outlet 7001: what it hangs below, G-GONE, "
            "is neither here nor in this file. A dry run shows them all."
        )
        assert digest_of(session) == before
        report = apply_import(session, hq, read=mixed, skip_wrong=True)
        assert [(each.outcome, each.words) for each in report.answers] == [
            ("new", ""),
            ("wrong", "what it hangs below, G-GONE, is neither here nor in this file"),
            ("wrong", "its node 7001 is wrong (line 3)"),
        ]
        assert session.exec(select(Organization).where(Organization.number == "ORG-7")).one()

    def test_the_command_line_has_no_contact(self, session: Session, trade: Trade) -> None:
        told: list[tuple[str, int, int]] = []

        def report(step: str, done: int, total: int) -> None:
            told.append((step, done, total))

        sent = rows("organization,ORG-7,Corner,,,,,,,,,,")
        import_from_command_line(session, read=sent, is_dry_run=True, skip_wrong=False, report=report)
        assert told == []
        import_from_command_line(session, read=sent, is_dry_run=False, skip_wrong=False, report=report)
        assert ("Nodes", 1, 1) in told
        entry = session.exec(select(AuditEntry)).one()
        assert (entry.contact_id, entry.name) == (None, "The command line")

    def test_takes_as_many_statements_for_many_rows(
        self, session: Session, hq: Actor, count_statements: Any
    ) -> None:
        counts: list[int] = []
        for beginning, outlets in (("A", 2), ("B", 200)):
            sent = rows(
                f"organization,{beginning},Big,,,,,,,,,,",
                f"group,{beginning}-G,North,{beginning},,,,,,,,,",
                *(
                    f"outlet,{beginning}-{n},Shop {n},{beginning}-G,,,1 Road,Hull,HU1,GB,,,"
                    for n in range(outlets)
                ),
                *(f"contact,,P {n},,,,,,,,p{n}@{beginning}.example,,{beginning}-{n}" for n in range(outlets)),
            )
            with count_statements() as statements:
                apply_import(session, hq, read=sent)
            counts.append(len(statements))
        assert counts[0] == counts[1]


class TestWrong:
    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("shop,1,A,,,,,,,,,,", "kind must be organization, group, outlet or contact"),
            ("outlet,,A,ORG-1,,,,,,,,,", "number must have 1 to 40 letters, figures, hyphens and underscores"),
            ("outlet,a.b,A,ORG-1,,,,,,,,,", "number must have 1 to 40 letters, figures, hyphens and underscores"),
            ("outlet,9,,ORG-1,,,,,,,,,", "name must have 1 to 120 characters on one line"),
            ("outlet,9,A,,,,,,,,,,", "parent or organization must be given"),
            ("outlet,9,A,9,,,,,,,,,", "hangs below itself, or below level 5"),
            ("outlet,9,A,1001,,,,,,,,,", "1001 is an outlet: nothing hangs below one"),
            ("outlet,9,A,ORG-1,ORG-2,,,,,,,,", "ORG-1 belongs to ORG-1, not to ORG-2"),
            ("outlet,9,A,ORG-1,,,1 Road,,,,,,", "city must have 1 to 100 characters on one line; postcode must have 1 to 20 characters on one line; country must have 1 to 60 characters on one line"),
            ("group,1001,A,ORG-1,,,,,,,,,", "the number is that of a node of ORG-1 already: outlet First Gifts York"),
            ("organization,1001,A,,,,,,,,,,", "the number is that of a node of ORG-1 already: outlet First Gifts York"),
            ("organization,ORG-1,First Gifts,,,H-1,,,,,,,", "its hierarchy is HIER-ORG-1, and keeps that number"),
            ("organization,ORG-9,A,,,HIER-ORG-1,,,,,,,", "hierarchy HIER-ORG-1 is another organization's"),
            ("outlet,1001,First Gifts York,,ORG-2,,,,,,,,", "it belongs to ORG-1, and stays there"),
            ("outlet,1001,First Gifts York,ORG-2,,,,,,,,,", "hangs below N-ORG-1: move it on its organization's page, which shows first what that changes"),
            ("contact,,A,,,,,,,,nobody,,1001", "email must be an e-mail address, such as name@example.com"),
            ("contact,,A,,,,,,,,a@b.example,boss,1001", "role must be admin or user"),
            ("contact,,A,,,,,,,,a@b.example,,", "node must be given: the number of an organization, a group or an outlet"),
            ("contact,,A,,,,,,,,a@b.example,,nowhere", "its node nowhere is neither here nor in this file"),
            ("contact,,,,,,,,,,admin@first.example,user,ORG-1", "is admin there: take that away on the page of its organization's people"),
        ],
    )  # fmt: skip
    def test_says_why_in_words(self, session: Session, hq: Actor, line: str, words: str) -> None:
        assert only(judge_import(session, hq, read=rows(line))) == ("wrong", words)

    def test_twice_in_a_file_is_wrong_the_second_time(self, session: Session, hq: Actor) -> None:
        report = judge_import(
            session,
            hq,
            read=rows(
                "outlet,9,A,ORG-1,,,,,,,,,",
                "outlet,9,B,ORG-1,,,,,,,,,",
                "contact,,A,,,,,,,,a@b.example,,9",
                "contact,,A,,,,,,,,A@B.example,admin,9",
            ),
        )
        assert [(each.outcome, each.words) for each in report.answers] == [
            ("new", ""),
            ("wrong", "the number stands in line 2 already"),
            ("new", ""),
            ("wrong", "stands in line 4 already"),
        ]

    def test_a_circle_and_a_chain_too_long(self, session: Session, hq: Actor) -> None:
        circle = judge_import(session, hq, read=rows("group,A,A,B,,,,,,,,,", "group,B,B,A,,,,,,,,,"))
        assert {each.words for each in circle.answers} == {"hangs below itself, or below level 5"}
        chain = [f"group,G{n},G,{f'G{n - 1}' if n else 'ORG-1'},,,,,,,,," for n in range(3_000)]
        report = judge_import(session, hq, read=rows(*chain))
        assert [each.outcome for each in report.answers[:4]] == ["new", "new", "new", "wrong"]
        assert report.count("wrong") == 2_997

    def test_disabled_members_stay_so(self, session: Session, hq: Actor) -> None:
        line = "contact,,Dora Disabled,,,,,,,,gone@first.example,,1001"
        assert only(judge_import(session, hq, read=rows(line))) == ("same", "is disabled there, and stays so")


class TestFile:
    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", UnacceptableFile),
            (b"number,name\n1,A", UnacceptableFile),
            (b"kind,name,kind\norganization,A,B", UnacceptableFile),
            (b"kind,name", UnacceptableFile),
            (b"kind,number,name\n" + b"outlet,1,A\n" * 10_001, UnacceptableFile),
            (b"kind,name\n" + b"x" * 2_000_000, FileTooLarge),
            (b"%PDF-1.7", FileKindUnknown),
            (b"PK\x03\x04nonsense", Exception),
        ],
    )
    def test_that_cannot_be_taken_is_refused(self, content: bytes, refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            read_import(content, kind="organizations")

    def test_columns_stand_in_any_order_and_strange_ones_are_told(self) -> None:
        sent = read("Name;Colour;KIND;Number\nCorner;red;organization;ORG-7")
        (row,) = sent.organizations
        assert (row.line, row.kind, row.number, row.name) == (2, "organization", "ORG-7", "Corner")
        assert sent.notes == ("Not read: the columns colour.",)

    @pytest.mark.parametrize(
        "hostile", ["=cmd()", "a\x00b", "\ud800", "'; drop table contacts; --", "x" * 600]
    )
    def test_hostile_cells_are_text(self, session: Session, hq: Actor, hostile: str) -> None:
        before = digest_of(session)
        sent = ReadImport(
            "organizations",
            (
                ImportRow(2, "outlet", hostile, "A", "ORG-1"),
                ImportRow(3, "outlet", "9", "A", hostile),
                ImportRow(4, "contact", name="A", email=hostile, node=hostile),
                ImportRow(5, hostile, hostile, hostile, hostile, hostile, hostile),
                ImportRow(6, "organization", "ORG-9", "A", hierarchy=hostile),
            ),
        )
        report = judge_import(session, hq, read=sent)
        assert {each.outcome for each in report.answers} == {"wrong"}
        assert digest_of(session) == before


class TestWho:
    def test_headquarters_only(self, session: Session, trade: Trade) -> None:
        admin = actor_of(session, trade.admin)
        before = digest_of(session)
        for work in (judge_import, apply_import):
            with pytest.raises(NothingHere):
                work(session, admin, read=read(FILE))
        assert digest_of(session) == before
