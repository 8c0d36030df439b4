"""Contacts, memberships and employees: made-up people for every organization, and the demo sign-ins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from storefront.demo.bulk import BulkWriter, Row
from storefront.demo.company import DISTRIBUTORS, MANUFACTURER, SellerPlan
from storefront.demo.draw import FOUNDED_TEXT, demo_id, share
from storefront.demo.outlets import OrganizationPlan, OutletPlan
from storefront.demo.places import person_name
from storefront.kit.text import fold
from storefront.parties.tables import Contact, Employee, EmployeeDuty, Membership

BUYER, SOLO, ADMIN = "buyer@demo.example", "solo@demo.example", "admin@demo.example"
EMPLOYEES: tuple[tuple[str, str, SellerPlan, tuple[str, ...]], ...] = (
    ("hq@demo.example", "Demo Headquarters", MANUFACTURER, ("headquarters",)),
    ("field@demo.example", "Demo Field Seller", MANUFACTURER, ("field_seller",)),
    ("service@demo.example", "Demo Customer Service", MANUFACTURER, ("customer_service",)),
    ("seller@demo.example", "Demo Seller", DISTRIBUTORS[0], ("seller_manager", "seller_clerk")),
)
SIGN_INS = (BUYER, SOLO, ADMIN, *(email for email, *_ in EMPLOYEES))
BUYER_OUTLETS = ((7, 3), (14, 2))
"""`buyer@` orders for so many outlets of the organizations at these places: chains of 6 in the north, of 5 in the south."""

BUYER_SHARE, ADMIN_SHARE = 0.6, 0.15
"""The part of their outlets' history that the demo contacts placed themselves."""


@dataclass(slots=True)
class People:
    """Who placed what: contact ids by outlet, and the rows to write."""

    placers: dict[str, str] = field(default_factory=dict[str, str])
    """The outlet's own contact."""
    demo_placers: dict[str, tuple[str, float]] = field(default_factory=dict[str, tuple[str, float]])
    """A demo contact with the part of the outlet's orders that it placed."""
    contacts: list[Row] = field(default_factory=list[Row])
    memberships: list[Row] = field(default_factory=list[Row])
    tried: set[str] = field(default_factory=set[str])
    """Organizations that a demo sign-in belongs to."""

    def add(self, email: str, name: str, password_hash: str | None = None) -> str:
        """A contact; its id."""
        contact_id = demo_id("contact", len(self.contacts) + 1)
        self.contacts.append((contact_id, email, name, fold(name), password_hash, 1, FOUNDED_TEXT))
        return contact_id

    def admit(self, contact_id: str, node_id: str, role: str) -> None:
        """An active membership."""
        number = len(self.memberships) + 1
        self.memberships.append(
            (demo_id("membership", number), contact_id, node_id, role, "active", FOUNDED_TEXT)
        )

    def id_of(self, email: str) -> str:
        """The contact with an address."""
        return next(str(row[0]) for row in self.contacts if row[1] == email)

    def placer(self, outlet: OutletPlan, order_number: str) -> str:
        """Who placed an order of the history."""
        contact_id, part = self.demo_placers.get(outlet.id, ("", 0.0))
        return contact_id if share("placer", order_number) < part else self.placers[outlet.id]


def plan_people(plans: Sequence[OrganizationPlan], password_hash: str) -> People:
    """An admin for each organization, a user for each outlet of the larger ones, and the demo buyers."""
    people = People()
    _add_demo_buyers(people, plans, password_hash)
    for plan in plans:
        admin = _add_person(people, plan.number)
        people.admit(admin, plan.root_id, "admin")
        for outlet in plan.outlets:
            placer = admin
            if len(plan.outlets) > 1:
                placer = _add_person(people, outlet.number)
                people.admit(placer, outlet.id, "user")
            people.placers[outlet.id] = placer
    return people


def write_people(writer: BulkWriter, people: People, password_hash: str) -> None:
    """Contacts with memberships, and the employees."""
    employees = list(_employees(people, password_hash))
    columns = "id email name name_key password_hash is_active created_at"
    writer.write_stage("People", Contact, columns, people.contacts)
    writer.write(Membership, "id contact_id node_id role status created_at", people.memberships)
    writer.write(Employee, "id contact_id seller_id is_active", employees)
    duties = [
        (demo_id("employee", place), duty)
        for place, (*_, duties) in enumerate(EMPLOYEES, start=1)
        for duty in duties
    ]
    writer.write(EmployeeDuty, "employee_id duty", duties)


def _employees(people: People, password_hash: str) -> Iterator[Row]:
    for place, (email, name, seller, _) in enumerate(EMPLOYEES, start=1):
        yield (demo_id("employee", place), people.add(email, name, password_hash), seller.id, 1)


def _add_person(people: People, number: str) -> str:
    first, last = person_name(number)
    return people.add(f"{first}.{last}@{number}.demo.example".lower(), f"{first} {last}")


def _add_demo_buyers(people: People, plans: Sequence[OrganizationPlan], password_hash: str) -> None:
    buyer = people.add(BUYER, "Demo Buyer", password_hash)
    for place, outlets in BUYER_OUTLETS:
        plan = plans[place]
        people.tried.add(plan.id)
        for outlet in plan.outlets[:outlets]:
            people.admit(buyer, outlet.id, "user")
            people.demo_placers[outlet.id] = (buyer, BUYER_SHARE)
    solo = people.add(SOLO, "Demo Solo Buyer", password_hash)
    alone = next(plan for plan in plans if plan.is_solo)
    people.tried.add(alone.id)
    people.admit(solo, alone.outlets[0].id, "user")
    people.demo_placers[alone.outlets[0].id] = (solo, BUYER_SHARE)
    admin = people.add(ADMIN, "Demo Admin", password_hash)
    national = plans[0]
    people.tried.add(national.id)
    people.admit(admin, national.root_id, "admin")
    people.demo_placers.update((outlet.id, (admin, ADMIN_SHARE)) for outlet in national.outlets)
