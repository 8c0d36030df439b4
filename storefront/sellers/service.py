"""Who works for a seller, who may buy from it, and who asked to: the slice's only door.

What is set at nodes is written here for `hierarchies`, which decides who may.
"""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlmodel import Session

from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.kit.paging import Page, checked_limit, decode_cursor, encode_cursor
from storefront.kit.text import is_storable
from storefront.parties.actor import Actor, OutletActor, SellerActor
from storefront.parties.rules import works_at_desk
from storefront.parties.service import identify
from storefront.sellers import queries
from storefront.sellers.errors import (
    ChannelNotFound,
    DeskNotFound,
    NoManufacturer,
    SellerAskedAlready,
    SellerCodeTaken,
    SellerRequestDecided,
    SellerRequestNotFound,
    UnacceptableRequest,
    UnknownSellers,
)
from storefront.sellers.rules import code_from, must_be_code, numbered
from storefront.sellers.snapshots import Employer, OpenedSeller, SellerName, SellerRequestCard
from storefront.sellers.tables import Channel, Seller, Site, Warehouse

MAXIMUM_CODE_LENGTH = 40
MAXIMUM_NOTE_LENGTH = 500
STATUSES = ("submitted", "granted", "declined")


def enter_seller(session: Session, token_hash: str, seller: str) -> SellerActor:
    """The contact behind a session's token as staff of a seller (its code, or its channel's), or as headquarters.

    Raises:
        NotSignedIn: no such session, or it has ended.
        DeskNotFound: no such seller, or the contact does not work for it.
    """
    actor = identify(session, token_hash)
    usable = len(seller) <= MAXIMUM_CODE_LENGTH and is_storable(seller)
    row = queries.by_code(session, seller) if usable else None
    if row is None or not works_at_desk(row.id, employer_id=actor.employer_id, duties=actor.duties):
        raise DeskNotFound(seller)
    return SellerActor(
        **asdict(actor),
        seller_id=row.id,
        seller_code=row.code,
        seller_name=row.name,
        channel_code=row.channel_code,
        warehouse_id=row.warehouse_id,
        currency=row.currency,
    )


def employer(session: Session, actor: Actor) -> Employer | None:
    """The seller whose staff the actor is, or None."""
    if actor.employer_id is None:
        return None
    row = queries.by_id(session, actor.employer_id)
    return Employer(row.code, row.name, row.kind, row.channel_code)


def every_seller(session: Session) -> tuple[SellerName, ...]:
    """The sellers of the trade in their order; those that sell no more come along, and say so."""
    return tuple(SellerName(*row) for row in queries.every_seller(session))


def choose_sellers(session: Session, *, codes: Sequence[str]) -> tuple[SellerName, ...]:
    """The active sellers of these codes, in the sellers' order.

    Raises:
        UnknownSellers: one of them is none.
    """
    active = [each for each in every_seller(session) if each.is_active]
    known = {each.code for each in active}
    unknown = tuple(code[:MAXIMUM_CODE_LENGTH] for code in codes if code not in known)
    if unknown:
        raise UnknownSellers(unknown, tuple(each.code for each in active))
    return tuple(each for each in active if each.code in set(codes))


