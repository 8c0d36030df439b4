"""What went wrong outside our code, as the command line says it."""

from alembic.util import CommandError
from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError


def explained(error: Exception) -> str | None:
    """What went wrong outside our code, in a line; nothing when it is our own mistake."""
    if isinstance(error, ValidationError):
        problems = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
            for problem in error.errors(include_input=False)
        )
        return f"a STOREFRONT_ setting is wrong: {problems}"
    if isinstance(error, OperationalError) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    ):
        reason = str(error.orig).strip().splitlines()
        return f"the database cannot be used: {reason[0] if reason else 'no reason given'} (STOREFRONT_DATABASE_URL)"
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return "STOREFRONT_DATABASE_URL is not the address of a SQLite or PostgreSQL database"
    if isinstance(error, CommandError):
        return f"migrations: {error}"
    return None
