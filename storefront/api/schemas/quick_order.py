"""Lists as they were read, the quick order of a contact, and suggestions while typing."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from typing_extensions import TypedDict

from storefront.api.answers import MoneyBody, money
from storefront.api.schemas.carts import CartBody, cart
from storefront.api.schemas.inputs import TextQuery
from storefront.api.schemas.lists import ResolvedLineBody, SellerTotalBody, resolved_line
from storefront.api.schemas.offers import picture_address
from storefront.carts.snapshots import (
    Grid,
    GridOrder,
    GridRow,
    ReadList,
    ReadRow,
    Resolution,
    ResolvedLine,
    SellerTotal,
)
from storefront.offers.snapshots import Suggestion

LONGEST_TYPED = 500
MAXIMUM_TYPED_ROWS = 1000
MAXIMUM_ROW_ID = 2**31 - 1


def as_text(value: Any) -> Any:
    """`2` as `"2"`: clients that count need not write."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


TypedQuantity = Annotated[
    str,
    Field(max_length=LONGEST_TYPED, description="As it was typed, or a number."),
    WithJsonSchema({"anyOf": [{"type": "string", "maxLength": LONGEST_TYPED}, {"type": "integer"}]}),
    BeforeValidator(as_text),
]


class TypedRowInput(BaseModel):
    """A row as somebody typed or scanned it; what cannot be understood stays in the quick order as a problem."""

    model_config = ConfigDict(extra="forbid")

    sku: Annotated[str, Field(max_length=LONGEST_TYPED)]
    quantity: TypedQuantity = ""
    catalog: Annotated[str | None, Field(max_length=LONGEST_TYPED)] = None
    seller: Annotated[str | None, Field(max_length=LONGEST_TYPED)] = None


class RowChangeInput(BaseModel):
    """What is wrong in a row, written anew; what is left out stays.

    With another SKU and no catalog and seller, those that were asked for are forgotten.
    """

    model_config = ConfigDict(extra="forbid")

    sku: Annotated[str | None, Field(max_length=LONGEST_TYPED)] = None
    quantity: TypedQuantity | None = None
    catalog: Annotated[str | None, Field(max_length=LONGEST_TYPED)] = None
    seller: Annotated[str | None, Field(max_length=LONGEST_TYPED)] = None


class PickedRowsInput(BaseModel):
    """The ids of the rows to put into carts; without them all that can be."""

    model_config = ConfigDict(extra="forbid")

    rows: Annotated[
        list[Annotated[int, Field(strict=True, ge=0, le=MAXIMUM_ROW_ID)]] | None,
        Field(min_length=1, max_length=MAXIMUM_TYPED_ROWS),
    ] = None


class TypedRowsInput(BaseModel):
    """Rows in the order in which they were typed."""

    model_config = ConfigDict(extra="forbid")

    rows: Annotated[list[TypedRowInput], Field(min_length=1, max_length=MAXIMUM_TYPED_ROWS)]


class LookupQuery(TextQuery):
    """What was typed so far."""

    seller: Annotated[str | None, Field(max_length=80, description="Of this seller only.")] = None


class ReadRowBody(TypedDict):
    """A row as it was understood: with a `problem`, or with the resolver's `answer`."""

    row: int
    text: str
    sku: str
    quantity: int | None
    catalog: str | None
    seller: str | None
    problem: str | None
    answer: ResolvedLineBody | None


class ReadListBody(TypedDict):
    """A row for each of the source that held anything, in order; `notes` say how the columns were understood."""

    rows: list[ReadRowBody]
    totals: list[SellerTotalBody]
    notes: list[str]


class GridRowBody(ReadRowBody):
    """A row of a quick order; `id` is its own within it."""

    id: int


class GridBody(TypedDict):
    """The quick order of the caller at an outlet."""

    rows: list[GridRowBody]
    totals: list[SellerTotalBody]


class AddedRowsBody(TypedDict):
    """How many rows came into the quick order."""

    added: int
    notes: list[str]


class GridOrderBody(TypedDict):
    """How many rows were `added`, `short` of them in part; how many are `left`; and the carts that got lines."""

    added: int
    short: int
    left: int
    carts: list[CartBody]


class SuggestionBody(TypedDict):
    """An offer of a seller; `standard` is the quantity to prefill."""

    sku: str
    name: str
    picture: str
    seller: str
    seller_name: str
    catalog: str
    unit_price: MoneyBody
    price_words: str
    availability: str
    available: int
    standard: int


class SuggestionsBody(TypedDict):
    """At most eight offers, the best first."""

    items: list[SuggestionBody]


def read_list(read: ReadList, resolution: Resolution) -> ReadListBody:
    """A list that was read and answered; `resolution` has the rows without a problem, in order."""
    answers = iter(resolution.lines)
    rows = [_row(row, None if row.problem else next(answers)) for row in read.rows]
    return {"rows": rows, "totals": _totals(resolution.totals), "notes": list(read.notes)}


def grid(shown: Grid) -> GridBody:
    """A quick order."""
    return {"rows": [_grid_row(row) for row in shown.rows], "totals": _totals(shown.totals)}


def grid_order(done: GridOrder) -> GridOrderBody:
    """What putting rows into carts did."""
    return {
        "added": done.added,
        "short": done.short,
        "left": done.left,
        "carts": [cart(view) for view in done.carts],
    }


def suggestions(found: tuple[Suggestion, ...]) -> SuggestionsBody:
    """Suggestions."""
    return {"items": [_suggestion(each) for each in found]}


def _grid_row(row: GridRow) -> GridRowBody:
    return {"id": row.id, **_row(row.read, row.answer)}


def _row(read: ReadRow, answer: ResolvedLine | None) -> ReadRowBody:
    return {
        "row": read.number,
        "text": read.text,
        "sku": read.sku,
        "quantity": None if read.problem else read.quantity,
        "catalog": read.catalog,
        "seller": read.seller,
        "problem": read.problem or None,
        "answer": None if answer is None else resolved_line(answer),
    }


def _totals(totals: tuple[SellerTotal, ...]) -> list[SellerTotalBody]:
    return [
        {
            "seller": total.seller,
            "seller_name": total.seller_name,
            "lines": total.lines,
            "amount": money(total.amount),
        }
        for total in totals
    ]


def _suggestion(found: Suggestion) -> SuggestionBody:
    offer = found.offer
    rule = offer.quantity_rule
    return {
        "sku": offer.sku,
        "name": offer.name,
        "picture": picture_address(offer.sku),
        "seller": found.seller,
        "seller_name": found.seller_name,
        "catalog": offer.catalog_code,
        "unit_price": money(offer.unit_price),
        "price_words": offer.unit_price.words,
        "availability": offer.availability,
        "available": offer.available,
        "standard": max(rule.standard, rule.minimum, 1),
    }
