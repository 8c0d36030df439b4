"""Setting things at nodes, inheriting them again, and copying them from one node to others."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.credit import service as credit
from storefront.hierarchies.errors import ForAdminAbove, TooManyNodes, UnacceptableSettings
from storefront.hierarchies.rules.settings import (
    FOR_ADMINS,
    IN_WORDS,
    KINDS,
    copied_onto,
    may_change,
    problems_with,
)
from storefront.hierarchies.service.reading import read_settings
from storefront.hierarchies.service.touching import sellers_along, to_be_told, touched_by
from storefront.hierarchies.service.writing import writer_of
from storefront.hierarchies.snapshots.settings import (
    Changed,
    NewSetting,
    Setting,
    SettingChange,
    SettingsPreview,
)
from storefront.parties import service as parties
from storefront.parties.actor import HierarchyActor
from storefront.parties.errors import ForHeadquarters
from storefront.parties.rules import nearest
from storefront.parties.snapshots import NodeCard
from storefront.sellers import service as sellers

MAXIMUM_TARGETS = 200


def preview_settings(
    session: Session, actor: HierarchyActor, *, node: str, wanted: Sequence[NewSetting]
) -> SettingsPreview:
    """What a change of settings at a node touches; nothing is changed.

    Raises:
        NodeNotFound, UnacceptableSettings, ForHeadquarters, ForAdminAbove: as `change_settings` says.
        UnknownSellers, UnknownCatalogs, UnknownPriceGroups, UnacceptableAddress: as they say.
    """
    found = _checked(session, actor, node, wanted)
    for each in wanted:
        writer_of(session, actor, each)
    move = [
        (found, *_sellers_before_and_after(session, found, each)) for each in wanted if each.kind == "sellers"
    ]
    return SettingsPreview((), touched_by(session, actor, move))


def change_settings(
    session: Session, actor: HierarchyActor, *, node: str, wanted: Sequence[NewSetting]
) -> Changed:
    """Set things at a node, or inherit them again; the same again changes nothing. What is below is not rewritten.

    Raises:
        NodeNotFound: no such node in the actor's part.
        UnacceptableSettings: a setting is none, or cannot be set so.
        ForHeadquarters: an organization's admin changes caps and addresses only.
        ForAdminAbove: a cap is changed by an admin of the node above, and the organization's by its own.
        UnknownSellers, UnknownCatalogs, UnknownPriceGroups, UnacceptableAddress: as they say.
    """
    parties.lock_tree(session, actor.hierarchy_id)
    found = _checked(session, actor, node, wanted)
    before = read_settings(session, [found])[0]
    limits = _limits(session, actor)
    for each in wanted:
        writer_of(session, actor, each)([found.id])
    after = read_settings(session, [found])[0]
    deeds = _deeds(actor, found, before, after)
    deeds += _limit_deeds(actor, found, limits, _limits(session, actor))
    changed = to_be_told(session, actor, [found])
    parties.audit(session, actor, *deeds)
    return changed


def preview_override(
    session: Session, actor: HierarchyActor, *, source: str, targets: Sequence[str], kinds: Sequence[str]
) -> SettingsPreview:
    """What copying settings of a node to others changes and touches; nothing is changed.

    Raises:
        NodeNotFound, TooManyNodes, UnacceptableSettings: as `override_settings` says.
        ForHeadquarters, ForAdminAbove: as it says, too.
    """
    copied, nodes, old = _copied(session, actor, source, targets, kinds)
    changes = [
        SettingChange(node, each.kind, each.seller, each.seller_name, had.words, then.words)
        for node, settings in zip(nodes, old, strict=True)
        for each in copied
        for had in settings
        if (had.kind, had.seller) == (each.kind, each.seller)
        and had.values != (then := copied_onto(each, had)).values
    ]
    sold = next((each.codes for each in copied if each.kind == "sellers"), None)
    moves = []
    if sold is not None:
        after = [each.id for each in sellers.choose_sellers(session, codes=sold)]
        ids = {each.code: each.id for each in sellers.every_seller(session)}
        moves = [
            (node, [ids[code] for code in settings[0].codes], after)
            for node, settings in zip(nodes, old, strict=True)
        ]
    return SettingsPreview(tuple(changes), touched_by(session, actor, moves))


def override_settings(
    session: Session, actor: HierarchyActor, *, source: str, targets: Sequence[str], kinds: Sequence[str]
) -> Changed:
    """Copy what applies at a node to others, where it is their own from then on; what is set nowhere is left out.

    Raises:
        NodeNotFound: one of the nodes is not in the actor's part.
        TooManyNodes: no node to copy to, or too many.
        UnacceptableSettings: a kind is none.
        ForHeadquarters: an organization's admin copies caps and addresses only.
        ForAdminAbove: caps are copied to a node by an admin of the one above it.
    """
    parties.lock_tree(session, actor.hierarchy_id)
    copied, nodes, old = _copied(session, actor, source, targets, kinds)
    for wanted in (new for each in copied for new in _as_new(each)):
        writer_of(session, actor, wanted)([node.id for node in nodes])
    deeds = [
        deed
        for node, before, after in zip(nodes, old, read_settings(session, nodes), strict=True)
        for deed in _deeds(actor, node, before, after)
    ]
    changed = to_be_told(session, actor, nodes)
    parties.audit(session, actor, *deeds)
    return changed


def _checked(session: Session, actor: HierarchyActor, node: str, wanted: Sequence[NewSetting]) -> NodeCard:
    found = parties.find_nodes(session, actor, numbers=[node])[0]
    problems = problems_with(wanted, found)
    if problems:
        raise UnacceptableSettings(problems)
    _must_change(actor, [each.kind for each in wanted], [found])
    return found


def _must_change(actor: HierarchyActor, kinds: Sequence[str], nodes: Sequence[NodeCard]) -> None:
    for kind in kinds:
        if kind not in FOR_ADMINS and not actor.is_headquarters:
            raise ForHeadquarters(IN_WORDS[kind])
        for node in nodes:
            runs_above = actor.runs_above(node.path)
            if not may_change(kind, is_headquarters=actor.is_headquarters, runs_above=runs_above):
                raise ForAdminAbove(IN_WORDS[kind], node.number)


def _sellers_before_and_after(
    session: Session, node: NodeCard, wanted: NewSetting
) -> tuple[Sequence[UUID], Sequence[UUID]]:
    lineage = parties.lineage_of(session, node)
    chosen = [each.id for each in sellers.choose_sellers(session, codes=wanted.codes)]
    above = [each.id for each in lineage[1:]]
    inherited = nearest(above, sellers.sellers_at(session, above))
    return sellers_along(session, lineage), chosen or inherited


def _copied(
    session: Session, actor: HierarchyActor, source: str, targets: Sequence[str], kinds: Sequence[str]
) -> tuple[list[Setting], tuple[NodeCard, ...], list[tuple[Setting, ...]]]:
    """What is copied, the nodes that it is copied to, and what applies at them now."""
    wanted = [each for each in dict.fromkeys(targets) if each != source]
    if not 1 <= len(wanted) <= MAXIMUM_TARGETS:
        raise TooManyNodes(MAXIMUM_TARGETS)
    if not kinds or any(kind not in KINDS for kind in kinds):
        raise UnacceptableSettings({"settings": f"have to be some of {', '.join(KINDS)}"})
    nodes = parties.find_nodes(session, actor, numbers=[source, *wanted])
    _must_change(actor, kinds, nodes[1:])
    settings = read_settings(session, nodes)
    return [each for each in settings[0] if each.kind in kinds and each.values], nodes[1:], settings[1:]


def _as_new(setting: Setting) -> list[NewSetting]:
    """What sets a setting's values anew; a cap needs one for each currency."""
    if setting.kind == "cap":
        amounts = [value.amount for value in setting.values if value.amount]
        return [NewSetting("cap", amount=each.amount, currency=each.currency) for each in amounts]
    value = setting.values[0]
    codes = setting.codes if setting.kind in {"sellers", "catalogs", "price_groups"} else ()
    address = value.address
    place = address and {
        "name": address.name,
        "street": address.street,
        "city": address.city,
        "postcode": address.postcode,
        "country": address.country,
    }
    return [NewSetting(setting.kind, setting.seller, codes, days=value.days, address=place)]


