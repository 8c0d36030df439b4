"""Paths of a tree in SQL: a step for each level from the root down, with dots between (`1.4.23`)."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from storefront.db.columns import CODE
from storefront.db.recordset import payload, recordset

ABOVE, BELOW = ".", "/"
"""Paths use dots; the next character after a dot closes the range of what lies below a path."""
MOST_TERMS = 8
"""So many paths are terms of a statement, which planners read best; more travel as a set."""


def covers(above: Any, path: Any) -> sa.ColumnElement[bool]:
    """Whether a path is the one above, or lies below it."""
    return (path == above) | ((path > above + ABOVE) & (path < above + BELOW))


def path_parameters(name: str, paths: Sequence[str]) -> tuple[int | None, dict[str, object]]:
    """The count for `covered` (None where the paths travel as a set), and its parameters."""
    if len(paths) > MOST_TERMS:
        return None, {name: payload((path,) for path in paths)}
    return len(paths), {f"{name}_{place}": path for place, path in enumerate(paths)}


def covered(name: str, count: int | None, table: sa.FromClause, scope: str) -> sa.ColumnElement[bool]:
    """Whether the row of a table of paths is one of the paths given, or lies below one.

    `scope` is the column that holds the tree's own key, and the name of the parameter that says which tree.
    """
    if count is not None:
        terms = (sa.bindparam(f"{name}_{place}", type_=CODE) for place in range(count))
        return sa.or_(sa.false(), *(covers(term, table.c.path) for term in terms))
    # From the paths to their ranges of the index: a row of the tree never looks through the set. A planner that knows
    # no sizes would turn a plain join round, and read the tree once for each path.
    paths, below = recordset(name, {"path": CODE}), table.alias(f"below_{name}")
    in_range = (
        (below.c[scope] == sa.bindparam(scope, type_=sa.Uuid()))
        & (below.c.path > paths.c.path + ABOVE)
        & (below.c.path < paths.c.path + BELOW)
    )
    lying_below = sa.select(sa.func.coalesce(below.c.path, "")).select_from(paths.outerjoin(below, in_range))
    return table.c.path.in_(sa.union_all(sa.select(paths.c.path), lying_below))
