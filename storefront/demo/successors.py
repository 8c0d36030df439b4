"""Which products are not sold any more, and what took their place; read from the history."""

from collections.abc import Sequence
from dataclasses import replace

from storefront.demo.demand import Demand
from storefront.demo.range import ProductPlan
from storefront.kit.text import search_words

LEAST_SHARED_WORDS = 2


def discontinue(products: Sequence[ProductPlan], demand: Demand) -> list[ProductPlan]:
    """The products in their order; one that went out of use is in no catalog, if a variant of it can follow it.

    The variant has the same base code and two words of the name, and is still bought; among several the one that
    shares most words, then the one that is bought most. Copies for load tests stay as they are.
    """
    families: dict[str, list[ProductPlan]] = {}
    for product in products:
        if product.copy == 0 and product.is_listed:
            families.setdefault(product.base_code, []).append(product)
    return [_followed(product, families.get(product.base_code, ()), demand) for product in products]


def _followed(product: ProductPlan, family: Sequence[ProductPlan], demand: Demand) -> ProductPlan:
    if product.copy or not product.is_listed or not demand.is_out_of_use(product.source_code):
        return product
    words = set(search_words(product.name))
    ranked = sorted(
        (-len(words.intersection(search_words(other.name))), -other.popularity, other.sku, other.id)
        for other in family
        if other.popularity
    )
    if not ranked or -ranked[0][0] < LEAST_SHARED_WORDS:
        return product
    return replace(product, is_listed=False, replaced_by_id=ranked[0][-1])
