"""What a signed-in client knows of a shop before it begins: outlets, sellers, products, words; all from the API."""

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from storefront.bench.datasets import PASSWORD
from storefront.demo.people import ADMIN, BUYER
from storefront.kit.errors import StorefrontError

SEED = 20_261_122
PRODUCTS_OF_A_CATEGORY = 200
MOST_CATEGORIES = 30
SHORTEST_WORD = 4
OUTLETS_OF_THE_ADMIN = 6

Json = dict[str, Any]


class NotAsExpected(StorefrontError):
    """The shop answered something else than the measurement can work with."""

    code = "not_as_expected"


@dataclass(frozen=True, slots=True)
class Context:
    """An outlet with a seller that it may buy from."""

    outlet: str
    seller: str
    minimum_order: float

    @property
    def products(self) -> str:
        """The address of what can be bought here."""
        return f"/outlets/{self.outlet}/products"

    @property
    def cart(self) -> str:
        """The address of the cart."""
        return f"/outlets/{self.outlet}/carts/{self.seller}"


@dataclass(frozen=True, slots=True)
class Range:
    """What a seller offers: a sample of its products from every category."""

    categories: Sequence[str]
    products: Sequence[Json]
    words: Sequence[str]


@dataclass(slots=True)
class Shop:
    """Contexts and ranges, and a generator that always begins with the same seed."""

    http: httpx.Client
    contexts: list[Context]
    ranges: dict[str, Range]
    admin_headers: dict[str, str]
    draw: random.Random = field(default_factory=lambda: random.Random(SEED))

    def context(self) -> Context:
        """Any of them."""
        return self.draw.choice(self.contexts)

    def range_of(self, context: Context) -> Range:
        """What the seller of a context offers."""
        return self.ranges[context.seller]

    def product(self, context: Context) -> Json:
        """Any product that can be had now."""
        return self.draw.choice(self.range_of(context).products)

    def lines(self, context: Context, count: int) -> list[Json]:
        """So many lines of different products, worth more than the seller's minimum order."""
        share = context.minimum_order / count
        return [
            wanted_line(product, share)
            for product in self.draw.sample(list(self.range_of(context).products), count)
        ]

    def new_key(self) -> str:
        """A name for an attempt that no other has."""
        return uuid.UUID(int=self.draw.getrandbits(128), version=4).hex

    def call(self, method: str, address: str, **options: Any) -> Json:
        """The answer of the API.

        Raises:
            NotAsExpected: it refused.
        """
        response = self.http.request(method, f"/api/v1{address}", **options)
        if not response.is_success:
            raise NotAsExpected(f"{method} {address}: {response.status_code} {response.text[:500]}")
        found: Json = response.json()
        return found


def wanted_line(product: Json, worth: float = 0.0) -> Json:
    """A line with the standard quantity, or as many multiples more as it takes to be worth so much."""
    rule = product["quantity_rule"]
    multiple = int(rule["multiple"])
    needed = max(int(rule["standard"]), int(worth / float(product["unit_price"]["amount"])) + 1)
    quantity = -(-needed // multiple) * multiple
    most = int(rule["maximum"] or quantity)
    return {"sku": product["sku"], "catalog": product["catalog"], "quantity": min(quantity, most)}


def open_shop(http: httpx.Client) -> Shop:
    """Sign in as the demo's buyer and as its admin, and look around.

    Raises:
        NotAsExpected: there is too little to measure with.
    """
    tokens = {email: _sign_in(http, email) for email in (BUYER, ADMIN)}
    http.headers["authorization"] = f"Bearer {tokens[BUYER]}"
    shop = Shop(http, [], {}, {"authorization": f"Bearer {tokens[ADMIN]}"})
    for outlet in shop.call("GET", "/outlets", params={"limit": 50})["items"]:
        sellers = shop.call("GET", f"/outlets/{outlet['number']}/sellers")["items"]
        shop.contexts += [
            Context(outlet["number"], seller["code"], float(seller["minimum_order"]["amount"]))
            for seller in sellers
        ]
    for context in shop.contexts:
        if context.seller not in shop.ranges:
            shop.ranges[context.seller] = _look_around(shop, context)
    if len(shop.contexts) < 6:
        raise NotAsExpected("the demo buyer needs at least six carts: load the demo company anew")
    return shop


def _sign_in(http: httpx.Client, email: str) -> str:
    response = http.post("/api/v1/sessions", json={"email": email, "password": PASSWORD})
    if not response.is_success:
        raise NotAsExpected(f"signing in as {email}: {response.status_code} {response.text[:500]}")
    return str(response.json()["token"])


def _look_around(shop: Shop, context: Context) -> Range:
    tree = shop.call("GET", f"/outlets/{context.outlet}/categories", params={"seller": context.seller})
    categories = [code for item in tree["items"] for code in _codes(item)]
    products: dict[str, Json] = {}
    for category in categories[:MOST_CATEGORIES]:
        page = shop.call(
            "GET",
            context.products,
            params={
                "seller": context.seller,
                "category": category,
                "available": True,
                "limit": PRODUCTS_OF_A_CATEGORY,
            },
        )
        products.update({product["sku"]: product for product in page["items"]})
    words = {word for product in products.values() for word in product["name"].lower().split()}
    plain = sorted(word for word in words if len(word) >= SHORTEST_WORD and word.isalpha())
    return Range(categories, [products[sku] for sku in sorted(products)], plain)


def _codes(item: Json) -> list[str]:
    return [item["code"], *(code for child in item.get("children", []) for code in _codes(child))]
