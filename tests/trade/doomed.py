"""A process that dies in the middle of a checkout, again and again.

Reads one moment a line: the number of the statement before which to die, or `commit`. Answers each with how its
child ended. One process for all deaths: each child is a fork of it, with a connection of its own.
"""

import contextlib
import os
import signal
import sys
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from storefront.db.session import make_engine, reading, transaction, use_engine
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest
from storefront.parties.service import enter_outlet, hash_token
from storefront.settings import Settings


class Rehearsed(Exception):
    """The first attempt only warms up: it is undone."""


def main(url: str, token: str, outlet: str, key: str) -> None:
    engine = make_engine(Settings(database_url=url))
    use_engine(engine)
    with contextlib.suppress(Rehearsed):
        check_out(engine, token, outlet, key, "rehearsal")
    engine.dispose()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            check_out(engine, token, outlet, key, line.strip())
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def check_out(engine: sa.Engine, token: str, outlet: str, key: str, moment: str) -> None:
    with reading() as session:
        actor = enter_outlet(session, hash_token(token), outlet)
    statements = 0

    def count(*_: Any) -> None:
        nonlocal statements
        statements += 1
        if str(statements) == moment:
            die()

    with transaction() as session:
        event.listen(engine, "before_cursor_execute", count)
        if moment == "commit":
            event.listen(engine, "commit", die)
        place(session, actor, seller="MAKER", request=CheckoutRequest(), idempotency_key=key)
        if moment == "rehearsal":
            event.remove(engine, "before_cursor_execute", count)
            raise Rehearsed


def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
