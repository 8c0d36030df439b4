"""What the history says about products: how much, in which quantities, and where they were bought."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storefront.demo.source import Invoice

LATELY = datetime(2011, 3, 1)  # noqa: DTZ001 -- local time of the source
"""The history's last half year begins here."""

WEEKS_LATELY = 26
CARTONS = (25, 24, 12, 10, 8, 6, 4, 3, 2)
LEAST_LINES_OF_EVIDENCE = 20
CARTON_SHARE = 0.8
OUT_OF_USE_AFTER = timedelta(days=270)
"""A product that nobody ordered for so long before the history ends is not sold any more."""


@dataclass(slots=True)
class Demand:
    """Figures by stock code."""

    quantities: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    lines_lately: Counter[str] = field(default_factory=Counter[str])
    units_lately: Counter[str] = field(default_factory=Counter[str])
    lines_by_region: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lines_by_account: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    last_ordered: dict[str, datetime] = field(default_factory=dict[str, datetime])
    ends: datetime = LATELY
    """When the last invoice was placed."""

    def is_out_of_use(self, code: str) -> bool:
        """Whether a product was bought often enough to be missed, and then not any more."""
        if len(self.quantities.get(code, ())) < LEAST_LINES_OF_EVIDENCE:
            return False
        return self.last_ordered[code] < self.ends - OUT_OF_USE_AFTER

    def carton(self, code: str, usual_quantity: int) -> int:
        """The largest carton that the usual quantity is made of and that four in five lines are multiples of, or 1."""
        quantities = self.quantities.get(code, [])
        if len(quantities) < LEAST_LINES_OF_EVIDENCE:
            return 1
        for size in CARTONS:
            if usual_quantity % size == 0:
                whole = sum(1 for quantity in quantities if quantity % size == 0)
                if whole >= CARTON_SHARE * len(quantities):
                    return size
        return 1


def read_demand(invoices: Sequence[Invoice], region_of: Mapping[str, str]) -> Demand:
    """The figures of all invoices, given the region of each account."""
    demand = Demand()
    for invoice in invoices:
        codes = [code for code, _, _ in invoice.lines]
        demand.ends = max(demand.ends, invoice.placed_at)
        demand.lines_by_region[region_of[invoice.account]].update(codes)
        demand.lines_by_account[invoice.account].update(codes)
        for code, quantity, _ in invoice.lines:
            demand.quantities[code].append(quantity)
            demand.last_ordered[code] = max(
                invoice.placed_at, demand.last_ordered.get(code, invoice.placed_at)
            )
        if invoice.placed_at >= LATELY:
            demand.lines_lately.update(codes)
            for code, quantity, _ in invoice.lines:
                demand.units_lately[code] += quantity
    return demand
