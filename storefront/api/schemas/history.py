"""What is asked of the history: filters, sums, saved views; and how sums and views look as JSON."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, maybe_moment, money
from storefront.api.schemas.inputs import Amount, Code, ListQuery, Text
from storefront.kit.money import Money
from storefront.kit.text import MAXIMUM_QUERY_LENGTH
from storefront.orders.rules import asked_of
from storefront.orders.snapshots import (
    Choice,
    FilterChoices,
    OrderFilter,
    Period,
    SavedViewCard,
    Sum,
    Summary,
    SumRow,
)

ANY_CURRENCY = ""
"""Bounds of totals are plain amounts: they are compared within each order's own currency."""

FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2999, 12, 31)


def day_or_moment(value: Any) -> Any:
    """`2026-03-01` as a day, `2026-03-01T09:30:00Z` as a moment; one without a zone is in UTC."""
    text = str(value)
    try:
        if len(text) == len("2026-03-01"):
            day = date.fromisoformat(text)
            inside: date | datetime = day
        else:
            read = datetime.fromisoformat(text)
            inside = read if read.tzinfo else read.replace(tzinfo=UTC)
            day = inside.date()
    except ValueError as error:
        raise ValueError(
            "must be a day such as 2026-03-01, or a moment such as 2026-03-01T09:30:00Z"
        ) from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"must lie between {FIRST_DAY} and {LAST_DAY}")
    return inside


When = Annotated[date | datetime | None, BeforeValidator(day_or_moment)]


class Filters(BaseModel):
    """Which orders, in which order."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[
        Text, Field(max_length=MAXIMUM_QUERY_LENGTH, description="Words of numbers, SKUs, names and notes.")
    ] = ""
    outlet: Annotated[Code | None, Field(description="The outlet's number.")] = None
    seller: Annotated[Code | None, Field(description="The seller's code.")] = None
    channel: Annotated[Code | None, Field(description="The code of the selling site.")] = None
    status: Annotated[
        Code | None,
        Field(description="`submitted`, `accepted`, `shipped`, `invoiced`, `rejected`, `cancelled`."),
    ] = None
    contact: Annotated[
        Text | None, Field(max_length=254, description="Id or e-mail address of who placed them.")
    ] = None
    employee: Annotated[
        Text | None,
        Field(
            max_length=254, description="Id or e-mail address of who acted for the buyer; `any`, or `none`."
        ),
    ] = None
    product: Annotated[Code | None, Field(description="An SKU that was ordered.")] = None
    category: Annotated[
        Code | None, Field(description="A category that something was ordered of, or of one below it.")
    ] = None
    placed_from: Annotated[When, Field(description="A day, or a moment.")] = None
    placed_to: Annotated[When, Field(description="A day, which counts whole, or a moment.")] = None
    min_total: Amount | None = None
    max_total: Amount | None = None
    scope: Annotated[
        str,
        Field(
            max_length=20,
            description="`own`, `organization` for all that you administer; staff: `sales_groups`, `seller`, `all`.",
        ),
    ] = "own"
    sort: Annotated[
        str, Field(max_length=20, description="`placed_at` or `total`; with `-` in front the largest first.")
    ] = "-placed_at"

    def filter(self) -> OrderFilter:
        """The filters in the words of the service."""
        return OrderFilter(
            outlet=self.outlet,
            seller=self.seller,
            channel=self.channel,
            status=self.status,
            contact=self.contact,
            employee=self.employee,
            product=self.product,
            category=self.category,
            placed_from=self.placed_from,
            placed_to=self.placed_to,
            text=self.q,
            min_total=Money.parse(self.min_total, ANY_CURRENCY) if self.min_total else None,
            max_total=Money.parse(self.max_total, ANY_CURRENCY) if self.max_total else None,
            scope=self.scope,
            sort=self.sort,
        )


class OrderQuery(ListQuery, Filters):
    """A page of the history."""

    def filter(self) -> OrderFilter:
        """The query in the words of the service."""
        return replace(super().filter(), limit=self.limit, cursor=self.cursor)


class ExportQuery(OrderQuery):
    """A selection as a file."""

    lines: Annotated[bool, Field(description="A row for each line instead of each order.")] = False
    acting_session: Annotated[
        UUID | None,
        Field(description="As the header `Acting-Session`, for links, which can send none; needs `outlet`."),
    ] = None


class SummaryQuery(OrderQuery):
    """A selection summed up."""

    by: Annotated[
        Literal["month", "seller", "category", "outlet"], Field(description="What a row stands for.")
    ]
    compare: Annotated[
        Literal["last_year"] | None, Field(description="Beside each sum, the same one year earlier.")
    ] = None


OrderScope = Literal["own", "organization", "all"]


class ChoiceBody(TypedDict):
    """What a filter takes, and what it is called."""

    value: str
    name: str


class FilterChoicesBody(TypedDict):
    """The values of visible orders for the filters `outlet`, `seller`, `channel`, `contact` and `employee`."""

    outlets: list[ChoiceBody]
    sellers: list[ChoiceBody]
    channels: list[ChoiceBody]
    contacts: list[ChoiceBody]
    employees: list[ChoiceBody]


def filter_choices(found: FilterChoices) -> FilterChoicesBody:
    """What orders can be filtered by."""
    return {
        "outlets": _choices(found.outlets),
        "sellers": _choices(found.sellers),
        "channels": _choices(found.channels),
        "contacts": _choices(found.contacts),
        "employees": _choices(found.employees),
    }


def _choices(of: Sequence[Choice]) -> list[ChoiceBody]:
    return [{"value": each.value, "name": each.name} for each in of]


class ViewInput(BaseModel):
    """A selection and the name to keep it under."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Text, Field(min_length=1, max_length=80)]
    filters: Filters = Filters()


