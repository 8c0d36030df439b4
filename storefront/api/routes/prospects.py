"""Becoming a partner: requests of strangers, and what headquarters decides about them."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from storefront.api.actor import SignedIn, act, act_hierarchy, address_of, ask
from storefront.api.answers import PageBody, answer, page
from storefront.api.schemas.prospect_inputs import (
    ApplicationInput,
    ApprovalInput,
    CriteriaInput,
    NoteInput,
    ProspectQuery,
    ReasonInput,
    SellingInput,
)
from storefront.api.schemas.prospects import NumberBody, ProspectBody, ProspectCardBody, card, prospect
from storefront.connectors.attempts import current_limits
from storefront.db.session import in_transaction
from storefront.onboarding import service as onboarding
from storefront.onboarding.snapshots import Approval

router = APIRouter(prefix="/api/v1", tags=["prospects"])

ProspectNumber = Annotated[str, Path(description="The prospect's number.")]


@router.post("/prospects", status_code=201, response_model=NumberBody)
def apply(request: Request, wanted: ApplicationInput) -> Response:
    """Ask to buy or to sell here; no sign-in is needed. The answer never tells whether an address is known."""
    address = address_of(request)
    onboarding.must_wait_to_apply(current_limits().applications, address=address)
    work = partial(onboarding.apply, application=wanted.application(), address=address)
    return answer({"number": in_transaction(work)}, 201)


@router.get("/admin/prospects", response_model=PageBody[ProspectCardBody])
def list_prospects(caller: SignedIn, query: Annotated[ProspectQuery, Query()]) -> Response:
    """Prospects, newest first; `q` matches parts of company, number and e-mail address."""
    found = ask(caller, partial(onboarding.list_prospects, wanted=query.filter()))
    return answer(page(found, card))


@router.get("/admin/prospects/{prospect_number}", response_model=ProspectBody)
def show_prospect(caller: SignedIn, prospect_number: ProspectNumber) -> Response:
    """A prospect with its criteria, notes, duplicates, and what approving made of it."""
    return answer(prospect(ask(caller, partial(onboarding.show_prospect, number=prospect_number))))


@router.post("/admin/prospects/{prospect_number}/approve", response_model=ProspectBody)
def approve(
    caller: SignedIn, prospect_number: ProspectNumber, wanted: ApprovalInput | None = None
) -> Response:
    """Make it a partner; approved again, it answers as the first time."""
    approval = wanted.approval() if wanted else Approval()
    made = act(caller, partial(onboarding.approve, number=prospect_number, approval=approval))
    return answer(prospect(made))


@router.post("/admin/prospects/{prospect_number}/reject", response_model=ProspectBody)
def reject(caller: SignedIn, prospect_number: ProspectNumber, wanted: ReasonInput) -> Response:
    """Reject it; the applicant is mailed the reason."""
    return answer(
        prospect(act(caller, partial(onboarding.reject, number=prospect_number, reason=wanted.reason)))
    )


@router.post("/admin/prospects/{prospect_number}/notes", status_code=201, response_model=ProspectBody)
def note(caller: SignedIn, prospect_number: ProspectNumber, wanted: NoteInput) -> Response:
    """Write a note, which the applicant never sees."""
    return answer(
        prospect(act(caller, partial(onboarding.note, number=prospect_number, text=wanted.text))), 201
    )


@router.put("/admin/prospects/{prospect_number}/criteria", response_model=ProspectBody)
def check(caller: SignedIn, prospect_number: ProspectNumber, wanted: CriteriaInput) -> Response:
    """Keep which of the criteria were looked at."""
    work = partial(onboarding.check, number=prospect_number, criteria=wanted.criteria())
    return answer(prospect(act(caller, work)))


@router.post("/admin/organizations/{organization}/make-seller", response_model=ProspectBody)
def make_seller(
    caller: SignedIn,
    organization: Annotated[str, Path(description="The organization's number.")],
    wanted: ApprovalInput | None = None,
) -> Response:
    """Make a buyer a seller too; it stays a buyer. A repeat answers as the first time."""
    approval = wanted.approval() if wanted else Approval()
    work = partial(onboarding.make_seller, organization=organization, approval=approval)
    return answer(prospect(act(caller, work)))


@router.post("/hierarchies/{hierarchy}/become-seller", status_code=201, response_model=NumberBody)
def become_seller(
    caller: SignedIn,
    hierarchy: Annotated[str, Path(description="The hierarchy's number.")],
    wanted: SellingInput | None = None,
) -> Response:
    """Ask that your organization sell too; while a request is undecided it is the answer."""
    asked = wanted or SellingInput()
    work = partial(onboarding.become_seller, size=asked.size, comments=asked.comments)
    return answer({"number": act_hierarchy(caller, hierarchy, work)}, 201)
