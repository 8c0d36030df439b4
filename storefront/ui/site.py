"""Which page is at which address, and what each loads first."""

import reflex as rx

from storefront.ui.acting_site import add_acting_pages
from storefront.ui.pages.access import access, organization_access
from storefront.ui.pages.account import account
from storefront.ui.pages.audit import audit, organization_audit
from storefront.ui.pages.buy_again import buy_again
from storefront.ui.pages.cart import cart
from storefront.ui.pages.carts import carts
from storefront.ui.pages.catalog import catalog
from storefront.ui.pages.checkout import checkout
from storefront.ui.pages.compare import compare
from storefront.ui.pages.gallery import gallery
from storefront.ui.pages.hierarchies import hierarchies
from storefront.ui.pages.home import home
from storefront.ui.pages.links import confirm_email, forgot_password, invitation, reset_password
from storefront.ui.pages.not_found import not_found
from storefront.ui.pages.order import order
from storefront.ui.pages.orders import orders
from storefront.ui.pages.organization import organization
from storefront.ui.pages.organization_compare import organization_compare
from storefront.ui.pages.outbox import outbox
from storefront.ui.pages.outlets import outlets
from storefront.ui.pages.people import people
from storefront.ui.pages.product import product
from storefront.ui.pages.profile import profile
from storefront.ui.pages.quick_order import quick_order
from storefront.ui.pages.seller_inbox import seller_inbox
from storefront.ui.pages.seller_order import seller_order
from storefront.ui.pages.seller_stock import seller_stock
from storefront.ui.pages.sign_in import sign_in
from storefront.ui.pages.suggestion import suggestion
from storefront.ui.pages.template import template
from storefront.ui.pages.templates import templates
from storefront.ui.pages.who_buys import seller_requests, who_buys
from storefront.ui.pages.wish_lists import wish_lists
from storefront.ui.partner_site import add_partner_pages
from storefront.ui.states.access import AccessState
from storefront.ui.states.account import AccountState
from storefront.ui.states.audit import AuditState
from storefront.ui.states.buy_again import BuyAgainState
from storefront.ui.states.cart import CartState
from storefront.ui.states.carts import CartsState
from storefront.ui.states.catalog import CatalogState
from storefront.ui.states.checkout import CheckoutState
from storefront.ui.states.choosing import OutletsState
from storefront.ui.states.compare import CompareState
from storefront.ui.states.desk import DeskState
from storefront.ui.states.hierarchies import HierarchiesState
from storefront.ui.states.home import HomeState
from storefront.ui.states.links import LinkState
from storefront.ui.states.order import OrderState
from storefront.ui.states.order_selection import OrderSelectionState
from storefront.ui.states.orders import OrdersState
from storefront.ui.states.organization import OrganizationState
from storefront.ui.states.organization_compare import OrganizationCompareState
from storefront.ui.states.organization_tree import OrganizationTreeState
from storefront.ui.states.outbox import OutboxState
from storefront.ui.states.people import PeopleState
from storefront.ui.states.product import ProductState
from storefront.ui.states.profile import ProfileState
from storefront.ui.states.quick_order import QuickOrderState
from storefront.ui.states.seller_inbox import SellerInboxState
from storefront.ui.states.seller_order import SellerOrderState
from storefront.ui.states.seller_requests import AskingState, SellerRequestsState
from storefront.ui.states.seller_stock import SellerStockState
from storefront.ui.states.signing_in import SignInState
from storefront.ui.states.suggestion import SuggestionState
from storefront.ui.states.template import TemplateState
from storefront.ui.states.templates import TemplatesState
from storefront.ui.states.who_buys import WhoBuysState
from storefront.ui.states.wish_lists import WishListsState
from storefront.ui.states.wishing import WishingState

STYLESHEETS = ["/storefront.css"]


