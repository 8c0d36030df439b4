"""What can be refused about catalogs and products."""

from storefront.kit.errors import Conflict, Invalid, NotFound


class ProductNotFound(NotFound):
    """No such product in a catalog that this outlet sees."""

    code = "product_not_found"

    def __init__(self, sku: str) -> None:
        super().__init__(
            f"{sku[:40]} is not in your catalogs. Check the number, or search by name.", sku=sku[:40]
        )


class CatalogNotFound(NotFound):
    """No such catalog, or not one that this outlet sees from this seller."""

    code = "catalog_not_found"

    def __init__(self, code: str) -> None:
        super().__init__("This outlet does not see that catalog.", catalog=code[:40])


class CategoryNotFound(NotFound):
    """No such category."""

    code = "category_not_found"

    def __init__(self, code: str) -> None:
        super().__init__("There is no such category.", category=code[:40])


class NoCatalog(Conflict):
    """Nothing is mapped: the outlet sees no product of this seller (product rule 5)."""

    code = "no_catalog"

    def __init__(self, seller: str) -> None:
        super().__init__(
            f"No catalog of {seller} is open to this outlet yet. Ask your organization's admin or {seller}.",
            seller=seller,
        )


class QuantityRefused(Invalid):
    """The quantity does not fit the product's quantity rule."""

    code = "quantity_rule"


class UnknownCatalogs(Invalid):
    """Some codes are those of no catalog that these sellers publish."""

    code = "unknown_catalogs"

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes
        super().__init__(
            f"No published catalog of that seller has the code {', '.join(codes)}. Choose from its catalogs.",
            fields={"catalogs": "choose published catalogs"},
        )


class NoPrimaryCatalog(Conflict):
    """There is no published catalog for the whole year to copy from."""

    code = "no_primary_catalog"

    def __init__(self) -> None:
        super().__init__(
            "The manufacturer and the channel that is copied each need a published catalog without dates."
        )
