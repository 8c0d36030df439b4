"""Which page is at which address, and what each loads first."""

import reflex as rx

from storefront.ui.pages.account import account
from storefront.ui.pages.cart import cart
from storefront.ui.pages.carts import carts
from storefront.ui.pages.catalog import catalog
from storefront.ui.pages.checkout import checkout
from storefront.ui.pages.gallery import gallery
from storefront.ui.pages.home import home
from storefront.ui.pages.not_found import not_found
from storefront.ui.pages.order import order
from storefront.ui.pages.orders import orders
from storefront.ui.pages.outlets import outlets
from storefront.ui.pages.product import product
from storefront.ui.pages.sign_in import sign_in
from storefront.ui.states.account import AccountState
from storefront.ui.states.cart import CartState
from storefront.ui.states.carts import CartsState
from storefront.ui.states.catalog import CatalogState
from storefront.ui.states.checkout import CheckoutState
from storefront.ui.states.choosing import OutletsState
from storefront.ui.states.home import HomeState
from storefront.ui.states.order import OrderState
from storefront.ui.states.orders import OrdersState
from storefront.ui.states.product import ProductState
from storefront.ui.states.signing_in import SignInState

STYLESHEETS = ["/storefront.css"]


def head_components() -> list[rx.Component]:
    """What every page has in its head: the keyboard's script, the icon, the width of a phone."""
    return [
        rx.el.script(src="/keyboard.js", defer=True),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.meta(name="color-scheme", content="light dark"),
    ]


def add_pages(app: rx.App, *, is_development: bool) -> None:
    """Give every page its address; the gallery has one in development only."""
    app.add_page(sign_in, route="/sign-in", title="Sign in", on_load=SignInState.load_sign_in)
    app.add_page(outlets, route="/", title="Storefront", on_load=OutletsState.load_selector)
    app.add_page(outlets, route="/outlets", title="Choose an outlet", on_load=OutletsState.load_selector)
    app.add_page(home, route="/o/[outlet]", title="Home", on_load=HomeState.load_home)
    app.add_page(catalog, route="/o/[outlet]/catalog", title="Catalog", on_load=CatalogState.load_catalog)
    app.add_page(
        product, route="/o/[outlet]/product/[sku]", title="Product", on_load=ProductState.load_product
    )
    app.add_page(carts, route="/o/[outlet]/carts", title="Carts", on_load=CartsState.load_carts)
    app.add_page(cart, route="/o/[outlet]/cart/[seller]", title="Cart", on_load=CartState.load_cart)
    app.add_page(
        checkout, route="/o/[outlet]/checkout/[seller]", title="Checkout", on_load=CheckoutState.load_checkout
    )
    app.add_page(orders, route="/o/[outlet]/orders", title="Orders", on_load=OrdersState.load_orders)
    app.add_page(order, route="/o/[outlet]/orders/[number]", title="Order", on_load=OrderState.load_order)
    app.add_page(account, route="/o/[outlet]/account", title="Account", on_load=AccountState.load_account)
    app.add_page(not_found, route="404", title="Not found")
    if is_development:
        app.add_page(gallery, route="/_gallery", title="Gallery")
