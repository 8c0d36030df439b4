"""Who may buy from whom as JSON: the matrix, and requests for sellers."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from storefront.api.answers import maybe_moment, moment
from storefront.api.schemas.hierarchy_inputs import NodeNumber
from storefront.api.schemas.inputs import Code, ListQuery, Text, TextQuery
from storefront.api.schemas.parties import NodeBody
from storefront.hierarchies.snapshots import Matrix, MatrixRow, SellerChoice
from storefront.sellers.service import MAXIMUM_NOTE_LENGTH
from storefront.sellers.snapshots import SellerRequestCard


class MatrixQuery(TextQuery):
    """Which organizations; `q` matches names and numbers."""


class BelowQuery(ListQuery):
    """Which node to look below."""

    node: NodeNumber = ""


class RequestsQuery(ListQuery):
    """Which requests."""

    status: Literal["submitted", "granted", "declined"] | None = None


class AskInput(BaseModel):
    """A seller to ask for."""

    model_config = ConfigDict(extra="forbid")

    seller: Code
    note: Annotated[Text, Field(max_length=MAXIMUM_NOTE_LENGTH)] = ""


class GrantInput(BaseModel):
    """Catalogs to open with the seller; none: those that it publishes all the year round."""

    model_config = ConfigDict(extra="forbid")

    catalogs: Annotated[list[Code], Field(max_length=100)] = []


class DeclineInput(BaseModel):
    """Why not; who asked is told."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[Text, Field(max_length=1_000)]


class NamedBody(TypedDict):
    """Something with a code and a name."""

    code: str
    name: str


class MatrixRowBody(TypedDict):
    """A node; a cell for each seller is `own`, `inherited`, `closed`, or `open` where no node sets any."""

    hierarchy_number: str
    node: NodeBody
    children: int
    cells: list[str]
    is_own: bool
    origin: str


class MatrixBody(TypedDict):
    """Nodes by sellers."""

    sellers: list[NamedBody]
    items: list[MatrixRowBody]
    next_cursor: str | None


class ChoiceBody(TypedDict):
    """A seller that the outlet may not buy from, and whether it has asked to."""

    code: str
    name: str
    is_asked: bool


class SellerRequestBody(TypedDict):
    """An outlet's wish to buy from a seller."""

    id: UUID
    outlet: NodeBody
    organization: str
    seller: NamedBody
    note: str
    status: str
    created_at: str
    asked_by: str | None
    decided_at: str | None
    decided_by: str | None
    reason: str


def matrix(found: Matrix) -> MatrixBody:
    """Nodes by sellers."""
    return {
        "sellers": [{"code": each.code, "name": each.name} for each in found.sellers],
        "items": [_row(each) for each in found.rows],
        "next_cursor": found.next_cursor,
    }


def _row(row: MatrixRow) -> MatrixRowBody:
    return {
        "hierarchy_number": row.hierarchy_number,
        "node": {"number": row.node_number, "name": row.node_name, "kind": row.node_kind},
        "children": row.children,
        "cells": list(row.cells),
        "is_own": row.is_own,
        "origin": row.origin,
    }


def choice(found: SellerChoice) -> ChoiceBody:
    """A seller to ask for."""
    return {"code": found.code, "name": found.name, "is_asked": found.is_asked}


def seller_request(card: SellerRequestCard) -> SellerRequestBody:
    """A request."""
    return {
        "id": card.id,
        "outlet": {"number": card.outlet_number, "name": card.outlet_name, "kind": "outlet"},
        "organization": card.organization_name,
        "seller": {"code": card.seller_code, "name": card.seller_name},
        "note": card.note,
        "status": card.status,
        "created_at": moment(card.created_at),
        "asked_by": card.asker,
        "decided_at": maybe_moment(card.decided_at),
        "decided_by": card.decider,
        "reason": card.reason,
    }
