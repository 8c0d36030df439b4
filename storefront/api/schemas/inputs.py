"""What comes in: texts that the database can hold, and queries of lists."""

from collections.abc import Mapping
from typing import Annotated, Any, cast

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from storefront.kit.paging import DEFAULT_LIMIT, MAXIMUM_CURSOR_LENGTH, MAXIMUM_LIMIT
from storefront.kit.text import MAXIMUM_QUERY_LENGTH

MAXIMUM_CODE_LENGTH = 80
MAXIMUM_QUANTITY = 1_000_000
MAXIMUM_VERSION = 2**31 - 1

Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
"""Without NUL, which PostgreSQL cannot store."""

Code = Annotated[Text, Field(min_length=1, max_length=MAXIMUM_CODE_LENGTH)]
Quantity = Annotated[int, Field(strict=True, ge=1, le=MAXIMUM_QUANTITY)]
Version = Annotated[int, Field(strict=True, ge=0, le=MAXIMUM_VERSION)]
Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{1,2})?$")]
"""A decimal text with up to two places."""

OutletNumber = Annotated[str, Path(description="The outlet's number.")]
HierarchyNumber = Annotated[str, Path(description="The customer hierarchy's number.")]
SellerCode = Annotated[str, Path(description="The seller's code.")]
ForSeller = Annotated[Code, Query(description="The seller's code.")]
KnownVersion = Annotated[
    int | None,
    Query(
        ge=0,
        le=MAXIMUM_VERSION,
        description="The version that the change is based on; a stale one is refused.",
    ),
]


class ListQuery(BaseModel):
    """What every list can be asked for; an empty value is the same as none."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MAXIMUM_LIMIT)
    cursor: Annotated[
        str | None, Field(max_length=MAXIMUM_CURSOR_LENGTH, description="`next_cursor` of the page before.")
    ] = None

    @model_validator(mode="before")
    @classmethod
    def leave_out_what_is_empty(cls, values: Any) -> Any:
        """A form sends its empty fields too."""
        if not isinstance(values, Mapping):
            return values
        given = cast("Mapping[str, Any]", values)
        return {name: value for name, value in given.items() if value != ""}


Asked = Annotated[ListQuery, Query()]
"""Which page of a list; what is left out is the first one, of 24."""


class SellerListQuery(ListQuery):
    """A list of one seller's."""

    seller: Annotated[Code, Field(description="The seller's code.")]


AskedOfSeller = Annotated[SellerListQuery, Query()]


class TextQuery(ListQuery):
    """A list that can be searched."""

    q: Annotated[Text, Field(max_length=MAXIMUM_QUERY_LENGTH)] = ""
