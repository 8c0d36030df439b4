"""The pages on which partners come in, and what each loads first."""

import reflex as rx

from storefront.ui.pages.importing import importing
from storefront.ui.pages.join import join
from storefront.ui.pages.numbers import numbers
from storefront.ui.pages.prospect import prospect
from storefront.ui.pages.prospects import prospects
from storefront.ui.states.desk import DeskState
from storefront.ui.states.importing import ImportingState
from storefront.ui.states.join import JoinState
from storefront.ui.states.numbers import NumbersState
from storefront.ui.states.prospect import ProspectState
from storefront.ui.states.prospects import ProspectsState


def add_partner_pages(app: rx.App) -> None:
    """Becoming a partner, moving in by a file, and the numbers of what is made."""
    app.add_page(join, route="/join", title="Become a partner", on_load=JoinState.load_join)
    app.add_page(
        prospects,
        route="/admin/prospects",
        title="Prospects",
        on_load=[DeskState.load_desk, ProspectsState.load_prospects],
    )
    app.add_page(
        prospect,
        route="/admin/prospects/[number]",
        title="Prospect",
        on_load=[DeskState.load_desk, ProspectState.load_prospect],
    )
    app.add_page(
        numbers,
        route="/admin/numbers",
        title="Numbers",
        on_load=[DeskState.load_desk, NumbersState.load_numbers],
    )
    app.add_page(
        importing,
        route="/admin/import",
        title="Moving in",
        on_load=[DeskState.load_desk, ImportingState.load_importing],
    )
