"""What `reading()` and `transaction()` begin, keep and undo."""

import pytest
import sqlalchemy as sa
from psycopg.pq import TransactionStatus

from storefront.db.numbers import take_numbers
from storefront.db.session import reading, transaction


def count() -> int:
    with reading() as session:
        return int(session.connection().exec_driver_sql("select count(*) from number_sequences").scalar_one())


@pytest.mark.usefixtures("committing_engine")
class TestTransaction:
    def test_is_seen_by_others_at_its_end(self) -> None:
        before = count()
        with transaction() as session:
            take_numbers(session, "test", "T-")
            assert count() == before
        assert count() == before + 1

    def test_is_undone_whole_when_anything_is_raised(self) -> None:
        before = count()

        def break_off() -> None:
            with transaction() as session:
                take_numbers(session, "test", "T-")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            break_off()
        assert count() == before


class TestReading:
    @pytest.mark.postgresql
    @pytest.mark.usefixtures("committing_engine")
    def test_begins_nothing_after_a_transaction_either(self) -> None:
        with transaction() as session:
            take_numbers(session, "test", "T-")
        with reading() as session:
            connection = session.connection()
            connection.exec_driver_sql("select 1")
            driver = connection.connection.driver_connection
            assert driver is not None
            assert driver.info.transaction_status == TransactionStatus.IDLE

    def test_outside_of_both_a_connection_begins_a_transaction(self, committing_engine: sa.Engine) -> None:
        with committing_engine.connect() as connection:
            connection.exec_driver_sql(
                "insert into number_sequences (name, prefix, padding, last_value) values ('x', 'X', 1, 1)"
            )
            connection.rollback()
            rows = connection.exec_driver_sql("select 1 from number_sequences where name = 'x'").all()
        assert rows == []
