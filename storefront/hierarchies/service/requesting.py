"""Asking for a seller, and deciding about it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.catalog import service as catalog
from storefront.catalog.snapshots import CatalogName
from storefront.hierarchies.snapshots.settings import CatalogChoice, SellerChoice
from storefront.kit.paging import Page
from storefront.mail import service as mail
from storefront.parties import service as parties
from storefront.parties.actor import Actor, OutletActor, SellerActor
from storefront.parties.rules import nearest
from storefront.sellers import service as sellers
from storefront.sellers.errors import SellerNotFound, SellerOpenAlready
from storefront.sellers.snapshots import SellerName, SellerRequestCard

MAXIMUM_ASKED = 200


def list_seller_choices(session: Session, actor: OutletActor) -> tuple[SellerChoice, ...]:
    """The sellers that the outlet may not buy from and can ask for, each with whether it has."""
    mapped = nearest(actor.lineage, sellers.sellers_at(session, actor.lineage))
    if not mapped:
        return ()
    waiting = sellers.requests_page(
        session, outlet_id=actor.outlet_id, status="submitted", limit=MAXIMUM_ASKED
    )
    asked = {each.seller_id for each in waiting.items}
    return tuple(
        SellerChoice(each.code, each.name, each.id in asked)
        for each in sellers.every_seller(session)
        if each.is_active and each.id not in mapped
    )


def list_own_requests(
    session: Session, actor: OutletActor, *, cursor: str | None = None, limit: int = 24
) -> Page[SellerRequestCard]:
    """What the outlet has asked for, newest first.

    Raises:
        Invalid: the limit or the cursor is not acceptable.
    """
    return sellers.requests_page(session, outlet_id=actor.outlet_id, cursor=cursor, limit=limit)


def ask_for_seller(session: Session, actor: OutletActor, *, seller: str, note: str = "") -> SellerRequestCard:
    """Ask for the outlet to buy from a seller; headquarters or the seller decides.

    Raises:
        SellerNotFound: nobody sells under that code.
        SellerOpenAlready, SellerAskedAlready, UnacceptableRequest: as they say.
    """
    wanted = _active(session, seller)
    # Two buyers who ask at one moment queue here.
    parties.lock_tree(session, parties.nodes_by_ids(session, [actor.outlet_id])[0].hierarchy_id)
    mapped = nearest(actor.lineage, sellers.sellers_at(session, actor.lineage))
    if not mapped or wanted.id in mapped:
        raise SellerOpenAlready(wanted.name)
    request_id = sellers.write_request(session, actor, seller=wanted, note=note)
    made = sellers.find_request(session, request_id=request_id)
    deed = Deed(
        "seller.requested",
        actor.outlet_number,
        organization_id=actor.organization_id,
        seller_id=wanted.id,
        reason=made.note,
        after={"seller": wanted.code},
    )
    parties.audit(session, actor, deed)
    return made


def list_requests(
    session: Session, actor: Actor, *, status: str = "", cursor: str | None = None, limit: int = 24
) -> Page[SellerRequestCard]:
    """Requests for the seller that the actor works for, or for headquarters those for all; newest first.

    Raises:
        NothingHere: the actor decides about none.
        Invalid: the status, the limit or the cursor is not acceptable.
    """
    return sellers.requests_page(
        session, seller_id=_must_decide(actor), status=status, cursor=cursor, limit=limit
    )


def grant_seller(
    session: Session, actor: Actor, *, request_id: UUID, catalogs: Sequence[str] = ()
) -> SellerRequestCard:
    """Let the outlet buy from the seller beside those that it buys from now, out of these catalogs.

    Without any, an outlet that sees no catalog of the seller gets those that are published all the year round.

    Raises:
        NothingHere: the actor decides about none.
        SellerRequestNotFound, SellerRequestDecided, UnknownCatalogs: as they say.
    """
    request = sellers.find_request(session, request_id=request_id, seller_id=_must_decide(actor))
    outlet = parties.nodes_by_ids(session, [request.outlet_id])[0]
    parties.lock_tree(session, outlet.hierarchy_id)
    sellers.decide_request(session, actor, request=request, status="granted")
    lineage = [each.id for each in parties.lineage_of(session, outlet)]
    mapped = nearest(lineage, sellers.sellers_at(session, lineage))
    if mapped and request.seller_id not in mapped:
        # The nearest node decides: what was inherited is kept by copying it.
        sellers.put_sellers(session, node_ids=[outlet.id], seller_ids=[*mapped, request.seller_id])
    chosen = _chosen_catalogs(session, request, lineage, catalogs)
    if chosen:
        catalog.put_catalogs(
            session,
            node_ids=[outlet.id],
            seller_ids=[request.seller_id],
            catalog_ids=[each.id for each in chosen],
        )
    _tell(session, "seller_granted", request)
    after = {"seller": request.seller_code, "catalogs": [each.code for each in chosen]}
    parties.audit(session, actor, _deed("seller.granted", request, after))
    return sellers.find_request(session, request_id=request_id)


def decline_seller(session: Session, actor: Actor, *, request_id: UUID, reason: str) -> SellerRequestCard:
    """Leave things as they are, with a reason that who asked is told.

    Raises:
        NothingHere: the actor decides about none.
        SellerRequestNotFound, SellerRequestDecided, UnacceptableRequest: as they say.
    """
    request = sellers.find_request(session, request_id=request_id, seller_id=_must_decide(actor))
    sellers.decide_request(session, actor, request=request, status="declined", reason=reason)
    _tell(session, "seller_declined", request, reason=reason.strip())
    deed = _deed("seller.declined", request, {"seller": request.seller_code}, reason=reason.strip())
    parties.audit(session, actor, deed)
    return sellers.find_request(session, request_id=request_id)


def list_catalog_choices(session: Session, actor: Actor) -> tuple[CatalogChoice, ...]:
    """The published catalogs that a decider may open.

    Raises:
        NothingHere: the actor decides about none.
    """
    scope = _must_decide(actor)
    codes = {each.id: each.code for each in sellers.every_seller(session)}
    return tuple(
        CatalogChoice(codes[each.seller_id], each.code, each.name, each.is_year_round)
        for each in catalog.every_catalog(session)
        if each.status == "published" and scope in {None, each.seller_id}
    )


def _must_decide(actor: Actor) -> UUID | None:
    """The seller about whom the actor decides; None for headquarters, which decides about all."""
    if isinstance(actor, SellerActor):
        actor.must("seller_manager", "headquarters")
        return actor.seller_id
    actor.must("headquarters")
    return None


def _active(session: Session, code: str) -> SellerName:
    found = [each for each in sellers.every_seller(session) if each.code == code and each.is_active]
    if not found:
        raise SellerNotFound(code)
    return found[0]


def _chosen_catalogs(
    session: Session, request: SellerRequestCard, lineage: Sequence[UUID], codes: Sequence[str]
) -> Sequence[CatalogName]:
    if codes:
        return catalog.choose_catalogs(session, codes=codes, seller_id=request.seller_id)
    offered = [each for each in catalog.every_catalog(session) if each.seller_id == request.seller_id]
    seen = {key for _, key in catalog.catalogs_at(session, lineage)}
    if any(each.id in seen for each in offered):
        return ()
    return [each for each in offered if each.is_year_round]


def _tell(session: Session, template: str, request: SellerRequestCard, **facts: object) -> None:
    if request.asker_email:
        mail.post(
            session,
            template,
            to=request.asker_email,
            name=request.asker,
            seller=request.seller_name,
            outlet=request.outlet_name,
            link=mail.link_to(f"/o/{request.outlet_number}"),
            **facts,
        )


def _deed(action: str, request: SellerRequestCard, after: Mapping[str, object], *, reason: str = "") -> Deed:
    return Deed(
        action,
        request.outlet_number,
        organization_id=request.organization_id,
        seller_id=request.seller_id,
        reason=reason,
        before={"status": request.status},
        after=after,
    )
