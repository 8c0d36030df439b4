"""What this slice shows to others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CatalogCard:
    """A published catalog that an outlet sees."""

    id: UUID
    code: str
    name: str
    position: int
    valid_from: datetime | None
    valid_to: datetime | None


@dataclass(frozen=True, slots=True)
class QuantityRule:
    """How much of a product may be ordered: `minimum` to `maximum` (None: no limit) in steps of `multiple`."""

    minimum: int
    maximum: int | None
    multiple: int
    standard: int


@dataclass(frozen=True, slots=True)
class CategoryCard:
    """A category; `first` to `last` are the positions of itself and what is below it."""

    id: UUID
    code: str
    name: str
    parent_id: UUID | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Artwork:
    """What a product's generated picture is drawn from, or the name of a real one."""

    sku: str
    name: str
    category_code: str
    category_name: str
    colour: str
    picture: str | None


@dataclass(frozen=True, slots=True)
class CatalogName:
    """A catalog as one chooses it for a node."""

    id: UUID
    code: str
    name: str
    seller_id: UUID
    status: str
    valid_from: datetime | None
    valid_to: datetime | None

    @property
    def is_year_round(self) -> bool:
        """Whether it is published without a special validity."""
        return self.status == "published" and self.valid_from is None and self.valid_to is None
