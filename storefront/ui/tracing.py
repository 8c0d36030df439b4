"""Names each event of a screen in the log, so that what a visitor reports can be found there."""

import asyncio
import re
from contextvars import ContextVar
from typing import Any

import structlog
from reflex_base.event.context import EventContext

from storefront.parties.actor import Actor

REFERENCE = re.compile(r"[0-9a-f]{12}")
"""As Reflex names its events."""

Facts = dict[str, str]
_facts: ContextVar[Facts] = ContextVar("facts")
_failed: dict[str, Facts] = {}
"""Of events that just failed, until the failure is written down: that happens outside of their own context."""


def name_event(handler: str) -> None:
    """Bind the running event's id and handler to every log line that it writes."""
    facts = {"request_id": EventContext.get().txid, "handler": handler}
    structlog.contextvars.bind_contextvars(**facts)
    _facts.set(facts)
    if task := asyncio.current_task():
        task.add_done_callback(lambda done: _keep_failed(done, facts))


def note_contact(actor: Actor) -> None:
    """Bind who is behind the running event, once it is known; also where a worker thread found it out."""
    facts = _facts.get(None)
    if facts is not None:
        facts["contact"] = str(actor.contact_id)
        structlog.contextvars.bind_contextvars(contact=facts["contact"])


def take_failed() -> Facts:
    """What is known of the event whose failure is being handled."""
    try:
        reference = EventContext.get().txid
    except LookupError:
        return {}
    return _failed.pop(reference, {"request_id": reference} if reference else {})


def _keep_failed(task: "asyncio.Task[Any]", facts: Facts) -> None:
    if not task.cancelled() and task.exception() is not None:
        _failed[facts["request_id"]] = facts
