"""Moving in by a file, for headquarters."""

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from storefront.api.actor import SignedIn, act, ask
from storefront.api.answers import answer
from storefront.api.schemas.importing import ImportBody, import_report
from storefront.api.sent_files import DESCRIBED, SentToHeadquarters
from storefront.onboarding import service as onboarding

router = APIRouter(prefix="/api/v1/admin/import", tags=["moving in"])

ImportKind = Annotated[
    Literal["organizations", "people-per-account"],
    Path(description="Organizations with hierarchies and contacts, or one row for each person and account."),
]


@router.post("/{import_kind}", response_model=ImportBody, openapi_extra=DESCRIBED)
def import_file(
    caller: SignedIn,
    import_kind: ImportKind,
    sent: SentToHeadquarters,
    *,
    dry_run: Annotated[bool, Query(description="Only tell what each row means.")] = True,
    skip_wrong: Annotated[bool, Query(description="Leave wrong rows out, instead of doing nothing.")] = False,
) -> Response:
    """Move in the rows of a CSV file or workbook, at most 10,000: every row is answered, and a repeat changes nothing.

    With `dry_run` nothing is written. Without it all rows are written in one transaction, or none when one is wrong.
    """
    read = onboarding.read_import(sent.content, kind=import_kind)
    if dry_run:
        report = ask(caller, partial(onboarding.judge_import, read=read))
    else:
        report = act(caller, partial(onboarding.apply_import, read=read, skip_wrong=skip_wrong))
    return answer(import_report(report))