def sellers_at(session: Session, node_ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """The sellers that are set at these very nodes: node and seller, in the sellers' order."""
    return [(row.node_id, row.seller_id) for row in queries.mapped_at(session, node_ids)]


def put_sellers(session: Session, *, node_ids: Sequence[UUID], seller_ids: Sequence[UUID]) -> None:
    """Set the sellers of some nodes; none leaves them to inherit again."""
    queries.put_mapped(session, node_ids, seller_ids)


def write_request(session: Session, actor: OutletActor, *, seller: SellerName, note: str) -> UUID:
    """Ask to buy from a seller that `hierarchies` found closed to the outlet.

    Raises:
        SellerAskedAlready: the outlet waits for an answer about this seller.
        UnacceptableRequest: the note is too long.
    """
    if len(note) > MAXIMUM_NOTE_LENGTH or not is_storable(note):
        raise UnacceptableRequest(
            f"The note may have up to {MAXIMUM_NOTE_LENGTH} characters.",
            fields={"note": f"up to {MAXIMUM_NOTE_LENGTH} characters"},
        )
    if queries.has_open_request(session, actor.outlet_id, seller.id):
        raise SellerAskedAlready(seller.name)
    request_id = new_id()
    queries.insert_request(
        session,
        [request_id, actor.outlet_id, seller.id, actor.buyer_id, note.strip(), "submitted", now()],
    )
    return request_id


def requests_page(
    session: Session,
    *,
    seller_id: UUID | None = None,
    outlet_id: UUID | None = None,
    status: str = "",
    cursor: str | None = None,
    limit: int = 24,
) -> Page[SellerRequestCard]:
    """Requests within a scope that the caller has decided, newest first.

    Raises:
        Invalid: the status, the limit or the cursor is not acceptable.
    """
    checked_limit(limit)
    if status and status not in STATUSES:
        raise UnacceptableRequest(
            f"The status is one of {', '.join(STATUSES)}.", fields={"status": ", ".join(STATUSES)}
        )
    after = decode_cursor("seller_requests", cursor, str)
    rows = queries.requests_page(
        session,
        seller_id=seller_id,
        outlet_id=outlet_id,
        status=status,
        before=None if after is None else _id(str(after[0])),
        limit=limit + 1,
    )
    following = encode_cursor("seller_requests", rows[limit - 1].id.hex) if len(rows) > limit else None
    return Page(tuple(SellerRequestCard(*row) for row in rows[:limit]), following)


def find_request(session: Session, *, request_id: UUID, seller_id: UUID | None = None) -> SellerRequestCard:
    """A request; with a seller, only one for that.

    Raises:
        SellerRequestNotFound: there is none.
    """
    row = queries.request_by_id(session, request_id, seller_id)
    if row is None:
        raise SellerRequestNotFound
    return SellerRequestCard(*row)


def decide_request(
    session: Session, actor: Actor, *, request: SellerRequestCard, status: str, reason: str = ""
) -> None:
    """Write down what was decided about a request that waits.

    Raises:
        SellerRequestDecided: somebody was quicker.
        UnacceptableRequest: a declined one needs a reason, and it has a length.
    """
    reason = reason.strip()
    if (status == "declined" and not reason) or len(reason) > MAXIMUM_NOTE_LENGTH or not is_storable(reason):
        raise UnacceptableRequest(
            f"Say why, in up to {MAXIMUM_NOTE_LENGTH} characters: who asked is told.",
            fields={"reason": f"1 to {MAXIMUM_NOTE_LENGTH} characters"},
        )
    is_mine = queries.decide(
        session, request.id, status=status, reason=reason, decided_by=actor.contact_id, moment=now()
    )
    if not is_mine:
        other = find_request(session, request_id=request.id)
        raise SellerRequestDecided(other.status, other.decider or "somebody")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def manufacturer(session: Session) -> UUID:
    """The manufacturer, kept until the transaction ends from whoever else would open a seller.

    Raises:
        NoManufacturer: there is none yet.
    """
    row = queries.lock_manufacturer(session)
    if row is None:
        raise NoManufacturer
    return row.id


def open_seller(session: Session, *, name: str, code: str = "", like: str = "") -> OpenedSeller:
    """A distributor with a channel, a site and a warehouse; currency, minimum and lead days are those of the channel `like`.

    Without a code one is made from the name; without a channel it is like the manufacturer's. Call `manufacturer`
    first: it lets one transaction at a time do this.

    Raises:
        ChannelNotFound: there is no channel of this code.
        SellerCodeTaken: somebody has this code.
        Invalid: it is no code.
    """
    row = queries.lock_manufacturer(session)
    model = queries.model_of(session, like or (row.code if row else ""))
    if model is None:
        raise ChannelNotFound(like)
    wanted = must_be_code(code) if code else code_from(name)
    taken = queries.codes_in_use(session, wanted)
    if code and wanted in taken:
        raise SellerCodeTaken(wanted)
    code = numbered(wanted, taken)
    seller = Seller(
        code=code,
        name=name,
        kind="distributor",
        currency=model.currency,
        minimum_order_minor=model.minimum_order_minor,
        lead_days=model.lead_days,
        position=queries.last_position(session) + 1,
    )
    site = Site(seller_id=seller.id, code=code, name=name)
    warehouse = Warehouse(site_id=site.id, seller_id=seller.id, code=f"{code}-1", name=f"{name}: warehouse")
    for each in (seller, Channel(seller_id=seller.id, code=code, name=f"{name} online"), site, warehouse):
        session.add(each)
        session.flush()
    return OpenedSeller(seller.id, code, name, warehouse.id, model.currency, model.id, model.code)


def usual_currency(session: Session) -> str:
    """The manufacturer's currency, in which credit is given unless somebody says otherwise."""
    maker = next((each for each in every_seller(session) if each.kind == "manufacturer"), None)
    return queries.by_id(session, maker.id).currency if maker else "GBP"
