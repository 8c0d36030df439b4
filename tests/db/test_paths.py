"""What lies below some paths, whether they are terms of the statement or travel as a set."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from storefront.db.columns import CODE
from storefront.db.paths import MOST_TERMS, covered, path_parameters

MINE, OTHER = UUID(int=1), UUID(int=2)
TREE = sa.Table(
    "trees",
    sa.MetaData(),
    sa.Column("tree", sa.Uuid(), primary_key=True),
    sa.Column("path", CODE, primary_key=True),
)
PATHS = [f"1.{group}{below}" for group in range(1, 31) for below in ("", ".1", ".2", ".2.7")]


@pytest.fixture
def tree() -> Iterator[sa.Connection]:
    """Two trees of one shape: thirty groups, and a few nodes below each."""
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        TREE.metadata.create_all(connection)
        connection.execute(
            sa.insert(TREE), [{"tree": tree, "path": path} for tree in (MINE, OTHER) for path in PATHS]
        )
        yield connection
    engine.dispose()


def asked(paths: list[str], *, is_not: bool = False) -> tuple[sa.Select[tuple[str]], dict[str, object]]:
    count, parameters = path_parameters("own", paths)
    condition = covered("own", count, TREE, "tree")
    statement = sa.select(TREE.c.path).where(
        TREE.c.tree == sa.bindparam("tree", type_=sa.Uuid()), ~condition if is_not else condition
    )
    return statement, parameters | {"tree": MINE}


FEW = ["1.1", "1.3.2", "1.30"]
MANY = [*FEW, *(f"1.{group}.1" for group in range(4, 4 + MOST_TERMS)), "1.99", "nowhere"]


class TestCovered:
    @pytest.mark.parametrize("paths", [FEW, MANY], ids=["few", "many"])
    def test_is_each_path_and_all_below_it_and_nothing_that_only_begins_like_it(
        self, tree: sa.Connection, paths: list[str]
    ) -> None:
        below = {path for path in PATHS if any(path == top or path.startswith(f"{top}.") for top in paths)}
        found = tree.execute(*asked(paths)).scalars().all()
        assert sorted(found) == sorted(below)
        assert {"1.1", "1.1.2.7", "1.3.2", "1.3.2.7"} <= below
        assert not {"1.10", "1.3", "1.3.1"} & below
        left = tree.execute(*asked(paths, is_not=True)).scalars().all()
        assert sorted(left) == sorted(set(PATHS) - below)

    def test_no_path_covers_nothing(self, tree: sa.Connection) -> None:
        assert tree.execute(*asked([])).scalars().all() == []

    def test_a_set_is_looked_up_in_the_index_path_by_path(self, tree: sa.Connection) -> None:
        plan: list[str] = []

        def explain(_connection: object, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
            steps = cursor.connection.execute(f"explain query plan {statement}", parameters)
            plan.extend(detail for *_, detail in steps)

        event.listen(tree, "before_cursor_execute", explain)
        tree.execute(*asked(MANY))
        assert any("(tree=? AND path>? AND path<?)" in step for step in plan), plan
