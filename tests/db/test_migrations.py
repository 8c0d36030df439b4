"""Migrations on the database of this run; CI runs this on both."""

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from storefront.db import schema
from tests.databases import TestDatabase


class TestMigrations:
    def test_up_down_and_up_again_leaves_the_tables_of_the_code(self, empty_database: TestDatabase) -> None:
        schema.upgrade(empty_database.engine)
        schema.downgrade(empty_database.engine)
        assert set(sa.inspect(empty_database.engine).get_table_names()) == {"alembic_version"}
        schema.upgrade(empty_database.engine)
        schema.drift(empty_database.engine)

    def test_each_step_can_be_taken_back(self, empty_database: TestDatabase) -> None:
        revisions = [script.revision for script in ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()]
        for revision in reversed(revisions):
            schema.upgrade(empty_database.engine, revision)
            schema.downgrade(empty_database.engine, "-1")
            schema.upgrade(empty_database.engine, revision)
        assert schema.check(empty_database.engine) is None

    def test_there_is_one_newest_migration(self) -> None:
        assert len(ScriptDirectory(str(schema.MIGRATIONS)).get_heads()) == 1

    def test_upgrading_twice_changes_nothing(self, empty_database: TestDatabase) -> None:
        schema.upgrade(empty_database.engine)
        schema.upgrade(empty_database.engine)
        assert schema.check(empty_database.engine) is None

    def test_a_database_that_is_behind_says_what_to_do(self, empty_database: TestDatabase) -> None:
        assert "storefront db upgrade" in (schema.check(empty_database.engine) or "")
