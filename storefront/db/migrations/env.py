"""Plain Alembic on the application's own engine; the address comes from its settings."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import AutoString

from storefront.db.columns import UtcDateTime
from storefront.db.schema import metadata
from storefront.db.session import make_engine
from storefront.settings import get_settings


def render_item(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Custom types in plain SQLAlchemy words: migrations import nothing of the application."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.JSON):
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def include_object(_item: Any, name: str | None, _kind: str, _reflected: bool, _other: Any) -> bool:  # noqa: FBT001 -- Alembic calls it so
    """Leave out what full-text search needs and only one database knows (see the second migration)."""
    return not (name or "").startswith(("shelf_search", "order_search", "ix_search", "search_vector"))


def run(connection: sa.Connection) -> None:
    """Run the migrations on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=metadata(),
        compare_type=True,
        render_item=render_item,
        include_object=include_object,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with make_engine(get_settings()).connect() as opened:
        run(opened)
        opened.commit()
