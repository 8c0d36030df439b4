"""A whole trade: two organizations, two sellers, and everybody who works there."""

from dataclasses import dataclass

from sqlmodel import Session

from storefront.offers.service import shelve
from tests.factories.goods import (
    MadeSeller,
    make_categories,
    make_price,
    make_products,
    make_seller,
    open_to,
    put_on_sale,
)
from tests.factories.organizations import MadeOrganization, MadeOutlet, make_organization, make_outlet
from tests.factories.people import (
    MadeContact,
    MadeEmployee,
    make_contact,
    make_employee,
    make_membership,
    make_sales_group,
)


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


@dataclass(frozen=True, slots=True)
class Staff:
    """Employees of a `Trade`, one for each duty."""

    headquarters: MadeEmployee
    service: MadeEmployee
    field: MadeEmployee
    """In the sales group of the first organization."""
    other_field: MadeEmployee
    """A field seller in no sales group."""
    maker_clerk: MadeEmployee
    north_manager: MadeEmployee


def make_staff(session: Session, trade: "Trade") -> Staff:
    """The employees of both sellers."""

    def employ(name: str, seller: MadeSeller, *duties: str) -> MadeEmployee:
        email = f"{name.split(maxsplit=1)[0].lower()}@{seller.code.lower()}.example"
        return make_employee(session, email=email, seller_id=seller.id, duties=duties, name=name)

    staff = Staff(
        headquarters=employ("Hedy Headquarters", trade.maker, "headquarters"),
        service=employ("Sam Service", trade.maker, "customer_service"),
        field=employ("Fay Field", trade.maker, "field_seller"),
        other_field=employ("Finn Field", trade.maker, "field_seller"),
        maker_clerk=employ("Mona Clerk", trade.maker, "seller_clerk"),
        north_manager=employ("Nora North", trade.north, "seller_manager"),
    )
    make_sales_group(session, code="FIRST", employees=[staff.field], node_ids=[trade.organization.root_id])
    return staff
