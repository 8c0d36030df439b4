"""A seller's stock: what is on hand, promised and available, and why it changed."""

import reflex as rx

from storefront.ui.components.basics import head, icon, labelled, link, unseen
from storefront.ui.components.data_table import Column, cell, data_table, pager
from storefront.ui.components.file_sheet import file_sheet
from storefront.ui.components.filter_form import filter_field, filter_form
from storefront.ui.components.form_sheet import sheet_head
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.seller_rows import MovementRow, StockRow
from storefront.ui.states.seller_stock import SellerStockState
from storefront.ui.states.stock_file import StockFileState

SHEET = "adjust-stock"
FILE_SHEET = "adjust-many"
COLUMNS = [
    Column("Product"),
    Column("On hand", is_amount=True),
    Column("Reserved", is_amount=True),
    Column("Kept back", is_amount=True),
    Column("Available", is_amount=True),
    Column("Change"),
]


def seller_stock() -> rx.Component:
    """By SKU; each row opens what was changed of it, and a form that changes it."""
    return desk_page(
        head(
            "Stock",
            rx.el.button(
                icon("upload", size=16),
                "Adjust many",
                type="button",
                aria_haspopup="dialog",
                class_name="btn btn-plain",
                custom_attrs={"data-opens": FILE_SHEET},
            ),
            link("Incoming orders", to=SellerStockState.inbox_href, class_name="btn btn-plain"),
            below=rx.el.p(SellerStockState.seller, class_name="quiet"),
        ),
        by_phase(
            SellerStockState.phase,
            loading=rx.el.div(list_skeleton(), class_name="panel"),
            ready=rx.el.div(_search(), _list(), class_name="pile"),
            refused=empty_state(
                drawing="ban",
                title="This desk is not yours",
                text="You see the stock of the company that you work for.",
            ),
        ),
        _sheet(),
        _file_sheet(),
    )


def _search() -> rx.Component:
    return filter_form(
        labelled(
            "SKU or name",
            filter_field("q", SellerStockState.text, kind="search", custom_attrs={"data-search": ""}),
            class_name="filter-wide",
        ),
        labelled("Fewer available than", filter_field("below", SellerStockState.below, kind="number")),
        label="Search stock",
        on_submit=SellerStockState.search_stock,
        key=SellerStockState.form_key,
        is_filtered=SellerStockState.is_filtered,
        clear=SellerStockState.clear_href,
        does="Search",
    )


def _list() -> rx.Component:
    return rx.cond(
        SellerStockState.is_empty,
        empty_state(
            drawing="boxes",
            title=rx.cond(SellerStockState.is_filtered, "No product fits", "There is no stock yet"),
            text="Products are listed here once the warehouse keeps them.",
        ),
        rx.el.div(
            data_table(caption="Stock", columns=COLUMNS, rows=SellerStockState.stock, cells=_cells),
            pager(
                shown=SellerStockState.shown,
                has_more=SellerStockState.has_more,
                on_more=SellerStockState.load_more,
            ),
            class_name="panel",
        ),
    )


def _cells(row: rx.vars.ObjectVar[StockRow]) -> list[rx.Component]:
    return [
        cell(
            rx.el.div(row.name, class_name="offer-name"), rx.el.div(row.sku, class_name="sku"), is_wide=True
        ),
        cell(row.on_hand, label="On hand ", is_amount=True),
        cell(row.reserved, label="Reserved ", is_amount=True),
        cell(row.buffer, is_amount=True, is_extra=True),
        cell(rx.el.span(row.available, class_name="strong"), label="Available ", is_amount=True),
        cell(
            rx.el.button(
                icon("pencil", size=16),
                "Adjust",
                unseen(" ", row.name),
                type="button",
                on_click=SellerStockState.open_stock(row.sku),
                aria_haspopup="dialog",
                class_name="btn btn-plain btn-small",
            )
        ),
    ]


def _sheet() -> rx.Component:
    return rx.el.dialog(
        sheet_head(SellerStockState.current.name, on_close=SellerStockState.close_stock),
        rx.el.form(
            rx.el.div(
                rx.el.p(
                    SellerStockState.current.on_hand,
                    " on hand, ",
                    SellerStockState.current.reserved,
                    " of them promised to orders.",
                    class_name="quiet",
                ),
                rx.el.input(type="hidden", name="sku", value=SellerStockState.current.sku, read_only=True),
                labelled("Counted: pieces on hand in all", _pieces("on_hand", least="0")),
                labelled("Or a change: 12 more, or -3", _pieces("change")),
                labelled(
                    "Reason",
                    rx.el.input(
                        name="reason", required=True, max_length=500, auto_complete="off", class_name="field"
                    ),
                ),
                class_name="panel-body pile",
            ),
            rx.el.div(
                rx.el.button("Save", type="submit", class_name="btn btn-primary"), class_name="panel-foot"
            ),
            on_submit=SellerStockState.adjust,
            key=SellerStockState.sheet_key,
        ),
        rx.cond(
            SellerStockState.movements.length() > 0,
            rx.el.div(
                rx.el.h3("What was changed by hand"),
                rx.el.ol(rx.foreach(SellerStockState.movements, _movement), class_name="pile", role="list"),
                class_name="panel-body pile-tight",
            ),
            None,
        ),
        id=SHEET,
        class_name="sheet",
        aria_label="Adjust stock",
        # Opened by the server: before it answers, the form would still be about the product looked at before.
        custom_attrs={"data-shown": rx.cond(SellerStockState.is_looking, "true", "false")},
    )


def _file_sheet() -> rx.Component:
    return file_sheet(
        StockFileState,
        name=FILE_SHEET,
        title="Adjust many",
        label="A row for each product",
        columns="sku,on hand,change,reason",
        hint="SKU, pieces counted on hand or a change such as -3, and the reason.",
        check="See what it changes",
        does="Adjust what can be",
    )


def _pieces(name: str, *, least: str = "") -> rx.Component:
    bound = {"min": least} if least else {}
    return rx.el.input(
        name=name, type="number", input_mode="numeric", auto_complete="off", class_name="field", **bound
    )


def _movement(row: rx.vars.ObjectVar[MovementRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            row.words, " ", row.change, ", then ", row.on_hand, " on hand", class_name="strong numbers"
        ),
        rx.el.div(row.reason),
        rx.el.div(row.made, class_name="quiet small"),
    )
