"""Members of a customer hierarchy, for those who run it or a part of it."""

from collections.abc import Iterator
from functools import partial
from itertools import chain, islice
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from storefront.api.actor import Caller, SignedIn, act_hierarchy, ask_hierarchy
from storefront.api.answers import PageBody, answer, moment, nothing, page
from storefront.api.schemas.inputs import HierarchyNumber
from storefront.api.schemas.members import (
    MemberBody,
    MemberQuery,
    NewMemberInput,
    PeopleBody,
    ReasonInput,
    RoleInput,
    member,
    person,
)
from storefront.api.sent_files import DESCRIBED, SentToHierarchy
from storefront.api.spreadsheets import ROWS_AT_ONCE, Layout, csv_chunks
from storefront.db.session import reading
from storefront.hierarchies import service as hierarchies
from storefront.hierarchies.snapshots import MemberCard
from storefront.kit.clock import now

router = APIRouter(prefix="/api/v1/hierarchies/{hierarchy}/members", tags=["members"])

MEMBERS: Layout[MemberCard] = Layout(
    "Members",
    ("name", "email", "node", "node_name", "role", "status", "reason", "last_seen_at"),
    lambda card: (
        card.name,
        card.email,
        card.node_number,
        card.node_name,
        card.role,
        card.status,
        card.reason,
        moment(card.last_seen_at) if card.last_seen_at else "",
    ),
)


@router.get("", response_model=PageBody[MemberBody])
def list_members(
    caller: SignedIn, hierarchy: HierarchyNumber, query: Annotated[MemberQuery, Query()]
) -> Response:
    """Members of the nodes that you run, by address."""
    work = partial(hierarchies.list_members, wanted=query.filter())
    return answer(page(ask_hierarchy(caller, hierarchy, work), member))


@router.get(
    "/export.csv", responses={200: {"content": {"text/csv": {}}, "description": "A row for each member."}}
)
def export_members(
    caller: SignedIn, hierarchy: HierarchyNumber, query: Annotated[MemberQuery, Query()]
) -> Response:
    """The same selection as a file; `limit` and `cursor` do not matter."""
    name = f"members-{now().date().isoformat()}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    chunks = csv_chunks(MEMBERS, _exported(caller, hierarchy, query))
    return StreamingResponse(chunks, media_type="text/csv; charset=utf-8", headers=headers)


@router.post("", status_code=201, response_model=MemberBody)
def invite_member(caller: SignedIn, hierarchy: HierarchyNumber, wanted: NewMemberInput) -> Response:
    """Invite somebody by mail; who was invited before gets a new link, which ends the old one."""
    work = partial(hierarchies.invite_member, wanted=wanted.wanted())
    return answer(member(act_hierarchy(caller, hierarchy, work)), 201)


@router.post("/file", response_model=PeopleBody, openapi_extra=DESCRIBED)
def invite_people(
    caller: SignedIn,
    hierarchy: HierarchyNumber,
    sent: SentToHierarchy,
    *,
    dry_run: Annotated[bool, Query(description="Only tell what each row means.")] = True,
) -> Response:
    """Invite the people of a CSV file or workbook (email, name, role, node): every row is answered.

    With `dry_run` nothing is written. Without it all good rows are invited in one transaction.
    """
    read = hierarchies.read_people(sent.content)
    if dry_run:
        answers = ask_hierarchy(caller, hierarchy, partial(hierarchies.judge_people, rows=read.rows))
    else:
        answers = act_hierarchy(caller, hierarchy, partial(hierarchies.invite_people, rows=read.rows))
    body: PeopleBody = {
        "rows": [person(each) for each in answers],
        "invited": sum(each.is_good for each in answers),
        "written": not dry_run,
        "notes": list(read.notes),
    }
    return answer(body)


@router.get("/{membership_id}", response_model=MemberBody)
def show_member(caller: SignedIn, hierarchy: HierarchyNumber, membership_id: UUID) -> Response:
    """One member."""
    work = partial(hierarchies.show_member, membership_id=membership_id)
    return answer(member(ask_hierarchy(caller, hierarchy, work)))


@router.patch("/{membership_id}", response_model=MemberBody)
def change_role(
    caller: SignedIn, hierarchy: HierarchyNumber, membership_id: UUID, wanted: RoleInput
) -> Response:
    """Make a member admin or user of its node; the last active admin stays one."""
    work = partial(hierarchies.change_role, membership_id=membership_id, role=wanted.role)
    return answer(member(act_hierarchy(caller, hierarchy, work)))


@router.delete("/{membership_id}", status_code=204)
def remove_member(caller: SignedIn, hierarchy: HierarchyNumber, membership_id: UUID) -> Response:
    """Remove a member who has no orders here; whoever has is disabled instead."""
    act_hierarchy(caller, hierarchy, partial(hierarchies.remove_member, membership_id=membership_id))
    return nothing()


@router.post("/{membership_id}/disable", response_model=MemberBody)
def disable_member(
    caller: SignedIn, hierarchy: HierarchyNumber, membership_id: UUID, wanted: ReasonInput
) -> Response:
    """Take a member's access away, from its next request on; orders and history stay."""
    work = partial(hierarchies.disable_member, membership_id=membership_id, reason=wanted.reason)
    return answer(member(act_hierarchy(caller, hierarchy, work)))


@router.post("/{membership_id}/enable", response_model=MemberBody)
def enable_member(caller: SignedIn, hierarchy: HierarchyNumber, membership_id: UUID) -> Response:
    """Give a disabled member back what it was."""
    work = partial(hierarchies.enable_member, membership_id=membership_id)
    return answer(member(act_hierarchy(caller, hierarchy, work)))


@router.post("/{membership_id}/invitation", response_model=MemberBody)
def send_invitation(caller: SignedIn, hierarchy: HierarchyNumber, membership_id: UUID) -> Response:
    """Mail an invited member a new link, which ends the old one."""
    work = partial(hierarchies.send_invitation, membership_id=membership_id)
    return answer(member(act_hierarchy(caller, hierarchy, work)))


def _exported(caller: Caller, hierarchy: str, query: MemberQuery) -> Iterator[MemberCard]:
    """The rows, the first few hundred of them read already: what goes wrong by then is still a problem document."""
    wanted = query.filter()
    found = ask_hierarchy(
        caller, hierarchy, lambda _, actor: hierarchies.export_members(reading, actor, wanted)
    )
    first = list(islice(found, ROWS_AT_ONCE))
    return chain(first, found)
