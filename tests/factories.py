"""Small trades made by hand: plain functions that write rows and hand back what tests need of them."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from sqlmodel import Session

from storefront.catalog.tables import Catalog, CatalogEntry, Category, NodeCatalog, Product
from storefront.credit.tables import CreditAccount
from storefront.inventory.tables import StockLevel
from storefront.kit.clock import now
from storefront.kit.ids import new_id
from storefront.kit.text import sort_key
from storefront.offers.service import shelve
from storefront.parties.actor import OutletActor
from storefront.parties.service import enter_outlet, hash_password, hash_token
from storefront.parties.tables import (
    Contact,
    CustomerHierarchy,
    HierarchyNode,
    Membership,
    NodeAddress,
    Organization,
    SignInSession,
)
from storefront.pricing.tables import NodePriceGroup, PriceEntry, PriceGroup, PriceList
from storefront.sellers.tables import Channel, NodeSeller, Seller, Site, Warehouse

PASSWORD = "correct horse battery"
CURRENCY = "GBP"


@cache
def password_hash() -> str:
    """Made once: it takes a quarter of a second on purpose."""
    return hash_password(PASSWORD)


@dataclass(frozen=True, slots=True)
class MadeOrganization:
    id: UUID
    number: str
    hierarchy_id: UUID
    root_id: UUID


@dataclass(frozen=True, slots=True)
class MadeGroup:
    id: UUID
    path: str


@dataclass(frozen=True, slots=True)
class MadeOutlet:
    id: UUID
    number: str
    organization: MadeOrganization


@dataclass(frozen=True, slots=True)
class MadeContact:
    id: UUID
    email: str
    token: str
    """The token of an open session."""


@dataclass(frozen=True, slots=True)
class MadeProduct:
    id: UUID
    sku: str
    name: str


@dataclass(slots=True)
class MadeSeller:
    id: UUID
    code: str
    warehouse_id: UUID
    price_list_id: UUID
    catalog_id: UUID
    catalog: str
    products: list[MadeProduct] = field(default_factory=list)

    @property
    def skus(self) -> list[str]:
        return [product.sku for product in self.products]


def make_organization(
    session: Session, *, number: str, name: str = "", credit: int | None = 1_000_000
) -> MadeOrganization:
    """`credit` is the limit in minor units; None makes no account."""
    organization = Organization(number=number, name=name or f"Organization {number}")
    hierarchy = CustomerHierarchy(
        number=f"HIER-{number}", organization_id=organization.id, name=organization.name
    )
    root = HierarchyNode(
        hierarchy_id=hierarchy.id,
        organization_id=organization.id,
        kind="organization",
        number=f"N-{number}",
        name=organization.name,
        name_key=sort_key(organization.name),
        path="1",
    )
    _put(session, organization, hierarchy, root)
    if credit is not None:
        _put(session, CreditAccount(organization_id=organization.id, currency=CURRENCY, limit_minor=credit))
    return MadeOrganization(organization.id, number, hierarchy.id, root.id)


def make_group(session: Session, *, organization: MadeOrganization, number: str) -> MadeGroup:
    """A node between an organization and some of its outlets."""
    node = HierarchyNode(
        hierarchy_id=organization.hierarchy_id,
        organization_id=organization.id,
        parent_id=organization.root_id,
        kind="group",
        number=number,
        name=f"Group {number}",
        name_key=sort_key(f"Group {number}"),
        path=f"1.{number}",
    )
    _put(session, node)
    return MadeGroup(node.id, node.path)


def make_outlet(
    session: Session,
    *,
    organization: MadeOrganization,
    number: str,
    name: str = "",
    has_address: bool = True,
    group: MadeGroup | None = None,
) -> MadeOutlet:
    name = name or f"Outlet {number}"
    node = HierarchyNode(
        hierarchy_id=organization.hierarchy_id,
        organization_id=organization.id,
        parent_id=group.id if group else organization.root_id,
        kind="outlet",
        number=number,
        name=name,
        name_key=sort_key(name),
        path=f"{group.path if group else '1'}.{number}",
    )
    _put(session, node)
    if has_address:
        address = NodeAddress(
            node_id=node.id, name=name, street="1 High Street", city="York", postcode="YO1 1AA", country="GB"
        )
        _put(session, address)
    return MadeOutlet(node.id, number, organization)


def make_contact(session: Session, *, email: str, name: str = "", is_active: bool = True) -> MadeContact:
    """A contact with an open session; signs in with `PASSWORD`."""
    contact = Contact(
        email=email,
        name=name or email.partition("@")[0].title(),
        password_hash=password_hash(),
        is_active=is_active,
    )
    _put(session, contact)
    return MadeContact(contact.id, email, make_session(session, contact_id=contact.id))


def make_session(session: Session, *, contact_id: UUID, expires_in: timedelta = timedelta(hours=8)) -> str:
    """The token of a new session."""
    token = secrets.token_urlsafe(32)
    end: datetime = now() + expires_in
    _put(
        session,
        SignInSession(
            token_hash=hash_token(token), contact_id=contact_id, idle_expires_at=end, expires_at=end
        ),
    )
    return token


def make_membership(
    session: Session, *, contact: MadeContact, node_id: UUID, role: str = "user", status: str = "active"
) -> UUID:
    membership = Membership(
        contact_id=contact.id,
        node_id=node_id,
        role=role,
        status=status,
        disabled_reason="left the company" if status == "disabled" else None,
    )
    _put(session, membership)
    return membership.id


def make_categories(session: Session) -> dict[str, UUID]:
    """A tree of two branches: `kitchen` with `mugs` and `plates`, and `candles`."""
    kitchen = Category(code="kitchen", name="Kitchen", first=1, last=3)
    mugs = Category(code="mugs", name="Mugs", parent_id=kitchen.id, first=2, last=2)
    plates = Category(code="plates", name="Plates", parent_id=kitchen.id, first=3, last=3)
    candles = Category(code="candles", name="Candles", first=4, last=4)
    _put(session, kitchen, mugs, plates, candles)
    return {category.code: category.id for category in (kitchen, mugs, plates, candles)}


def make_seller(
    session: Session, *, code: str, kind: str = "manufacturer", minimum_order: int = 0, position: int = 0
) -> MadeSeller:
    """A seller with channel, site, warehouse, a published catalog and a standard price list, all still empty."""
    seller = Seller(
        code=code,
        name=f"{code.title()} Ltd",
        kind=kind,
        currency=CURRENCY,
        minimum_order_minor=minimum_order,
        position=position,
    )
    site = Site(seller_id=seller.id, code=f"{code}-S", name=f"{code} site")
    warehouse = Warehouse(site_id=site.id, seller_id=seller.id, code=f"{code}-W", name=f"{code} warehouse")
    group = PriceGroup(seller_id=seller.id, code=f"{code}-ALL", name="Everybody", is_standard=True)
    prices = PriceList(
        seller_id=seller.id,
        code=f"{code}-STANDARD",
        name="Standard prices",
        currency=CURRENCY,
        price_group_id=group.id,
    )
    catalog = Catalog(code=f"{code}-MAIN", name=f"{code} range", seller_id=seller.id, status="published")
    channel = Channel(seller_id=seller.id, code=f"{code}-C", name=f"{code} online")
    _put(session, seller, channel, site, warehouse, group, prices, catalog)
    return MadeSeller(seller.id, code, warehouse.id, prices.id, catalog.id, catalog.code)


def make_products(
    session: Session,
    *,
    seller: MadeSeller,
    category_id: UUID,
    skus: Sequence[str],
    price: int = 25_000,
    stock: int = 100,
    **fields: object,
) -> list[MadeProduct]:
    """Products in the seller's catalog at `price` (ten-thousandths); `fields` are those of `Product`."""
    made: list[MadeProduct] = []
    rows: list[object] = []
    for sku in skus:
        values: dict[str, object] = {"name": f"Mug {sku}", "base_code": sku, **fields}
        product = Product.model_validate(
            {"owner_id": seller.id, "sku": sku, "category_id": category_id, **values}
        )
        rows.append(product)
        made.append(MadeProduct(product.id, sku, product.name))
    _put(session, *rows)
    put_on_sale(session, seller=seller, products=made, price=price, stock=stock)
    return made


