"""Nodes and people that fit what somebody types, whatever is written out whole first."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.paths import path_parameters
from storefront.db.recordset import among
from storefront.kit.text import ESCAPE, name_pattern, pattern_of
from storefront.parties.actor import PartShape, is_in_part
from storefront.parties.tables import Contact, HierarchyNode

nodes = table_of(HierarchyNode).c
contacts = table_of(Contact).c


def suggested_nodes(
    session: Session,
    hierarchy_id: UUID,
    *,
    paths: Sequence[str],
    barred: Sequence[str],
    kinds: Sequence[str],
    whole: str,
    words: Sequence[str],
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """Nodes of these kinds below `paths` and not below `barred`; the one whose number is `whole` first, then by name."""
    given: dict[str, object] = {
        "hierarchy_id": hierarchy_id,
        "kinds": list(kinds),
        "whole": whole,
        "most": limit,
    }
    own, parameters = path_parameters("own", paths)
    closed, more = path_parameters("barred", barred)
    given |= parameters | more
    given |= {f"word_{place}": f"%{pattern_of(word)}%" for place, word in enumerate(words)}
    return session.execute(_suggested_nodes((own, closed), len(words)), given).all()


@cache
def _suggested_nodes(part: PartShape, words: int) -> sa.Executable:
    number = sa.func.lower(nodes.number)
    statement = (
        sa.select(
            nodes.id, nodes.number, nodes.name, nodes.kind, nodes.path, nodes.hierarchy_id, nodes.parent_id
        )
        .where(
            is_in_part(part),
            among(nodes.kind, "kinds"),
        )
        .order_by(_first(number), nodes.kind, nodes.name_key, nodes.number)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    for place in range(words):
        pattern = sa.bindparam(f"word_{place}", type_=sa.Text)
        statement = statement.where(
            nodes.name_key.like(pattern, escape=ESCAPE) | number.like(pattern, escape=ESCAPE)
        )
    return statement


def suggested_people(
    session: Session, *, whole: str, words: Sequence[str], limit: int
) -> Sequence[sa.Row[Any]]:
    """Contacts with all the words in name or address; the one whose address is `whole` first, then by name."""
    given: dict[str, object] = {"whole": whole, "most": limit}
    given |= {f"word_{place}": f"%{pattern_of(word)}%" for place, word in enumerate(words)}
    given |= {f"name_{place}": f"%{name_pattern(word)}%" for place, word in enumerate(words)}
    return session.execute(_suggested_people(len(words)), given).all()


@cache
def _suggested_people(words: int) -> sa.Executable:
    statement = (
        sa.select(contacts.id, contacts.name, contacts.email)
        .order_by(_first(contacts.email), contacts.name_key, contacts.email)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    for place in range(words):
        name, email = (sa.bindparam(f"{each}_{place}", type_=sa.Text) for each in ("name", "word"))
        statement = statement.where(
            contacts.name_key.like(name, escape=ESCAPE) | contacts.email.like(email, escape=ESCAPE)
        )
    return statement


def _first(column: sa.ColumnElement[str]) -> sa.ColumnElement[int]:
    return sa.case((column == sa.bindparam("whole", type_=sa.Text), 0), else_=1)
