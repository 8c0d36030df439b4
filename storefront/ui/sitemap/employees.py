"""The pages of headquarters, customer service and field sellers."""

from storefront.ui.pages.access import access
from storefront.ui.pages.audit import audit
from storefront.ui.pages.field import field
from storefront.ui.pages.hierarchies import hierarchies
from storefront.ui.pages.importing import importing
from storefront.ui.pages.numbers import numbers
from storefront.ui.pages.order_entry import order_entry
from storefront.ui.pages.outbox import outbox
from storefront.ui.pages.prospect import prospect
from storefront.ui.pages.prospects import prospects
from storefront.ui.pages.trade_order import trade_order
from storefront.ui.pages.trade_orders import trade_orders
from storefront.ui.pages.who_buys import who_buys
from storefront.ui.sitemap.page import desk
from storefront.ui.states.access import AccessState
from storefront.ui.states.audit import AuditState
from storefront.ui.states.field import FieldState
from storefront.ui.states.hierarchies import HierarchiesState
from storefront.ui.states.importing import ImportingState
from storefront.ui.states.numbers import NumbersState
from storefront.ui.states.order_entry import OrderEntryState
from storefront.ui.states.outbox import OutboxState
from storefront.ui.states.prospect import ProspectState
from storefront.ui.states.prospects import ProspectsState
from storefront.ui.states.seller_requests import SellerRequestsState
from storefront.ui.states.trade_order import TradeOrderState
from storefront.ui.states.trade_orders import TradeOrdersState
from storefront.ui.states.who_buys import WhoBuysState

EMPLOYEES = (
    desk(access, "/admin/access", "Access", AccessState.load_access),
    desk(audit, "/admin/audit", "Audit", AuditState.load_audit),
    desk(outbox, "/admin/outbox", "Outbox", OutboxState.load_outbox),
    desk(hierarchies, "/admin/hierarchies", "Customer hierarchies", HierarchiesState.load_hierarchies),
    desk(
        who_buys,
        "/admin/sellers",
        "Who buys from whom",
        WhoBuysState.load_matrix,
        SellerRequestsState.load_requests,
    ),
    desk(prospects, "/admin/prospects", "Prospects", ProspectsState.load_prospects),
    desk(prospect, "/admin/prospects/[number]", "Prospect", ProspectState.load_prospect),
    desk(numbers, "/admin/numbers", "Numbers", NumbersState.load_numbers),
    desk(importing, "/admin/import", "Moving in", ImportingState.load_importing),
    desk(field, "/field", "My outlets", FieldState.load_field),
    desk(trade_orders, "/admin/orders", "Orders", TradeOrdersState.load_orders),
    desk(order_entry, "/admin/orders/new", "Enter an order", OrderEntryState.load_entry),
    desk(trade_order, "/admin/orders/[number]", "Order", TradeOrderState.load_order),
)
