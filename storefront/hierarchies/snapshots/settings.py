"""Settings of nodes, where each comes from, and what changing them touches."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from storefront.catalog.snapshots import CatalogName
from storefront.credit.snapshots import CreditStanding
from storefront.kit.money import Money
from storefront.parties.snapshots import Address, NodeCard
from storefront.pricing.snapshots import PriceGroupName
from storefront.sellers.snapshots import SellerName


@dataclass(frozen=True, slots=True)
class SettingValue:
    """One value of a setting: a seller, a catalog, an amount, so many days, an address."""

    code: str
    name: str
    amount: Money | None = None
    days: int | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What applies at a node, and the node that it was set at; without one, it is set nowhere.

    Catalogs and price groups are looked up for each seller by itself.
    """

    kind: str
    seller: str
    """The code of the seller that it is about, or empty."""
    seller_name: str
    values: tuple[SettingValue, ...]
    origin: NodeCard | None
    is_own: bool

    @property
    def words(self) -> str:
        """The values in words; empty without any."""
        return ", ".join(value.name for value in self.values)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the values."""
        return tuple(value.code for value in self.values)


@dataclass(frozen=True, slots=True)
class NodeSettings:
    """A node with everything that applies there."""

    node: NodeCard
    above: tuple[NodeCard, ...]
    """Outermost first."""
    settings: tuple[Setting, ...]
    accounts: tuple[CreditStanding, ...]
    """The organization's; its limits are set there alone."""
    is_headquarters: bool
    """Whether the reader may change all of it; else what an organization's admin may."""
    runs_above: bool
    """Whether the reader runs the node above too, or this is the organization."""


@dataclass(frozen=True, slots=True)
class NewSetting:
    """A setting as somebody wants it at a node; without codes, amount, days and address it is inherited again.

    The kind `limit` is the organization's credit limit, and needs an amount.
    """

    kind: str
    seller: str = ""
    codes: tuple[str, ...] = ()
    amount: str = ""
    currency: str = "GBP"
    days: int | None = None
    address: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SettingsBook:
    """All that is set at some nodes, with the names of what can be set; lists of node and value."""

    sellers: tuple[SellerName, ...]
    catalogs: tuple[CatalogName, ...]
    groups: tuple[PriceGroupName, ...]
    node_sellers: list[tuple[UUID, UUID]]
    node_catalogs: list[tuple[UUID, UUID]]
    node_groups: list[tuple[UUID, UUID]]
    node_caps: list[tuple[UUID, Money]]
    node_terms: list[tuple[UUID, int]]
    node_addresses: list[tuple[UUID, Address]]


@dataclass(frozen=True, slots=True)
class TouchedCart:
    """A cart with lines whose seller will be closed to its outlet."""

    outlet_number: str
    outlet_name: str
    seller_code: str
    seller_name: str
    lines: int


@dataclass(frozen=True, slots=True)
class Touched:
    """What closing sellers touches: the first carts by outlet, how many in all, and templates of the organization."""

    outlets: int = 0
    """Outlets for which a seller is closed."""
    carts: tuple[TouchedCart, ...] = ()
    cart_count: int = 0
    line_count: int = 0
    template_count: int = 0
    template_names: tuple[str, ...] = ()
    """Of those that the organization shares."""


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A setting that will be another one at a node."""

    node: NodeCard
    kind: str
    seller: str
    seller_name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SettingsPreview:
    """What a change of settings does, before it is done."""

    changes: tuple[SettingChange, ...]
    touched: Touched


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Somebody whose role at what is moved will be another one; none is empty."""

    name: str
    email: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What moving a node changes at it, and so below it wherever nothing else is set."""

    node: NodeCard
    below: NodeCard
    """Where it hangs now."""
    to: NodeCard
    outlets: int
    """In all that is moved."""
    changes: tuple[SettingChange, ...]
    people: tuple[PersonChange, ...]
    touched: Touched


@dataclass(frozen=True, slots=True)
class Comparison:
    """Settings of nodes side by side: for each setting what applies at each node, in the nodes' order."""

    nodes: tuple[NodeCard, ...]
    rows: tuple[tuple[Setting, ...], ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A node in the matrix of who may buy from whom.

    A cell for each seller: `own`, `inherited`, `closed`, or `open` where no node sets any.
    """

    hierarchy_number: str
    node_number: str
    node_name: str
    node_kind: str
    children: int
    cells: tuple[str, ...]
    is_own: bool
    origin: str
    """The name of the node that decides; empty where none does."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Nodes by sellers: the active sellers, and a page of nodes."""

    sellers: tuple[SellerName, ...]
    rows: tuple[MatrixRow, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class SellerChoice:
    """A seller that an outlet may not buy from, and whether it has asked to."""

    code: str
    name: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class CatalogChoice:
    """A published catalog that a decider may open with its seller."""

    seller: str
    code: str
    name: str
    is_year_round: bool
    """Opened unless others are chosen."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The outlets whose open screens should hear of a change; none when they are many."""

    outlets: tuple[str, ...]
