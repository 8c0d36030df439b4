"""Rows of the pages on which organizations are run."""

from collections.abc import Sequence
from dataclasses import dataclass

from storefront.hierarchies.snapshots import CatalogChoice, Setting, SettingChange, Touched
from storefront.parties.snapshots import NodeCard
from storefront.sellers.snapshots import SellerRequestCard
from storefront.ui.routes import organization_address
from storefront.ui.states.rows import ChoiceRow
from storefront.ui.words import ago

KINDS = {"organization": "Organization", "group": "Group", "outlet": "Outlet"}
SETTINGS = {
    "sellers": "Sellers",
    "catalogs": "Catalogs",
    "price_groups": "Price groups",
    "cap": "Credit cap of each outlet",
    "terms": "Payment terms",
    "address": "Delivery address",
    "limit": "Credit limit",
}
NOTHING = {
    "sellers": "All sellers are open, as none is set",
    "catalogs": "Nothing is seen",
    "price_groups": "Standard prices",
    "cap": "No cap",
    "terms": "None",
    "address": "None: nothing can be ordered",
}
REQUESTS = {"submitted": "Waits", "granted": "Granted", "declined": "Declined"}


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node of a tree."""

    number: str = ""
    name: str = ""
    kind: str = ""
    below: str = ""
    href: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class SettingRow:
    """What applies at a node; `key` names the setting among those of the page."""

    key: str = ""
    name: str = ""
    value: str = ""
    origin: str = ""
    is_own: bool = False
    is_changeable: bool = False


@dataclass(frozen=True, slots=True)
class FactRow:
    """Two or three words that belong together."""

    name: str = ""
    value: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request for a seller."""

    id: str = ""
    outlet: str = ""
    organization: str = ""
    seller: str = ""
    note: str = ""
    status: str = ""
    asked: str = ""
    reason: str = ""
    is_open: bool = False
    catalogs: tuple[ChoiceRow, ...] = ()
    """Those that can be opened with it, while it is open."""


def node_row(node: NodeCard, *, hierarchy: str, children: int = 0, current: str = "") -> NodeRow:
    """A node as a row that leads to it."""
    return NodeRow(
        number=node.number,
        name=node.name,
        kind=KINDS[node.kind],
        below="" if node.kind == "outlet" else f"{children} below",
        href=organization_address(hierarchy, node=node.number),
        is_current=node.number == current,
    )


def key_of_setting(setting: Setting) -> str:
    """The name of a setting among those of a node."""
    return f"{setting.kind} {setting.seller}".strip()


def name_of_setting(kind: str, seller_name: str) -> str:
    """A setting in words."""
    return f"{SETTINGS[kind]}: {seller_name}" if seller_name else SETTINGS[kind]


def setting_row(setting: Setting, *, may_change: bool) -> SettingRow:
    """A setting with where it comes from."""
    origin = "Set nowhere"
    if setting.is_own:
        origin = "Set here"
    elif setting.origin:
        origin = f"From {setting.origin.name}"
    return SettingRow(
        key=key_of_setting(setting),
        name=name_of_setting(setting.kind, setting.seller_name),
        value=setting.words or NOTHING[setting.kind],
        origin=origin,
        is_own=setting.is_own,
        is_changeable=may_change,
    )


def change_rows(changes: Sequence[SettingChange]) -> list[FactRow]:
    """What will be another one at which node."""
    return [
        FactRow(
            name=f"{each.node.name}: {name_of_setting(each.kind, each.seller_name)}",
            value=f"{each.before or NOTHING[each.kind]} \N{RIGHTWARDS ARROW} {each.after or NOTHING[each.kind]}",
        )
        for each in changes
    ]


def touched_rows(touched: Touched) -> list[FactRow]:
    """The carts and templates that closing sellers touches."""
    rows = [
        FactRow(
            name=f"{each.outlet_name} ({each.outlet_number})", value=f"{each.lines} with {each.seller_name}"
        )
        for each in touched.carts
    ]
    if touched.cart_count > len(touched.carts):
        rows.append(FactRow(name="And more carts", value=str(touched.cart_count - len(touched.carts))))
    if touched.template_count:
        names = ", ".join(touched.template_names)
        rows.append(FactRow(name="Templates", value=str(touched.template_count), note=names))
    return rows


def touched_in_words(touched: Touched) -> str:
    """In a sentence what closing sellers touches."""
    if not touched.outlets:
        return "No seller is closed to anybody."
    outlets = "1 outlet" if touched.outlets == 1 else f"{touched.outlets} outlets"
    carts = "1 cart" if touched.cart_count == 1 else f"{touched.cart_count} carts"
    lines = "1 line" if touched.line_count == 1 else f"{touched.line_count} lines"
    return f"Sellers are closed to {outlets}. {carts} with {lines} can then not be ordered; they are kept."


def request_row(card: SellerRequestCard, catalogs: Sequence[CatalogChoice] = ()) -> RequestRow:
    """A request in words, with those of the catalogs that are its seller's."""
    is_open = card.status == "submitted"
    return RequestRow(
        id=str(card.id),
        outlet=f"{card.outlet_name} ({card.outlet_number})",
        organization=card.organization_name,
        seller=card.seller_name,
        note=card.note,
        status=REQUESTS[card.status],
        asked=f"{card.asker or 'Somebody'}, {ago(card.created_at)}",
        reason=card.reason,
        is_open=is_open,
        catalogs=tuple(
            ChoiceRow(each.code, each.name, "All the year round" if each.is_year_round else "Seasonal")
            for each in catalogs
            if is_open and each.seller == card.seller_code
        ),
    )
