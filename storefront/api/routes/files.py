"""Files of rows as plain text, for pages that show what is in them before anything is done."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response
from typing_extensions import TypedDict

from storefront.api.answers import answer
from storefront.api.sent_files import DESCRIBED, SentByContact
from storefront.connectors.spreadsheets import FileTooLarge, open_file, text_of

router = APIRouter(prefix="/api/v1/files", tags=["files"])

MOST_LETTERS = 700_000
"""As many as the page that takes the longest files."""


class FileTextBody(TypedDict):
    """A row for each line, its cells with tabs between them; `notes` say how it was read."""

    text: str
    notes: list[str]


@router.post("/read", response_model=FileTextBody, openapi_extra=DESCRIBED)
def read_file(
    sent: SentByContact, most: Annotated[int, Query(ge=1, le=MOST_LETTERS)] = MOST_LETTERS
) -> Response:
    """The rows of a CSV file in any usual encoding, or of the first sheet of a workbook; nothing is kept."""
    opened = open_file(sent.content)
    text = text_of(opened.rows)
    if len(text) > most:
        raise FileTooLarge(f"This file is too long. At most {most:,} letters are read here.")
    body: FileTextBody = {"text": text, "notes": list(opened.notes)}
    return answer(body)
