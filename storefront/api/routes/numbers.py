"""Number sequences, for headquarters."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response
from typing_extensions import TypedDict

from storefront.api.actor import SignedIn, act, ask
from storefront.api.answers import PageBody, answer, whole
from storefront.api.schemas.inputs import Asked, Text
from storefront.onboarding import service as onboarding
from storefront.onboarding.snapshots import SequenceChange, SequenceView

router = APIRouter(prefix="/api/v1/admin/numbers", tags=["numbers"])


class SequenceInput(BaseModel):
    """What is to change; what is left out stays. Numbers only go forward."""

    model_config = ConfigDict(extra="forbid")

    prefix: Annotated[Text | None, Field(max_length=40)] = None
    padding: Annotated[int | None, Field(strict=True, ge=1, le=100)] = None
    next: Annotated[int | None, Field(strict=True, ge=1, le=2**60)] = None


class SequenceBody(TypedDict):
    """A sequence, and the number that it gives out next."""

    name: str
    prefix: str
    padding: int
    next: int
    next_number: str


@router.get("", response_model=PageBody[SequenceBody])
def list_sequences(caller: SignedIn, asked: Asked) -> Response:
    """Every sequence: hierarchies, organizations, outlets, groups, orders and prospects."""
    return answer(whole([sequence(view) for view in ask(caller, onboarding.list_sequences)], asked))


@router.patch("/{sequence_name}", response_model=SequenceBody)
def change_sequence(
    caller: SignedIn,
    sequence_name: Annotated[str, Path(description="The sequence's name.")],
    wanted: SequenceInput,
) -> Response:
    """Change prefix, padding or next value; what could give out a number twice is refused."""
    change = SequenceChange(wanted.prefix, wanted.padding, wanted.next)
    work = partial(onboarding.change_sequence, name=sequence_name, wanted=change)
    return answer(sequence(act(caller, work)))


def sequence(view: SequenceView) -> SequenceBody:
    """A sequence as JSON."""
    return {
        "name": view.name,
        "prefix": view.prefix,
        "padding": view.padding,
        "next": view.next_value,
        "next_number": view.next_number,
    }
