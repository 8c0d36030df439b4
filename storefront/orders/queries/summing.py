"""Selections summed up: by month, seller, outlet or category."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from storefront.catalog.tables import Category
from storefront.db.columns import table_of
from storefront.orders.queries.selecting import (
    Selected,
    Selection,
    Shape,
    categories_within,
    line_has_sku,
    parameters,
    selected,
    shape_of,
)
from storefront.orders.tables import OrderCategory, OrderLine
from storefront.parties.tables import HierarchyNode
from storefront.sellers.tables import Seller

lines = table_of(OrderLine).c
order_categories = table_of(OrderCategory).c
nodes = table_of(HierarchyNode).c
sellers = table_of(Seller).c

ALL = "all"
MOST_SUMS = 10_000
"""As many outlets as an organization may have."""

MONTH_LENGTH = len("2026-03")


def sums(session: Session, selection: Selection, by: str, *, zone: str) -> Sequence[sa.Row[Any]]:
    """`key`, `name`, `currency`, `orders`, `lines` and `minor` of each group of a selection, in no order.

    By month, a key may be a minute in UTC where the database does not know the zone: see `_month`. By `ALL` there is
    one group. A category's name and key are those of the category below the one asked for.
    """
    given = parameters(session, selection) | {"zone": zone, "most": MOST_SUMS}
    return session.execute(_sums(shape_of(session, selection), by), given).all()


def counts_lines(selection: Selection, by: str) -> bool:
    """Whether single lines are counted, not whole orders."""
    return by == "category" or selection.product is not None or selection.category is not None


@cache
def _sums(shape: Shape, by: str) -> sa.Executable:
    # What is added up has these conditions on each of its rows.
    chosen = selected(shape, but=("product", "category"))
    source = _Source.of(shape, chosen, by)
    groups = (
        sa.select(
            _key(chosen, source, shape.dialect, by).label("key"),
            chosen.columns.currency,
            source.orders.label("orders"),
            source.lines.label("lines"),
            source.minor.label("minor"),
        )
        .select_from(source.rows)
        .where(*chosen.conditions, *source.conditions)
        .group_by(sa.literal_column("1"), chosen.columns.currency)
        .limit(sa.bindparam("most", type_=sa.Integer))
        .subquery("sums")
    )
    figures = (groups.c.currency, groups.c.orders, groups.c.lines, groups.c.minor)
    if by not in _NAMED:
        return sa.select(groups.c.key, groups.c.key.label("name"), *figures)
    table, number = _NAMED[by]
    named = table_of(table)
    return sa.select(named.c[number].label("key"), named.c.name, *figures).join_from(
        groups, named, named.c.id == groups.c.key
    )


_NAMED: dict[str, tuple[Any, str]] = {
    "seller": (Seller, "code"),
    "outlet": (HierarchyNode, "number"),
    "category": (Category, "code"),
}
"""What the groups are called in their own tables."""


class _Source:
    """What is added up: whole orders, what they come to by category, or single lines."""

    def __init__(
        self, rows: Any, conditions: Sequence[sa.ColumnElement[bool]], figures: Sequence[Any]
    ) -> None:
        self.rows, self.conditions = rows, conditions
        self.orders, self.lines, self.minor = figures
        self.category: Any = None

    @classmethod
    def of(cls, shape: Shape, chosen: Selected, by: str) -> "_Source":
        """The least that answers: orders when they are counted whole, else the rows by category, else the lines."""
        columns = chosen.columns
        has_category = by == "category" or "category" in shape.filters
        orders = sa.func.count(sa.distinct(columns.sequence))
        table = columns.sequence.table
        if "product" in shape.filters:
            joined = table.join(table_of(OrderLine), lines.order_id == columns.id)
            made = cls(joined, [line_has_sku()], (orders, sa.func.count(), sa.func.sum(lines.total_minor)))
            made.category = lines.category_id
        elif has_category:
            joined = table.join(table_of(OrderCategory), order_categories.order_id == columns.id)
            count, minor = sa.func.sum(order_categories.lines), sa.func.sum(order_categories.total_minor)
            made = cls(joined, [], (orders, count, minor))
            made.category = order_categories.category_id
        else:
            count, minor = sa.func.sum(columns.line_count), sa.func.sum(columns.total_minor)
            return cls(table, [], (sa.func.count(), count, minor))
        if by == "category":
            shown = _shown_categories(has_asked="category" in shape.filters)
            made.rows = made.rows.join(shown, shown.c.inner_id == made.category)
            made.category = shown.c.id
        elif has_category:
            made.conditions = [*made.conditions, made.category.in_(sa.select(categories_within()))]
        return made


def _key(chosen: Selected, source: _Source, dialect: str, by: str) -> sa.ColumnElement[Any]:
    match by:
        case "month":
            return _month(chosen.columns.placed_at, dialect)
        case "seller":
            return chosen.columns.seller_id
        case "outlet":
            return chosen.columns.outlet_id
        case "category":
            return source.category
        case _:
            return sa.literal(ALL)


def _month(moment: sa.ColumnElement[Any], dialect: str) -> sa.ColumnElement[Any]:
    """The month of a moment in the zone; SQLite, which knows no zones, gives the minute where zones might disagree."""
    if dialect == "postgresql":
        zoned = sa.func.timezone(sa.bindparam("zone", type_=sa.Text), moment)
        return sa.func.to_char(zoned, "YYYY-MM")
    written = sa.cast(moment, sa.Text)
    day = sa.func.substr(written, MONTH_LENGTH + 2, 2)
    minute = sa.func.substr(written, 1, len("2026-03-31 23:59"))
    return sa.case((day.between("03", "27"), sa.func.substr(written, 1, MONTH_LENGTH)), else_=minute)


def _shown_categories(*, has_asked: bool) -> sa.Subquery:
    """`inner_id` → `id`: each category → the one it is summed up under, at the top or just below the one asked for.

    What lies in the category asked for itself stays under it.
    """
    shown, inner = table_of(Category).alias("shown"), table_of(Category).alias("inner_of_shown")
    below = inner.c.first.between(shown.c.first, shown.c.last)
    if not has_asked:
        chosen = shown.c.parent_id.is_(None)
    else:
        asked = (
            sa.select(table_of(Category).c.id)
            .where(table_of(Category).c.code == sa.bindparam("category", type_=sa.Text))
            .scalar_subquery()
        )
        chosen = (shown.c.parent_id == asked) | ((shown.c.id == asked) & (inner.c.id == asked))
    return (
        sa.select(inner.c.id.label("inner_id"), shown.c.id).where(below, chosen).subquery("shown_categories")
    )
