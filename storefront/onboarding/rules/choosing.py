"""The terms of a new buyer, chosen from what there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

from storefront.kit.money import Money
from storefront.onboarding.errors import UnknownChoice
from storefront.onboarding.snapshots import Approval, Choices


class Coded(Protocol):
    """Something that is chosen by its code."""

    @property
    def id(self) -> UUID:
        """What it is referred to by."""
        ...

    @property
    def code(self) -> str:
        """What people choose it by."""
        ...


Choice = TypeVar("Choice", bound=Coded)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is set at the root of a new hierarchy."""

    seller_ids: tuple[UUID, ...]
    all_seller_ids: tuple[UUID, ...]
    catalog_ids: tuple[UUID, ...]
    catalogs: tuple[str, ...]
    group_ids: tuple[UUID, ...]
    limit: Money


def choose(approval: Approval, choices: Choices) -> Chosen:
    """The terms with what was left out filled in: no sellers are all of them, no catalogs are theirs for the whole year.

    Raises:
        UnknownChoice: one of them does not exist.
    """
    sellers = _pick("sellers", approval.sellers, choices.sellers)
    open_sellers = {card.id for card in sellers or choices.sellers}
    if approval.catalogs is None:
        catalogs = [
            card for card in choices.catalogs if card.is_year_round and card.seller_id in open_sellers
        ]
    else:
        catalogs = _pick("catalogs", approval.catalogs, choices.catalogs)
    groups = _pick("price_groups", approval.price_groups, choices.price_groups)
    limit = approval.credit_limit or Money(0, choices.currency)
    return Chosen(
        tuple(card.id for card in sellers),
        tuple(card.id for card in choices.sellers),
        tuple(card.id for card in catalogs),
        tuple(card.code for card in catalogs),
        tuple(card.id for card in groups),
        limit,
    )


def _pick(field: str, codes: Iterable[str], offered: Iterable[Choice]) -> list[Choice]:
    by_code = {card.code: card for card in offered}
    wanted = list(dict.fromkeys(codes))
    for code in wanted:
        if code not in by_code:
            raise UnknownChoice(field, code)
    return [by_code[code] for code in wanted]
