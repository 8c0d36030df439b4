"""Bulk entry: lists read from files and text, the quick order that a contact fills, suggestions while typing."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlmodel import Session
from starlette.responses import Response

from storefront.api.actor import SignedIn, act_in, ask_in
from storefront.api.answers import answer, nothing
from storefront.api.schemas.inputs import OutletNumber
from storefront.api.schemas.lists import ListKey
from storefront.api.schemas.quick_order import (
    MAXIMUM_ROW_ID,
    AddedRowsBody,
    GridBody,
    GridOrderBody,
    LookupQuery,
    PickedRowsInput,
    ReadListBody,
    RowChangeInput,
    SuggestionsBody,
    TypedRowsInput,
    grid,
    grid_order,
    read_list,
    suggestions,
)
from storefront.api.sent_files import DESCRIBED, Sent
from storefront.carts import service as carts
from storefront.carts.snapshots import ListLine, Resolution
from storefront.offers import service as offers
from storefront.parties.actor import OutletActor

router = APIRouter(prefix="/api/v1/outlets/{outlet}", tags=["quick order"])

RowId = Annotated[int, Path(ge=0, le=MAXIMUM_ROW_ID, description="A row's id within the quick order.")]


@router.get("/lookup", response_model=SuggestionsBody)
def look_up(caller: SignedIn, outlet: OutletNumber, query: Annotated[LookupQuery, Query()]) -> Response:
    """At most eight offers for a SKU or words typed so far, of all sellers or of one."""
    work = partial(offers.suggest_offers, text=query.q, seller=query.seller)
    return answer(suggestions(ask_in(caller, outlet, work)))


@router.post("/lists/read", response_model=ReadListBody, openapi_extra=DESCRIBED)
def read_sent_list(caller: SignedIn, outlet: OutletNumber, sent: Sent) -> Response:
    """What a CSV file, a workbook or a text asks for, row by row, and what each row means now; nothing is kept.

    At most 1,000 rows and 2 MB. A row that cannot be read has a `problem` in place of an `answer`.
    """
    read = carts.read_list_file(sent.name, sent.content)
    lines = [line for row in read.rows if (line := row.wanted()) is not None]
    return answer(read_list(read, ask_in(caller, outlet, partial(_resolve, lines=lines))))


@router.get("/quick-order", response_model=GridBody)
def show_quick_order(caller: SignedIn, outlet: OutletNumber) -> Response:
    """The caller's quick order at the outlet, each row answered at today's prices and stock."""
    return answer(grid(ask_in(caller, outlet, carts.show_grid)))


@router.post("/quick-order/rows", response_model=AddedRowsBody)
def add_typed_rows(
    caller: SignedIn, outlet: OutletNumber, idempotency_key: ListKey, wanted: TypedRowsInput
) -> Response:
    """Put typed or scanned rows on top of the caller's quick order; the last one comes first."""
    rows = [carts.read_typed(row.sku, row.quantity, row.catalog, row.seller) for row in wanted.rows]
    work = partial(carts.add_typed_to_grid, rows=rows, attempt=idempotency_key)
    return answer({"added": act_in(caller, outlet, work, changes_carts=False), "notes": []})


@router.patch("/quick-order/rows/{row_id}", response_model=GridBody)
def correct_row(caller: SignedIn, outlet: OutletNumber, row_id: RowId, wanted: RowChangeInput) -> Response:
    """Correct a row in place; what is no SKU or no quantity stays in it as a problem."""
    work = partial(
        carts.correct_grid_row,
        row_id=row_id,
        sku=wanted.sku,
        quantity=wanted.quantity,
        catalog=wanted.catalog or None,
        seller=wanted.seller or None,
    )
    return _changed(caller, outlet, work)


@router.delete("/quick-order/rows/{row_id}", response_model=GridBody)
def remove_row(caller: SignedIn, outlet: OutletNumber, row_id: RowId) -> Response:
    """Take a row out."""
    return _changed(caller, outlet, partial(carts.remove_grid_row, row_id=row_id))


@router.delete("/quick-order", status_code=204)
def clear_quick_order(caller: SignedIn, outlet: OutletNumber) -> Response:
    """Take all rows out."""
    act_in(caller, outlet, carts.clear_grid, changes_carts=False)
    return nothing()


@router.post("/quick-order/apply", response_model=GridOrderBody)
def apply_quick_order(
    caller: SignedIn, outlet: OutletNumber, idempotency_key: ListKey, wanted: PickedRowsInput | None = None
) -> Response:
    """Put every row that can be had into the carts of its seller, or those that are named; the others stay."""
    rows = None if wanted is None else wanted.rows
    work = partial(carts.order_grid, row_ids=rows, idempotency_key=idempotency_key)
    return answer(grid_order(act_in(caller, outlet, work)))


@router.post("/quick-order/undo", response_model=GridBody)
def undo_quick_order(caller: SignedIn, outlet: OutletNumber) -> Response:
    """Take what was put into carts last out of them again, and bring its rows back."""
    return _changed(caller, outlet, carts.undo_grid_order, changes_carts=True)


@router.post("/quick-order/list", response_model=AddedRowsBody, openapi_extra=DESCRIBED)
def add_sent_list(caller: SignedIn, outlet: OutletNumber, idempotency_key: ListKey, sent: Sent) -> Response:
    """Put the rows of a CSV file, a workbook or a text above what the caller's quick order holds."""
    read = carts.read_list_file(sent.name, sent.content)
    work = partial(carts.add_list_to_grid, rows=read.rows, attempt=idempotency_key)
    added = act_in(caller, outlet, work, changes_carts=False)
    return answer({"added": added, "notes": list(read.notes)})


def _changed(
    caller: SignedIn,
    outlet: str,
    change: Callable[[Session, OutletActor], object],
    *,
    changes_carts: bool = False,
) -> Response:
    """Change the quick order, and answer it as it is then."""
    act_in(caller, outlet, change, changes_carts=changes_carts)
    return answer(grid(ask_in(caller, outlet, carts.show_grid)))


def _resolve(session: Session, actor: OutletActor, *, lines: list[ListLine]) -> Resolution:
    return carts.resolve(session, actor, lines=lines) if lines else Resolution((), ())
