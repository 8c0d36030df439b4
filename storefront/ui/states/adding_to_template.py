"""The sheet in which a product, or a whole cart, is put into a template."""

from collections.abc import Callable

import reflex as rx
from sqlmodel import Session

from storefront.kit.errors import Invalid
from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.errors import AlreadyInTemplate, NameTaken
from storefront.templates.snapshots import TemplateFilter, TemplateLineInput, TemplateView
from storefront.ui.acting import act, ask, signed_in
from storefront.ui.adding import quantity_of
from storefront.ui.arriving import here
from storefront.ui.routes import address
from storefront.ui.states.notice import say
from storefront.ui.states.template_lines import question_of
from storefront.ui.states.template_rows import TemplateRow
from storefront.ui.templating import template_id_of, template_row
from storefront.ui.typed import typed
from storefront.ui.words import lines_in_words

SHOWN = 50
"""Templates to choose from, the last used first."""

NEW = "new"
"""Stands for a template that is to be made."""


class AddingToTemplateState(rx.State):
    """What is to be added, where it may go, and what is asked about it: `choose`, `ask`, then `done`."""

    step: str = "choose"
    title: str = ""
    is_cart: bool = False
    quantity: int = 1
    rows: list[TemplateRow] = []
    can_search: bool = False
    """There are more than the last used ones that are shown."""
    searched: str = ""
    problem: str = ""
    question: str = ""
    set_words: str = ""
    add_words: str = ""
    done: str = ""
    done_href: str = "/outlets"
    filled: int = 0
    """How often the sheet was filled: it shows once this changes."""
    _sku: str = ""
    _catalog: str = ""
    _seller: str = ""
    _line: TemplateLineInput | None = None
    _target: str = ""

    @rx.event
    @signed_in
    async def choose_for_product(self, sku: str, catalog: str, name: str, quantity: int) -> None:
        """Offer the templates that this product can go into."""
        self._sku, self._catalog, self._seller = str(sku)[:100], str(catalog)[:100], ""
        self.title, self.is_cart = f"Add {str(name)[:100]} to a template", False
        self.quantity = quantity if type(quantity) is int and quantity > 0 else 1
        await self._offer()

    @rx.event
    @signed_in
    async def choose_for_cart(self) -> None:
        """Offer the templates that the lines of the cart in view can go into."""
        self._sku, self._catalog, self._seller = "", "", here(self).item
        self.title, self.is_cart = "Save this cart as a template", True
        await self._offer()

    @rx.event
    @signed_in
    async def search_templates(self, text: str) -> None:
        """Offer only templates that are called so."""
        self.searched = str(text)[:100]
        await self._find()
        await say(self, f"{len(self.rows):,} found" if self.rows else "No template is called so.")

    @rx.event
    @signed_in
    async def add_to_chosen(self, form: dict[str, str]) -> None:
        """Add to the template that was chosen, or to a new one; asks about what is there already."""
        self._target = typed(form, "template") or NEW
        self._line = None
        if not self.is_cart:
            try:
                quantity = quantity_of(typed(form, "quantity"))
            except Invalid as refusal:
                self.problem = refusal.message
                raise
            self._line = TemplateLineInput(self._sku, quantity, self._catalog or None)
        name = typed(form, "name")
        scope = "organization" if typed(form, "share") else "contact"
        if self._target == NEW:
            await self._do(lambda session, actor: self._make(session, actor, name, scope))
        else:
            await self._add("ask")

    @rx.event
    @signed_in
    async def set_those_there(self) -> None:
        """Give the products that are there already the quantities of the new lines."""
        await self._add("set")

    @rx.event
    @signed_in
    async def add_to_those_there(self) -> None:
        """Add the quantities of the new lines to those of the products that are there already."""
        await self._add("add")

    async def _offer(self) -> None:
        self.searched = ""
        has_more = await self._find()
        self.can_search = has_more
        self.step, self.problem = "choose", ""
        self.filled += 1

    async def _find(self) -> bool:
        """Show the templates that may be changed and are called so; whether there are more than are shown."""
        outlet, wanted = here(self).outlet, TemplateFilter(text=self.searched, limit=SHOWN, is_editable=True)
        page = await ask(
            self, outlet, lambda session, actor: templates.list_templates(session, actor, wanted)
        )
        self.rows = [template_row(card, outlet=outlet) for card in page.items]
        return page.next_cursor is not None

    async def _add(self, when_there: str) -> None:
        target = template_id_of(self._target)

        def add(session: Session, actor: OutletActor) -> TemplateView:
            if self._line is None:
                return templates.add_cart_to_template(
                    session, actor, template_id=target, seller=self._seller, when_there=when_there
                )
            return templates.add_to_template(
                session, actor, template_id=target, lines=[self._line], when_there=when_there
            )

        try:
            await self._do(add)
        except AlreadyInTemplate as refusal:
            self.step, self.problem = "ask", ""
            self.question, self.set_words, self.add_words = question_of(refusal)

    def _make(self, session: Session, actor: OutletActor, name: str, scope: str) -> TemplateView:
        if self._line is None:
            return templates.create_from_cart(session, actor, seller=self._seller, name=name, scope=scope)
        return templates.create_template(session, actor, name=name, scope=scope, lines=[self._line])

    async def _do(self, work: Callable[[Session, OutletActor], TemplateView]) -> None:
        outlet = here(self).outlet
        try:
            view = await act(self, outlet, work)
        except NameTaken as refusal:
            self.problem = refusal.message
            raise
        self.step = "done"
        self.done = f"{view.card.name} has {lines_in_words(view.card.line_count)} now."
        self.done_href = address(outlet, "templates", str(view.card.id))
        await say(self, self.done)
