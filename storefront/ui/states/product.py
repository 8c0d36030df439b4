"""One product as an outlet sees it at a seller."""

import reflex as rx
from sqlmodel import Session

from storefront.offers import service as offers
from storefront.offers.snapshots import OfferDetail
from storefront.ui.acting import signed_in
from storefront.ui.adding import add_from_form
from storefront.ui.arriving import Visit, arrive, here
from storefront.ui.routes import Place, address
from storefront.ui.states.frame import FrameState
from storefront.ui.states.rows import BreakRow, ChoiceRow, OfferRow, TraceRow
from storefront.ui.words import break_rows, offer_row, trace_rows


class ProductState(rx.State):
    """The product in view."""

    phase: str = "loading"
    offer: OfferRow = OfferRow()
    description: str = ""
    facts: list[ChoiceRow] = []
    breaks: list[BreakRow] = []
    variants: list[ChoiceRow] = []
    trace: list[TraceRow] = []

    @rx.event
    @signed_in
    async def load_product(self) -> None:
        """Show the product that the address names."""
        place = here(self)
        detail, seller = await arrive(
            self, lambda session, visit: _read(session, visit, place), refresh=FrameState.refresh_frame
        )
        offer = detail.offer
        self.offer = offer_row(offer, outlet=place.outlet, seller=seller)
        self.description = detail.description
        self.breaks = break_rows(offer)
        self.trace = trace_rows(detail.price_trace.candidates)
        self.facts = _facts(detail)
        self.variants = [
            ChoiceRow(
                value=each.sku,
                label=each.colour or each.name,
                count=each.sku,
                href=address(place.outlet, "product", each.sku, seller=seller, catalog=offer.catalog_code),
                is_current=each.sku == offer.sku,
            )
            for each in detail.variants
        ]
        self.phase = "ready"

    @rx.event
    @signed_in
    async def add_to_cart(self, form: dict[str, str]) -> None:
        """Add the quantity to the cart of the seller in view."""
        await add_from_form(self, form)


def _read(session: Session, visit: Visit, place: Place) -> tuple[OfferDetail, str]:
    catalog = place.asked("catalog") or None
    return offers.show_offer(
        session, visit.actor, seller=visit.seller, sku=place.item, catalog=catalog
    ), visit.seller


def _facts(detail: OfferDetail) -> list[ChoiceRow]:
    facts = [
        ("Category", detail.offer.category_name),
        ("Colour", detail.colour.capitalize()),
        ("Pieces in one", f"{detail.pack_size:,}" if detail.pack_size > 1 else ""),
        ("Catalog", detail.offer.catalog_code),
    ]
    return [ChoiceRow(label=label, value=value) for label, value in facts if value]
