"""Prospects as headquarters sees them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, RowMapping
from sqlmodel import Session

from storefront.catalog import service as catalog
from storefront.kit.clock import as_utc
from storefront.kit.errors import Invalid
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable
from storefront.onboarding.errors import ProspectNotFound
from storefront.onboarding.queries import prospects as queries
from storefront.onboarding.rules.applying import (
    CRITERIA,
    company_key,
    matches,
    postcode_key,
    same_reasons,
    telling_words,
)
from storefront.onboarding.snapshots import (
    Application,
    Choices,
    Duplicate,
    Note,
    ProspectCard,
    ProspectFilter,
    ProspectView,
)
from storefront.parties.actor import Actor
from storefront.pricing import service as pricing
from storefront.sellers import service as sellers

STATUSES = ("submitted", "approved", "rejected")
MAXIMUM_NUMBER_LENGTH = 40


def list_prospects(session: Session, actor: Actor, wanted: ProspectFilter) -> Page[ProspectCard]:
    """Prospects of one status or of all, newest first; `text` matches parts of company, number and e-mail address.

    Raises:
        NothingHere: the actor is not of headquarters.
        Invalid: the status, the limit or the cursor is not acceptable.
    """
    actor.must("headquarters")
    checked_limit(wanted.limit)
    if wanted.status and wanted.status not in STATUSES:
        raise Invalid(
            f"A prospect is {', '.join(STATUSES)}.", fields={"status": f"one of {', '.join(STATUSES)}"}
        )
    if not is_storable(wanted.text):
        return Page((), None)
    rows = queries.page(
        session,
        status=wanted.status,
        words=matches(wanted.text),
        after=_after(wanted.cursor),
        limit=wanted.limit + 1,
    )
    following = None
    if len(rows) > wanted.limit:
        last = rows[wanted.limit - 1]
        following = encode_cursor("prospects", last.submitted_at.isoformat(), last.id.hex)
    return Page(tuple(_card(row) for row in rows[: wanted.limit]), following)


def show_prospect(session: Session, actor: Actor, *, number: str) -> ProspectView:
    """A prospect with its criteria, notes and duplicates.

    Raises:
        NothingHere: the actor is not of headquarters.
        ProspectNotFound: there is none of this number.
    """
    actor.must("headquarters")
    row = queries.one(session, number) if is_number(number) else None
    if row is None:
        raise ProspectNotFound(number)
    return ProspectView(
        number=row["number"],
        kind=row["kind"],
        status=row["status"],
        application=application_of(row),
        criteria={name: bool(row["criteria"].get(name)) for name in CRITERIA},
        notes=tuple(Note(*note) for note in queries.notes_of(session, row["id"])),
        duplicates=_duplicates(session, row),
        address=row["address"],
        submitted_at=row["submitted_at"],
        decided_at=row["decided_at"],
        decided_by=row["decider"] or "",
        reason=row["reason"],
        organization_number=row["organization_number"] or "",
        organization_name=row["organization_name"] or "",
        hierarchy_number=row["hierarchy_number"] or "",
        outlet_number=row["outlet_number"] or "",
        seller_code=row["seller_code"] or "",
    )


def list_choices(session: Session, actor: Actor) -> Choices:
    """Sellers, published catalogs and price groups to choose from when approving.

    Raises:
        NothingHere: the actor is not of headquarters.
    """
    actor.must("headquarters")
    return Choices(
        tuple(each for each in sellers.every_seller(session) if each.is_active),
        tuple(each for each in catalog.every_catalog(session) if each.status == "published"),
        pricing.every_price_group(session),
        sellers.usual_currency(session),
    )


def is_number(text: str) -> bool:
    """Whether a text can be a number at all."""
    return len(text) <= MAXIMUM_NUMBER_LENGTH and is_storable(text)


def application_of(row: RowMapping) -> Application:
    """What the applicant of a row sent."""
    fields = (
        "kind",
        "company",
        "contact_name",
        "email",
        "phone",
        "street",
        "city",
        "postcode",
        "country",
        "size",
        "comments",
    )
    return Application(**{name: row[name] for name in fields}, categories=tuple(row["categories"]))


def _card(row: Row[Any]) -> ProspectCard:
    return ProspectCard(
        row.number,
        row.kind,
        row.status,
        row.company,
        row.contact_name,
        row.email,
        row.city,
        row.submitted_at,
        row.decided_at,
    )


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    after = decode_cursor("prospects", cursor, str, str)
    if after is None:
        return None
    try:
        return as_utc(datetime.fromisoformat(str(after[0]))), UUID(str(after[1]))
    except ValueError as error:
        raise Invalid(
            "This page marker belongs to another list. Start again from the first page.",
            fields={"cursor": "unknown"},
        ) from error


def _duplicates(session: Session, row: RowMapping) -> tuple[Duplicate, ...]:
    email, key, postcode = row["email"], row["company_key"], postcode_key(row["postcode"])
    words = telling_words(row["company"])
    found: list[Duplicate] = []
    for other in queries.similar_prospects(
        session, prospect_id=row["id"], email=email, company_key=key, postcode=postcode
    ):
        reasons = same_reasons(
            email=other.email == email,
            company=other.company_key == key,
            postcode=bool(postcode) and postcode_key(other.postcode) == postcode,
            words=words,
            other_words=telling_words(other.company),
        )
        found += [Duplicate("prospect", other.number, other.company, reasons)] if reasons else []
    similar = queries.similar_organizations(session, email=email, company_key=key, postcode=postcode)
    why: dict[tuple[str, str, str], set[str]] = {}
    for each in similar:
        why.setdefault((each.number, each.name, each.hierarchy), set()).add(each.why)
    for (number, name, hierarchy), kinds in why.items():
        reasons = same_reasons(
            email="email" in kinds,
            company="company" in kinds,
            postcode="postcode" in kinds,
            words=words,
            other_words=telling_words(name),
        )
        found += [Duplicate("organization", number, name, reasons, hierarchy)] if reasons else []
    same_name = [card for card in sellers.every_seller(session) if company_key(card.name) == key]
    found += [Duplicate("seller", card.code, card.name, ("same company name",)) for card in same_name]
    return tuple(found)
