"""The same things twice: an outlet's and its organization's own, and those of another organization."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.snapshots import ReadRow, WantedLine
from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.snapshots import MemberFilter, MemberInput, NewSetting, PersonRow
from storefront.offers.snapshots import ListingRequest
from storefront.orders import service as orders
from storefront.orders.snapshots import CheckoutRequest, IncomingFilter, OrderFilter
from storefront.parties import service as parties
from storefront.parties.actor import Actor, HierarchyActor, OutletActor, SellerActor
from storefront.reordering.snapshots import BuyAgainRequest
from storefront.sellers import service as sellers
from storefront.templates import service as templates
from storefront.templates.snapshots import Counted, LinePick, TemplateLineInput
from tests.factories import (
    MadeContact,
    MadeEmployee,
    MadeOutlet,
    MadeSeller,
    make_acting_session,
    make_contact,
    make_membership,
    make_outlet,
    make_session,
    new_key,
)

Things = Mapping[str, Any]
"""By the name of a parameter, by `slice.parameter`, or by `slice.function.parameter`: the longest is meant."""


@dataclass(frozen=True)
class Side:
    """Who has the things of one side."""

    buyer: MadeContact
    admin: MadeContact
    outlet: MadeOutlet
    hierarchy: str
    seller: MadeSeller
    clerk: MadeEmployee
    field: MadeEmployee
    shelf: str
    """A seller that is open to its outlet, and to no outlet of the other side."""


def at_outlet(session: Session, side: Side) -> OutletActor:
    return parties.enter_outlet(session, parties.hash_token(side.buyer.token), side.outlet.number)


def at_hierarchy(session: Session, side: Side) -> HierarchyActor:
    return parties.enter_hierarchy(session, parties.hash_token(side.admin.token), side.hierarchy)


def at_desk(session: Session, side: Side) -> SellerActor:
    return sellers.enter_seller(session, parties.hash_token(side.clerk.token), side.seller.code)


def as_oneself(session: Session, contact: MadeContact) -> Actor:
    return parties.identify(session, parties.hash_token(contact.token))


def things_of(session: Session, side: Side, *, prefix: str) -> Things:
    """What a side has; `prefix` begins the numbers and names of what is made."""
    made: dict[str, Any] = {}
    made |= _orders(session, side)
    made |= _cart(session, side)
    made |= _templates(session, side, prefix)
    made |= _wishes(session, side, prefix)
    made |= _people(session, side, prefix)
    made |= _nodes(session, side, prefix)
    made |= _own(session, side, prefix)
    return made


def _order(session: Session, side: Side) -> str:
    actor, seller = at_outlet(session, side), side.seller.code
    carts.add_lines(session, actor, seller=seller, lines=[WantedLine("M-001", 20)])
    placed = orders.place(session, actor, seller=seller, request=CheckoutRequest(), idempotency_key=new_key())
    session.flush()
    return placed.order.summary.number


def _orders(session: Session, side: Side) -> Things:
    number = _order(session, side)
    return {
        "number": number,
        "numbers": [number],
        "orders.reject.lines": ["M-001"],
        "orders.list_incoming.wanted": IncomingFilter(status="all", outlet=side.outlet.number),
    }


def _cart(session: Session, side: Side) -> Things:
    actor, seller = at_outlet(session, side), side.seller.code
    for sku in ("M-002", "M-003", "M-004"):
        carts.add_lines(session, actor, seller=seller, lines=[WantedLine(sku, 2)])
    lines = carts.show_cart(session, actor, seller=seller).lines
    carts.save_line(session, actor, seller=seller, line_id=lines[0].id)
    change = carts.list_changes(session, actor, seller=seller).items[1]
    rows = 2 if side.outlet.number == "1001" else 9
    read = [ReadRow(number=place, text="", sku=f"M-00{place}", quantity=1) for place in range(1, rows + 1)]
    carts.add_typed_to_grid(session, actor, rows=read, attempt=new_key())
    # Ids of rows count from one in each grid: this one is in the longer grid alone.
    last = max(row.id for row in carts.show_grid(session, actor).rows)
    return {
        "seller": side.shelf,
        "offers.list_offers.request": ListingRequest(seller=side.shelf),
        "line_id": lines[1].id,
        "saved_id": carts.list_saved(session, actor, seller=seller)[0].id,
        "change_id": change.id,
        "row_id": last,
        "row_ids": [last],
        "carts.take_out.to": "saved",
        "carts.change_grid_row.quantity": "2",
        "carts.correct_grid_row.quantity": "2",
    }


def _templates(session: Session, side: Side, prefix: str) -> Things:
    actor = at_outlet(session, side)

    def make(name: str) -> Any:
        lines = [TemplateLineInput("M-001", 2), TemplateLineInput("M-002", 2)]
        return templates.create_template(session, actor, name=f"{prefix} {name}", lines=lines)

    view, gone = make("weekly"), make("gone")
    templates.delete_template(session, actor, template_id=gone.card.id)
    line_id = view.lines[0].id
    return {
        "template_id": view.card.id,
        "templates.restore_template.template_id": gone.card.id,
        "templates.line_id": line_id,
        "line_ids": [line_id],
        "picks": [LinePick(line_id=line_id)],
        "counts": [Counted(line_id, 1)],
        "templates.move_line.to": 2,
        "templates.lines": [TemplateLineInput("M-003", 1)],
        "templates.known": (),
        "templates.scope": "contact",
        "templates.list_templates.wanted": None,
    }


def _wishes(session: Session, side: Side, prefix: str) -> Things:
    actor, seller = at_outlet(session, side), side.seller.code
    found = templates.create_wish_list(session, actor, name=f"{prefix} wishes")
    list_id = found.card.id
    for sku in ("M-001", "M-002"):
        view = templates.wish(session, actor, seller=seller, sku=sku, wish_list_id=list_id)
    gone = templates.create_wish_list(session, actor, name=f"{prefix} gone").card.id
    templates.delete_wish_list(session, actor, wish_list_id=gone)
    templates.remove_wish(session, actor, wish_list_id=list_id, line_id=view.lines[0].id)
    cart_line = carts.show_cart(session, actor, seller=seller).lines[1].id
    own = {f"templates.{name}.line_id": view.lines[1].id for name in ("change_wish", "remove_wish")}
    return own | {
        "wish_list_id": list_id,
        "templates.restore_wish_list.wish_list_id": gone,
        "templates.restore_wish.line_id": view.lines[0].id,
        "templates.move_line_to_template.line_id": cart_line,
        "templates.move_line_to_wish_list.line_id": cart_line,
    }


def _people(session: Session, side: Side, prefix: str) -> Things:
    admin = at_hierarchy(session, side)
    token = prefix.lower()

    def join(name: str, status: str) -> Any:
        contact = make_contact(session, email=f"{name}@{token}.example")
        return make_membership(session, contact=contact, node_id=side.outlet.id, status=status)

    invited = hierarchies.invite_member(
        session, admin, MemberInput(f"invited@{token}.example", "Ina", "user", side.outlet.number)
    )
    new = MemberInput(f"new@{token}.example", "Nina", "user", side.outlet.number)
    return {
        "membership_id": join("member", "active"),
        "hierarchies.enable_member.membership_id": join("disabled", "disabled"),
        "hierarchies.send_invitation.membership_id": invited.id,
        "hierarchies.list_members.wanted": MemberFilter(node=side.outlet.number),
        "hierarchies.export_members.wanted": MemberFilter(node=side.outlet.number),
        "hierarchies.invite_member.wanted": new,
        "hierarchies.invite_people.rows": [PersonRow(1, new)],
        "hierarchies.judge_people.rows": [PersonRow(1, new)],
    }


def _nodes(session: Session, side: Side, prefix: str) -> Things:
    organization = side.outlet.organization
    spare = make_outlet(session, organization=organization, number=f"{prefix}-9")
    admin = at_hierarchy(session, side)
    root = parties.show_branch(session, admin).node
    assert root is not None
    group = parties.add_node(session, admin, parent=root.number, kind="group", name=f"{prefix} group")
    return {
        "node": spare.number,
        "nodes": [spare.number],
        "parties.find_nodes.numbers": [spare.number],
        "parent": root.number,
        "to": group.number,
        "source": side.outlet.number,
        "targets": [spare.number],
        "parties.add_node.kind": "outlet",
        "parties.suggest_nodes.outside": spare.number,
        "parties.suggest_nodes.kinds": ("outlet",),
        "hierarchies.change_settings.wanted": [NewSetting("cap", amount="5")],
        "hierarchies.preview_settings.wanted": [NewSetting("cap", amount="5")],
        "kinds": ["address"],
    }


def _own(session: Session, side: Side, prefix: str) -> Things:
    me = as_oneself(session, side.buyer)
    make_session(session, contact_id=side.buyer.id)
    other = next(each for each in parties.list_sessions(session, me) if not each.is_current)
    view = orders.save_view(session, me, name=f"{prefix} view", wanted=OrderFilter())
    visit = make_acting_session(session, employee=side.field, outlet=side.outlet)
    selection = OrderFilter(outlet=side.outlet.number)
    return {
        "parties.session_id": other.id,
        "on_behalf.session_id": visit,
        "view_id": view.id,
        "outlet": side.outlet.number,
        "contact": side.buyer.email,
        "orders.wanted": selection,
        "orders.save_view.name": f"{prefix} another",
        "scope": "own",
        "orders.by": "month",
        "reordering.buy_again.request": BuyAgainRequest(seller=side.shelf),
        "reordering.lines_to_buy.request": BuyAgainRequest(seller=side.shelf),
    }
