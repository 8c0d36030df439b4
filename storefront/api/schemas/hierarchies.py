"""Customer hierarchies as JSON: trees, settings with their origin, what a change touches."""

from typing import Any

from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, PageBody, money, page, plain
from storefront.api.schemas.members import MemberBody, member
from storefront.api.schemas.parties import AddressBody, NodeBody, OrganizationBody, address
from storefront.hierarchies.snapshots import (
    Comparison,
    MemberCard,
    MovePreview,
    NodeSettings,
    Setting,
    SettingChange,
    SettingsPreview,
    Touched,
)
from storefront.kit.paging import Page
from storefront.parties.actor import HierarchyActor
from storefront.parties.snapshots import Branch, ChildCard, HierarchyCard, NodeCard


class HierarchyRowBody(TypedDict):
    """A customer hierarchy in a list."""

    number: str
    name: str
    organization: OrganizationBody
    outlets: int
    admins: int


class ChildBody(NodeBody):
    """A node below another one; `children` is how many are directly below it."""

    children: int


class TreeBody(TypedDict):
    """A level of a customer hierarchy: a node with what stands above it and is directly below it, and its members.

    `node` is null, and `children` are where the caller's parts begin, for whoever runs several of them.
    """

    number: str
    name: str
    organization: OrganizationBody
    node: NodeBody | None
    above: list[NodeBody]
    children: PageBody[ChildBody]
    members: PageBody[MemberBody]


class ValueBody(TypedDict):
    """One value of a setting; amount, days or address say what the words say."""

    code: str
    name: str
    amount: MoneyBody | None
    days: int | None
    address: AddressBody | None


SettingBody = TypedDict(
    "SettingBody",
    {
        "kind": str,
        "seller": str | None,
        "values": list[ValueBody],
        "from": NodeBody | None,
        "is_own": bool,
    },
)
"""What applies at a node, and the node it is set at (`from`); null where it is set nowhere."""


class AccountBody(TypedDict):
    """A credit account of the organization."""

    limit: MoneyBody
    exposure: MoneyBody
    remaining: MoneyBody


class SettingsBody(TypedDict):
    """A node with everything that applies there."""

    node: NodeBody
    above: list[NodeBody]
    settings: list[SettingBody]
    credit: list[AccountBody]


class ChangeBody(TypedDict):
    """A setting that will be another one at a node."""

    node: NodeBody
    kind: str
    seller: str | None
    before: str
    after: str


class PreviewBody(TypedDict):
    """What a change does before it is done; `touched` names carts and templates of sellers that will be closed."""

    changes: list[ChangeBody]
    touched: dict[str, Any]


class MoveBody(PreviewBody):
    """What a move does before it is done."""

    node: NodeBody
    below: NodeBody
    to: NodeBody
    outlets: int
    people: list[dict[str, str]]


class ComparisonBody(TypedDict):
    """Nodes side by side: for each setting what applies at each of them, in their order."""

    nodes: list[NodeBody]
    rows: list[list[SettingBody]]


def hierarchy_row(card: HierarchyCard) -> HierarchyRowBody:
    """A customer hierarchy in a list."""
    return {
        "number": card.number,
        "name": card.name,
        "organization": {"number": card.organization_number, "name": card.organization_name},
        "outlets": card.outlets,
        "admins": card.admins,
    }


def node(card: NodeCard) -> NodeBody:
    """A node."""
    return {"number": card.number, "name": card.name, "kind": card.kind}


def child(card: ChildCard) -> ChildBody:
    """A node below another one."""
    return {**node(card.node), "children": card.children}


def tree(actor: HierarchyActor, branch: Branch, members: Page[MemberCard]) -> TreeBody:
    """A level of a customer hierarchy."""
    return {
        "number": actor.hierarchy_number,
        "name": actor.hierarchy_name,
        "organization": {"number": actor.organization_number, "name": actor.organization_name},
        "node": node(branch.node) if branch.node else None,
        "above": [node(each) for each in branch.above],
        "children": page(branch.children, child),
        "members": page(members, member),
    }


def setting(found: Setting) -> SettingBody:
    """A setting with where it is from."""
    return {
        "kind": found.kind,
        "seller": found.seller or None,
        "values": [
            {
                "code": value.code,
                "name": value.name,
                "amount": money(value.amount) if value.amount else None,
                "days": value.days,
                "address": address(value.address) if value.address else None,
            }
            for value in found.values
        ],
        "from": node(found.origin) if found.origin else None,
        "is_own": found.is_own,
    }


def settings_of(found: NodeSettings) -> SettingsBody:
    """A node with everything that applies there."""
    return {
        "node": node(found.node),
        "above": [node(each) for each in found.above],
        "settings": [setting(each) for each in found.settings],
        "credit": [
            {
                "limit": money(each.limit),
                "exposure": money(each.exposure),
                "remaining": money(each.remaining),
            }
            for each in found.accounts
        ],
    }


def preview(found: SettingsPreview) -> PreviewBody:
    """What a change does."""
    return {"changes": [_change(each) for each in found.changes], "touched": _touched(found.touched)}


def move(found: MovePreview) -> MoveBody:
    """What a move does."""
    return {
        "node": node(found.node),
        "below": node(found.below),
        "to": node(found.to),
        "outlets": found.outlets,
        "people": [plain(each) for each in found.people],
        "changes": [_change(each) for each in found.changes],
        "touched": _touched(found.touched),
    }


def comparison(found: Comparison) -> ComparisonBody:
    """Nodes side by side."""
    return {
        "nodes": [node(each) for each in found.nodes],
        "rows": [[setting(each) for each in row] for row in found.rows],
    }


def _change(found: SettingChange) -> ChangeBody:
    return {
        "node": node(found.node),
        "kind": found.kind,
        "seller": found.seller or None,
        "before": found.before,
        "after": found.after,
    }


def _touched(found: Touched) -> dict[str, Any]:
    return plain(found)
