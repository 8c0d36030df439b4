"""Number sequences: the numbers that people see, such as `HIER-000001`."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session

from storefront.db.columns import CODE, Table, table_of


class NumberSequence(Table, table=True):
    """The last number given out under a prefix."""

    __tablename__ = "number_sequences"

    name: str = Field(primary_key=True, sa_type=CODE)
    prefix: str
    padding: int = Field(default=6)
    last_value: int = Field(default=0, sa_type=sa.BigInteger)


def take_numbers(session: Session, name: str, prefix: str, count: int = 1) -> list[str]:
    """The next `count` numbers of a sequence, made with `prefix` when it is new.

    One statement; its row stays locked until the transaction ends, so take numbers last. A transaction that is
    undone gives its numbers back.
    """
    table = table_of(NumberSequence)
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).values(name=name, prefix=prefix, padding=6, last_value=count)
    statement = statement.on_conflict_do_update(
        index_elements=[table.c.name], set_={"last_value": table.c.last_value + count}
    )
    row = session.execute(statement.returning(table.c.prefix, table.c.padding, table.c.last_value)).one()
    return [
        f"{row.prefix}{value:0{row.padding}d}"
        for value in range(row.last_value - count + 1, row.last_value + 1)
    ]
