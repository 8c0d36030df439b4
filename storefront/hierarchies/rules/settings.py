"""Settings of nodes: what applies where, and what a change changes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from storefront.hierarchies.snapshots.settings import (
    NewSetting,
    PersonChange,
    Setting,
    SettingChange,
    SettingsBook,
    SettingValue,
)
from storefront.kit.money import Money
from storefront.parties.rules import Standing, nearest, role_of
from storefront.parties.snapshots import Address, NodeCard
from storefront.sellers.snapshots import SellerName

KINDS = ("sellers", "catalogs", "price_groups", "cap", "terms", "address")
OF_ONE_SELLER = frozenset({"catalogs", "price_groups"})
FOR_ADMINS = frozenset({"cap", "address"})
"""What an organization's admin may change; the rest is headquarters'."""
FROM_ABOVE = frozenset({"cap"})
"""What of it only an admin of the node above changes: the nearest node decides, and a cap holds whoever runs it."""
IN_WORDS = {
    "sellers": "sellers",
    "catalogs": "catalogs",
    "price_groups": "price groups",
    "cap": "the cap of each outlet",
    "terms": "payment terms",
    "address": "the delivery address",
    "limit": "the credit limit",
}
CURRENCY = re.compile(r"[A-Z]{3}")
MAXIMUM_TERMS = 365


def settings_of(book: SettingsBook, lineage: Sequence[NodeCard]) -> tuple[Setting, ...]:
    """What applies at the first node of a lineage, in a fixed order: the same settings for every node."""
    active = [each for each in book.sellers if each.is_active]
    names = {each.id: each for each in book.sellers}
    found = [
        _setting(
            "sellers",
            lineage,
            [(node, SettingValue(names[key].code, names[key].name)) for node, key in book.node_sellers],
        )
    ]
    catalogs = {each.id: each for each in book.catalogs}
    groups = {each.id: each for each in book.groups}
    for seller in active:
        of_seller = [
            (node, SettingValue(catalogs[key].code, catalogs[key].name))
            for node, key in book.node_catalogs
            if key in catalogs and catalogs[key].seller_id == seller.id
        ]
        found.append(_setting("catalogs", lineage, of_seller, seller))
    for seller in active:
        if any(each.seller_id == seller.id for each in book.groups):
            of_seller = [
                (node, SettingValue(groups[key].code, groups[key].name))
                for node, key in book.node_groups
                if key in groups and groups[key].seller_id == seller.id
            ]
            found.append(_setting("price_groups", lineage, of_seller, seller))
    found.append(_caps(lineage, book.node_caps))
    found.append(_setting("terms", lineage, [(node, _terms(days)) for node, days in book.node_terms]))
    addresses = _setting("address", lineage, [(node, _address(each)) for node, each in book.node_addresses])
    # Orders go to the primary address.
    found.append(replace(addresses, values=addresses.values[:1]))
    return tuple(found)


def _setting(
    kind: str,
    lineage: Sequence[NodeCard],
    at_nodes: Sequence[tuple[UUID, SettingValue]],
    seller: SellerName | None = None,
) -> Setting:
    ids = [node.id for node in lineage]
    values = tuple(nearest(ids, at_nodes))
    set_at = {node for node, _ in at_nodes}
    origin = next((node for node in lineage if node.id in set_at), None)
    return Setting(
        kind=kind,
        seller=seller.code if seller else "",
        seller_name=seller.name if seller else "",
        values=values,
        origin=origin,
        is_own=origin is lineage[0],
    )


def _caps(lineage: Sequence[NodeCard], at_nodes: Sequence[tuple[UUID, Money]]) -> Setting:
    """The cap of each currency, looked up by itself: one in euros says nothing about pounds.

    The setting is from where the nearest of them is.
    """
    by_currency = [
        _setting("cap", lineage, [(node, _cap(cap)) for node, cap in at_nodes if cap.currency == currency])
        for currency in sorted({cap.currency for _, cap in at_nodes})
    ]
    origins = {each.origin for each in by_currency}
    return Setting(
        kind="cap",
        seller="",
        seller_name="",
        values=tuple(value for each in by_currency for value in each.values),
        origin=next((node for node in lineage if node in origins), None),
        is_own=lineage[0] in origins,
    )


def copied_onto(copied: Setting, had: Setting) -> Setting:
    """What applies at a node after a setting was copied to it: caps of other currencies stay."""
    codes = set(copied.codes)
    kept = [each for each in had.values if copied.kind == "cap" and each.code not in codes]
    return replace(copied, values=tuple(sorted((*copied.values, *kept), key=_by_code))) if kept else copied


def _by_code(value: SettingValue) -> str:
    return value.code


def _cap(cap: Money) -> SettingValue:
    return SettingValue(cap.currency, cap.words, amount=cap)


def _terms(days: int) -> SettingValue:
    return SettingValue(str(days), "1 day" if days == 1 else f"{days} days", days=days)


def _address(address: Address) -> SettingValue:
    return SettingValue("", ", ".join(address.lines), address=address)


def may_change(kind: str, *, is_headquarters: bool, runs_above: bool) -> bool:
    """Whether somebody may change a kind of setting at a node that is theirs."""
    return is_headquarters or (kind in FOR_ADMINS and (runs_above or kind not in FROM_ABOVE))


def problems_with(wanted: Sequence[NewSetting], node: NodeCard) -> dict[str, str]:
    """What is wrong with settings as somebody wants them, by kind; empty when nothing is."""
    problems: dict[str, str] = {}
    if not wanted:
        problems["settings"] = "has to name one at least"
    if len({(each.kind, each.seller) for each in wanted}) < len(wanted):
        problems["settings"] = "may name each only once"
    for each in wanted:
        problem = _problem(each, node)
        if problem:
            problems[each.kind[:20]] = problem
    return problems


def _problem(wanted: NewSetting, node: NodeCard) -> str:
    if wanted.kind not in (*KINDS, "limit"):
        return f"is no setting; choose from {', '.join((*KINDS, 'limit'))}"
    if (wanted.kind in OF_ONE_SELLER) != bool(wanted.seller):
        return "needs a seller" if wanted.kind in OF_ONE_SELLER else "has no seller of its own"
    if wanted.kind in {"cap", "limit"}:
        return _amount_problem(wanted, node)
    if wanted.days is not None and not 0 <= wanted.days <= MAXIMUM_TERMS:
        return f"must be 0 to {MAXIMUM_TERMS} days"
    return ""


def _amount_problem(wanted: NewSetting, node: NodeCard) -> str:
    if wanted.kind == "limit" and node.kind != "organization":
        return "is set at the organization alone"
    if not CURRENCY.fullmatch(wanted.currency):
        return "needs a currency of three letters, such as GBP"
    if wanted.kind == "cap" and not wanted.amount:
        return ""
    try:
        amount = Money.parse(wanted.amount, wanted.currency)
    except ValueError:
        return "must be an amount, such as 2500.00"
    return "" if amount.minor >= 0 else "must not be below zero"


def changes_between(
    node: NodeCard, before: Sequence[Setting], after: Sequence[Setting]
) -> tuple[SettingChange, ...]:
    """Which settings differ, of two readings of one node."""
    return tuple(
        SettingChange(node, old.kind, old.seller, old.seller_name, old.words, new.words)
        for old, new in zip(before, after, strict=True)
        if old.values != new.values
    )


def closed_sellers(
    before: Sequence[UUID], after: Sequence[UUID], everybody: Sequence[UUID]
) -> tuple[UUID, ...]:
    """Sellers that are open before and not after; none set is open to all of them."""
    open_before, open_after = before or everybody, after or everybody
    return tuple(each for each in open_before if each not in set(open_after))


def roles_changed(
    people: Mapping[UUID, tuple[str, str]],
    standings: Sequence[tuple[UUID, UUID, Standing]],
    before: Sequence[UUID],
    after: Sequence[UUID],
) -> tuple[PersonChange, ...]:
    """Whose role along one lineage differs from that along another; standings are contact, node and standing."""
    found: list[PersonChange] = []
    for contact, (name, email) in people.items():
        own = [(node, standing) for who, node, standing in standings if who == contact]
        old = role_of([standing for node, standing in own if node in before]) or ""
        new = role_of([standing for node, standing in own if node in after]) or ""
        if old != new:
            found.append(PersonChange(name, email, old, new))
    return tuple(found)


def cells_of(
    sellers: Sequence[SellerName], own: Sequence[UUID], inherited: Sequence[UUID]
) -> tuple[str, ...]:
    """The cells of a node in the matrix, from the sellers set at it and those that it would inherit."""
    if own:
        return tuple("own" if each.id in own else "closed" for each in sellers)
    if inherited:
        return tuple("inherited" if each.id in inherited else "closed" for each in sellers)
    return tuple("open" for _ in sellers)
