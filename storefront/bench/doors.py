"""What a visitor does through both doors: by calls of the API, and in a tab."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from storefront.bench.handlers import ADD, MORE, PLACE, SEARCH, STEP_DOWN, STEP_UP
from storefront.bench.operations import PAGE, SHORT_CART, words_to_search
from storefront.bench.shop import Context, NotAsExpected, Shop, wanted_line
from storefront.bench.socket_client import REDIRECT, Tab, Variables
from storefront.ui.routes import address


@dataclass(slots=True)
class Visitor:
    """One person in one context, with a client of the API and with tabs."""

    shop: Shop
    context: Context
    site: str
    token: str
    step: int = 0
    cursor: str | None = None
    line: dict[str, Any] = field(default_factory=dict[str, Any])

    def call(self, method: str, address: str, **options: Any) -> dict[str, Any]:
        """The answer of the API."""
        return self.shop.call(method, address, **options)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same act through both doors; `prepare` makes what both need, `before` what each act uses up, unmeasured."""

    name: str
    page: Callable[[Context], str]
    prepare: Callable[[Visitor], None]
    through_api: Callable[[Visitor], object]
    through_screen: Callable[[Visitor, Tab], Awaitable[object]]
    before: Callable[[Visitor], None] | None = None
    share: float = 1.0
    """Of the usual number of repetitions: long ones need fewer."""


def _catalog_page(context: Context) -> str:
    return address(context.outlet, "catalog", seller=context.seller)


def _cart_page(context: Context) -> str:
    return address(context.outlet, "cart", context.seller)


def _nothing(_visitor: Visitor) -> None:
    return


def _search(visitor: Visitor) -> object:
    text = words_to_search(visitor.shop, visitor.context)
    return visitor.call("GET", visitor.context.products, params={"seller": visitor.context.seller, "q": text})


async def _search_on_screen(visitor: Visitor, tab: Tab) -> None:
    """As a browser does: the words, and then the address that follows them."""
    text = words_to_search(visitor.shop, visitor.context)
    await tab.call(SEARCH, text=text)
    await tab.go(address(visitor.context.outlet, "catalog", seller=visitor.context.seller, q=text))


def _next_page(visitor: Visitor) -> object:
    page = visitor.call(
        "GET",
        visitor.context.products,
        params={
            "seller": visitor.context.seller,
            "limit": PAGE,
            **({"cursor": visitor.cursor} if visitor.cursor else {}),
        },
    )
    visitor.cursor = page["next_cursor"] if visitor.step % 4 != 3 else None
    visitor.step += 1
    return page


async def _next_page_on_screen(visitor: Visitor, tab: Tab) -> None:
    """Three pages below the first, then the first again."""
    if visitor.step % 4 == 0:
        await tab.go(address(visitor.context.outlet, "catalog", seller=visitor.context.seller))
    else:
        await tab.call(MORE)
    visitor.step += 1


def _fill(visitor: Visitor) -> None:
    cart = visitor.context.cart
    visitor.step = 0
    visitor.call("DELETE", f"{cart}/lines")
    visitor.call("POST", f"{cart}/lines", json={"lines": visitor.shop.lines(visitor.context, SHORT_CART)})


def _add(visitor: Visitor) -> object:
    """Twenty products in turn, which are in the cart already: it keeps its length."""
    return visitor.call("POST", f"{visitor.context.cart}/lines", json=_wanted(visitor))


async def _add_on_screen(visitor: Visitor, tab: Tab) -> None:
    wanted = _wanted(visitor)
    await tab.call(
        ADD,
        form={"sku": wanted["sku"], "catalog": wanted["catalog"], "quantity": str(wanted["quantity"])},
    )


def _wanted(visitor: Visitor) -> dict[str, Any]:
    products = visitor.shop.range_of(visitor.context).products
    visitor.step += 1
    return wanted_line(products[visitor.step % SHORT_CART])


def _begin_adding(visitor: Visitor) -> None:
    _fill(visitor)
    visitor.call("DELETE", f"{visitor.context.cart}/lines")
    for _ in range(SHORT_CART):
        _add(visitor)


