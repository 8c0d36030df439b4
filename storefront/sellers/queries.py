"""Every statement of this slice."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from storefront.db.columns import table_of
from storefront.db.recordset import among, insert_rows
from storefront.parties.tables import Contact, HierarchyNode, Organization
from storefront.sellers.tables import Channel, NodeSeller, Seller, SellerRequest, Site, Warehouse

sellers = table_of(Seller).c
channels = table_of(Channel).c
warehouses = table_of(Warehouse).c
sites = table_of(Site).c
node_sellers = table_of(NodeSeller).c
requests = table_of(SellerRequest).c
nodes = table_of(HierarchyNode).c
organizations = table_of(Organization).c
contacts = table_of(Contact).c

MAXIMUM_SELLERS = 200


def by_code(session: Session, code: str) -> sa.Row[Any] | None:
    """A seller by its own code or by that of its channel, with the warehouse that it fulfils from."""
    return session.execute(_by_code(), {"code": code}).one_or_none()


def by_id(session: Session, seller_id: UUID) -> sa.Row[Any]:
    """A seller that exists, with its channel and the warehouse that it fulfils from."""
    return session.execute(_by_id(), {"seller": seller_id}).one()


@cache
def _by_code() -> sa.Executable:
    return _by_code_of()


def _by_code_of() -> Any:
    code = sa.bindparam("code", type_=sa.Text)
    # Its own code first, should another's channel have the same.
    return (
        _sellers()
        .where((sellers.code == code) | (channels.code == code))
        .order_by(sa.case((sellers.code == code, 0), else_=1))
        .limit(1)
    )


@cache
def _by_id() -> sa.Executable:
    return _sellers().where(sellers.id == sa.bindparam("seller", type_=sa.Uuid()))


def _sellers() -> Any:
    return (
        sa.select(
            sellers.id,
            sellers.code,
            sellers.name,
            sellers.kind,
            sellers.currency,
            channels.code.label("channel_code"),
            warehouses.id.label("warehouse_id"),
        )
        .join_from(table_of(Seller), table_of(Channel), channels.seller_id == sellers.id)
        .join(table_of(Warehouse), (warehouses.seller_id == sellers.id) & warehouses.is_default)
    )


def every_seller(session: Session) -> Sequence[sa.Row[Any]]:
    """The sellers of the trade in their order; those that sell no more come along, and say so."""
    return session.execute(_every_seller()).all()


@cache
def _every_seller() -> sa.Executable:
    return (
        sa.select(sellers.id, sellers.code, sellers.name, sellers.kind, sellers.is_active)
        .order_by(sellers.position, sellers.code)
        .limit(MAXIMUM_SELLERS)
    )


def mapped_at(session: Session, node_ids: Sequence[UUID]) -> Sequence[sa.Row[Any]]:
    """Sellers that are set at these very nodes, in the sellers' order."""
    return session.execute(_mapped_at(), {"nodes": list(node_ids)}).all()


@cache
def _mapped_at() -> sa.Executable:
    return (
        sa.select(node_sellers.node_id, node_sellers.seller_id)
        .join_from(table_of(NodeSeller), table_of(Seller), sellers.id == node_sellers.seller_id)
        .where(among(node_sellers.node_id, "nodes"))
        .order_by(sellers.position, sellers.code)
    )


def put_mapped(session: Session, node_ids: Sequence[UUID], seller_ids: Sequence[UUID]) -> None:
    """Replace the sellers of some nodes; none leaves them to inherit."""
    session.execute(sa.delete(table_of(NodeSeller)).where(node_sellers.node_id.in_(node_ids)))
    rows = [[node_id, seller_id] for node_id in node_ids for seller_id in seller_ids]
    insert_rows(session, table_of(NodeSeller), ["node_id", "seller_id"], rows)


def insert_request(session: Session, values: Sequence[object]) -> None:
    """A new request: id, outlet, seller, contact, note, status, moment."""
    columns = ["id", "outlet_id", "seller_id", "contact_id", "note", "status", "created_at"]
    insert_rows(session, table_of(SellerRequest), columns, [values])


def has_open_request(session: Session, outlet_id: UUID, seller_id: UUID) -> bool:
    """Whether the outlet has asked for this seller already, and waits."""
    return bool(
        session.execute(
            sa.select(
                sa.exists().where(
                    requests.outlet_id == outlet_id,
                    requests.seller_id == seller_id,
                    requests.status == "submitted",
                )
            )
        ).scalar_one()
    )


