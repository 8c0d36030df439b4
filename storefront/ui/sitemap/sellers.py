"""The pages of a seller's desk."""

from storefront.ui.pages.seller_inbox import seller_inbox
from storefront.ui.pages.seller_order import seller_order
from storefront.ui.pages.seller_stock import seller_stock
from storefront.ui.pages.who_buys import seller_requests
from storefront.ui.sitemap.page import desk
from storefront.ui.states.seller_inbox import SellerInboxState
from storefront.ui.states.seller_order import SellerOrderState
from storefront.ui.states.seller_requests import SellerRequestsState
from storefront.ui.states.seller_stock import SellerStockState

SELLERS = (
    desk(seller_inbox, "/seller/[channel]", "Incoming orders", SellerInboxState.load_inbox),
    desk(seller_order, "/seller/[channel]/orders/[number]", "Order", SellerOrderState.load_order),
    desk(seller_stock, "/seller/[channel]/stock", "Stock", SellerStockState.load_stock),
    desk(seller_requests, "/seller/[channel]/requests", "Requests", SellerRequestsState.load_requests),
)
