"""How each setting is written at nodes."""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.catalog import service as catalog
from storefront.credit import service as credit
from storefront.hierarchies.snapshots.settings import NewSetting
from storefront.kit.money import Money
from storefront.parties import service as parties
from storefront.parties.actor import HierarchyActor
from storefront.pricing import service as pricing
from storefront.sellers import service as sellers

Write = Callable[[Sequence[UUID]], None]
"""Sets something at some nodes."""


def writer_of(session: Session, actor: HierarchyActor, wanted: NewSetting) -> Write:
    """What sets it at nodes, once its codes are found; the slice that owns the setting writes it.

    Raises:
        UnknownSellers, UnknownCatalogs, UnknownPriceGroups, UnacceptableAddress: as they say.
    """
    return _WRITERS[wanted.kind](session, actor, wanted)


def _sellers(session: Session, _actor: HierarchyActor, wanted: NewSetting) -> Write:
    chosen = [each.id for each in sellers.choose_sellers(session, codes=wanted.codes)]
    return lambda nodes: sellers.put_sellers(session, node_ids=nodes, seller_ids=chosen)


def _catalogs(session: Session, _actor: HierarchyActor, wanted: NewSetting) -> Write:
    seller = sellers.choose_sellers(session, codes=[wanted.seller])[0]
    chosen = catalog.choose_catalogs(session, codes=wanted.codes, seller_id=seller.id)
    ids = [each.id for each in chosen]
    return lambda nodes: catalog.put_catalogs(
        session, node_ids=nodes, seller_ids=[seller.id], catalog_ids=ids
    )


def _price_groups(session: Session, _actor: HierarchyActor, wanted: NewSetting) -> Write:
    seller = sellers.choose_sellers(session, codes=[wanted.seller])[0]
    chosen = pricing.choose_price_groups(session, codes=wanted.codes, seller_id=seller.id)
    ids = [each.id for each in chosen]
    return lambda nodes: pricing.put_price_groups(
        session, node_ids=nodes, seller_ids=[seller.id], group_ids=ids
    )


def _cap(session: Session, _actor: HierarchyActor, wanted: NewSetting) -> Write:
    cap = Money.parse(wanted.amount, wanted.currency) if wanted.amount else None
    return lambda nodes: credit.put_cap(session, node_ids=nodes, currency=wanted.currency, cap=cap)


def _terms(session: Session, _actor: HierarchyActor, wanted: NewSetting) -> Write:
    return lambda nodes: credit.put_terms(session, node_ids=nodes, days=wanted.days)


def _address(session: Session, _actor: HierarchyActor, wanted: NewSetting) -> Write:
    address = parties.acceptable_address(wanted.address) if wanted.address else None
    return lambda nodes: parties.put_address(session, node_ids=nodes, address=address)


def _limit(session: Session, actor: HierarchyActor, wanted: NewSetting) -> Write:
    limit = Money.parse(wanted.amount, wanted.currency)
    return lambda _nodes: credit.put_limit(session, organization_id=actor.organization_id, limit=limit)


_WRITERS: dict[str, Callable[[Session, HierarchyActor, NewSetting], Write]] = {
    "sellers": _sellers,
    "catalogs": _catalogs,
    "price_groups": _price_groups,
    "cap": _cap,
    "terms": _terms,
    "address": _address,
    "limit": _limit,
}
