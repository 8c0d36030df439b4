"""The chain of the audit: what was written stays, and a look through it finds what was tampered with."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from storefront.audit.service import record, verify
from storefront.audit.snapshots import Deed, Doer, Verification
from storefront.audit.tables import AuditEntry
from storefront.db.columns import table_of
from storefront.db.session import in_transaction, reading, transaction
from tests.trade.together import all_at_once

DOER = Doer(None, "Ada Admin", "10.0.0.1")
entries = table_of(AuditEntry).c


def write(session: Session, *subjects: str) -> None:
    record(
        session,
        DOER,
        *(
            Deed("member.disabled", each, reason="lä\u0000ft"[:2], after={"n": 1, "ä": [True, None]})
            for each in subjects
        ),
    )


def found() -> Verification:
    with reading() as session:
        return verify(session)


@pytest.fixture
def five(committing_engine: sa.Engine) -> sa.Engine:
    """Five entries of two transactions."""
    with transaction() as session:
        write(session, "a", "b")
    with transaction() as session:
        write(session, "c", "d", "e")
    return committing_engine


def drop_guard(engine: sa.Engine) -> None:
    """What only somebody with the keys of the database can do."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("drop trigger audit_entries_update")
            connection.exec_driver_sql("drop trigger audit_entries_delete")
        else:
            connection.exec_driver_sql("drop trigger audit_entries_guard on audit_entries")
        connection.commit()


def put_guard_back(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            for act in ("update", "delete"):
                connection.exec_driver_sql(
                    f"create trigger audit_entries_{act} before {act} on audit_entries begin "
                    "select raise(abort, 'entries of the audit are never changed'); end"
                )
        else:
            connection.exec_driver_sql(
                "create trigger audit_entries_guard before update or delete on audit_entries "
                "for each row execute function refuse_audit_change()"
            )
        connection.commit()


@pytest.fixture
def unguarded(five: sa.Engine) -> Any:
    drop_guard(five)
    yield five
    put_guard_back(five)


class TestChain:
    def test_is_whole_as_it_was_written(self, five: sa.Engine):
        assert found() == Verification(5, None)

    def test_an_undone_transaction_leaves_no_gap(self, five: sa.Engine):
        with pytest.raises(ZeroDivisionError):
            in_transaction(lambda session: (write(session, "x"), 1 // 0))
        with transaction() as session:
            write(session, "f")
        assert found() == Verification(6, None)

    def test_the_database_refuses_to_change_or_delete(self, five: sa.Engine):
        for statement in (
            sa.update(table_of(AuditEntry)).values(name="Nobody"),
            sa.delete(table_of(AuditEntry)),
        ):
            with (
                pytest.raises(DBAPIError, match="entries of the audit are never changed"),
                transaction() as session,
            ):
                session.execute(statement)
        assert found() == Verification(5, None)

    @pytest.mark.parametrize(
        "values", [{"name": "Nobody"}, {"reason": ""}, {"after": {"n": 2}}, {"subject": "z"}]
    )
    def test_a_changed_entry_is_found(self, unguarded: sa.Engine, values: dict[str, Any]):
        with transaction() as session:
            session.execute(sa.update(table_of(AuditEntry)).where(entries.sequence == 3).values(**values))
        assert found() == Verification(2, 3, "it was changed after it was written")

    @pytest.mark.parametrize(
        ("gone", "problem"),
        [(1, "entry 1 is missing"), (3, "entry 3 is missing"), (5, "entries are missing at the end")],
    )
    def test_a_deleted_entry_is_found(self, unguarded: sa.Engine, gone: int, problem: str):
        with transaction() as session:
            session.execute(sa.delete(table_of(AuditEntry)).where(entries.sequence == gone))
        broken = found()
        assert broken.problem == problem
        assert broken.first_broken is not None

    def test_an_inserted_entry_is_found(self, unguarded: sa.Engine):
        with transaction() as session:
            row = session.execute(sa.select(*entries).where(entries.sequence == 5)).mappings().one()
            forged = {**row, "sequence": 6, "previous_digest": row["digest"], "digest": "0" * 64}
            session.execute(sa.insert(table_of(AuditEntry)).values(**forged))
        assert found() == Verification(5, 6, "it was changed after it was written")

    def test_twenty_writers_at_once_keep_it_whole(self, committing_engine: sa.Engine):
        def work(place: int) -> None:
            in_transaction(lambda session: write(session, f"s{place}", f"t{place}"))

        all_at_once([lambda place=place: work(place) for place in range(20)])
        assert found() == Verification(40, None)
