"""The history of orders."""

from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Path, Query
from starlette.responses import Response, StreamingResponse

from storefront.api.actor import Caller, ContactWork, SignedIn, ask, ask_in
from storefront.api.answers import answer
from storefront.api.schemas.history import (
    ExportQuery,
    FilterChoicesBody,
    OrderQuery,
    OrderScope,
    SummaryBody,
    SummaryQuery,
    filter_choices,
    summary,
)
from storefront.api.schemas.orders import HistoryBody, OrderBody, history, order
from storefront.api.spreadsheets import (
    LINES,
    ORDERS,
    ROWS_AT_ONCE,
    Layout,
    csv_chunks,
    file_chunks,
    xlsx_file,
)
from storefront.db.session import reading
from storefront.kit.clock import now
from storefront.kit.errors import Invalid
from storefront.orders import service as orders

router = APIRouter(prefix="/api/v1/orders", tags=["orders"])

Result = TypeVar("Result")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("", response_model=HistoryBody)
def list_orders(caller: SignedIn, query: Annotated[OrderQuery, Query()]) -> Response:
    """Orders that you may see, newest first, with the totals of the whole selection."""
    wanted = query.filter()
    found = _ask(caller, query, lambda session, actor: orders.list_orders(session, actor, wanted))
    return answer(history(found))


@router.get("/summary", response_model=SummaryBody)
def sum_orders(caller: SignedIn, query: Annotated[SummaryQuery, Query()]) -> Response:
    """The same selection by month, seller, category or outlet; `sort`, `limit` and `cursor` do not matter."""
    work = partial(orders.sum_orders, wanted=query.filter(), by=query.by, compare=query.compare)
    return answer(summary(_ask(caller, query, work)))


@router.get(
    "/export.csv",
    responses={200: {"content": {"text/csv": {}}, "description": "A row for each order, or each line."}},
)
def export_csv(caller: SignedIn, query: Annotated[ExportQuery, Query()]) -> Response:
    """The same selection as a file, however many orders; `limit` and `cursor` do not matter."""
    layout: Layout[Any] = LINES if query.lines else ORDERS
    return _download(csv_chunks(layout, _exported(caller, query)), "csv", "text/csv; charset=utf-8")


@router.get(
    "/export.xlsx", responses={200: {"content": {XLSX: {}}, "description": "The same as a workbook."}}
)
def export_xlsx(caller: SignedIn, query: Annotated[ExportQuery, Query()]) -> Response:
    """The same as a workbook, times in the site's zone; what does not fit on one sheet goes on in the next."""
    layout: Layout[Any] = LINES if query.lines else ORDERS
    return _download(file_chunks(xlsx_file(layout, _exported(caller, query))), "xlsx", XLSX)


def _ask(caller: Caller, query: OrderQuery, work: ContactWork[Result]) -> Result:
    """What the caller reads; whoever acts for the outlet that the query names reads the outlet's orders."""
    if caller.acting_session and query.outlet:
        return ask_in(caller, query.outlet, work)
    return ask(caller, work)


def _exported(caller: Caller, query: ExportQuery) -> Iterator[Any]:
    """The rows, the first few hundred of them read already: what goes wrong by then is still a problem document."""
    wanted, export = query.filter(), orders.export_lines if query.lines else orders.export_orders
    if query.acting_session and not query.outlet:
        raise Invalid(
            "An acting session is for one outlet: name it.", fields={"outlet": "the outlet that is acted for"}
        )
    caller.acting_session = caller.acting_session or query.acting_session
    found = _ask(caller, query, lambda _, actor: export(reading, actor, wanted))
    first = list(islice(found, ROWS_AT_ONCE))
    return chain(first, found)


def _download(chunks: Iterator[bytes], ending: str, kind: str) -> Response:
    name = f"orders-{now().date().isoformat()}.{ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return StreamingResponse(chunks, media_type=kind, headers=headers)


@router.get("/choices", response_model=FilterChoicesBody)
def list_choices(caller: SignedIn, scope: OrderScope = "own") -> Response:
    """What your orders can be filtered by, with `organization` all that you administer, with `all` the whole trade."""
    return answer(filter_choices(ask(caller, partial(orders.filter_choices, scope=scope))))


@router.get("/{number}", response_model=OrderBody)
def show_order(caller: SignedIn, number: Annotated[str, Path(description="The order's number.")]) -> Response:
    """One order with its frozen lines."""
    return answer(order(ask(caller, partial(orders.show_order, number=number))))
