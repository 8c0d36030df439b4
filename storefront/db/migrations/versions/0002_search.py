"""full-text search over shelf items and orders

Revision: 0002
After: 0001

PostgreSQL: a generated tsvector with an inverted index, and trigrams over the words for typos. SQLite: FTS5 kept
by triggers. Both carry the scope (catalog or organization) as a term of its own, so that the index itself
intersects words with scope.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SEARCHED = {
    "shelf": ("shelf_items", "id", "catalog_id"),
    "order": ("sales_orders", "sequence", "organization_id"),
}


def upgrade() -> None:
    for name, (table, key, scope) in SEARCHED.items():
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"alter table {table} add column search_vector tsvector generated always as ("
                f"to_tsvector('simple', search_text) || array_to_tsvector(array['@' || replace({scope}::text, '-', '')])"
                ") stored"
            )
            op.execute(f"create index ix_search_{name} on {table} using gin (search_vector)")
            continue
        op.execute(
            f"create virtual table {name}_search using fts5(search_text, scope, content='', tokenize='unicode61')"
        )
        op.execute(
            f"create trigger {name}_search_insert after insert on {table} begin "
            f"insert into {name}_search (rowid, search_text, scope) values (new.{key}, new.search_text, new.{scope}); end"
        )
        op.execute(
            f"create trigger {name}_search_delete after delete on {table} begin "
            f"insert into {name}_search ({name}_search, rowid, search_text, scope) "
            f"values ('delete', old.{key}, old.search_text, old.{scope}); end"
        )
        op.execute(
            f"create trigger {name}_search_update after update of search_text, {scope} on {table} begin "
            f"insert into {name}_search ({name}_search, rowid, search_text, scope) "
            f"values ('delete', old.{key}, old.search_text, old.{scope}); "
            f"insert into {name}_search (rowid, search_text, scope) values (new.{key}, new.search_text, new.{scope}); end"
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("create extension if not exists pg_trgm")
        op.execute("create index ix_search_words_trigram on search_words using gin (word gin_trgm_ops)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop index ix_search_words_trigram")
    for name, (table, _, _) in SEARCHED.items():
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"alter table {table} drop column search_vector")
            continue
        for act in ("insert", "delete", "update"):
            op.execute(f"drop trigger {name}_search_{act}")
        op.execute(f"drop table {name}_search")
