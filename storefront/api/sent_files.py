"""A list that somebody sends, as a file or as text: read within bounds, and only for who may send it."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from storefront.api.actor import SignedIn, ask, ask_hierarchy, ask_in, ask_seller
from storefront.api.schemas.inputs import HierarchyNumber, OutletNumber, SellerCode
from storefront.connectors.spreadsheets import MAXIMUM_BYTES, FileTooLarge
from storefront.kit.errors import Invalid

FORM = "multipart/form-data"
ROOM_FOR_A_FORM = 20_000
"""What a form adds to the file in it."""

DESCRIBED = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary"}},
                    "required": ["file"],
                }
            },
            "text/csv": {"schema": {"type": "string"}},
            "text/plain": {"schema": {"type": "string"}},
        },
    }
}
"""For the description of the API: the framework does not see a body that is read by hand."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file by its content; the name is for people."""

    name: str
    content: bytes


async def sent_file(request: Request, caller: SignedIn, outlet: OutletNumber) -> SentFile:
    """What was sent; nothing of it is read before the caller may act for the outlet.

    Raises:
        NotSignedIn, OutletNotFound: the caller may not send anything here.
        FileTooLarge, Invalid: it is too long, or no form with a file in it.
    """
    await run_in_threadpool(ask_in, caller, outlet, lambda _session, _actor: None)
    return await _read(request)


async def file_for_hierarchy(request: Request, caller: SignedIn, hierarchy: HierarchyNumber) -> SentFile:
    """What was sent; nothing of it is read before the caller is known to run the hierarchy.

    Raises:
        NotSignedIn, HierarchyNotFound: the caller may not send anything here.
        FileTooLarge, Invalid: it is too long, or no form with a file in it.
    """
    await run_in_threadpool(ask_hierarchy, caller, hierarchy, lambda _session, _actor: None)
    return await _read(request)


async def file_for_seller(request: Request, caller: SignedIn, seller: SellerCode) -> SentFile:
    """What was sent; nothing of it is read before the caller is known to work for the seller.

    Raises:
        NotSignedIn, SellerNotFound: the caller may not send anything here.
        FileTooLarge, Invalid: it is too long, or no form with a file in it.
    """
    await run_in_threadpool(ask_seller, caller, seller, lambda _session, _actor: None)
    return await _read(request)


async def file_for_contact(request: Request, caller: SignedIn) -> SentFile:
    """What was sent; nothing of it is read before the caller is known.

    Raises:
        NotSignedIn: the caller may not send anything here.
        FileTooLarge, Invalid: it is too long, or no form with a file in it.
    """
    await run_in_threadpool(ask, caller, lambda _session, _actor: None)
    return await _read(request)


async def file_for_headquarters(request: Request, caller: SignedIn) -> SentFile:
    """What was sent; nothing of it is read before the caller is known to be of headquarters.

    Raises:
        NotSignedIn, NothingHere: the caller may not send anything here.
        FileTooLarge, Invalid: it is too long, or no form with a file in it.
    """
    await run_in_threadpool(ask, caller, lambda _session, actor: actor.must("headquarters"))
    return await _read(request)


Sent = Annotated[SentFile, Depends(sent_file)]
SentToHierarchy = Annotated[SentFile, Depends(file_for_hierarchy)]
SentToSeller = Annotated[SentFile, Depends(file_for_seller)]
SentByContact = Annotated[SentFile, Depends(file_for_contact)]
SentToHeadquarters = Annotated[SentFile, Depends(file_for_headquarters)]


async def _read(request: Request) -> SentFile:
    is_form = request.headers.get("content-type", "").startswith(FORM)
    content = await _bounded(request, MAXIMUM_BYTES + (ROOM_FOR_A_FORM if is_form else 0))
    return await _file_of_form(request, content) if is_form else SentFile("", content)


async def _bounded(request: Request, most: int) -> bytes:
    announced = request.headers.get("content-length", "")
    content = bytearray()
    if not announced.isdigit() or int(announced) <= most:
        async for chunk in request.stream():
            content += chunk
            if len(content) > most:
                break
        else:
            return bytes(content)
    raise FileTooLarge(f"This file is too large. At most {MAXIMUM_BYTES // 1_000_000} MB are read.")


async def _file_of_form(request: Request, content: bytes) -> SentFile:
    async def once() -> AsyncGenerator[bytes, None]:
        yield content

    try:
        form = await MultiPartParser(request.headers, once(), max_files=1, max_fields=4).parse()
    except (MultiPartException, KeyError, UnicodeDecodeError) as error:
        raise Invalid("This form cannot be read.", fields={"file": "cannot be read"}) from error
    try:
        file = next((value for value in form.values() if isinstance(value, UploadFile)), None)
        if file is None:
            raise Invalid("The form has no file.", fields={"file": "is required"})
        return SentFile(file.filename or "", await file.read())
    finally:
        await form.close()
