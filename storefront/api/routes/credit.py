"""What an outlet may still buy on account."""

from fastapi import APIRouter
from starlette.responses import Response

from storefront.api.actor import SignedIn, ask_in
from storefront.api.answers import answer
from storefront.api.schemas.credit import CreditBody, credit
from storefront.api.schemas.inputs import OutletNumber
from storefront.credit.service import show_credit

router = APIRouter(prefix="/api/v1", tags=["credit"])


@router.get("/outlets/{outlet}/credit", response_model=CreditBody)
def show_outlet_credit(caller: SignedIn, outlet: OutletNumber) -> Response:
    """The credit of the outlet's organization: limit, exposure, and what remains."""
    return answer(credit(ask_in(caller, outlet, show_credit)))
