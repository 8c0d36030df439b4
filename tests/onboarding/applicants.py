"""Somebody who wants to be a partner."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session, select

from storefront.onboarding.service import apply
from storefront.onboarding.snapshots import Application

CORNER = Application(
    kind="buyer",
    company="Corner Gifts Ltd",
    contact_name="Cora Corner",
    email="cora@corner.example",
    phone="01904 555 0100",
    street="5 Low Street",
    city="York",
    postcode="YO1 7AA",
    country="GB",
    categories=("kitchen",),
    size="2 outlets",
    comments="We open in spring.",
)
EASTERN = replace(
    CORNER,
    kind="seller",
    company="Eastern Wholesale Ltd",
    contact_name="Edda East",
    email="edda@eastern.example",
    postcode="NR1 1AA",
)


def submit(session: Session, **changes: Any) -> str:
    return apply(session, application=replace(CORNER, **changes), address="10.0.0.9")


def all_of(session: Session, table: Any) -> Any:
    return session.exec(select(table)).all()
