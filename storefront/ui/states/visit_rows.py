"""What the screens of acting for outlets show, already in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldRow:
    """An outlet of a field seller's."""

    number: str = ""
    name: str = ""
    organization: str = ""
    last_order: str = ""
    last_total: str = ""
    days: str = ""
    carts: str = ""
    value: str = ""
    href: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class VisitRow:
    """Somebody acted for the outlet."""

    id: str = ""
    who: str = ""
    mark: str = ""
    whom: str = ""
    reason: str = ""
    when: str = ""
    count: str = ""
    steps: tuple[str, ...] = ()
    more: str = ""
    orders: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class StandingRow:
    """What a found person is in an organization; choosing it leads to the order entry."""

    label: str = ""
    status: str = ""
    tone: str = "plain"
    href: str = ""


@dataclass(frozen=True, slots=True)
class FoundPersonRow:
    """A contact that customer service found."""

    name: str = ""
    email: str = ""
    orders_href: str = ""
    mark: str = ""
    standings: tuple[StandingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundOutletRow:
    """An outlet that customer service found."""

    name: str = ""
    about: str = ""
    href: str = ""
    orders_href: str = ""
