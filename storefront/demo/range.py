"""The manufacturer's range: every product of the source, with facts, quantity rule and description drawn from evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storefront.catalog.tables import Product
from storefront.demo.bulk import BulkWriter, Row
from storefront.demo.categories import CategoryPlan, leaf_of
from storefront.demo.company import MANUFACTURER
from storefront.demo.demand import Demand
from storefront.demo.draw import demo_id, pick, share
from storefront.demo.source import SourceProduct

USUAL_SHARE = 0.4
"""From this share of a product's lines on, its usual quantity is what the quantity field is prefilled with."""

DEAR_FROM_PENCE = 30_00
DEAR_MAXIMUM = 48
"""Furniture comes by the van: no more than this in one line."""


@dataclass(frozen=True, slots=True)
class ProductPlan:
    """A product as it will be written; `tiers` are the manufacturer's prices: quantity from which, pence."""

    id: str
    owner_id: str
    sku: str
    name: str
    description: str
    category: CategoryPlan
    base_code: str
    variant: str
    colour: str
    pack_size: int
    minimum: int
    maximum: int | None
    multiple: int
    standard: int
    popularity: int
    tiers: tuple[tuple[int, int], ...]
    source_code: str
    copy: int
    """0 for a product of the source; the others are there for load tests."""
    units_lately: int
    is_listed: bool
    replaced_by_id: str | None = None


def plan_range(sources: Sequence[SourceProduct], demand: Demand, copies: int) -> list[ProductPlan]:
    """The products of the source, then the same again for each further copy, under other numbers and names."""
    vocabulary = _vocabulary(sources) if copies > 1 else {}
    return [
        _product(source, demand, copy, copy * len(sources) + place, vocabulary)
        for copy in range(copies)
        for place, source in enumerate(sources, start=1)
    ]


def write_products(writer: BulkWriter, plans: Sequence[ProductPlan]) -> None:
    """The products, of whatever owner."""
    columns = "id owner_id sku name description category_id base_code variant colour pack_size minimum maximum multiple standard popularity replaced_by_id"
    # What replaces something has to be there before it.
    ordered = sorted(plans, key=lambda plan: plan.replaced_by_id is not None)
    writer.write_stage("Products", Product, columns, [_row(plan) for plan in ordered])


def _row(plan: ProductPlan) -> Row:
    return (
        plan.id,
        plan.owner_id,
        plan.sku,
        plan.name,
        plan.description,
        plan.category.id,
        plan.base_code,
        plan.variant,
        plan.colour,
        plan.pack_size,
        plan.minimum,
        plan.maximum,
        plan.multiple,
        plan.standard,
        plan.popularity,
        plan.replaced_by_id,
    )


def _product(
    source: SourceProduct, demand: Demand, copy: int, number: int, vocabulary: dict[str, tuple[str, ...]]
) -> ProductPlan:
    category = leaf_of(source.category, source.name)
    multiple = demand.carton(source.code, source.usual_quantity)
    standard = source.usual_quantity if source.usual_share >= USUAL_SHARE or multiple > 1 else multiple
    maximum = (
        DEAR_MAXIMUM
        if source.tiers[0][1] >= DEAR_FROM_PENCE and standard <= DEAR_MAXIMUM and multiple == 1
        else None
    )
    suffix = f"-{copy:02d}" if copy else ""
    fame = share("fame", source.code, copy) if copy else 1.0
    # A dozen items of the source are better kept off a screen; their orders stay, under a plain name.
    name = f"Novelty Item {source.code}" if source.is_mature else source.name
    if copy:
        name = f"{name} {pick(vocabulary[source.category], 'word', source.code, copy)}"
    return ProductPlan(
        id=demo_id("product", number),
        owner_id=MANUFACTURER.id,
        sku=source.code + suffix,
        name=name,
        description="" if source.is_mature else _description(source, category, name, multiple),
        category=category,
        base_code=source.base_code + suffix,
        variant=source.variant,
        colour=source.colour,
        pack_size=source.pack_size,
        minimum=multiple,
        maximum=maximum,
        multiple=multiple,
        standard=standard,
        popularity=int(demand.lines_lately[source.code] * fame),
        tiers=source.tiers,
        source_code=source.code,
        copy=copy,
        units_lately=int(demand.units_lately[source.code] * fame),
        is_listed=not source.is_mature,
    )


def _description(source: SourceProduct, category: CategoryPlan, name: str, multiple: int) -> str:
    sentences = [f"{name}, from {category.name} in our {source.category} range."]
    if source.pack_size > 1:
        sentences.append(f"Each sales unit holds {source.pack_size} pieces.")
    if source.colour:
        sentences.append(f"Colour: {source.colour.lower()}.")
    if multiple > 1:
        sentences.append(f"Comes in inner boxes of {multiple}.")
    if source.usual_share >= USUAL_SHARE and source.usual_quantity > 1:
        sentences.append(f"Shops usually order {source.usual_quantity}.")
    return " ".join(sentences)


def _vocabulary(sources: Sequence[SourceProduct]) -> dict[str, tuple[str, ...]]:
    words: dict[str, set[str]] = {}
    for source in sources:
        if not source.is_mature:
            words.setdefault(source.category, set()).update(re.findall(r"[A-Z][a-z]{3,}", source.name))
    return {category: tuple(sorted(found)) for category, found in words.items()}
