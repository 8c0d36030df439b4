"""Putting mails into the outbox."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlmodel import Session

from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.mail import queries
from storefront.settings import get_settings

TEMPLATES = Path(__file__).parents[1] / "templates"


def post(session: Session, template: str, *, to: str, **facts: object) -> None:
    """Put a mail into the outbox, in the caller's transaction: it is sent when that is committed, and only then.

    `template` names `<template>.txt`, whose first line is the subject, and `<template>.html`; `facts` fill both.
    """
    post_all(session, template, [(to, facts)])


def post_all(session: Session, template: str, letters: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    """Put a mail for each recipient with its facts into the outbox, all with one statement."""
    words, moment = _templates(), now()
    rows: list[tuple[object, ...]] = []
    for recipient, facts in letters:
        subject, _, text = words.get_template(f"{template}.txt").render(facts).partition("\n")
        # What somebody typed may be in the subject: a line end there would begin a header of its own.
        subject = " ".join(subject.split())
        html = words.get_template(f"{template}.html").render({**facts, "subject": subject})
        rows.append(
            (new_id(), recipient, template, subject, text.strip(), html, "waiting", 0, "", moment, moment)
        )
    queries.add(session, rows)


def link_to(path: str) -> str:
    """The whole address of a page, as mails need it."""
    return get_settings().public_address + path


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