def requests_page(
    session: Session,
    *,
    seller_id: UUID | None,
    outlet_id: UUID | None,
    status: str,
    before: UUID | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """Requests of a seller, of an outlet or of all, newest first, those made before the one given."""
    given: dict[str, object] = {"most": limit}
    given |= {"seller": seller_id} if seller_id else {}
    given |= {"outlet": outlet_id} if outlet_id else {}
    given |= {"status": status} if status else {}
    given |= {"before": before} if before else {}
    return session.execute(_requests_page(tuple(sorted(given))), given).all()


@cache
def _requests_page(given: tuple[str, ...]) -> sa.Executable:
    # Ids are made in the order of time.
    statement = _requests().order_by(requests.id.desc()).limit(sa.bindparam("most", type_=sa.Integer))
    conditions = {
        "seller": requests.seller_id == sa.bindparam("seller", type_=sa.Uuid()),
        "outlet": requests.outlet_id == sa.bindparam("outlet", type_=sa.Uuid()),
        "status": requests.status == sa.bindparam("status", type_=sa.Text),
        "before": requests.id < sa.bindparam("before", type_=sa.Uuid()),
    }
    return statement.where(*(conditions[name] for name in given if name in conditions))


def request_by_id(session: Session, request_id: UUID, seller_id: UUID | None) -> sa.Row[Any] | None:
    """A request; with a seller, only one for that."""
    statement = _requests().where(requests.id == request_id)
    if seller_id:
        statement = statement.where(requests.seller_id == seller_id)
    return session.execute(statement).one_or_none()


def _requests() -> Any:
    decider = table_of(Contact).alias("decider")
    return (
        sa.select(
            requests.id,
            requests.outlet_id,
            requests.seller_id,
            requests.note,
            requests.status,
            requests.created_at,
            requests.decided_at,
            requests.reason,
            nodes.number.label("outlet_number"),
            nodes.name.label("outlet_name"),
            nodes.organization_id,
            organizations.name.label("organization_name"),
            sellers.code.label("seller_code"),
            sellers.name.label("seller_name"),
            contacts.name.label("asker"),
            contacts.email.label("asker_email"),
            decider.c.name.label("decider"),
        )
        .select_from(table_of(SellerRequest))
        .join(table_of(HierarchyNode), nodes.id == requests.outlet_id)
        .join(table_of(Organization), organizations.id == nodes.organization_id)
        .join(table_of(Seller), sellers.id == requests.seller_id)
        .outerjoin(table_of(Contact), contacts.id == requests.contact_id)
        .outerjoin(decider, decider.c.id == requests.decided_by)
    )


def decide(
    session: Session, request_id: UUID, *, status: str, reason: str, decided_by: UUID, moment: datetime
) -> bool:
    """Decide a request that waits; False when somebody was quicker."""
    done = session.execute(
        sa.update(table_of(SellerRequest))
        .where(requests.id == request_id, requests.status == "submitted")
        .values(status=status, reason=reason, decided_by=decided_by, decided_at=moment)
    )
    return bool(getattr(done, "rowcount", 0))


def lock_manufacturer(session: Session) -> sa.Row[Any] | None:
    """The manufacturer; its row stays locked until the transaction ends, so that sellers are opened one by one."""
    return session.execute(_lock_manufacturer()).one_or_none()


@cache
def _lock_manufacturer() -> sa.Executable:
    return (
        sa.select(sellers.id, sellers.code, sellers.currency)
        .where(sellers.kind == "manufacturer")
        .order_by(sellers.position, sellers.id)
        .limit(1)
        .with_for_update(key_share=True)
    )


def model_of(session: Session, code: str) -> sa.Row[Any] | None:
    """What a new channel takes over from the one with this code, its own or its seller's."""
    return session.execute(_model_of(), {"code": code}).one_or_none()


@cache
def _model_of() -> sa.Executable:
    return _by_code_of().add_columns(sellers.minimum_order_minor, sellers.lead_days)


def codes_in_use(session: Session, beginning: str) -> set[str]:
    """Codes of sellers, channels, sites and warehouses that begin so."""
    parts = [
        sa.select(column).where(column.startswith(sa.bindparam("beginning", type_=sa.Text), autoescape=False))
        for column in (sellers.code, channels.code, sites.code, warehouses.code)
    ]
    return set(session.execute(sa.union(*parts).limit(5_000), {"beginning": beginning}).scalars())


def last_position(session: Session) -> int:
    """The place of the seller that is listed last."""
    return session.execute(sa.select(sa.func.coalesce(sa.func.max(sellers.position), 0))).scalar_one()
