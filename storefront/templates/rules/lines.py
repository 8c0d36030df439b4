"""Lines of a template: no product of a catalog twice, par levels, and what is ordered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from storefront.carts.snapshots import ListLine
from storefront.catalog.rules import LARGEST_QUANTITY
from storefront.catalog.snapshots import QuantityRule
from storefront.templates.errors import (
    AlreadyInTemplate,
    LineThere,
    NothingToOrder,
    TemplateInvalid,
    TemplateLineNotFound,
)
from storefront.templates.snapshots import LinePick, TemplateLine, TemplateToday

MAXIMUM_LINES = 1000
ANSWERS = ("ask", "set", "add")
"""What to do with a product that is in the template already."""

Key = tuple[UUID, UUID]
"""Product and catalog."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line whose product and catalog are known; `place` is that of the input, from 0."""

    place: int
    key: Key
    sku: str
    catalog: str
    name: str
    quantity: int
    par_level: int | None = None


def combined(lines: Iterable[PlacedLine]) -> dict[Key, PlacedLine]:
    """One line for each product and catalog, in the order of their first: quantities add up, the last par level counts.

    Raises:
        TemplateInvalid: a sum is more than can be ordered.
    """
    found: dict[Key, PlacedLine] = {}
    for line in lines:
        before = found.get(line.key)
        if before is None:
            found[line.key] = line
            continue
        quantity = checked_quantity(before.quantity + line.quantity, line.sku)
        found[line.key] = replace(before, quantity=quantity, par_level=line.par_level or before.par_level)
    return found


def joined(
    there: Mapping[Key, TemplateLine], wanted: Mapping[Key, PlacedLine], when_there: str
) -> dict[Key, PlacedLine]:
    """The lines to write: those asked for, with the quantities and par levels that they shall have.

    Raises:
        AlreadyInTemplate: some are there, and the answer is `ask`.
        TemplateInvalid: a sum is more than can be ordered.
    """
    both = [(line, there[key]) for key, line in wanted.items() if key in there]
    if both and when_there == "ask":
        raise AlreadyInTemplate(
            tuple(
                LineThere(line.place, line.sku, line.catalog, line.name, old.quantity, line.quantity)
                for line, old in both
            )
        )
    result = dict(wanted)
    for line, old in both:
        quantity = line.quantity + (old.quantity if when_there == "add" else 0)
        result[line.key] = replace(
            line,
            quantity=checked_quantity(quantity, line.sku),
            par_level=line.par_level or old.par_level,
        )
    return result


def checked_quantity(quantity: int, sku: str = "", *, name: str = "quantity", least: int = 1) -> int:
    """The quantity itself.

    Raises:
        TemplateInvalid: it is not between `least` and what can be ordered at once.
    """
    if not least <= quantity <= LARGEST_QUANTITY:
        wanted = f"{least} to {LARGEST_QUANTITY:,}"
        subject = f"{sku}: the {name.replace('_', ' ')}" if sku else f"The {name.replace('_', ' ')}"
        raise TemplateInvalid(f"{subject} is {wanted}.", fields={name: wanted})
    return quantity


def to_order(par_level: int, on_hand: int, rule: QuantityRule | None) -> int:
    """What brings the shelf back to its par level: nothing, or the least quantity that fits the rule and is enough.

    Where the rule's maximum is less than that, the most that fits.
    """
    missing = par_level - on_hand
    if missing <= 0:
        return 0
    if rule is None:
        return missing
    wanted = max(missing, rule.minimum)
    fitting = -(-wanted // rule.multiple) * rule.multiple
    most = LARGEST_QUANTITY if rule.maximum is None else rule.maximum
    return min(fitting, most // rule.multiple * rule.multiple)


def picked(lines: Sequence[TemplateLine], picks: Sequence[LinePick] | None) -> tuple[ListLine, ...]:
    """The lines to order, in the order of the picks; without picks all of them at their own quantities.

    Raises:
        TemplateLineNotFound: a pick names no line of the template.
        TemplateInvalid: a pick names two lines, or none at all, or one that is picked already.
        NothingToOrder: there is no line.
    """
    if picks is None:
        chosen = [list_line(line, line.quantity) for line in lines]
    else:
        index = _index(lines)
        places = [_place_of(index, pick) for pick in picks]
        if len(set(places)) < len(places):
            raise TemplateInvalid("A line is picked once.", fields={"lines": "each line once"})
        chosen = [
            list_line(lines[place], lines[place].quantity if pick.quantity is None else pick.quantity)
            for place, pick in zip(places, picks, strict=True)
        ]
    if not chosen:
        raise NothingToOrder("There is no line to order.")
    return tuple(chosen)


def counted(today: TemplateToday) -> tuple[ListLine, ...]:
    """What counting says to order, line by line; lines that were not counted or need nothing are left out.

    Raises:
        NothingToOrder: nothing is below its par level.
    """
    lines = tuple(
        list_line(line, quantity)
        for line, quantity in zip(today.template.lines, today.to_order, strict=True)
        if quantity
    )
    if not lines:
        raise NothingToOrder(
            "Nothing is missing: no line that was counted is below its par level, with what the carts hold."
            if any(quantity is not None for quantity in today.to_order)
            else "Nothing was counted since it was ordered last: count the shelf anew."
            if any(line.on_hand is not None for line in today.template.lines)
            else "Nothing was counted yet on lines that have a par level."
        )
    return lines


def list_line(line: TemplateLine, quantity: int) -> ListLine:
    """A line on its way to a cart, out of its own catalog."""
    return ListLine(line.sku, quantity, line.catalog, line.seller)


def moved(ids: Sequence[UUID], line_id: UUID, to: int) -> list[UUID]:
    """The lines with one of them at another place, counted from 0; a place past the end is the end.

    Raises:
        TemplateLineNotFound: it is not among them.
    """
    if line_id not in ids:
        raise TemplateLineNotFound
    rest = [each for each in ids if each != line_id]
    rest.insert(max(0, to), line_id)
    return rest


def _index(lines: Sequence[TemplateLine]) -> dict[UUID | str, list[tuple[int, TemplateLine]]]:
    """Lines with their places, by id and by SKU."""
    index: dict[UUID | str, list[tuple[int, TemplateLine]]] = {}
    for place, line in enumerate(lines):
        index[line.id] = [(place, line)]
        index.setdefault(line.sku, []).append((place, line))
    return index


def _place_of(index: Mapping[UUID | str, Sequence[tuple[int, TemplateLine]]], pick: LinePick) -> int:
    wanted = pick.line_id or pick.sku
    if not wanted:
        raise TemplateInvalid("Name a line by its id or its SKU.", fields={"lines": "an id or a SKU"})
    fitting = [
        place
        for place, line in index.get(wanted, ())
        if pick.sku in (None, line.sku)
        and pick.catalog in (None, line.catalog)
        and pick.seller in (None, line.seller)
    ]
    if not fitting:
        raise TemplateLineNotFound
    if len(fitting) > 1:
        raise TemplateInvalid(
            f"Two lines have {pick.sku}: name the catalog as well.", fields={"lines": "name the catalog"}
        )
    return fitting[0]
