"""What is asked of order templates."""

from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from storefront.api.schemas.inputs import MAXIMUM_QUANTITY, Code, Quantity, Text, TextQuery, Version
from storefront.templates.rules.lines import MAXIMUM_LINES
from storefront.templates.snapshots import Counted, LinePick, TemplateFilter, TemplateLineInput

Name = Annotated[Text, Field(max_length=200, description="1 to 80 characters; without one the day names it.")]
Scope = Annotated[
    Literal["contact", "organization"],
    Field(
        description="`contact` is yours alone; `organization` is everybody's to use, and an admin's to make."
    ),
]
ParLevel = Annotated[Quantity, Field(description="How many the shelf should hold.")]
OnHand = Annotated[int, Field(strict=True, ge=0, le=MAXIMUM_QUANTITY)]


class TemplateQuery(TextQuery):
    """Which templates to list."""

    show: Literal["all", "mine", "shared"] = "all"
    archived: bool = False
    sort: Literal["last_used", "name"] = "last_used"
    editable: Annotated[bool, Field(description="Only those that you may change.")] = False

    def filter(self) -> TemplateFilter:
        """The query in the words of the service."""
        return TemplateFilter(
            self.show, self.archived, self.q, self.sort, self.cursor, self.limit, self.editable
        )


class LineInput(BaseModel):
    """A line for a template; without a catalog it is kept with the one that the outlet would buy it from now."""

    model_config = ConfigDict(extra="forbid")

    sku: Code
    quantity: Quantity
    catalog: Code | None = None
    seller: Code | None = None
    par_level: ParLevel | None = None

    def line(self) -> TemplateLineInput:
        """The line in the words of the service."""
        return TemplateLineInput(self.sku, self.quantity, self.catalog, self.seller, self.par_level)

    def line_that_stays(self) -> TemplateLineInput:
        """The same, for a template that may have it: a par level that is not named stays, one of null goes."""
        return replace(self.line(), keeps_par_level="par_level" not in self.model_fields_set)


Lines = Annotated[list[LineInput], Field(max_length=MAXIMUM_LINES)]


class FilledInput(BaseModel):
    """Lines, or a seller whose cart has them."""

    model_config = ConfigDict(extra="forbid")

    lines: Lines = []
    from_cart: Annotated[
        Code | None, Field(description="A seller: the lines are those of the outlet's cart with it.")
    ] = None

    @model_validator(mode="after")
    def take_one_of_both(self) -> "FilledInput":
        """Lines of both would have no order."""
        if self.from_cart is not None and self.lines:
            raise ValueError("lines or from_cart, not both")
        return self

    def template_lines(self) -> list[TemplateLineInput]:
        """The lines in the words of the service."""
        return [line.line() for line in self.lines]


class NewTemplateInput(FilledInput):
    """A new template: of lines, of a cart, or of a wish list of yours, whose name it has without another one."""

    name: Name = ""
    scope: Scope = "contact"
    from_wish_list: Annotated[
        UUID | None, Field(description="A wish list of yours: the lines are its own.")
    ] = None

    @model_validator(mode="after")
    def take_one_source(self) -> "NewTemplateInput":
        """Lines of several would have no order."""
        if self.from_wish_list is not None and (self.lines or self.from_cart is not None):
            raise ValueError("lines, from_cart or from_wish_list, not several")
        return self


class AddedLinesInput(FilledInput):
    """Lines for the end of a template; `when_there` says what to do with those that it has already."""

    when_there: Literal["ask", "set", "add"] = "ask"
    version: Version | None = None


class TemplateChangeInput(BaseModel):
    """What is left out stays; `lines` are all the lines from now on, in this order.

    A line that is there already keeps its par level when none is named; null takes it away.
    """

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    scope: Scope | None = None
    is_archived: bool | None = None
    lines: Lines | None = None
    version: Version | None = None

    @property
    def is_about_the_whole(self) -> bool:
        """Whether anything but the lines changes."""
        return (self.name, self.scope, self.is_archived) != (None, None, None)


class CopyInput(BaseModel):
    """A copy that is yours; without a name it is called `Copy of …`."""

    model_config = ConfigDict(extra="forbid")

    name: Name = ""
    scope: Scope = "contact"


class LineChangeInput(BaseModel):
    """What is left out stays; a par level of null takes it away; `position` counts from 0."""

    model_config = ConfigDict(extra="forbid")

    quantity: Quantity | None = None
    par_level: ParLevel | None = None
    position: Annotated[int, Field(strict=True, ge=0, le=MAXIMUM_LINES)] | None = None
    version: Version | None = None


class CountInput(BaseModel):
    """How many of a line's product are on the shelf; null takes the count away."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    on_hand: OnHand | None

    def counted(self) -> Counted:
        """The count in the words of the service."""
        return Counted(self.id, self.on_hand)


class CountsInput(BaseModel):
    """What somebody counted for an outlet."""

    model_config = ConfigDict(extra="forbid")

    lines: Annotated[list[CountInput], Field(min_length=1, max_length=MAXIMUM_LINES)]


class PickInput(BaseModel):
    """A line to order, named by its id or its SKU; without a quantity its own. A bare id is enough."""

    model_config = ConfigDict(extra="forbid")

    id: UUID | None = None
    sku: Code | None = None
    catalog: Code | None = None
    seller: Code | None = None
    quantity: Quantity | None = None

    @model_validator(mode="before")
    @classmethod
    def take_a_bare_id(cls, value: Any) -> Any:
        """`"…"` is `{"id": "…"}`."""
        return {"id": value} if isinstance(value, str) else value

    def pick(self) -> LinePick:
        """The line in the words of the service."""
        return LinePick(self.id, self.sku, self.catalog, self.quantity, self.seller)


class OrderedInput(BaseModel):
    """Which lines to order: all at their own quantities, some, or with `by_count` what is missing to par levels."""

    model_config = ConfigDict(extra="forbid")

    lines: Annotated[list[PickInput], Field(min_length=1, max_length=MAXIMUM_LINES)] | None = None
    by_count: bool = False

    @model_validator(mode="after")
    def take_one_of_both(self) -> "OrderedInput":
        """Counting names the lines itself."""
        if self.by_count and self.lines is not None:
            raise ValueError("lines or by_count, not both")
        return self

    def picks(self) -> list[LinePick] | None:
        """The lines in the words of the service."""
        return None if self.lines is None else [line.pick() for line in self.lines]
