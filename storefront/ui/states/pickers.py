"""The fields that suggest: a node to move below or to set beside, a person and an outlet to explain, an outlet to order for."""

from collections.abc import Callable
from urllib.parse import urlencode

import reflex as rx

from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.snapshots import MemberFilter
from storefront.on_behalf import service as on_behalf
from storefront.on_behalf.snapshots import Found, FoundPerson
from storefront.parties import service as parties
from storefront.parties.rules import NODE_KINDS
from storefront.parties.snapshots import NodeCard
from storefront.ui.acting import ask_as_contact, ask_hierarchy
from storefront.ui.arriving import here
from storefront.ui.routes import hierarchy_at, organization_address
from storefront.ui.selection import asked_at
from storefront.ui.states.organization_compare import MOST_COMPARED
from storefront.ui.states.organization_tree import OrganizationTreeState
from storefront.ui.states.picking import SUGGESTED, PickingState, PickRow
from storefront.ui.states.trade_orders import ENTRY, href
from storefront.ui.states.tree_rows import KINDS
from storefront.ui.words import ROLES

ACCESS = "/admin/access"


class MovePickerState(PickingState, rx.State):
    """Groups and the organization, for what is to hang below another node."""

    async def _find(self, text: str) -> list[PickRow]:
        hierarchy, moved = hierarchy_at(str(self.router.url.path)), _asked(self, "node")

        def leads_to(node: NodeCard) -> str:
            return organization_address(hierarchy, node=moved, below=node.number)

        return await _nodes(self, text, leads_to, kinds=("organization", "group"), outside=moved)


class BesidePickerState(PickingState, rx.State):
    """Nodes to set beside the one that is shown, or beside those that are side by side already."""

    async def _find(self, text: str) -> list[PickRow]:
        hierarchy = hierarchy_at(str(self.router.url.path))
        shown = [each for each in _asked(self, "nodes").split(",") if each]
        if not shown:
            shown = [(await self.get_state(OrganizationTreeState)).number]

        def leads_to(node: NodeCard) -> str:
            return organization_address(hierarchy, "compare", nodes=",".join([*shown, node.number]))

        found = await _nodes(self, text, leads_to, limit=SUGGESTED + MOST_COMPARED)
        return [row for row in found if row.value not in shown][:SUGGESTED]


class NodePickerState(PickingState, rx.State):
    """Nodes of the visitor's part, as a field of another form."""

    async def _find(self, text: str) -> list[PickRow]:
        return await _nodes(self, text, lambda _node: "")


class PersonPickerState(PickingState, rx.State):
    """People whose access can be explained: members to their admin, anybody to headquarters."""

    async def _find(self, text: str) -> list[PickRow]:
        hierarchy = hierarchy_at(str(self.router.url.path))
        if hierarchy:
            wanted = MemberFilter(text=text, limit=SUGGESTED)
            page = await ask_hierarchy(
                self, hierarchy, lambda session, actor: hierarchies.list_members(session, actor, wanted)
            )
            people = {each.email: each.name for each in page.items}
        else:
            found = await ask_as_contact(
                self, lambda session, actor: parties.suggest_people(session, actor, text=text)
            )
            people = {each.email: each.name for each in found}
        return [
            PickRow(email, name, email, access_address(hierarchy, email, _asked(self, "outlet")))
            for email, name in people.items()
        ]

    def _unlisted(self, text: str) -> str:
        """A field seller or somebody of customer service is no member, but may act for the outlet."""
        if "@" not in text:
            return ""
        return access_address(hierarchy_at(str(self.router.url.path)), text, _asked(self, "outlet"))


class OutletPickerState(PickingState, rx.State):
    """Outlets in which access can be explained."""

    async def _find(self, text: str) -> list[PickRow]:
        hierarchy, contact = hierarchy_at(str(self.router.url.path)), _asked(self, "contact")

        def leads_to(number: str) -> str:
            return access_address(hierarchy, contact, number)

        if hierarchy:
            return await _nodes(self, text, lambda node: leads_to(node.number), kinds=("outlet",))
        found = await _served(self, text)
        return [
            PickRow(each.number, each.name, f"{each.number}, {each.organization_name}", leads_to(each.number))
            for each in found.outlets
        ]


