"""What the visitor compares at an outlet, property by property."""

import reflex as rx

from storefront.templates import service as templates
from storefront.templates.snapshots import ComparedItem, ComparisonView
from storefront.ui.acting import act, signed_in
from storefront.ui.adding import add_from_form
from storefront.ui.arriving import arrive, here
from storefront.ui.routes import address, picture_of
from storefront.ui.states.comfort_rows import FactRow
from storefront.ui.states.frame import FrameState
from storefront.ui.states.rows import OfferRow
from storefront.ui.words import offer_row

NONE = "\N{EN DASH}"


class CompareState(rx.State):
    """Products of one catalog side by side."""

    phase: str = "loading"
    heading: str = ""
    offers: list[OfferRow] = []
    facts: list[FactRow] = []
    is_empty: bool = False
    catalog_href: str = "/outlets"

    @rx.event
    @signed_in
    async def load_comparison(self) -> None:
        """Show what is compared."""
        view = await arrive(
            self,
            lambda session, visit: templates.show_comparison(session, visit.actor),
            refresh=FrameState.refresh_frame,
        )
        self._show(view)

    @rx.event
    @signed_in
    async def take_out(self, sku: str) -> None:
        """Take a product out of the comparison."""
        wanted = str(sku)[:100]
        view = await act(
            self,
            here(self).outlet,
            lambda session, actor: templates.drop_compared(session, actor, sku=wanted),
        )
        self._show(view)

    @rx.event
    @signed_in
    async def add_to_cart(self, form: dict[str, str]) -> None:
        """Add a compared product to the cart of its seller."""
        await add_from_form(self, form)

    def _show(self, view: ComparisonView) -> None:
        outlet = here(self).outlet
        self.heading = f"{view.catalog_name} \N{MIDDLE DOT} {view.seller_name}" if view.items else ""
        self.offers = [_offer(item, view, outlet) for item in view.items]
        self.facts = facts_of(view.items)
        self.is_empty = not view.items
        self.catalog_href = address(outlet, "catalog", seller=view.seller)
        self.phase = "ready"


def facts_of(items: tuple[ComparedItem, ...]) -> list[FactRow]:
    """A row for each property that any of the products has, with whether they differ in it."""
    shown = [_facts(item) for item in items]
    rows: list[FactRow] = []
    for label in shown[0] if shown else ():
        values = tuple(each[label] or NONE for each in shown)
        if set(values) != {NONE}:
            rows.append(FactRow(label, values, differs=len(set(values)) > 1))
    return rows


def _facts(item: ComparedItem) -> dict[str, str]:
    offer = item.offer
    row = offer_row(offer, outlet="", seller="") if offer else OfferRow(word="Not in your catalogs any more")
    steps = offer.price_breaks if offer else ()
    return {
        "Price": row.price,
        "By quantity": ", ".join(f"{step.minimum_quantity:,}+ {step.unit_price.words}" for step in steps[1:]),
        "Stock": row.word,
        "Order": row.rule,
        "Pieces in one": f"{item.pack_size:,}" if item.pack_size > 1 else "",
        "Category": offer.category_name if offer else "",
        "Colour": item.colour.capitalize(),
        "Last bought": row.last_bought.removeprefix("Bought "),
        "Description": item.description,
    }


def _offer(item: ComparedItem, view: ComparisonView, outlet: str) -> OfferRow:
    if item.offer is not None:
        return offer_row(item.offer, outlet=outlet, seller=view.seller)
    return OfferRow(
        key=item.sku,
        sku=item.sku,
        catalog=view.catalog,
        name=item.name,
        href=address(outlet, "product", item.sku, seller=view.seller, catalog=view.catalog),
        image=picture_of(item.sku),
        is_orderable=False,
    )