class ViewChangeInput(BaseModel):
    """Another name, another selection, or both."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Text, Field(min_length=1, max_length=80)] | None = None
    filters: Filters | None = None

    @model_validator(mode="after")
    def must_change_something(self) -> Self:
        """An empty change is a mistake of the client's."""
        if self.name is None and self.filters is None:
            raise ValueError("name a new `name`, new `filters`, or both")
        return self


class ViewBody(TypedDict):
    """A saved view; `filters` as `GET /orders` takes them."""

    id: str
    name: str
    filters: dict[str, str]


class PeriodBody(TypedDict):
    """From a moment up to, not including, another; null is open."""

    start: str | None
    end: str | None


class SumBody(TypedDict):
    """What orders, or lines of them, come to."""

    orders: int
    lines: int
    amount: MoneyBody


class SumRowBody(SumBody):
    """A sum with its key; `last_year` and `difference` when that was asked for."""

    key: str
    name: str
    last_year: SumBody | None
    difference: MoneyBody | None


class SummaryBody(TypedDict):
    """Sums of a whole selection: months oldest first, others largest first, at most 200 and a total for each currency.

    `counts` says what is added up: whole `orders`, or with a product or a category, and by category, `lines`.
    """

    by: str
    counts: str
    period: PeriodBody
    last_year: PeriodBody | None
    rows: list[SumRowBody]
    has_more: bool
    totals: list[SumRowBody]


def view(card: SavedViewCard) -> ViewBody:
    """A saved view."""
    asked = asked_of(card.wanted)
    filters = {"q" if name == "text" else name: value for name, value in asked.items()}
    return {"id": str(card.id), "name": card.name, "filters": filters}


def summary(found: Summary) -> SummaryBody:
    """A selection summed up."""
    return {
        "by": found.by,
        "counts": "lines" if found.counts_lines else "orders",
        "period": _period(found.period),
        "last_year": None if found.previous is None else _period(found.previous),
        "rows": [_row(row) for row in found.rows],
        "has_more": found.has_more,
        "totals": [_row(row) for row in found.totals],
    }


def _row(row: SumRow) -> SumRowBody:
    return {
        "key": row.key,
        "name": row.name,
        **_sum(row.now),
        "last_year": None if row.before is None else _sum(row.before),
        "difference": None if row.difference is None else money(row.difference),
    }


def _sum(each: Sum) -> SumBody:
    return {"orders": each.orders, "lines": each.lines, "amount": money(each.amount)}


def _period(period: Period) -> PeriodBody:
    return {"start": maybe_moment(period.start), "end": maybe_moment(period.end)}
