"""The terms between an outlet and its sellers."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.catalog.snapshots import CatalogCard
from storefront.db.recordset import as_known_uuid, as_moment, as_uuid, unnested
from storefront.kit.clock import now
from storefront.kit.money import Money
from storefront.kit.text import is_storable
from storefront.offers.queries import terms as queries
from storefront.offers.rules import SeenCatalog, SeenPriceList, is_seller_open, terms_for
from storefront.offers.snapshots import Terms
from storefront.parties.actor import OutletActor
from storefront.pricing.snapshots import PriceListCard
from storefront.sellers.errors import SellerNotFound
from storefront.sellers.snapshots import SellerCard

MAXIMUM_CODE_LENGTH = 40


def open_terms(session: Session, actor: OutletActor, *, seller: str) -> Terms:
    """The terms with one seller, by its code.

    Raises:
        SellerNotFound: no such seller, or the outlet may not buy from it.
    """
    code = seller if len(seller) <= MAXIMUM_CODE_LENGTH and is_storable(seller) else ""
    rows = queries.terms(session, actor.lineage, actor.organization_id, code)
    terms = [_read(row, actor) for row in rows if _is_open(row, actor)]
    if not terms:
        raise SellerNotFound(seller)
    return terms[0]


def open_terms_everywhere(session: Session, actor: OutletActor) -> tuple[Terms, ...]:
    """The terms with every seller that the outlet may buy from, in the sellers' order."""
    rows = queries.terms(session, actor.lineage, actor.organization_id, None)
    return tuple(_read(row, actor) for row in rows if _is_open(row, actor))


def _is_open(row: Row[Any], actor: OutletActor) -> bool:
    mapped = [(_uuid(node), _uuid(seller)) for node, seller in unnested(row.mapped)]
    return is_seller_open(actor.lineage, mapped, row.id)


def _read(row: Row[Any], actor: OutletActor) -> Terms:
    seller = SellerCard(
        id=row.id,
        code=row.code,
        name=row.name,
        kind=row.kind,
        currency=row.currency,
        minimum_order=Money(row.minimum_order_minor, row.currency),
        lead_days=row.lead_days,
        position=row.position,
        warehouse_id=row.warehouse_id,
    )
    catalogs = [
        SeenCatalog(
            _uuid(node),
            CatalogCard(_uuid(key), code, name, position, as_moment(start), as_moment(end)),
            status,
        )
        for node, key, code, name, position, start, end, status in unnested(row.catalogs)
    ]
    lists = [_price_list(values) for values in unnested(row.price_lists)]
    lists += [
        SeenPriceList(_uuid(node), False, False, None, None, _uuid(group))  # noqa: FBT003 -- neither standard nor agreed
        for node, group in unnested(row.price_groups)
    ]
    return terms_for(seller, actor.lineage, catalogs, lists, now())


def _price_list(values: list[Any]) -> SeenPriceList:
    node, is_standard, organization, group, start, key, code, name, catalog, end = values
    rule = "trade_agreement" if organization else "standard" if is_standard else "price_group"
    card = PriceListCard(
        id=_uuid(key),
        code=code,
        name=name,
        rule=rule,
        catalog_id=as_uuid(catalog),
        valid_to=as_moment(end),
        is_dated=start is not None or end is not None,
    )
    return SeenPriceList(
        node_id=as_uuid(node),
        is_standard=bool(is_standard),
        is_agreement=bool(organization),
        valid_from=as_moment(start),
        card=card,
        group_id=as_uuid(group),
    )


def _uuid(text: str) -> UUID:
    return as_known_uuid(text)
