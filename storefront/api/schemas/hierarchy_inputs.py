"""What is asked of customer hierarchies: nodes, moves, settings."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from storefront.api.schemas.inputs import MAXIMUM_CODE_LENGTH, Amount, Code, ListQuery, Text
from storefront.api.schemas.searching import TypedQuery
from storefront.hierarchies.snapshots import NewSetting

NodeNumber = Annotated[Text, Field(max_length=MAXIMUM_CODE_LENGTH)]
Kind = Literal["sellers", "catalogs", "price_groups", "cap", "terms", "address"]


class BranchQuery(ListQuery):
    """Which node to look below; without one, where the caller's part begins."""

    node: NodeNumber = ""


class SuggestionQuery(TypedQuery):
    """What a field that suggests nodes has in it so far."""

    kind: Annotated[
        Literal["", "organization", "group", "outlet"], Field(description="Only nodes of this kind.")
    ] = ""
    outside: Annotated[NodeNumber, Field(description="Not this node, and nothing below it.")] = ""


class NewNodeInput(BaseModel):
    """A group or an outlet below another node."""

    model_config = ConfigDict(extra="forbid")

    parent: NodeNumber
    kind: Literal["group", "outlet"]
    name: Annotated[Text, Field(max_length=500)]


class NodeNameInput(BaseModel):
    """Another name."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Text, Field(max_length=500)]


class MoveInput(BaseModel):
    """Below which node something is to hang."""

    model_config = ConfigDict(extra="forbid")

    to: NodeNumber


class AddressInput(BaseModel):
    """A delivery address."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Text, Field(max_length=500)]
    street: Annotated[Text, Field(max_length=500)]
    city: Annotated[Text, Field(max_length=500)]
    postcode: Annotated[Text, Field(max_length=500)]
    country: Annotated[Text, Field(max_length=500)]


class SettingInput(BaseModel):
    """A setting of a node; without codes, amount, days and address it is inherited again."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind | Literal["limit"]
    seller: Annotated[Text, Field(max_length=MAXIMUM_CODE_LENGTH)] = ""
    codes: Annotated[list[Code], Field(max_length=200)] = []
    amount: Amount | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "GBP"
    days: Annotated[int, Field(strict=True, ge=-1, le=10_000)] | None = None
    address: AddressInput | None = None

    def setting(self) -> NewSetting:
        """In the words of the service."""
        return NewSetting(
            self.kind,
            self.seller,
            tuple(self.codes),
            amount=self.amount or "",
            currency=self.currency,
            days=self.days,
            address=self.address.model_dump() if self.address else None,
        )


class SettingsInput(BaseModel):
    """Settings to change at a node; others stay as they are."""

    model_config = ConfigDict(extra="forbid")

    settings: Annotated[list[SettingInput], Field(min_length=1, max_length=50)]

    def wanted(self) -> tuple[NewSetting, ...]:
        """In the words of the service."""
        return tuple(each.setting() for each in self.settings)


class OverrideInput(BaseModel):
    """Which settings of a node to copy to which others."""

    model_config = ConfigDict(extra="forbid")

    source: NodeNumber
    targets: Annotated[list[NodeNumber], Field(min_length=1, max_length=200)]
    settings: Annotated[list[Kind], Field(min_length=1, max_length=6)]