def _deeds(
    actor: HierarchyActor, node: NodeCard, before: Sequence[Setting], after: Sequence[Setting]
) -> list[Deed]:
    """A deed for each setting of a node that is another one, or is its own only now."""
    return [
        Deed(
            "setting.changed",
            node.number,
            organization_id=actor.organization_id,
            before={_name(old): old.words, "own": old.is_own},
            after={_name(new): new.words, "own": new.is_own},
        )
        for old, new in zip(before, after, strict=True)
        if (old.values, old.is_own) != (new.values, new.is_own)
    ]


def _name(setting: Setting) -> str:
    return f"{setting.kind} {setting.seller}".strip()


def _limits(session: Session, actor: HierarchyActor) -> dict[str, str]:
    accounts = credit.accounts_of(session, organization_id=actor.organization_id)
    return {each.limit.currency: each.limit.amount for each in accounts}


def _limit_deeds(
    actor: HierarchyActor, node: NodeCard, before: dict[str, str], after: dict[str, str]
) -> list[Deed]:
    return [
        Deed(
            "setting.changed",
            node.number,
            organization_id=actor.organization_id,
            before={f"limit {currency}": before.get(currency, "")},
            after={f"limit {currency}": amount},
        )
        for currency, amount in after.items()
        if before.get(currency) != amount
    ]
