"""Writing rows, and names for attempts."""

from sqlmodel import Session

from storefront.kit.ids import new_id


def new_key() -> str:
    """An idempotency key."""
    return new_id().hex


def put(session: Session, *rows: object) -> None:
    """One at a time: rows may refer to the ones before, and the tables know each other only by name."""
    for row in rows:
        session.add(row)
        session.flush()


def add(session: Session, *rows: object) -> None:
    for row in rows:
        session.add(row)
