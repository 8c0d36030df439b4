"""The calls that are measured, each with inputs that differ every time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from storefront.bench import repeating
from storefront.bench.shop import Context, Json, Shop, wanted_line

PAGE = 24
SHORT_CART, LONG_CART = 20, 500
HISTORY_STATUSES = ("", "", "", "invoiced")


@dataclass(frozen=True, slots=True)
class Operation:
    """Something a client does; `prepare` happens before the first, `restore` after every so many, both unmeasured."""

    name: str
    act: Callable[[Shop], None]
    prepare: Callable[[Shop], None] | None = None
    restore: Callable[[Shop], None] | None = None
    restore_every: int = 0
    share: float = 1.0
    """Of the usual number of repetitions: long ones need fewer."""


def operations() -> Sequence[Operation]:
    """All of them, in the order of the table."""
    return (*_everyday(), *_repeating(), *_large())


def _everyday() -> Sequence[Operation]:
    return (
        Operation("search", search),
        Operation("category page of 24 by price", category_page),
        Operation("product page", product_page),
        Operation(
            "add a line",
            add_line,
            prepare=clear_adding_carts,
            restore=clear_adding_carts,
            restore_every=SHORT_CART,
        ),
        Operation("cart of 20 lines", show_short_cart, prepare=fill_short_carts),
        Operation("history page", history_page),
        Operation("history by SKU or text", history_search),
        Operation(
            "fill a cart with 20 lines and place the order",
            place_short,
            prepare=clear_placing_carts,
            share=0.5,
        ),
    )


def _repeating() -> Sequence[Operation]:
    return (
        Operation("resolve a list of 500 lines", repeating.resolve_list, share=0.25),
        Operation("suggested order", repeating.suggested_order),
        Operation(
            "a template of 300 lines to the carts of five sellers",
            repeating.apply_template,
            prepare=repeating.make_template,
            restore=repeating.clear_template_carts,
            restore_every=1,
            share=0.1,
        ),
    )


def _large() -> Sequence[Operation]:
    return (
        Operation("whole catalog, best first", whole_catalog),
        Operation("outlets to choose from", outlets),
        Operation("carts of all sellers", all_carts),
        Operation("cart of 500 lines", show_long_cart, prepare=fill_long_cart, share=0.25),
        Operation(
            "fill a cart with 500 lines and place the order",
            place_long,
            prepare=clear_placing_carts,
            share=0.02,
        ),
    )


def search(shop: Shop) -> None:
    """One word, two, the beginning of a word, a typo, or the beginning of an SKU."""
    context = shop.context()
    shop.call("GET", context.products, params={"seller": context.seller, "q": words_to_search(shop, context)})


def words_to_search(shop: Shop, context: Context) -> str:
    """What somebody might type: half of the time one whole word."""
    word = shop.draw.choice(shop.range_of(context).words)
    kind = shop.draw.random()
    if kind < 0.5:
        return word
    if kind < 0.7:
        name = str(shop.product(context)["name"]).lower().split()
        return " ".join(name[:2])
    if kind < 0.8:
        return word[: max(3, len(word) - 2)]
    if kind < 0.9:
        place = shop.draw.randrange(1, len(word) - 1)
        return word[:place] + word[place + 1 :]
    return str(shop.product(context)["sku"])[:4]


def category_page(shop: Shop) -> None:
    """The first page of any category."""
    context = shop.context()
    category = shop.draw.choice(shop.range_of(context).categories)
    shop.call(
        "GET",
        context.products,
        params={"seller": context.seller, "category": category, "sort": "price", "limit": PAGE},
    )


def whole_catalog(shop: Shop) -> None:
    """What somebody sees who has not asked for anything yet."""
    context = shop.context()
    shop.call("GET", context.products, params={"seller": context.seller, "limit": PAGE})


def product_page(shop: Shop) -> None:
    """Any product, with its variants and the trace of its price."""
    context = shop.context()
    shop.call("GET", f"{context.products}/{shop.product(context)['sku']}", params={"seller": context.seller})


def add_line(shop: Shop) -> None:
    """One more product into a cart of up to 20 lines."""
    context = _adding(shop)[shop.draw.randrange(2)]
    shop.call("POST", f"{context.cart}/lines", json=wanted_line(shop.product(context)))


def show_short_cart(shop: Shop) -> None:
    """One of two carts of 20 lines."""
    shop.call("GET", shop.draw.choice(_reading(shop)).cart)


def show_long_cart(shop: Shop) -> None:
    """The cart of 500 lines."""
    shop.call("GET", _long(shop).cart)


def all_carts(shop: Shop) -> None:
    """The carts of an outlet side by side."""
    shop.call("GET", f"/outlets/{shop.context().outlet}/carts")


def outlets(shop: Shop) -> None:
    """Where the caller may order."""
    headers = shop.admin_headers if shop.draw.random() < 0.5 else {}
    shop.call("GET", "/outlets", headers=headers)


def history_page(shop: Shop) -> None:
    """Half of the time own orders, else those of the whole organization; often filtered, often a later page."""
    is_admin = shop.draw.random() < 0.5
    headers = shop.admin_headers if is_admin else {}
    params: Json = {"scope": "organization" if is_admin else "own", "limit": PAGE}
    if status := shop.draw.choice(HISTORY_STATUSES):
        params["status"] = status
    if not is_admin and shop.draw.random() < 0.3:
        params["outlet"] = shop.context().outlet
    if cursor := _CURSORS.get(str(params)):
        params["cursor"] = cursor
    found = shop.call("GET", "/orders", params=params, headers=headers)
    params.pop("cursor", None)
    _CURSORS[str(params)] = found["next_cursor"] or ""


def history_search(shop: Shop) -> None:
    """A SKU or a word among own orders, or among those of the whole organization."""
    is_admin = shop.draw.random() < 0.5
    context = shop.context()
    name = "product" if shop.draw.random() < 0.5 else "q"
    wanted = str(shop.product(context)["sku"]) if name == "product" else words_to_search(shop, context)
    shop.call(
        "GET",
        "/orders",
        params={"scope": "organization" if is_admin else "own", "limit": PAGE, name: wanted},
        headers=shop.admin_headers if is_admin else {},
    )


_CURSORS: dict[str, str] = {}
"""Where the next page of a history begins."""


def place_short(shop: Shop) -> None:
    """20 lines in one call, and the order."""
    _place(shop, SHORT_CART)


def place_long(shop: Shop) -> None:
    """500 lines in one call, and the order."""
    _place(shop, LONG_CART)


def clear_adding_carts(shop: Shop) -> None:
    """Empty what `add_line` fills."""
    _clear(shop, _adding(shop))


def clear_placing_carts(shop: Shop) -> None:
    """Empty what is ordered."""
    _clear(shop, _placing(shop))


def fill_short_carts(shop: Shop) -> None:
    """20 lines in each."""
    _clear(shop, _reading(shop))
    for context in _reading(shop):
        shop.call("POST", f"{context.cart}/lines", json={"lines": shop.lines(context, SHORT_CART)})


def fill_long_cart(shop: Shop) -> None:
    """500 lines."""
    _clear(shop, [_long(shop)])
    shop.call("POST", f"{_long(shop).cart}/lines", json={"lines": shop.lines(_long(shop), LONG_CART)})


def _place(shop: Shop, count: int) -> None:
    choice = [context for context in _placing(shop) if len(shop.range_of(context).products) >= count]
    context = shop.draw.choice(choice)
    shop.call("POST", f"{context.cart}/lines", json={"lines": shop.lines(context, count)})
    shop.call(
        "POST",
        f"{context.cart}/checkout",
        json={"payment_method": "on_account"},
        headers={"idempotency-key": shop.new_key()},
    )


def _clear(shop: Shop, contexts: Sequence[Context]) -> None:
    for context in contexts:
        shop.call("DELETE", f"{context.cart}/lines")


# Each kind of call has carts of its own, so that one does not lengthen another's.
def _reading(shop: Shop) -> Sequence[Context]:
    return shop.contexts[0:2]


def _adding(shop: Shop) -> Sequence[Context]:
    return shop.contexts[2:4]


def _long(shop: Shop) -> Context:
    return max(shop.contexts[4:6], key=lambda context: len(shop.range_of(context).products))


def _placing(shop: Shop) -> Sequence[Context]:
    return [
        context for context in shop.contexts if context not in {*_reading(shop), *_adding(shop), _long(shop)}
    ]
