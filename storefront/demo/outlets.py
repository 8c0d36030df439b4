"""Organizations, their hierarchies and outlets: every account of the source is an outlet with a made-up name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from storefront.demo.chains import plan_chains, solo_account
from storefront.demo.company import BY_REGION, MANUFACTURER, SELLERS, SellerPlan
from storefront.demo.draw import demo_id, share
from storefront.demo.places import address_of, region_of, shop_name
from storefront.demo.source import Account

LARGE = 8
"""Organizations with so many outlets buy from all sellers."""

GROUPED = 14
"""Organizations with so many outlets have groups between the organization and its outlets."""

DISTRIBUTOR_ONLY = 0.03
UNMAPPED = 0.035
"""Upper ends of draws: outlets standing alone that buy from their distributor only, and that have no seller set."""


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A node between an organization and some of its outlets; with sellers of its own, or none."""

    id: str
    number: str
    name: str
    path: str
    sellers: tuple[SellerPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class OutletPlan:
    """An outlet; `account` is its account number in the source, `copy` is above 0 in load tests only."""

    id: str
    number: str
    name: str
    account: str
    copy: int
    parent_id: str
    path: str
    distributor: SellerPlan
    address: tuple[str, str, str, str]
    """Street, city, postcode, country."""


@dataclass(slots=True)
class OrganizationPlan:
    """An organization with its hierarchy; no sellers: all are open to it."""

    place: int
    name: str
    country: str
    sellers: tuple[SellerPlan, ...]
    revenue_minor: int
    is_solo: bool
    groups: list[GroupPlan] = field(default_factory=list[GroupPlan])
    outlets: list[OutletPlan] = field(default_factory=list[OutletPlan])

    @property
    def id(self) -> str:
        """The organization's id."""
        return demo_id("organization", self.place)

    @property
    def hierarchy_id(self) -> str:
        """The id of its hierarchy."""
        return demo_id("hierarchy", self.place)

    @property
    def root_id(self) -> str:
        """The id of the hierarchy's root."""
        return demo_id("root", self.place)

    @property
    def number(self) -> str:
        """`ORG-000001`; the hierarchy's number is `HIER-000001`."""
        return f"ORG-{self.place:06d}"


class _Counters:
    """Numbers go on over all organizations; names are used once."""

    def __init__(self) -> None:
        self.outlets = 0
        self.groups = 0
        self.names: set[str] = set()

    def fresh_name(self, *key: object) -> str:
        """A shop name that no other organization has; when chance finds none, one that another has too."""
        names = (shop_name(*key, attempt) for attempt in range(12))
        name = next((name for name in names if name not in self.names), shop_name(*key))
        self.names.add(name)
        return name


def plan_organizations(accounts: Sequence[Account], copies: int) -> list[OrganizationPlan]:
    """All organizations in the order of their numbers, then the same again for each further copy."""
    chains = plan_chains(accounts)
    solo = solo_account(chains)
    counters = _Counters()
    return [
        _organization(
            copy * len(chains) + place, chain, copy, counters, is_solo=copy == 0 and chain[0].code == solo
        )
        for copy in range(copies)
        for place, chain in enumerate(chains, start=1)
    ]


def _organization(
    place: int, chain: Sequence[Account], copy: int, counters: _Counters, *, is_solo: bool
) -> OrganizationPlan:
    regions = [region_of(account.code, account.country) for account in chain]
    plan = OrganizationPlan(
        place=place,
        name=counters.fresh_name("organization", chain[0].code, copy),
        country=chain[0].country,
        sellers=_sellers(chain, regions, is_solo=is_solo),
        revenue_minor=sum(account.revenue_minor for account in chain),
        is_solo=is_solo,
    )
    names = list(dict.fromkeys(regions)) if len(set(regions)) > 1 else ["high street", "garden centres"]
    if len(chain) >= GROUPED:
        plan.groups.extend(_groups(sorted(names), counters, own_sellers=len(set(regions)) == 1))
    for number, (account, region) in enumerate(zip(chain, regions, strict=True), start=1):
        counters.outlets += 1
        plan.outlets.append(_outlet(plan, account, region, number, counters.outlets, copy))
    return plan


def _groups(names: Sequence[str], counters: _Counters, *, own_sellers: bool) -> Iterator[GroupPlan]:
    for place, name in enumerate(names, start=1):
        counters.groups += 1
        # The garden centres show a node that overrides what it would inherit: they buy from two sellers only.
        sellers = (MANUFACTURER, BY_REGION["west"]) if own_sellers and name == "garden centres" else ()
        yield GroupPlan(
            demo_id("group", counters.groups),
            f"GRP-{counters.groups:06d}",
            name.capitalize(),
            f"1.{place:03d}",
            sellers,
        )


def _outlet(
    plan: OrganizationPlan, account: Account, region: str, place: int, number: int, copy: int
) -> OutletPlan:
    parent_id, path = plan.root_id, "1"
    if plan.groups:
        named = [group for group in plan.groups if group.name == region.capitalize()]
        group = named[0] if named else plan.groups[place % len(plan.groups)]
        parent_id, path = group.id, group.path
    street, town, postcode = address_of(region, account.country, account.code, copy)
    return OutletPlan(
        id=demo_id("outlet", number),
        number=f"OUT-{number:06d}",
        name=f"{plan.name}, {town}",
        account=account.code,
        copy=copy,
        parent_id=parent_id,
        path=f"{path}.{place:03d}",
        distributor=BY_REGION[region],
        address=(street, town, postcode, account.country),
    )


def _sellers(chain: Sequence[Account], regions: Sequence[str], *, is_solo: bool) -> tuple[SellerPlan, ...]:
    if len(chain) >= LARGE:
        return SELLERS
    regional = BY_REGION[regions[0]]
    draw = share("sellers", chain[0].code) if len(chain) == 1 and not is_solo else 1.0
    if draw < DISTRIBUTOR_ONLY:
        return (regional,)
    if draw < UNMAPPED:
        return ()
    return (MANUFACTURER, regional)
