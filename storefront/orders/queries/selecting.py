"""Which orders a selection means: what the actor may see of them, and the conditions on them."""

import operator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlmodel import Session

from storefront.catalog.tables import Category
from storefront.db.columns import table_of
from storefront.kit.text import search_words
from storefront.orders.queries.seeing import Viewer, visible
from storefront.orders.tables import OrderCategory, OrderLine, SalesOrder
from storefront.parties.actor import covered_outlets
from storefront.parties.tables import Contact, Employee, HierarchyNode
from storefront.sellers.tables import Channel, Seller

orders = table_of(SalesOrder).c
lines = table_of(OrderLine).c
order_categories = table_of(OrderCategory).c
categories = table_of(Category).c
nodes = table_of(HierarchyNode).c
sellers = table_of(Seller).c
channels = table_of(Channel).c
contacts = table_of(Contact).c
employees = table_of(Employee).c

SHORTEST_BEGINNING = 3
"""Words of fewer letters are found whole only: half of all words begin with any given letter."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Plain conditions on orders; an empty one is left out."""

    viewer: Viewer
    outlet: str | None = None
    seller: str | None = None
    channel: str | None = None
    status: str | None = None
    contact: UUID | str | None = None
    employee: UUID | str | None = None
    product: str | None = None
    category: str | None = None
    placed_from: datetime | None = None
    placed_to: datetime | None = None
    words: tuple[str, ...] = ()
    min_minor: int | None = None
    max_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything about a selection that changes the statement; its values are parameters."""

    dialect: str
    rights: tuple[str, ...]
    filters: tuple[str, ...]

    @property
    def is_searched_first(self) -> bool:
        """Whether PostgreSQL's inverted index is asked before anything else.

        For whole organizations: one look into the index for all outlets. Somebody's own orders are few and found
        by an index of their own.
        """
        needs_search = "text" in self.filters or "product" in self.filters
        return self.dialect == "postgresql" and self.rights == ("organization",) and needs_search


@dataclass(frozen=True, slots=True)
class Selected:
    """Where the orders of a selection are read from, and what must be true of them."""

    columns: Any
    """Those of `sales_orders`, of that table or of what was found in it."""
    conditions: tuple[sa.ColumnElement[bool], ...]


def shape_of(session: Session, selection: Selection) -> Shape:
    """The shape of a selection on this database."""
    return Shape(
        dialect=session.get_bind().dialect.name,
        rights=selection.viewer.rights,
        filters=tuple(_values(selection)),
    )


def parameters(session: Session, selection: Selection) -> dict[str, object]:
    """The values of a selection."""
    given = _values(selection) | selection.viewer.parameters
    if selection.words:
        given["text"] = text_query(session, selection.words)
    if selection.product is not None:
        given["product_in_capitals"] = selection.product.upper()
        given["product_words"] = " ".join(search_words(selection.product))
    return given


def text_query(session: Session, words: tuple[str, ...]) -> str:
    """Words as the parameter `text` of `mentions`: orders that have them all."""
    if session.get_bind().dialect.name == "postgresql":
        return " & ".join(f"'{word}'{_beginning(word, ':*')}" for word in words)
    return " AND ".join(f'(search_text : "{word}"{_beginning(word, "*")})' for word in words)


def _beginning(word: str, mark: str) -> str:
    return mark if len(word) >= SHORTEST_BEGINNING else ""


def selected(shape: Shape, *, but: tuple[str, ...] = ()) -> Selected:
    """The orders of a selection; made anew for each statement, whose common tables it brings along.

    `but` names filters whose conditions the statement has in another form.
    """
    covered = sa.select(covered_outlets()).cte("visible_outlets")
    columns: Any = orders
    if shape.is_searched_first:
        columns = _found_by_words(shape, covered).c
    wanted = tuple(name for name in shape.filters if name not in but)
    return Selected(columns, (visible(columns, covered, shape.rights), *_conditions(columns, shape, wanted)))


def _found_by_words(shape: Shape, covered: sa.CTE) -> sa.CTE:
    """Orders of the visible organizations with all the words, found once however often the statement reads them."""
    own = (
        sa.select(nodes.organization_id)
        .where(nodes.id.in_(sa.select(covered.c.outlet_id)))
        .distinct()
        .subquery("visible_organizations")
    )
    term = sa.literal("'@") + sa.func.replace(sa.cast(own.c.organization_id, sa.Text), "-", "") + "'"
    scope = sa.cast(sa.select(sa.func.string_agg(term, " | ")).scalar_subquery(), TSQUERY)
    wanted: sa.ColumnElement[Any] = scope
    if "text" in shape.filters:
        wanted = wanted.op("&&", return_type=TSQUERY())(_text_query())
    if "product" in shape.filters:
        # The database's own reading of the words: it may split what we keep whole (`22e34bl`).
        words = sa.func.plainto_tsquery("simple", _text("product_words"))
        wanted = wanted.op("&&", return_type=TSQUERY())(words)
    found = (
        sa.select(*(column for column in orders if column.key not in {"address", "search_text", "note"}))
        .where(_vector().op("@@")(sa.select(wanted).scalar_subquery()))
        .cte("found_by_words")
    )
    return found.prefix_with("MATERIALIZED", dialect="postgresql")


def _conditions(columns: Any, shape: Shape, wanted: tuple[str, ...]) -> list[sa.ColumnElement[bool]]:
    possible = {**_plain_conditions(columns), **_conditions_by_others(columns)}
    if not shape.is_searched_first:
        possible["text"] = mentions(columns, shape.dialect)
    return [possible[name] for name in wanted if name in possible]


def _plain_conditions(columns: Any) -> dict[str, sa.ColumnElement[bool]]:
    return {
        name: compare(getattr(columns, column), sa.bindparam(name, type_=_TYPES.get(name, sa.Text())))
        for name, (column, compare) in _PLAIN.items()
    }


def _conditions_by_others(columns: Any) -> dict[str, sa.ColumnElement[bool]]:
    """Those that ask other tables: what a code, a number or an address stands for, and what the lines hold."""
    person = _id_of(contacts.id, contacts.email, _text("contact_email"))
    helper = _id_of(contacts.id, contacts.email, _text("employee_email"))
    within = sa.select(categories_within())
    return {
        "outlet": columns.outlet_id == _id_of(nodes.id, nodes.number, _text("outlet")),
        "seller": columns.seller_id == _id_of(sellers.id, sellers.code, _text("seller")),
        "channel": columns.seller_id == _id_of(channels.seller_id, channels.code, _text("channel")),
        "contact_email": columns.contact_id == person,
        "employee_email": columns.employee_id == _id_of(employees.id, employees.contact_id, helper),
        "employee_any": columns.employee_id.is_not(None),
        "employee_none": columns.employee_id.is_(None),
        "product": sa.exists().where(lines.order_id == columns.id, line_has_sku()),
        "category": sa.exists().where(
            order_categories.order_id == columns.id, order_categories.category_id.in_(within)
        ),
    }


_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "placed_by": sa.Uuid(),
    "employee_id": sa.Uuid(),
    "placed_from": orders.placed_at.type,
    "placed_to": orders.placed_at.type,
    "min_total": sa.BigInteger(),
    "max_total": sa.BigInteger(),
}
_PLAIN: dict[str, tuple[str, Any]] = {
    "status": ("status", operator.eq),
    "placed_by": ("contact_id", operator.eq),
    "employee_id": ("employee_id", operator.eq),
    "placed_from": ("placed_at", operator.ge),
    "placed_to": ("placed_at", operator.lt),
    "min_total": ("total_minor", operator.ge),
    "max_total": ("total_minor", operator.le),
}


def line_has_sku() -> sa.ColumnElement[bool]:
    """Lines of the SKU that was asked for, as it was typed or in capitals."""
    return lines.sku.in_((_text("product"), _text("product_in_capitals")))


@cache
def categories_within() -> sa.Subquery:
    """Ids of the category that was asked for and of all below it."""
    top = table_of(Category).alias("asked_category")
    inner = table_of(Category).alias("inner_category")
    return (
        sa.select(inner.c.id)
        .join_from(top, inner, inner.c.first.between(top.c.first, top.c.last))
        .where(top.c.code == _text("category"))
        .subquery("categories_within")
    )


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text())


def _id_of(wanted: sa.ColumnElement[Any], known: sa.ColumnElement[Any], value: Any) -> Any:
    return sa.select(wanted).where(known == value).scalar_subquery()


def mentions(columns: Any, dialect: str) -> sa.ColumnElement[bool]:
    """Orders with the words of the parameter `text`, by the index that this database has for them."""
    if dialect == "postgresql":
        return _vector().op("@@")(_text_query())
    index = sa.table("order_search", sa.column("rowid", sa.Integer))
    return columns.sequence.in_(
        sa.select(index.c.rowid).where(sa.literal_column("order_search").op("match")(_text("text")))
    )


def _vector() -> sa.ColumnElement[Any]:
    return sa.literal_column("sales_orders.search_vector")


def _text_query() -> sa.ColumnElement[Any]:
    return sa.cast(_text("text"), TSQUERY)


def _values(selection: Selection) -> dict[str, object]:
    """Filter name → value, of those that filter."""
    person, helper = selection.contact, selection.employee
    values: dict[str, object] = {
        "outlet": selection.outlet,
        "seller": selection.seller,
        "channel": selection.channel,
        "status": selection.status,
        "placed_by" if isinstance(person, UUID) else "contact_email": person,
        _employee_filter(helper): helper,
        "product": selection.product,
        "category": selection.category,
        "placed_from": selection.placed_from,
        "placed_to": selection.placed_to,
        "min_total": selection.min_minor,
        "max_total": selection.max_minor,
        "text": selection.words or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _employee_filter(value: UUID | str | None) -> str:
    if isinstance(value, UUID):
        return "employee_id"
    return f"employee_{value}" if value in {"any", "none"} else "employee_email"
