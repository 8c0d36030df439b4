"""What the database knows about the products of a list, in a number of statements that does not grow with it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session

from storefront.carts.queries import resolving as queries
from storefront.carts.rules.allotting import Tally
from storefront.carts.rules.resolving import (
    Candidate,
    Facts,
    Key,
    Meaning,
    Purchase,
    clean_sku,
    meaning_of,
    newest_first,
    offering_of,
)
from storefront.carts.snapshots import ListLine
from storefront.catalog.rules import LARGEST_QUANTITY
from storefront.db.folding import fold_code
from storefront.kit.money import UnitPrice
from storefront.offers.service import shelf_in
from storefront.offers.snapshots import Terms
from storefront.parties.actor import OutletActor


class Gathering:
    """Finds out what lines mean: looks first where each is likely to be bought, then everywhere for what is left open."""

    def __init__(
        self, session: Session, actor: OutletActor, terms: Sequence[Terms], lines: Sequence[ListLine]
    ) -> None:
        self._session, self._actor, self._terms, self._lines = session, actor, terms, lines
        self._by_catalog = {card.id: each for each in terms for card in each.catalogs}
        self._place = {catalog_id: at for at, catalog_id in enumerate(self._by_catalog)}
        self._looked: set[Key] = set()
        self._facts = Facts()
        texts = [clean_sku(line.sku) for line in lines]
        self._codes = [None if text is None else fold_code(text) for text in texts]
        self.held: list[Row[Any]] = []
        """The lines of carts that hold any of the products that the list means."""

    def meanings(self) -> list[Meaning]:
        """What each line means, in order."""
        self._find_products()
        self._hold(self._products(self._codes))
        self._look(self._likely())
        meanings = [
            meaning_of(line, code, self._facts) for line, code in zip(self._lines, self._codes, strict=True)
        ]
        left_open = self._left_open(meanings)
        if left_open:
            self._look_everywhere([self._codes[place] for place in left_open])
            for place in left_open:
                meanings[place] = meaning_of(self._lines[place], self._codes[place], self._facts)
        return meanings

    def _find_products(self) -> None:
        wanted = dict.fromkeys(code for code in self._codes if code is not None)
        if wanted:
            outlet_id = self._actor.outlet_id
            self._facts.candidates = self._read(queries.by_sku(self._session, outlet_id, wanted))
            rest = [code for code in wanted if code not in self._facts.candidates]
            if rest:
                found = self._read(queries.by_base_code(self._session, outlet_id, rest))
                for code, products in found.items():
                    kind = self._facts.candidates if len(products) == 1 else self._facts.variants
                    kind[code] = products

    def _read(self, rows: Iterable[Sequence[Any]]) -> dict[str, list[Candidate]]:
        """Products by code; what was bought of them is noted along."""
        own = {each.seller.id for each in self._terms}
        found: dict[str, list[Candidate]] = {}
        for (
            code,
            product_id,
            sku,
            name,
            owner_id,
            kind,
            catalog_id,
            seller_id,
            currency,
            moment,
            price,
        ) in rows:
            products = found.setdefault(code, [])
            if not products or products[-1].product_id != product_id:
                # The manufacturer's range is no secret; of another seller's own products nothing is told.
                is_known = catalog_id is not None or kind == "manufacturer" or owner_id in own
                products.append(Candidate(product_id, sku, name, is_known))
            if catalog_id is not None:
                paid = None if price is None else UnitPrice(price, currency)
                purchase = Purchase(catalog_id, seller_id, moment, paid)
                self._facts.purchases.setdefault(product_id, []).append(purchase)
        return found

    def _candidates(self, code: str | None) -> Sequence[Candidate]:
        if code is None:
            return ()
        return self._facts.candidates.get(code) or self._facts.variants.get(code) or ()

    def _products(self, codes: Iterable[str | None]) -> list[UUID]:
        return list(
            dict.fromkeys(each.product_id for code in dict.fromkeys(codes) for each in self._candidates(code))
        )

    def _hold(self, product_ids: Sequence[UUID]) -> None:
        if product_ids:
            self.held += queries.held(self._session, self._actor.outlet_id, product_ids)

    def _likely(self) -> list[Key]:
        """Where each line would be bought if nothing is wrong with it."""
        return [
            (each.product_id, catalog_id)
            for line, code in zip(self._lines, self._codes, strict=True)
            for each in self._candidates(code)
            for catalog_id in self._likely_catalogs(line, each.product_id)
        ]

    def _likely_catalogs(self, line: ListLine, product_id: UUID) -> Iterable[UUID]:
        if line.catalog is not None or line.seller is not None:
            return [
                card.id
                for each in self._terms
                if line.seller in (None, each.seller.code)
                for card in each.catalogs
                if line.catalog in (None, card.code)
            ]
        for purchase in newest_first(self._facts, [product_id]):
            of_seller = [
                catalog_id
                for catalog_id, each in self._by_catalog.items()
                if each.seller.id == purchase.seller_id
            ]
            if of_seller:
                return of_seller
        return self._by_catalog

    def _look(self, keys: Iterable[Key]) -> None:
        """Note the offerings of products in catalogs that were not looked at yet; one statement."""
        new = [key for key in dict.fromkeys(keys) if key not in self._looked]
        if not new:
            return
        self._looked.update(new)
        shelf, book = shelf_in(self._session, self._terms, new)
        for key, card in shelf.items():
            offering = offering_of(self._by_catalog[key[1]], card, book)
            if offering is not None:
                self._facts.offerings.setdefault(card.product_id, []).append(offering)
        for offerings in self._facts.offerings.values():
            if len(offerings) > 1:
                offerings.sort(key=lambda offering: self._place[offering.card.catalog_id])

    def _left_open(self, meanings: Sequence[Meaning]) -> list[int]:
        """The lines that have no offering yet, or none with enough for all lines of the product."""
        demand: dict[str | None, int] = {}
        for line, code in zip(self._lines, self._codes, strict=True):
            demand[code] = demand.get(code, 0) + max(0, min(line.quantity, LARGEST_QUANTITY))
        tally = Tally.of(held_lines(self.held))
        left_open: list[int] = []
        for place, (code, meaning) in enumerate(zip(self._codes, meanings, strict=True)):
            offering = meaning.offering
            if offering is None:
                if self._candidates(code):
                    left_open.append(place)
            elif offering.card.available - tally.in_pool.get(offering.pool, 0) < demand[code]:
                left_open.append(place)
        return left_open

    def _look_everywhere(self, codes: Iterable[str | None]) -> None:
        """Look at the products behind some codes in all open catalogs, and at what replaced those that are in none."""
        codes = list(dict.fromkeys(codes))
        product_ids = self._products(codes)
        self._look((product_id, catalog_id) for product_id in product_ids for catalog_id in self._by_catalog)
        gone = [product_id for product_id in product_ids if product_id not in self._facts.offerings]
        if not gone:
            return
        self._learn_what_is_known(codes, gone)
        for row in queries.successors(self._session, gone):
            self._facts.successors.setdefault(row.origin, []).append(row.successor)
        new = list(
            dict.fromkeys(successor for chain in self._facts.successors.values() for successor in chain)
        )
        self._look((product_id, catalog_id) for product_id in new for catalog_id in self._by_catalog)
        self._hold([product_id for product_id in new if product_id not in product_ids])

    def _learn_what_is_known(self, codes: Iterable[str | None], gone: Sequence[UUID]) -> None:
        """Products that a catalog of the organization lists are known to all its outlets."""
        missing = set(gone)
        unknown = {
            each.product_id
            for code in codes
            for each in self._candidates(code)
            if each.product_id in missing and not each.is_known
        }
        if not unknown:
            return
        listed = set(queries.listed_in(self._session, self._actor.organization_id, unknown))
        for products in (*self._facts.candidates.values(), *self._facts.variants.values()):
            products[:] = [
                replace(each, is_known=True) if each.product_id in listed else each for each in products
            ]


def held_lines(rows: Iterable[Row[Any]]) -> list[tuple[Key, Key, int]]:
    """Rows of held lines as the rules want them."""
    return [((row.seller_id, row.product_id), (row.product_id, row.catalog_id), row.quantity) for row in rows]
