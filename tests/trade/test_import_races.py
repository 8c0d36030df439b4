"""Files that move in at one moment: what two of them bring is there once, and nobody meets a bug."""

from functools import partial

import pytest
import sqlalchemy as sa

from storefront.db.columns import table_of
from storefront.db.session import in_transaction, reading, transaction
from storefront.onboarding.service import apply_import
from storefront.onboarding.snapshots import ImportReport
from storefront.parties.tables import Contact, CustomerHierarchy, HierarchyNode, Membership, Organization
from tests.factories import Trade, make_staff
from tests.onboarding.conftest import actor_of
from tests.onboarding.test_importing import COLUMNS, FILE, read
from tests.onboarding.test_migrating import COLUMNS as ACCOUNTS
from tests.onboarding.test_migrating import read as read_accounts
from tests.trade.together import all_at_once


def counts() -> dict[str, int]:
    with reading() as session:
        return {
            table_of(model).name: session.execute(
                sa.select(sa.func.count()).select_from(table_of(model))
            ).scalar_one()
            for model in (Organization, CustomerHierarchy, HierarchyNode, Contact, Membership)
        }


@pytest.mark.parametrize("times", range(2))
def test_one_file_sent_four_times_at_once_moves_in_once(
    trade: Trade, committing_engine: sa.Engine, times: int
) -> None:
    with transaction() as session:
        hq = actor_of(session, make_staff(session, trade).headquarters)
    before = counts()
    work = partial(apply_import, actor=hq, read=read(FILE))
    reports = all_at_once([partial(in_transaction, work)] * 4)
    assert all(isinstance(report, ImportReport) for report in reports)
    found = sorted(report.count("new") for report in reports if isinstance(report, ImportReport))
    assert found == [0, 0, 0, 8]
    assert {name: count - before[name] for name, count in counts().items()} == {
        "organizations": 2,
        "customer_hierarchies": 2,
        "hierarchy_nodes": 5,
        "contacts": 1,
        "memberships": 3,
    }


def test_files_that_share_a_few_numbers_move_in_together(trade: Trade, committing_engine: sa.Engine) -> None:
    with transaction() as session:
        hq = actor_of(session, make_staff(session, trade).headquarters)

    def file(*places: int) -> str:
        rows = [f"organization,ORG-9{place},Gifts {place},,,,,,,GB,,," for place in places]
        people = [f"contact,,Cora,,,,,,,,cora@corner.example,admin,ORG-9{place}" for place in places]
        return "\n".join([COLUMNS, *rows, *people])

    works = [
        partial(apply_import, actor=hq, read=read(file(*places)))
        for places in ((1, 2), (2, 3), (3, 1), (4, 2))
    ]
    reports = all_at_once([partial(in_transaction, work) for work in works])
    assert sum(report.count("new") for report in reports if isinstance(report, ImportReport)) == 8
    with reading() as session:
        nodes = table_of(HierarchyNode).c
        found = session.execute(sa.select(nodes.number).where(nodes.number.like("ORG-9%"))).scalars()
        assert sorted(found) == ["ORG-91", "ORG-92", "ORG-93", "ORG-94"]


def test_accounts_of_one_person_at_different_outlets_are_one_contact(
    trade: Trade, committing_engine: sa.Engine
) -> None:
    with transaction() as session:
        hq = actor_of(session, make_staff(session, trade).headquarters)
    before = counts()
    works = [
        partial(
            apply_import, actor=hq, read=read_accounts(f"{ACCOUNTS}\nbob@new.example,Bob,{account},user,yes,")
        )
        for account in ("1001", "2001")
    ]
    reports = all_at_once([partial(in_transaction, work) for work in works])
    assert [report.count("new") for report in reports if isinstance(report, ImportReport)] == [1, 1]
    after = counts()
    assert (after["contacts"] - before["contacts"], after["memberships"] - before["memberships"]) == (1, 2)
