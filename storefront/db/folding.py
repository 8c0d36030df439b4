"""Codes compared without regard to the case of their ASCII letters, through an index on either database."""

import string
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import functions
from sqlalchemy.sql.compiler import SQLCompiler

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def fold_code(code: str) -> str:
    """What `folded` columns are compared with; letters beyond ASCII stay, as in the index."""
    return code.translate(_LOWER)


class folded(functions.GenericFunction[str]):  # noqa: N801 -- a SQL function is named in lower case
    """A code as the third migration's index on it has it."""

    inherit_cache = True
    name = "folded"
    type = sa.String()


@compiles(folded, "sqlite")
def _folded_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"{compiler.process(element.clause_expr.element, **options)} collate nocase"


@compiles(folded, "postgresql")
def _folded_postgresql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"lower({compiler.process(element.clause_expr.element, **options)})"