class EntryPickerState(PickingState, rx.State):
    """Outlets, and people with the organizations that they buy for, for whom an order can be entered."""

    async def _find(self, text: str) -> list[PickRow]:
        found = await _served(self, text)
        contact = _asked(self, "contact")
        outlets = [
            PickRow(
                each.number,
                each.name,
                f"{each.number}, {each.organization_name} ({each.organization_number})",
                href(ENTRY, outlet=each.number, contact=contact),
            )
            for each in found.outlets
        ]
        organizations = {each.organization_number: each.organization_name for each in found.outlets}
        if len(outlets) > 1 and len(organizations) == 1:
            number, name = next(iter(organizations.items()))
            outlets.insert(0, PickRow(number, name, f"{number}, all its outlets", href(ENTRY, q=number)))
        return [*outlets, *(row for person in found.people for row in _standings(person))]

    def _unlisted(self, text: str) -> str:
        return href(ENTRY, q=text, contact=_asked(self, "contact"))


class OrderedForPickerState(PickingState, rx.State):
    """Outlets, to see the orders of one of them."""

    async def _find(self, text: str) -> list[PickRow]:
        found, asked = await _served(self, text), asked_at(here(self))
        return [
            PickRow(
                each.number,
                each.name,
                f"{each.number}, {each.organization_name}",
                asked.href("", outlet=each.number),
            )
            for each in found.outlets
        ]


class PlacedByPickerState(PickingState, rx.State):
    """People, to see what one of them placed, in whichever outlet."""

    async def _find(self, text: str) -> list[PickRow]:
        found, asked = await _served(self, text), asked_at(here(self))
        return [
            PickRow(each.email, each.name, each.email, asked.href("", contact=each.email))
            for each in found.people
        ]


async def _served(state: rx.State, text: str) -> Found:
    return await ask_as_contact(
        state, lambda session, actor: on_behalf.search(session, actor, text=text, limit=SUGGESTED)
    )


def _standings(person: FoundPerson) -> list[PickRow]:
    """Somebody in each organization where they are active: at an outlet that very one, else all of it."""
    return [
        PickRow(
            person.email,
            person.name,
            f"{person.email}, {ROLES.get(each.role, each.role)} of {each.node_name}, {each.organization_name}",
            href(
                ENTRY,
                outlet=each.node_number if each.node_kind == "outlet" else "",
                q="" if each.node_kind == "outlet" else each.organization_number,
                contact=person.email,
            ),
        )
        for each in person.standings
        if each.status == "active"
    ]


def access_address(hierarchy: str, contact: str, outlet: str) -> str:
    """The page that explains what a contact can do in an outlet."""
    asked = {"contact": contact, "outlet": outlet}
    if hierarchy:
        return organization_address(hierarchy, "access", **asked)
    return f"{ACCESS}?{urlencode({name: value for name, value in asked.items() if value})}"


async def _nodes(
    state: rx.State,
    text: str,
    href: Callable[[NodeCard], str],
    *,
    kinds: tuple[str, ...] = NODE_KINDS,
    outside: str = "",
    limit: int = SUGGESTED,
) -> list[PickRow]:
    found = await ask_hierarchy(
        state,
        hierarchy_at(str(state.router.url.path)),
        lambda session, actor: parties.suggest_nodes(
            session, actor, text=text, kinds=kinds, outside=outside, limit=limit
        ),
    )
    return [
        PickRow(each.number, each.name, f"{KINDS[each.kind]} {each.number}", href(each)) for each in found
    ]


def _asked(state: rx.State, name: str) -> str:
    return str(state.router.url.query_parameters.get(name, ""))[:400]
