"""Placing an order."""

from functools import partial

from fastapi import APIRouter
from starlette.responses import Response

from storefront.api.actor import SignedIn, act_in
from storefront.api.answers import answer
from storefront.api.schemas.inputs import OutletNumber, SellerCode
from storefront.api.schemas.orders import CheckoutInput, IdempotencyKey, OrderBody, order
from storefront.connectors.topics import current_topics, seller_topic
from storefront.orders.service import place

router = APIRouter(prefix="/api/v1", tags=["orders"])


@router.post(
    "/outlets/{outlet}/carts/{seller}/checkout",
    status_code=201,
    response_model=OrderBody,
    responses={200: {"model": OrderBody, "description": "The order that this attempt made before."}},
)
def check_out(
    caller: SignedIn,
    outlet: OutletNumber,
    seller: SellerCode,
    idempotency_key: IdempotencyKey,
    wanted: CheckoutInput,
) -> Response:
    """Order the cart on account; what is not offered any more stays in it."""
    work = partial(place, seller=seller, request=wanted.request(), idempotency_key=idempotency_key)
    placed = act_in(caller, outlet, work)
    current_topics().publish(seller_topic(placed.order.summary.seller_code))
    where = {"location": f"/api/v1/orders/{placed.order.summary.number}"}
    return answer(order(placed.order), 200 if placed.is_replay else 201, headers=where)
