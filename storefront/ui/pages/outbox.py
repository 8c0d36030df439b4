"""The outbox, for headquarters."""

import reflex as rx

from storefront.ui.components.basics import filled, head, labelled, opens, panel, word
from storefront.ui.components.data_table import Column, cell, data_table, pager
from storefront.ui.components.filter_form import filter_field, filter_form
from storefront.ui.components.form_sheet import sheet_head
from storefront.ui.components.states_of_lists import by_phase, empty_state, list_skeleton
from storefront.ui.shell import desk_page
from storefront.ui.states.outbox import OUTBOX, MailRow, OutboxState

MAIL_SHEET = "read-mail"
COLUMNS = [Column("When"), Column("To"), Column("Subject"), Column("Status"), Column("Read")]


def outbox() -> rx.Component:
    """What was mailed to whom, and whether it went out."""
    return desk_page(
        head(
            "Outbox",
            below=rx.el.p(
                "Mails are sent after what they tell about is done, once each.", class_name="quiet"
            ),
        ),
        by_phase(
            OutboxState.phase,
            loading=list_skeleton(),
            ready=rx.el.div(_filters(), _list(), class_name="pile"),
        ),
        _mail_sheet(),
    )


def _filters() -> rx.Component:
    statuses = {"": "Any", "waiting": "Waiting", "sent": "Sent", "failed": "Failed"}
    return filter_form(
        labelled(
            "Recipient or subject",
            filter_field("q", OutboxState.text, kind="search"),
            class_name="filter-wide",
        ),
        labelled(
            "Status",
            rx.el.select(
                *[rx.el.option(words, value=value) for value, words in statuses.items()],
                name="status",
                default_value=OutboxState.status,
                class_name="field",
            ),
        ),
        label="Filter the outbox",
        on_submit=OutboxState.filter_outbox,
        key=OutboxState.form_key,
        is_filtered=OutboxState.is_filtered,
        clear=OUTBOX,
    )


def _list() -> rx.Component:
    return rx.cond(
        OutboxState.is_empty,
        panel(
            empty_state(
                drawing="mail",
                title=rx.cond(OutboxState.is_filtered, "No mail fits", "No mails yet"),
                text=rx.cond(
                    OutboxState.is_filtered,
                    "Try a part of the address or of the subject.",
                    "Invitations, confirmations and decisions are listed here once they are posted.",
                ),
            )
        ),
        panel(
            data_table(caption="Mails", columns=COLUMNS, rows=OutboxState.mails, cells=_cells),
            pager(
                shown=OutboxState.shown, has_more=OutboxState.has_more, on_more=OutboxState.load_more_mails
            ),
        ),
    )


def _cells(row: rx.vars.ObjectVar[MailRow]) -> list[rx.Component]:
    return [
        cell(row.made),
        cell(row.recipient, is_wide=True),
        cell(rx.el.div(row.subject), rx.el.div(row.kind, class_name="quiet small"), is_wide=True),
        cell(
            word(row.status, tone=row.tone),
            rx.cond(row.problem != "", rx.el.div(row.problem, class_name="quiet small"), None),
            is_wide=True,
        ),
        cell(
            rx.el.div(
                rx.el.button(
                    "Read",
                    type="button",
                    aria_label=rx.Var.create("Read: ") + row.subject + ", to " + row.recipient,
                    class_name="btn btn-plain btn-small",
                    on_click=OutboxState.read_mail(row.id),
                    custom_attrs=opens(MAIL_SHEET, waits=True),
                ),
                rx.cond(
                    row.is_waiting,
                    None,
                    rx.el.button(
                        "Send again",
                        type="button",
                        aria_label=rx.Var.create("Send again: ") + row.subject + ", to " + row.recipient,
                        class_name="btn btn-plain btn-small",
                        on_click=OutboxState.send_mail_again(row.id),
                    ),
                ),
                class_name="row",
            ),
            is_wide=True,
        ),
    ]


def _mail_sheet() -> rx.Component:
    """The mail as text, and as its recipient sees it: in a frame that runs nothing and leads nowhere."""
    return rx.el.dialog(
        sheet_head(OutboxState.read.subject),
        rx.el.div(
            rx.el.p("To ", OutboxState.read.recipient, class_name="quiet"),
            rx.el.details(
                rx.el.summary("Text", class_name="textlink"),
                rx.el.pre(
                    OutboxState.read_text, style={"white_space": "pre-wrap", "overflow_wrap": "anywhere"}
                ),
                open=True,
            ),
            rx.el.details(
                rx.el.summary("As it looks", class_name="textlink"),
                rx.el.iframe(
                    src_doc=OutboxState.read_html,
                    sandbox="",
                    title="The mail as it looks",
                    style={"width": "100%", "height": "24rem", "border": "0", "background": "#fff"},
                ),
            ),
            class_name="panel-body pile",
        ),
        id=MAIL_SHEET,
        class_name="sheet",
        aria_label="Mail",
        custom_attrs=filled(OutboxState.filled),
    )
