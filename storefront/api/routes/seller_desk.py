"""A seller's desk: the orders that were placed with it, and its stock."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlmodel import Session
from starlette.responses import Response

from storefront.api.actor import Caller, SignedIn, act_seller, ask_seller
from storefront.api.answers import PageBody, answer, page
from storefront.api.schemas.inputs import ListQuery, SellerCode
from storefront.api.schemas.orders import OrderBody, order
from storefront.api.schemas.seller_desk import (
    AdjustmentInput,
    AdjustmentsBody,
    IncomingBody,
    IncomingQuery,
    MovementBody,
    RejectionInput,
    StockBody,
    StockQuery,
    adjustment,
    incoming,
    movement,
    stock,
)
from storefront.api.sent_files import DESCRIBED, SentToSeller
from storefront.connectors.topics import cart_topic, current_topics, seller_topic
from storefront.inventory import service as inventory
from storefront.offers.service import adjust_stock as adjust
from storefront.offers.service import adjust_stock_by_file as adjust_all
from storefront.orders import service as orders
from storefront.orders.snapshots import OrderView
from storefront.parties.actor import SellerActor

router = APIRouter(prefix="/api/v1/sellers/{seller}", tags=["seller's desk"])

OrderNumber = Annotated[str, Path(description="The order's number.")]
Sku = Annotated[str, Path(description="The product's SKU.")]


@router.get("/orders", response_model=IncomingBody)
def list_incoming(caller: SignedIn, seller: SellerCode, query: Annotated[IncomingQuery, Query()]) -> Response:
    """Orders that were placed with your company: those that wait for you, unless you ask for others."""
    wanted = query.filter()
    found = ask_seller(caller, seller, lambda session, actor: orders.list_incoming(session, actor, wanted))
    return answer(incoming(found))


@router.get("/orders/{number}", response_model=OrderBody)
def show_incoming(caller: SignedIn, seller: SellerCode, number: OrderNumber) -> Response:
    """One of them with its lines and what was decided."""
    return answer(order(ask_seller(caller, seller, partial(orders.show_incoming, number=number))))


@router.post("/orders/{number}/accept", response_model=OrderBody)
def accept(caller: SignedIn, seller: SellerCode, number: OrderNumber) -> Response:
    """Promise to deliver what is left of it; again, it stays as it is."""
    return answer(order(_decide(caller, seller, partial(orders.accept, number=number))))


@router.post("/orders/{number}/reject", response_model=OrderBody)
def reject(caller: SignedIn, seller: SellerCode, number: OrderNumber, wanted: RejectionInput) -> Response:
    """Refuse to deliver some lines, or all that is left: stock and credit are free again, and the buyer is mailed."""
    work = partial(orders.reject, number=number, reason=wanted.reason, lines=wanted.lines)
    return answer(order(_decide(caller, seller, work)))


@router.get("/stock", response_model=PageBody[StockBody])
def list_stock(caller: SignedIn, seller: SellerCode, query: Annotated[StockQuery, Query()]) -> Response:
    """What your company has, by SKU."""
    work = partial(
        inventory.list_stock, text=query.q, below=query.below, cursor=query.cursor, limit=query.limit
    )
    return answer(page(ask_seller(caller, seller, work), stock))


@router.post("/stock/{sku}/adjust", response_model=StockBody)
def adjust_stock(caller: SignedIn, seller: SellerCode, sku: Sku, wanted: AdjustmentInput) -> Response:
    """Change what is on hand, with a reason; never to less than is promised to orders."""
    work = partial(adjust, sku=sku, wanted=wanted.adjustment())
    return answer(stock(act_seller(caller, seller, work)))


@router.post("/stock/file", response_model=AdjustmentsBody, openapi_extra=DESCRIBED)
def adjust_by_file(
    caller: SignedIn,
    seller: SellerCode,
    sent: SentToSeller,
    *,
    dry_run: Annotated[bool, Query(description="Only tell what each row means.")] = True,
) -> Response:
    """Change many by a CSV file or workbook (sku, on hand, change, reason): every row is answered.

    With `dry_run` nothing is written. Without it all good rows are made true in one transaction.
    """
    read = inventory.read_adjustments(sent.content)
    if dry_run:
        answers = ask_seller(caller, seller, partial(inventory.judge_adjustments, rows=read.rows))
    else:
        answers = act_seller(caller, seller, partial(adjust_all, rows=read.rows))
    body: AdjustmentsBody = {
        "rows": [adjustment(each) for each in answers],
        "changed": sum(each.outcome == "changed" for each in answers),
        "written": not dry_run,
        "notes": list(read.notes),
    }
    return answer(body)


@router.get("/stock/{sku}/movements", response_model=PageBody[MovementBody])
def list_movements(
    caller: SignedIn, seller: SellerCode, sku: Sku, query: Annotated[ListQuery, Query()]
) -> Response:
    """What was changed of a product by hand, newest first."""
    work = partial(inventory.list_movements, sku=sku, cursor=query.cursor, limit=query.limit)
    return answer(page(ask_seller(caller, seller, work), movement))


def _decide(caller: Caller, seller: str, work: Callable[[Session, SellerActor], OrderView]) -> OrderView:
    """A decision; the seller's open inboxes and the outlet's open pages hear of it."""
    decided = act_seller(caller, seller, work)
    current_topics().publish(seller_topic(decided.summary.seller_code))
    current_topics().publish(cart_topic(decided.summary.outlet_number))
    return decided