def _step(visitor: Visitor) -> object:
    cart = visitor.context.cart
    if visitor.step == 0:
        visitor.line = visitor.call("GET", cart)["lines"][0]
    line = visitor.line
    visitor.step += 1
    more = line["quantity"] + line["quantity_rule"]["multiple"] * (visitor.step % 2)
    return visitor.call("PATCH", f"{cart}/lines/{line['id']}", json={"quantity": more})


async def _step_on_screen(visitor: Visitor, tab: Tab) -> None:
    visitor.step += 1
    line = tab.shown("cart_state.lines")[0]["id"]
    await tab.call(STEP_UP if visitor.step % 2 else STEP_DOWN, line_id=line)


def _carts(visitor: Visitor) -> object:
    """What the frame of every page shows."""
    return visitor.call("GET", f"/outlets/{visitor.context.outlet}/carts")


def _show_cart(visitor: Visitor) -> object:
    return _carts(visitor), visitor.call("GET", f"{visitor.context.cart}/saved")


async def _show_cart_on_screen(visitor: Visitor, tab: Tab) -> None:
    await tab.go(_cart_page(visitor.context))


def _show_product(visitor: Visitor) -> object:
    context, sku = visitor.context, _any_sku(visitor)
    return _carts(visitor), visitor.call(
        "GET", f"{context.products}/{sku}", params={"seller": context.seller}
    )


async def _show_product_on_screen(visitor: Visitor, tab: Tab) -> None:
    context = visitor.context
    await tab.go(address(context.outlet, "product", _any_sku(visitor), seller=context.seller))


def _any_sku(visitor: Visitor) -> str:
    return str(visitor.shop.product(visitor.context)["sku"])


def _show_history(visitor: Visitor) -> object:
    """The orders, what they can be filtered by, and the views that were kept."""
    outlet = visitor.context.outlet
    return (
        _carts(visitor),
        visitor.call("GET", "/orders", params={"outlet": outlet, "limit": PAGE}),
        visitor.call("GET", "/orders/choices"),
        visitor.call("GET", "/orders/views"),
    )


async def _show_history_on_screen(visitor: Visitor, tab: Tab) -> None:
    await tab.go(address(visitor.context.outlet, "orders"))


def _check_out(visitor: Visitor) -> object:
    """The cart and the credit are looked at, then the cart is ordered."""
    context = visitor.context
    return (
        _carts(visitor),
        visitor.call("GET", f"/outlets/{context.outlet}/credit"),
        visitor.call(
            "POST",
            f"{context.cart}/checkout",
            json={"payment_method": "on_account"},
            headers={"idempotency-key": visitor.shop.new_key()},
        ),
    )


async def _check_out_on_screen(visitor: Visitor, tab: Tab) -> None:
    await tab.go(_checkout_page(visitor.context))
    orders = tab.frontend_events.count(REDIRECT)
    await tab.call(PLACE, form={"shown_total": tab.shown("checkout_state.total")})

    def is_answered(_: Variables) -> bool:
        return tab.frontend_events.count(REDIRECT) > orders or bool(tab.shown("notice_state.refusal"))

    await tab.wait(is_answered)
    if refusal := tab.shown("notice_state.refusal"):
        raise NotAsExpected(f"the screen says {refusal!r}")


def _checkout_page(context: Context) -> str:
    return address(context.outlet, "checkout", context.seller)


PAIRS = (
    Pair("search as one types", _catalog_page, _nothing, _search, _search_on_screen),
    Pair("the next page of the catalog", _catalog_page, _nothing, _next_page, _next_page_on_screen),
    Pair("add a line from the catalog", _catalog_page, _begin_adding, _add, _add_on_screen),
    Pair("one step of a quantity", _cart_page, _fill, _step, _step_on_screen),
    Pair("open a product", _catalog_page, _nothing, _show_product, _show_product_on_screen),
    Pair("open a cart of 20 lines", _cart_page, _fill, _show_cart, _show_cart_on_screen),
    Pair("open the history", _catalog_page, _nothing, _show_history, _show_history_on_screen),
    Pair(
        "look at 20 lines and order them",
        _cart_page,
        _fill,
        _check_out,
        _check_out_on_screen,
        before=_fill,
        share=0.25,
    ),
)
