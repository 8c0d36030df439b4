"""What applicants send, and what headquarters decides about them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from storefront.api.schemas.inputs import Amount, Code, Text, TextQuery
from storefront.kit.money import Money
from storefront.onboarding.snapshots import Application, Approval, ProspectFilter

Short = Annotated[Text, Field(max_length=500)]
"""How long each field may be, the service says."""
Codes = Annotated[list[Code], Field(max_length=200)]


class ApplicantInput(BaseModel):
    """Whom to write to."""

    model_config = ConfigDict(extra="forbid")

    name: Short
    email: Short


class PlaceInput(BaseModel):
    """Where the company is."""

    model_config = ConfigDict(extra="forbid")

    street: Short = ""
    city: Short = ""
    postcode: Short = ""
    country: Short = ""


class ApplicationInput(BaseModel):
    """A request to become a partner; `categories` are codes of top categories."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["buyer", "seller"]
    company: Short
    contact: ApplicantInput
    phone: Short = ""
    address: PlaceInput = PlaceInput()
    categories: Codes = []
    size: Short = ""
    comments: Annotated[Text, Field(max_length=10_000)] = ""

    def application(self) -> Application:
        """It as the service takes it."""
        return Application(
            kind=self.kind,
            company=self.company,
            contact_name=self.contact.name,
            email=self.contact.email,
            phone=self.phone,
            street=self.address.street,
            city=self.address.city,
            postcode=self.address.postcode,
            country=self.address.country,
            categories=tuple(self.categories),
            size=self.size,
            comments=self.comments,
        )


class ProspectQuery(TextQuery):
    """Which prospects."""

    status: Literal["submitted", "approved", "rejected"] | None = None

    def filter(self) -> ProspectFilter:
        """It as the service takes it."""
        return ProspectFilter(self.status or "", self.q, self.cursor, self.limit)


class LimitInput(BaseModel):
    """A credit limit."""

    model_config = ConfigDict(extra="forbid")

    amount: Amount
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "GBP"


class ApprovalInput(BaseModel):
    """The terms; all may be left out.

    A buyer: codes of its sellers (none: all), of its catalogs (left out: those for the whole year of its sellers),
    of its price groups, and its credit limit (left out: none). A seller: the channel that its own is a copy of
    (left out: the manufacturer's), and its code (left out: made from its name).
    """

    model_config = ConfigDict(extra="forbid")

    sellers: Codes = []
    catalogs: Codes | None = None
    price_groups: Codes = []
    credit_limit: LimitInput | None = None
    channel: Annotated[Text, Field(max_length=80)] = ""
    code: Annotated[Text, Field(max_length=80)] = ""

    def approval(self) -> Approval:
        """It as the service takes it."""
        limit = self.credit_limit
        return Approval(
            sellers=tuple(self.sellers),
            catalogs=None if self.catalogs is None else tuple(self.catalogs),
            price_groups=tuple(self.price_groups),
            credit_limit=Money.parse(limit.amount, limit.currency) if limit else None,
            channel=self.channel,
            code=self.code,
        )


class SellingInput(BaseModel):
    """What an organization says that wants to sell too."""

    model_config = ConfigDict(extra="forbid")

    size: Short = ""
    comments: Annotated[Text, Field(max_length=10_000)] = ""


class ReasonInput(BaseModel):
    """Why it is rejected; the applicant is told."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[Text, Field(max_length=2_000)]


class NoteInput(BaseModel):
    """A note, which the applicant never sees."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[Text, Field(max_length=10_000)]


class CriteriaInput(BaseModel):
    """What was looked at; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    size: bool | None = None
    industry: bool | None = None
    offer: bool | None = None
    policy: bool | None = None
    duplicates: bool | None = None

    def criteria(self) -> dict[str, bool]:
        """Those that are given."""
        return {name: value for name, value in self.model_dump().items() if value is not None}
