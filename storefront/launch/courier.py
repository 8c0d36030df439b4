"""Sends the outbox for the life of a server: mails go out after the transaction that posted them, off the event loop."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import structlog

from storefront.connectors.mail import Mailer
from storefront.mail.service import deliver_due

LOOK_SECONDS = 2.0
"""How long a posted mail may wait; a look that finds nothing is one short read."""

AT_ONCE = 50
"""So many mails between two looks at whether the server stops."""

log = structlog.get_logger(__name__)


@contextlib.asynccontextmanager
async def delivering(mailer: Mailer) -> AsyncIterator[None]:
    """Send what is due, again and again; every process of a server may do so, each mail goes out once."""
    stopping = asyncio.Event()
    task = asyncio.create_task(_deliver_until(stopping, mailer))
    try:
        yield
    finally:
        stopping.set()
        await task


async def _deliver_until(stopping: asyncio.Event, mailer: Mailer) -> None:
    while not stopping.is_set():
        try:
            await asyncio.to_thread(deliver_due, mailer, most=AT_ONCE)
        except Exception:
            # The outermost edge: a database that is away for a moment must not end the sending for good.
            log.exception("mail.round_failed")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), LOOK_SECONDS)
