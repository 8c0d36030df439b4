"""All orders of the trade, and one search for whatever a caller mentions."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

import reflex as rx
from sqlmodel import Session

from storefront.catalog import service as catalog
from storefront.catalog.snapshots import CategoryCard
from storefront.on_behalf import service as on_behalf
from storefront.on_behalf.snapshots import Found, FoundOutlet, FoundPerson
from storefront.orders import service as orders
from storefront.orders.snapshots import FilterChoices, OrderPage, OrderSummary
from storefront.parties.actor import Actor
from storefront.ui.acting import ask_as_contact, signed_in
from storefront.ui.arriving import here
from storefront.ui.selection import FIELDS, LONGEST_VALUE, TRADE_ORDERS, asked_at
from storefront.ui.states.notice import clear_refusal, say
from storefront.ui.states.order_filtering import FilteredOrdersState, choices_of
from storefront.ui.states.rows import OrderRow
from storefront.ui.states.visit_rows import FoundOutletRow, FoundPersonRow, StandingRow
from storefront.ui.typed import typed
from storefront.ui.words import ROLES, order_row

ORDERS = TRADE_ORDERS
ENTRY = "/admin/orders/new"
CHOSEN = ("outlet", "contact", "q", "scope")
"""Filters with fields of their own, apart from the form."""
TYPED = tuple(name for name in FIELDS if name not in CHOSEN)


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that the page shows."""

    found: Found
    page: OrderPage
    choices: FilterChoices
    categories: tuple[CategoryCard, ...]


class TradeOrdersState(FilteredOrdersState, rx.State):
    """What was found, and a page of all orders that fit the filters."""

    people: list[FoundPersonRow] = []
    outlets: list[FoundOutletRow] = []
    found_orders: list[OrderRow] = []
    has_searched: bool = False
    has_found: bool = False

    @rx.event
    @signed_in
    async def load_orders(self) -> None:
        """Show what the address asks for."""
        self.phase = "refused"
        asked = asked_at(here(self))
        wanted = asked.filter("")

        def read(session: Session, actor: Actor) -> Read:
            return Read(
                found=on_behalf.search(session, actor, text=asked.q),
                page=orders.list_orders(session, actor, wanted),
                choices=orders.filter_choices(session, actor, scope="all"),
                categories=catalog.category_tree(session),
            )

        read_now = await ask_as_contact(self, read)
        await clear_refusal(self)
        found = read_now.found
        self.people = [_person_row(person) for person in found.people]
        self.outlets = [_outlet_row(outlet) for outlet in found.outlets]
        self.found_orders = [trade_order_row(summary) for summary in found.orders]
        self.has_searched = bool(asked.q)
        self.has_found = bool(found.people or found.outlets or found.orders)
        self.orders = [trade_order_row(summary) for summary in read_now.page.items]
        self._page(read_now.page)
        self._show_filters(choices_of(read_now.choices, read_now.categories, ""), asked, "")
        self.phase = "ready"

    @rx.event
    @signed_in
    async def load_more(self) -> None:
        """Add the next page below; at the end there is none."""
        cursor = self._cursor
        wanted = asked_at(here(self)).filter("", cursor)

        def read(session: Session, actor: Actor) -> OrderPage | None:
            on_behalf.search(session, actor, text="")
            return orders.list_orders(session, actor, wanted) if cursor else None

        page = await ask_as_contact(self, read)
        if page is not None:
            self.orders = [*self.orders, *(trade_order_row(summary) for summary in page.items)]
            self._page(page)
            await say(self, f"{self.shown}.")

    @rx.event
    @signed_in
    async def find(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Look for what was typed; the filters stay as they are."""
        await ask_as_contact(self, lambda session, actor: on_behalf.search(session, actor, text=""))
        return rx.redirect(replace(asked_at(here(self)), q=typed(form, "q", longest=LONGEST_VALUE)).href(""))

    @rx.event
    @signed_in
    async def filter_orders(self, form: dict[str, str]) -> rx.event.EventSpec:
        """Go to the selection that was typed; what is not in the form stays as it is."""
        await self._must_serve()
        given = {name: typed(form, name, longest=LONGEST_VALUE) for name in TYPED}
        asked = replace(asked_at(here(self)), **given)
        wanted = replace(asked.filter(""), limit=1)
        await ask_as_contact(self, lambda session, actor: orders.list_orders(session, actor, wanted))
        return rx.redirect(asked.href(""))

    @rx.event
    @signed_in
    async def sort_orders(self, name: str) -> rx.event.EventSpec:
        """Sort by a heading; again turns it round."""
        await self._must_serve()
        wanted = str(name)[:20]
        turned = f"-{wanted}" if self.sort != f"-{wanted}" else wanted
        return rx.redirect(replace(asked_at(here(self)), sort=turned).href(""))

    async def _must_serve(self) -> None:
        """Whoever serves nobody hears that before anything about what was typed."""
        await ask_as_contact(self, lambda session, actor: on_behalf.search(session, actor, text=""))


def href(path: str, **asked: str) -> str:
    """An address with what is not empty in its query."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{query}" if query else path


def trade_order_row(summary: OrderSummary) -> OrderRow:
    """An order of the trade; its number leads to the page for those who work here."""
    return replace(
        order_row(summary, outlet=summary.outlet_number),
        href=f"{ORDERS}/{summary.number}",
        outlet=summary.outlet_name
        if summary.outlet_name.startswith(summary.organization_name)
        else f"{summary.outlet_name}, {summary.organization_name}",
    )


def _person_row(person: FoundPerson) -> FoundPersonRow:
    standings = tuple(
        StandingRow(
            label=f"{each.organization_name}: {ROLES.get(each.role, each.role)} of {each.node_name}",
            status="" if each.status == "active" else each.status,
            tone="plain" if each.status == "active" else "low",
            href=href(
                ENTRY,
                outlet=each.node_number if each.node_kind == "outlet" else "",
                q="" if each.node_kind == "outlet" else each.organization_number,
                contact=person.email if each.status == "active" else "",
            ),
        )
        for each in person.standings
    )
    return FoundPersonRow(
        name=person.name,
        email=person.email,
        orders_href=href(ORDERS, contact=person.email),
        mark="" if person.is_active else "disabled",
        standings=standings,
    )


def _outlet_row(outlet: FoundOutlet) -> FoundOutletRow:
    return FoundOutletRow(
        name=outlet.name,
        about=f"{outlet.number}, {outlet.organization_name} ({outlet.organization_number})",
        href=href(ENTRY, outlet=outlet.number),
        orders_href=href(ORDERS, outlet=outlet.number),
    )