def put_on_sale(
    session: Session,
    *,
    seller: MadeSeller,
    products: Iterable[MadeProduct],
    price: int = 25_000,
    stock: int = 100,
) -> None:
    """Products that exist already, in a seller's catalog, price list and warehouse."""
    products = list(products)
    for product in products:
        _add(
            session,
            CatalogEntry(catalog_id=seller.catalog_id, product_id=product.id),
            PriceEntry(price_list_id=seller.price_list_id, product_id=product.id, unit_price=price),
            StockLevel(warehouse_id=seller.warehouse_id, product_id=product.id, on_hand=stock),
        )
    session.flush()
    seller.products.extend(products)


def make_price(
    session: Session, *, seller: MadeSeller, product: MadeProduct, from_quantity: int, price: int
) -> None:
    """A quantity break in the standard price list."""
    entry = PriceEntry(
        price_list_id=seller.price_list_id,
        product_id=product.id,
        minimum_quantity=from_quantity,
        unit_price=price,
    )
    _put(session, entry)


def open_to(session: Session, *, seller: MadeSeller, node_id: UUID, is_seller_mapped: bool = True) -> None:
    """Let a node and what is below it buy from a seller, out of its catalog."""
    rows: list[object] = [NodeCatalog(node_id=node_id, catalog_id=seller.catalog_id)]
    if is_seller_mapped:
        rows.append(NodeSeller(node_id=node_id, seller_id=seller.id))
    _put(session, *rows)


