"""How order templates read on a screen."""

from collections.abc import Sequence
from itertools import islice
from uuid import UUID

from storefront.carts.snapshots import ResolvedLine
from storefront.kit.paging import Page
from storefront.templates.errors import TemplateLineNotFound, TemplateNotFound
from storefront.templates.snapshots import TemplateCard, TemplateLine, TemplateToday
from storefront.ui.components.basics import TIMES
from storefront.ui.listed import STATES
from storefront.ui.routes import address, picture_of
from storefront.ui.states.template_rows import SellerSumRow, TemplateLineRow, TemplateRow
from storefront.ui.words import ago, lines_in_words


def template_row(card: TemplateCard, *, outlet: str) -> TemplateRow:
    """A template as a row of a list."""
    owner = "You" if card.is_mine else card.owner
    if card.employee and card.employee != card.owner:
        owner = f"{card.employee} for {owner}"
    if not card.owner_is_active:
        owner = f"{owner}, no longer here"
    return TemplateRow(
        id=str(card.id),
        name=card.name,
        href=address(outlet, "templates", str(card.id)),
        count=lines_in_words(card.line_count),
        owner=owner,
        used=f"Used {ago(card.last_used_at)}" if card.last_used_at else "Not used yet",
        images=tuple(picture_of(sku) for sku in card.first_skus),
        is_shared=card.scope == "organization",
        is_mine=card.is_mine,
        is_archived=card.is_archived,
        can_edit=card.can_edit,
    )


def template_rows(page: Page[TemplateCard], *, outlet: str) -> list[TemplateRow]:
    """A page of templates."""
    return [template_row(card, outlet=outlet) for card in page.items]


def line_rows(today: TemplateToday, *, outlet: str, most: int) -> list[TemplateLineRow]:
    """The first lines of a template, with their answers."""
    lines = today.template.lines
    answered = zip(lines, today.resolution.lines, today.to_order, strict=True)
    return [
        _line_row(line, answer, to_order, outlet=outlet, place=place, count=len(lines))
        for place, (line, answer, to_order) in enumerate(islice(answered, most))
    ]


def sum_rows(today: TemplateToday) -> list[SellerSumRow]:
    """What the lines come to, by seller."""
    return [
        SellerSumRow(total.seller_name, lines_in_words(total.lines), total.amount.words)
        for total in today.resolution.totals
    ]


def missing_in_words(to_order: Sequence[int | None]) -> str:
    """How many lines counting says to order: `2 lines to order`, or what is still to do."""
    counted = [quantity for quantity in to_order if quantity is not None]
    if not counted:
        return "Nothing counted yet"
    missing = sum(quantity > 0 for quantity in counted)
    return f"{lines_in_words(missing)} to order" if missing else "Nothing is missing"


def template_id_of(text: object) -> UUID:
    """The id of a template from a browser.

    Raises:
        TemplateNotFound: it is none.
    """
    try:
        return UUID(str(text))
    except ValueError as error:
        raise TemplateNotFound from error


def line_id_of(text: object) -> UUID:
    """The id of a line from a browser.

    Raises:
        TemplateLineNotFound: it is none.
    """
    try:
        return UUID(str(text))
    except ValueError as error:
        raise TemplateLineNotFound from error


def left_out_in_words(today: TemplateToday) -> str:
    """How many lines ordering would leave out; empty when none."""
    count = sum(not answer.is_addable for answer in today.resolution.lines)
    return f"{lines_in_words(count)} cannot be had now" if count else ""


def _amount_in_words(line: TemplateLine, answer: ResolvedLine) -> str:
    if answer.unit_price is None:
        return f"{line.quantity:,}"
    had = f"{answer.quantity:,} of " if answer.quantity != line.quantity else ""
    return f"{had}{line.quantity:,}{TIMES}{answer.unit_price.words}"


def _counted_in_words(line: TemplateLine) -> str:
    if line.on_hand is None or line.counted_at is None:
        return ""
    by = f" by {line.counted_by}" if line.counted_by else ""
    held = f", {line.in_carts:,} in the cart" if line.in_carts else ""
    return f"Counted {ago(line.counted_at)}{by}{held}"


def _order_in_words(line: TemplateLine, to_order: int | None) -> str:
    if to_order is None:
        return "Not counted" if line.on_hand is None else "Ordered since, count anew"
    return f"Order {to_order:,}" if to_order else "Enough"


def _line_row(
    line: TemplateLine,
    answer: ResolvedLine,
    to_order: int | None,
    *,
    outlet: str,
    place: int,
    count: int,
) -> TemplateLineRow:
    rule = answer.quantity_rule
    multiple = rule.multiple if rule else 1
    least = rule.minimum if rule else 1
    is_had = answer.is_addable
    word, tone = STATES[answer.state]
    return TemplateLineRow(
        id=str(line.id),
        sku=line.sku,
        name=answer.name or line.name,
        href=address(outlet, "product", line.sku, seller=line.seller, catalog=line.catalog),
        image=picture_of(line.sku),
        seller=line.seller_name,
        quantity=line.quantity,
        more=(line.quantity // multiple + 1) * multiple,
        less=max(least, (-(-line.quantity // multiple) - 1) * multiple),
        minimum=least,
        multiple=multiple,
        amount=_amount_in_words(line, answer),
        total=answer.line_total.words if answer.line_total else "",
        word=word,
        tone=tone if is_had else "bad",
        message="" if is_had and answer.quantity == line.quantity else answer.message,
        par_level=str(line.par_level or ""),
        on_hand="" if line.on_hand is None else str(line.on_hand),
        fewer=max(0, (line.on_hand or 0) - 1),
        further=(line.on_hand or 0) + 1,
        counted=_counted_in_words(line),
        order=_order_in_words(line, to_order),
        order_tone="quiet" if to_order is None else "low" if to_order else "good",
        is_first=place == 0,
        is_last=place == count - 1,
    )
