"""Calls of reordering that are measured: lists answered, the suggested order, a template to many carts."""

from collections.abc import Sequence

from storefront.bench.shop import Context, Json, NotAsExpected, Shop, wanted_line

LONG_LIST = 500
TEMPLATE_LINES, TEMPLATE_SELLERS = 300, 5
MOST_OUTLETS = 50


def resolve_list(shop: Shop) -> None:
    """500 lines for any outlet, good and bad ones mixed."""
    outlet = shop.context().outlet
    shop.call("POST", f"/outlets/{outlet}/resolve", json={"lines": mixed_lines(shop, outlet, LONG_LIST)})


def mixed_lines(shop: Shop, outlet: str, count: int) -> list[Json]:
    """Lines as spreadsheets have them: with and without seller, too many, in small letters, of no product."""
    contexts = [context for context in shop.contexts if context.outlet == outlet]
    return [_mixed_line(shop, shop.draw.choice(contexts)) for _ in range(count)]


def _mixed_line(shop: Shop, context: Context) -> Json:
    line = wanted_line(shop.product(context))
    kind = shop.draw.random()
    if kind < 0.3:
        return line
    line.pop("catalog")
    if kind < 0.5:
        line["seller"] = context.seller
    elif kind < 0.55:
        line["quantity"] = 900_000
    elif kind < 0.6:
        line["sku"] = str(line["sku"]).lower()
    elif kind < 0.65:
        line["seller"] = "NOBODY"
    elif kind < 0.7:
        line["sku"] = f"NONE-{shop.draw.randrange(10_000)}"
    return line


def suggested_order(shop: Shop) -> None:
    """For any outlet with one of its sellers."""
    context = shop.context()
    shop.call("GET", f"/outlets/{context.outlet}/suggestion", params={"seller": context.seller})


def make_template(shop: Shop) -> None:
    """300 lines that an outlet of the demo's admin can buy from five sellers, as many from each."""
    outlet, sellers = _of_many_sellers(shop)
    lines = [line for seller in sellers for line in _lines_of(shop, outlet, seller)]
    made = shop.call(
        "POST", f"/outlets/{outlet}/templates", json={"lines": lines}, headers=shop.admin_headers
    )
    _TEMPLATES.clear()
    _TEMPLATES.append((outlet, sellers, str(made["id"])))
    clear_template_carts(shop)


def apply_template(shop: Shop) -> None:
    """All of its lines into empty carts, in one call."""
    outlet, sellers, template = _TEMPLATES[0]
    done = shop.call(
        "POST",
        f"/outlets/{outlet}/templates/{template}/apply",
        json={},
        headers={**shop.admin_headers, "idempotency-key": shop.new_key()},
    )
    if len(done["carts"]) != len(sellers) or done["added"] < TEMPLATE_LINES:
        raise NotAsExpected(f"the template put {done['added']} lines into {len(done['carts'])} carts")


def clear_template_carts(shop: Shop) -> None:
    """Empty what `apply_template` fills."""
    outlet, sellers, _ = _TEMPLATES[0]
    for seller in sellers:
        shop.call("DELETE", f"/outlets/{outlet}/carts/{seller}/lines", headers=shop.admin_headers)


_TEMPLATES: list[tuple[str, Sequence[str], str]] = []
"""The one that is applied: its outlet, the sellers of its lines, its id."""


def _of_many_sellers(shop: Shop) -> tuple[str, Sequence[str]]:
    found = shop.call("GET", "/outlets", params={"limit": MOST_OUTLETS}, headers=shop.admin_headers)
    for outlet in found["items"]:
        address = f"/outlets/{outlet['number']}/sellers"
        sellers = [each["code"] for each in shop.call("GET", address, headers=shop.admin_headers)["items"]]
        if len(sellers) >= TEMPLATE_SELLERS:
            return outlet["number"], sellers[:TEMPLATE_SELLERS]
    raise NotAsExpected(f"no outlet of the demo's admin has {TEMPLATE_SELLERS} sellers")


def _lines_of(shop: Shop, outlet: str, seller: str) -> list[Json]:
    share = TEMPLATE_LINES // TEMPLATE_SELLERS
    page = shop.call(
        "GET",
        f"/outlets/{outlet}/products",
        params={"seller": seller, "available": True, "limit": share},
        headers=shop.admin_headers,
    )
    return [{**wanted_line(product), "seller": seller} for product in page["items"]]