def make_catalog(
    session: Session,
    *,
    seller: MadeSeller,
    code: str,
    entries: Mapping[MadeProduct, Mapping[str, object]],
    node_id: UUID | None = None,
    **fields: object,
) -> UUID:
    """A further catalog with what each entry overrides, mapped to a node if one is given; not on the shelf yet."""
    values = {"name": f"{code} range", "status": "published", "position": 1, **fields}
    catalog = Catalog.model_validate({"code": code, "seller_id": seller.id, **values})
    _put(session, catalog)
    _add(
        session,
        *(
            CatalogEntry.model_validate({"catalog_id": catalog.id, "product_id": product.id, **overrides})
            for product, overrides in entries.items()
        ),
    )
    if node_id:
        _add(session, NodeCatalog(node_id=node_id, catalog_id=catalog.id))
    session.flush()
    return catalog.id


def make_price_list(
    session: Session,
    *,
    seller: MadeSeller,
    code: str,
    prices: Mapping[MadeProduct, int],
    node_id: UUID | None = None,
    organization_id: UUID | None = None,
    from_quantity: int = 1,
    **fields: object,
) -> UUID:
    """Prices of a group that is set at a node, of one organization's agreement, or else of everybody."""
    group = None
    if organization_id is None:
        group = PriceGroup(
            seller_id=seller.id, code=f"{code}-GROUP", name=f"{code} group", is_standard=node_id is None
        )
        _put(session, group)
    if group and node_id:
        _put(session, NodePriceGroup(node_id=node_id, price_group_id=group.id))
    made = PriceList.model_validate(
        {
            "seller_id": seller.id,
            "code": code,
            "name": f"{code} prices",
            "currency": CURRENCY,
            "price_group_id": group.id if group else None,
            "organization_id": organization_id,
            **fields,
        }
    )
    _put(session, made)
    _add(
        session,
        *(
            PriceEntry(
                price_list_id=made.id,
                product_id=product.id,
                minimum_quantity=from_quantity,
                unit_price=price,
            )
            for product, price in prices.items()
        ),
    )
    session.flush()
    return made.id