def head_components() -> list[rx.Component]:
    """What every page has in its head: the scripts of keyboard and quick order, the icon, the width of a phone."""
    return [
        rx.el.script(src="/quick-order.js", defer=True),
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
    app.add_page(
        catalog,
        route="/o/[outlet]/catalog",
        title="Catalog",
        on_load=[CatalogState.load_catalog, WishingState.load_marks],
    )
    app.add_page(
        product,
        route="/o/[outlet]/product/[sku]",
        title="Product",
        on_load=[ProductState.load_product, WishingState.load_marks],
    )
    app.add_page(
        templates, route="/o/[outlet]/templates", title="Templates", on_load=TemplatesState.load_templates
    )
    app.add_page(
        template,
        route="/o/[outlet]/templates/[template]",
        title="Template",
        on_load=TemplateState.load_template,
    )
    for route in ("/o/[outlet]/wish-lists", "/o/[outlet]/wish-lists/[wish_list]"):
        app.add_page(wish_lists, route=route, title="Wish lists", on_load=WishListsState.load_wish_lists)
    app.add_page(compare, route="/o/[outlet]/compare", title="Compare", on_load=CompareState.load_comparison)
    app.add_page(
        quick_order,
        route="/o/[outlet]/quick-order",
        title="Quick order",
        on_load=QuickOrderState.load_quick_order,
    )
    app.add_page(carts, route="/o/[outlet]/carts", title="Carts", on_load=CartsState.load_carts)
    app.add_page(cart, route="/o/[outlet]/cart/[seller]", title="Cart", on_load=CartState.load_cart)
    app.add_page(
        checkout, route="/o/[outlet]/checkout/[seller]", title="Checkout", on_load=CheckoutState.load_checkout
    )
    app.add_page(
        orders,
        route="/o/[outlet]/orders",
        title="Orders",
        on_load=[OrdersState.load_orders, OrderSelectionState.load_ticks],
    )
    app.add_page(order, route="/o/[outlet]/orders/[number]", title="Order", on_load=OrderState.load_order)
    app.add_page(
        buy_again, route="/o/[outlet]/buy-again", title="Buy again", on_load=BuyAgainState.load_buy_again
    )
    app.add_page(
        suggestion,
        route="/o/[outlet]/suggestion",
        title="Suggested order",
        on_load=SuggestionState.load_suggestion,
    )
    app.add_page(
        account,
        route="/o/[outlet]/account",
        title="Account",
        on_load=[AccountState.load_account, AskingState.load_asking],
    )
    app.add_page(
        seller_inbox,
        route="/seller/[channel]",
        title="Incoming orders",
        on_load=[DeskState.load_desk, SellerInboxState.load_inbox],
    )
    app.add_page(
        seller_order,
        route="/seller/[channel]/orders/[number]",
        title="Order",
        on_load=[DeskState.load_desk, SellerOrderState.load_order],
    )
    app.add_page(
        seller_stock,
        route="/seller/[channel]/stock",
        title="Stock",
        on_load=[DeskState.load_desk, SellerStockState.load_stock],
    )
    _add_people(app)
    _add_hierarchies(app)
    add_partner_pages(app)
    add_acting_pages(app)
    app.add_page(not_found, route="404", title="Not found")
    if is_development:
        app.add_page(gallery, route="/_gallery", title="Gallery")


def _add_people(app: rx.App) -> None:
    """Pages of mailed links, the own profile, and those of whoever runs people."""
    app.add_page(
        invitation, route="/invitation/[token]", title="Invitation", on_load=LinkState.load_invitation
    )
    app.add_page(
        forgot_password,
        route="/forgot-password",
        title="Forgotten password",
        on_load=LinkState.load_forgotten,
    )
    app.add_page(
        reset_password, route="/reset-password/[token]", title="New password", on_load=LinkState.load_reset
    )
    app.add_page(
        confirm_email,
        route="/confirm-email/[token]",
        title="Confirm your address",
        on_load=LinkState.load_email_change,
    )
    desk, organization = DeskState.load_desk, OrganizationState.load_organization
    app.add_page(profile, route="/profile", title="Profile", on_load=[desk, ProfileState.load_profile])
    app.add_page(
        people,
        route="/organization/[hierarchy]/people",
        title="People",
        on_load=[desk, organization, PeopleState.load_people],
    )
    app.add_page(
        organization_audit,
        route="/organization/[hierarchy]/audit",
        title="Audit",
        on_load=[desk, organization, AuditState.load_audit],
    )
    app.add_page(
        organization_access,
        route="/organization/[hierarchy]/access",
        title="Access",
        on_load=[desk, organization, AccessState.load_access],
    )
    app.add_page(access, route="/admin/access", title="Access", on_load=[desk, AccessState.load_access])
    app.add_page(audit, route="/admin/audit", title="Audit", on_load=[desk, AuditState.load_audit])
    app.add_page(outbox, route="/admin/outbox", title="Outbox", on_load=[desk, OutboxState.load_outbox])


def _add_hierarchies(app: rx.App) -> None:
    """The pages on which organizations are run, and on which it is decided who buys from whom."""
    app.add_page(
        hierarchies,
        route="/admin/hierarchies",
        title="Customer hierarchies",
        on_load=[DeskState.load_desk, HierarchiesState.load_hierarchies],
    )
    app.add_page(
        organization,
        route="/organization/[hierarchy]",
        title="Organization",
        on_load=[
            DeskState.load_desk,
            OrganizationState.load_organization,
            OrganizationTreeState.load_tree,
        ],
    )
    app.add_page(
        organization_compare,
        route="/organization/[hierarchy]/compare",
        title="Side by side",
        on_load=[
            DeskState.load_desk,
            OrganizationState.load_organization,
            OrganizationCompareState.load_comparison,
        ],
    )
    app.add_page(
        who_buys,
        route="/admin/sellers",
        title="Who buys from whom",
        on_load=[DeskState.load_desk, WhoBuysState.load_matrix, SellerRequestsState.load_requests],
    )
    app.add_page(
        seller_requests,
        route="/seller/[channel]/requests",
        title="Requests",
        on_load=[DeskState.load_desk, SellerRequestsState.load_requests],
    )
