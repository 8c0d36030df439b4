"""What every list of orders shows that can be filtered: the buyer's history and the orders of the whole trade."""

from collections.abc import Iterable

import reflex as rx

from storefront.catalog.snapshots import CategoryCard
from storefront.orders.snapshots import Choice, FilterChoices, OrderPage
from storefront.ui.selection import ALWAYS_SHOWN, EVERY_OUTLET, FIELDS, Asked
from storefront.ui.states.rows import ChoiceRow, OrderRow, TotalRow
from storefront.ui.words import STATUSES

SORTS = {
    "-placed_at": "Newest first",
    "placed_at": "Oldest first",
    "-total": "Largest first",
    "total": "Smallest first",
}
WORDS = {
    "q": "Text",
    "seller": "Seller",
    "channel": "Channel",
    "status": "Status",
    "contact": "Placed by",
    "employee": "Employee",
    "product": "SKU",
    "category": "Category",
    "placed_from": "From",
    "placed_to": "To",
    "min_total": "Total from",
    "max_total": "Total to",
}
"""The filters that are shown as chips, in this order."""
INDENT = "\N{NO-BREAK SPACE}"


class FilteredOrdersState(rx.State, mixin=True):
    """One page of orders and what it can be filtered by; its address holds the filters."""

    phase: str = "loading"
    orders: list[OrderRow] = []
    shown: str = ""
    totals: list[TotalRow] = []
    has_more: bool = False
    is_empty: bool = False
    is_filtered: bool = False
    has_more_filters: bool = False
    """Some filter is used that is folded away otherwise."""
    chips: list[ChoiceRow] = []
    choices: dict[str, list[ChoiceRow]] = {}
    """Filter → what can be chosen."""
    values: dict[str, str] = {}
    sort: str = "-placed_at"
    exports: list[ChoiceRow] = []
    clear_href: str = "/outlets"
    form_key: str = ""
    _cursor: str | None = None

    def _page(self, page: OrderPage, *, instead: str = "") -> None:
        """How many there are and what they come to; `instead` says where else that is found of very many."""
        self._cursor = page.next_cursor
        self.has_more = page.next_cursor is not None
        self.is_empty = not self.orders
        totals = page.totals
        count = f"{totals.orders:,}" if totals.is_complete else f"more than {totals.orders:,}"
        self.shown = f"{len(self.orders):,} of {count} order{'' if totals.orders == 1 else 's'}"
        self.totals = [TotalRow("Orders", count.capitalize())]
        if totals.is_complete:
            self.totals += [
                TotalRow("Lines", f"{totals.lines:,}"),
                *(TotalRow("Total", total.words) for total in totals.totals),
            ]
        elif instead:
            self.totals.append(TotalRow("", f"too many to add up at each look{instead}"))

    def _show_filters(
        self, choices: dict[str, list[ChoiceRow]], asked: Asked, outlet: str, *, acting_session: str = ""
    ) -> None:
        """What is asked for, what else could be, and where it is downloaded; without an outlet it is the whole trade."""
        self.values = {name: getattr(asked, name) for name in FIELDS}
        self.sort = asked.sort or "-placed_at"
        self.values |= {"outlet": asked.outlet or outlet, "scope": asked.scope or "own", "sort": self.sort}
        self.choices = choices | {"sort": [ChoiceRow(value, label) for value, label in SORTS.items()]}
        self.exports = [
            ChoiceRow(
                "",
                f"{what} as {ending.upper()}",
                href=asked.export_href(outlet, ending, has_lines=has_lines, acting_session=acting_session),
            )
            for what, has_lines in (("Orders", False), ("Lines", True))
            for ending in ("csv", "xlsx")
        ]
        # A buyer's outlet is always in the form; in the trade the search box has its own field.
        shown = WORDS if outlet else {"outlet": "Outlet", **WORDS, "q": ""}
        self.chips = [
            ChoiceRow(name, f"{word}: {self._word(name)}", href=asked.href(outlet, **{name: ""}))
            for name, word in shown.items()
            if word and getattr(asked, name)
        ]
        self.is_filtered = bool(self.chips) or bool(outlet and asked.outlet)
        self.has_more_filters = any(getattr(asked, name) for name in FIELDS if name not in ALWAYS_SHOWN)
        kept = Asked(scope=asked.scope, sums=asked.sums, compare=asked.compare)
        self.clear_href = (kept if outlet else Asked(q=asked.q)).href(outlet)
        self.form_key = asked.href(outlet)

    def _word(self, name: str) -> str:
        value = self.values[name]
        rows = self.choices.get(name, [])
        return next((row.label.strip(INDENT) for row in rows if row.value == value), value)


def choices_of(
    choices: FilterChoices, categories: tuple[CategoryCard, ...], outlet: str
) -> dict[str, list[ChoiceRow]]:
    """What each filter takes; the outlet in view is always among the outlets."""
    outlets = _rows(choices.outlets)
    if outlet and outlet not in {row.value for row in outlets}:
        outlets.insert(0, ChoiceRow(outlet, f"Outlet {outlet}"))
    acted = [ChoiceRow("any", "Any employee"), ChoiceRow("none", "Nobody: the buyer alone")]
    return {
        "outlet": [ChoiceRow(EVERY_OUTLET, "All my outlets"), *outlets],
        "seller": [ChoiceRow("", "All sellers"), *_rows(choices.sellers)],
        "channel": [ChoiceRow("", "Any channel"), *_rows(choices.channels)],
        "status": [
            ChoiceRow("", "Any status"),
            *(ChoiceRow(value, word) for value, (word, _tone) in STATUSES.items()),
        ],
        "contact": [ChoiceRow("", "Anybody"), *_rows(choices.contacts)],
        "employee": [ChoiceRow("", "With or without"), *acted, *_rows(choices.employees)],
        "category": [ChoiceRow("", "Any category"), *_category_rows(categories)],
        "scope": [ChoiceRow("own", "My orders"), ChoiceRow("organization", "Orders of my outlets")],
    }


def _rows(choices: Iterable[Choice]) -> list[ChoiceRow]:
    return [ChoiceRow(choice.value, choice.name) for choice in choices]


def _category_rows(categories: tuple[CategoryCard, ...]) -> list[ChoiceRow]:
    """The tree as one list, each level further in."""
    depths: dict[object, int] = {}
    rows: list[ChoiceRow] = []
    for card in categories:
        depth = depths[card.id] = depths.get(card.parent_id, -1) + 1
        rows.append(ChoiceRow(card.code, INDENT * 3 * depth + card.name))
    return rows
