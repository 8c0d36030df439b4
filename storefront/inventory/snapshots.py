"""What this slice shows to others."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Shortage:
    """A product of which less can be had than was asked for."""

    product_id: UUID
    wanted: int
    available: int
