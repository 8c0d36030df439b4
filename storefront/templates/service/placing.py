"""From what a line names to the product and the catalog that it stays with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.carts import service as carts
from storefront.carts.errors import LineProblem, LinesRefused
from storefront.carts.snapshots import CartLineView, ListLine
from storefront.kit.text import is_storable
from storefront.offers.service import open_terms_everywhere
from storefront.parties.actor import OutletActor
from storefront.templates.errors import TemplateFull
from storefront.templates.queries import placing as queries
from storefront.templates.rules.lines import MAXIMUM_LINES, Key, PlacedLine, checked_quantity, combined
from storefront.templates.snapshots import KnownLine, TemplateLine, TemplateLineInput

SHOWN_SKU = 40


def place_lines(
    session: Session,
    actor: OutletActor,
    lines: Sequence[TemplateLineInput],
    *,
    known: Sequence[TemplateLine | KnownLine] = (),
) -> dict[Key, PlacedLine]:
    """The lines by product and catalog, all of them: `known` ones, what this outlet can buy now, or has bought before.

    Anything else would tell what is in other buyers' catalogs.

    Raises:
        TemplateFull: there are more than a template can have.
        TemplateInvalid: a quantity or a par level cannot be.
        LinesRefused: with every line whose product is neither offered nor known, and why.
    """
    _check(lines)
    placed = {place: line for place, line in enumerate(_stay(lines, known)) if line}
    rest = {place: line for place, line in enumerate(lines) if place not in placed}
    if rest:
        placed |= _find(session, actor, rest)
    return combined(placed[place] for place in range(len(lines)))


def _check(lines: Sequence[TemplateLineInput]) -> None:
    """Refuse what no template can have, before anything is looked for."""
    if len(lines) > MAXIMUM_LINES:
        raise TemplateFull(MAXIMUM_LINES)
    for line in lines:
        checked_quantity(line.quantity, line.sku[:SHOWN_SKU])
        if line.par_level is not None:
            checked_quantity(line.par_level, line.sku[:SHOWN_SKU], name="par_level")


def _find(
    session: Session, actor: OutletActor, lines: Mapping[int, TemplateLineInput]
) -> dict[int, PlacedLine]:
    """What each line is, by its place; refuses all when one is nothing that the outlet knows."""
    chosen, problems = _with_catalogs(session, actor, lines)
    found = _entries(session, actor, chosen)
    placed: dict[int, PlacedLine] = {}
    for place, line in chosen.items():
        row = next((each for each in found.get(place, ()) if line.seller in (None, each.seller)), None)
        if row is None:
            problems.setdefault(place, "is not in your catalogs")
            continue
        key = (row.product_id, row.catalog_id)
        placed[place] = PlacedLine(place, key, line.sku, row.catalog, row.name, line.quantity, line.par_level)
    missing = [
        LineProblem(place, lines[place].sku[:SHOWN_SKU], "product_not_found", problem)
        for place, problem in sorted(problems.items())
        if place not in placed
    ]
    if missing:
        raise LinesRefused(tuple(missing))
    return placed


def place_cart_lines(lines: Sequence[CartLineView]) -> dict[Key, PlacedLine]:
    """The lines of a cart: what they are is known."""
    return {
        (line.product_id, line.catalog_id): PlacedLine(
            place, (line.product_id, line.catalog_id), line.sku, line.catalog, line.name, line.quantity
        )
        for place, line in enumerate(lines)
    }


def _stay(
    lines: Sequence[TemplateLineInput], known: Sequence[TemplateLine | KnownLine]
) -> Iterator[PlacedLine | None]:
    """For each line the known one that it is; None where it is not exactly one."""
    by_sku: dict[str, list[TemplateLine | KnownLine]] = {}
    for old in known:
        by_sku.setdefault(old.sku, []).append(old)
    for place, line in enumerate(lines):
        fitting = [
            old
            for old in by_sku.get(line.sku, ())
            if line.catalog in (None, old.catalog) and line.seller in (None, old.seller)
        ]
        yield place_known(place, fitting[0], line.quantity, line.par_level) if len(fitting) == 1 else None


def place_known(
    place: int, line: TemplateLine | KnownLine, quantity: int, par_level: int | None
) -> PlacedLine:
    """A line whose product and catalog are known already."""
    key = (line.product_id, line.catalog_id)
    return PlacedLine(place, key, line.sku, line.catalog, line.name, quantity, par_level)


def _with_catalogs(
    session: Session, actor: OutletActor, lines: Mapping[int, TemplateLineInput]
) -> tuple[dict[int, TemplateLineInput], dict[int, str]]:
    """The lines with the catalogs that the outlet would buy them from; and why some have none, by place."""
    open_ones = [place for place, line in lines.items() if line.catalog is None]
    if not open_ones:
        return dict(lines), {}
    resolution = carts.resolve(
        session,
        actor,
        lines=[
            ListLine(lines[place].sku, lines[place].quantity, seller=lines[place].seller)
            for place in open_ones
        ],
    )
    chosen, problems = dict(lines), dict[int, str]()
    for place, answer in zip(open_ones, resolution.lines, strict=True):
        if answer.catalog is None:
            problems[place] = answer.message[:1].lower() + answer.message[1:].rstrip(".")
        else:
            chosen[place] = replace(lines[place], sku=answer.sku or lines[place].sku, catalog=answer.catalog)
    return chosen, problems


def _entries(
    session: Session, actor: OutletActor, lines: Mapping[int, TemplateLineInput]
) -> dict[int, list[Row[Any]]]:
    """What each line may mean, best first, by its place."""
    wanted = [
        (place, line.sku, line.catalog)
        for place, line in lines.items()
        if is_storable(line.sku) and is_storable(line.catalog or "")
    ]
    terms = open_terms_everywhere(session, actor)
    catalogs: list[UUID] = [catalog_id for each in terms for catalog_id in each.catalog_ids]
    found: dict[int, list[Row[Any]]] = {}
    for row in queries.entries(session, actor.outlet_id, catalogs, wanted):
        found.setdefault(row.place, []).append(row)
    return found
