"""What an outlet probably needs now."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from storefront.api.actor import SignedIn, ask_in
from storefront.api.answers import answer
from storefront.api.schemas.inputs import ForSeller, OutletNumber
from storefront.api.schemas.suggestion import SuggestionBody, suggestion
from storefront.reordering import service as reordering

router = APIRouter(prefix="/api/v1/outlets/{outlet}", tags=["reordering"])

MOST_LINES = 50


@router.get("/suggestion", response_model=SuggestionBody)
def show_suggestion(
    caller: SignedIn,
    outlet: OutletNumber,
    seller: ForSeller,
    limit: Annotated[int, Query(ge=1, le=MOST_LINES, description="At most so many lines.")] = 20,
) -> Response:
    """The basket that the outlet probably needs from a seller now, each line with its reason; send it to `/resolve/apply`."""
    found = ask_in(caller, outlet, partial(reordering.suggest, seller=seller, limit=limit))
    return answer(suggestion(found))