def act_as(session: Session, contact: MadeContact, outlet: MadeOutlet) -> OutletActor:
    """A contact at an outlet, as the doors find it out."""
    return enter_outlet(session, hash_token(contact.token), outlet.number)


@dataclass(frozen=True, slots=True)
class Trade:
    """Two organizations, two sellers, and everybody that a test of access needs."""

    organization: MadeOrganization
    outlet: MadeOutlet
    second_outlet: MadeOutlet
    other_outlet: MadeOutlet
    maker: MadeSeller
    north: MadeSeller
    buyer: MadeContact
    """Role `user` at the first organization's first outlet."""
    colleague: MadeContact
    """Role `user` at the same outlet."""
    admin: MadeContact
    """Role `admin` at the first organization."""
    outsider: MadeContact
    """Role `user` at the other organization's outlet."""
    disabled: MadeContact
    """Once role `user` at the first outlet; disabled since."""


def make_trade(session: Session, *, products: int = 12, stock: int = 100, credit: int = 10_000_000) -> Trade:
    """SKUs `M-001`… at £2.50 from `MAKER` (six pieces and more: £2.25) and at £2.75 from `NORTH`, whose minimum is £50."""
    organization = make_organization(session, number="ORG-1", name="First Gifts", credit=credit)
    other = make_organization(session, number="ORG-2", name="Other Gifts")
    outlet = make_outlet(session, organization=organization, number="1001", name="First Gifts York")
    second_outlet = make_outlet(session, organization=organization, number="1002", name="First Gifts Leeds")
    other_outlet = make_outlet(session, organization=other, number="2001", name="Other Gifts Hull")
    categories = make_categories(session)
    maker = make_seller(session, code="MAKER")
    north = make_seller(session, code="NORTH", kind="distributor", minimum_order=5_000, position=1)
    skus = [f"M-{number:03d}" for number in range(1, products + 1)]
    made = make_products(session, seller=maker, category_id=categories["mugs"], skus=skus, stock=stock)
    for product in made:
        make_price(session, seller=maker, product=product, from_quantity=6, price=22_500)
    put_on_sale(session, seller=north, products=made, price=27_500, stock=stock)
    for node_id in (organization.root_id, other.root_id):
        open_to(session, seller=maker, node_id=node_id)
        open_to(session, seller=north, node_id=node_id)
    trade = Trade(
        organization=organization,
        outlet=outlet,
        second_outlet=second_outlet,
        other_outlet=other_outlet,
        maker=maker,
        north=north,
        buyer=make_contact(session, email="buyer@first.example", name="Bea Buyer"),
        colleague=make_contact(session, email="colleague@first.example", name="Carl Colleague"),
        admin=make_contact(session, email="admin@first.example", name="Ada Admin"),
        outsider=make_contact(session, email="buyer@other.example", name="Otto Outsider"),
        disabled=make_contact(session, email="gone@first.example", name="Dora Disabled"),
    )
    make_membership(session, contact=trade.buyer, node_id=outlet.id)
    make_membership(session, contact=trade.colleague, node_id=outlet.id)
    make_membership(session, contact=trade.admin, node_id=organization.root_id, role="admin")
    make_membership(session, contact=trade.outsider, node_id=other_outlet.id)
    make_membership(session, contact=trade.disabled, node_id=outlet.id, status="disabled")
    shelve(session, catalog_ids=[maker.catalog_id, north.catalog_id])
    session.flush()
    return trade


def new_key() -> str:
    """An idempotency key."""
    return new_id().hex


def _put(session: Session, *rows: object) -> None:
    """One at a time: rows may refer to the ones before, and the tables know each other only by name."""
    for row in rows:
        session.add(row)
        session.flush()


def _add(session: Session, *rows: object) -> None:
    for row in rows:
        session.add(row)
