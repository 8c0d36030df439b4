"""What is measured, what is asked of it, and what others need for the same."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType

BUSY_CORES = 0.25
"""With more than so much of a core used by others, figures of CPU time are up to twice too high."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is measured: on which database, with how many products."""

    database: str
    products: int

    @property
    def words(self) -> str:
        """Such as `PostgreSQL, 4,400 products`."""
        return f"{self.database}, {self.products:,} products"


@dataclass(frozen=True, slots=True)
class Goal:
    """What is asked of a figure, and what others need: four open systems at their best, and bare SQL in PostgreSQL."""

    target: float | None = None
    target_when_large: float | None = None
    best_peer: float | None = None
    bare_sql: float | None = None
    best_peer_when_large: float | None = None
    bare_sql_when_large: float | None = None
    statements: int | None = None
    """At most so many for each call, however many rows."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement, or the reason why there is none."""

    part: str
    name: str
    measured: float | None
    unit: str
    place: Place | None = None
    target: float | None = None
    best_peer: float | None = None
    bare_sql: float | None = None
    statements: tuple[int, ...] = ()
    """For each call that it takes."""
    statement_limit: int | None = None
    of_which_database: float | None = None
    others_used_cores: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """`ok`, `over`, `not measured`, or nothing when nothing is asked of it."""
        if self.measured is None:
            return "not measured"
        too_slow = self.target is not None and self.measured > self.target
        too_many = self.statement_limit is not None and max(self.statements, default=0) > self.statement_limit
        if too_slow or too_many:
            return "over"
        return "" if self.target is None and self.statement_limit is None else "ok"

    @property
    def was_disturbed(self) -> bool:
        """Whether other work on the machine made it look slower than it is."""
        return self.others_used_cores is not None and self.others_used_cores > BUSY_CORES

    def as_fields(self) -> dict[str, object]:
        """The figure for programs."""
        return {**asdict(self), "verdict": self.verdict, "was_disturbed": self.was_disturbed}


LARGE = 50_000
"""From so many products on, the targets for a large range count."""

GOALS: Mapping[str, Goal] = MappingProxyType(
    {
        "search": Goal(32, 60, 201, 4, 396, 29, statements=6),
        "category page of 24 by price": Goal(8, 12, 49, 0.4, 520, 1.2, statements=6),
        "product page": Goal(6, 9, 28, 0.1),
        "add a line": Goal(8, 12, 45, 0.4),
        "cart of 20 lines": Goal(5, 7.5, 22, 0.3, statements=6),
        "history page": Goal(9, 13.5, 45, 0.1),
        "history by SKU or text": Goal(60, 60),
        "resolve a list of 500 lines": Goal(60, 60, statements=12),
        "suggested order": Goal(50, 50),
        "a template of 300 lines to the carts of five sellers": Goal(300, 300),
        "fill a cart with 20 lines and place the order": Goal(60, 90, 863, 1, statements=25),
        "whole catalog, best first": Goal(statements=6),
        "cart of 500 lines": Goal(statements=6),
        "fill a cart with 500 lines and place the order": Goal(statements=25),
    }
)


def figure_of(
    name: str,
    place: Place,
    *,
    measured: float | None,
    of_which_database: float | None,
    statements: tuple[int, ...],
    others_used_cores: float | None,
    note: str,
) -> Figure:
    """A figure of the API beside its goal at the size of this place."""
    goal = GOALS.get(name, Goal())
    is_large = place.products >= LARGE
    return Figure(
        part="api",
        name=name,
        measured=measured,
        unit="ms",
        place=place,
        target=goal.target_when_large if is_large else goal.target,
        best_peer=goal.best_peer_when_large if is_large else goal.best_peer,
        bare_sql=goal.bare_sql_when_large if is_large else goal.bare_sql,
        statements=statements,
        statement_limit=goal.statements,
        of_which_database=of_which_database,
        others_used_cores=others_used_cores,
        note=note,
    )
