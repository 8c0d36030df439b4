"""The pages of an outlet: finding products, filling carts, ordering, finding orders again."""

from storefront.ui.pages.account import account
from storefront.ui.pages.buy_again import buy_again
from storefront.ui.pages.cart import cart
from storefront.ui.pages.carts import carts
from storefront.ui.pages.catalog import catalog
from storefront.ui.pages.checkout import checkout
from storefront.ui.pages.compare import compare
from storefront.ui.pages.home import home
from storefront.ui.pages.order import order
from storefront.ui.pages.orders import orders
from storefront.ui.pages.product import product
from storefront.ui.pages.quick_order import quick_order
from storefront.ui.pages.suggestion import suggestion
from storefront.ui.pages.template import template
from storefront.ui.pages.templates import templates
from storefront.ui.pages.visits import visits
from storefront.ui.pages.wish_lists import wish_lists
from storefront.ui.sitemap.page import page
from storefront.ui.states.account import AccountState
from storefront.ui.states.buy_again import BuyAgainState
from storefront.ui.states.cart import CartState
from storefront.ui.states.carts import CartsState
from storefront.ui.states.catalog import CatalogState
from storefront.ui.states.checkout import CheckoutState
from storefront.ui.states.compare import CompareState
from storefront.ui.states.home import HomeState
from storefront.ui.states.order import OrderState
from storefront.ui.states.order_selection import OrderSelectionState
from storefront.ui.states.orders import OrdersState
from storefront.ui.states.product import ProductState
from storefront.ui.states.quick_order import QuickOrderState
from storefront.ui.states.seller_requests import AskingState
from storefront.ui.states.suggestion import SuggestionState
from storefront.ui.states.template import TemplateState
from storefront.ui.states.templates import TemplatesState
from storefront.ui.states.visits import VisitsState
from storefront.ui.states.wish_lists import WishListsState
from storefront.ui.states.wishing import WishingState

OUTLETS = (
    page(home, "/o/[outlet]", "Home", HomeState.load_home),
    page(catalog, "/o/[outlet]/catalog", "Catalog", CatalogState.load_catalog, WishingState.load_marks),
    page(product, "/o/[outlet]/product/[sku]", "Product", ProductState.load_product, WishingState.load_marks),
    page(templates, "/o/[outlet]/templates", "Templates", TemplatesState.load_templates),
    page(template, "/o/[outlet]/templates/[template]", "Template", TemplateState.load_template),
    page(wish_lists, "/o/[outlet]/wish-lists", "Wish lists", WishListsState.load_wish_lists),
    page(wish_lists, "/o/[outlet]/wish-lists/[wish_list]", "Wish lists", WishListsState.load_wish_lists),
    page(compare, "/o/[outlet]/compare", "Compare", CompareState.load_comparison),
    page(quick_order, "/o/[outlet]/quick-order", "Quick order", QuickOrderState.load_quick_order),
    page(carts, "/o/[outlet]/carts", "Carts", CartsState.load_carts),
    page(cart, "/o/[outlet]/cart/[seller]", "Cart", CartState.load_cart),
    page(checkout, "/o/[outlet]/checkout/[seller]", "Checkout", CheckoutState.load_checkout),
    page(orders, "/o/[outlet]/orders", "Orders", OrdersState.load_orders, OrderSelectionState.load_ticks),
    page(order, "/o/[outlet]/orders/[number]", "Order", OrderState.load_order),
    page(buy_again, "/o/[outlet]/buy-again", "Buy again", BuyAgainState.load_buy_again),
    page(suggestion, "/o/[outlet]/suggestion", "Suggested order", SuggestionState.load_suggestion),
    page(account, "/o/[outlet]/account", "Account", AccountState.load_account, AskingState.load_asking),
    page(visits, "/o/[outlet]/visits", "Visits", VisitsState.load_visits),
)
