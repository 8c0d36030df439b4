"""Where each State's handlers are called, with what, and after what: the tables of `test_marks.py`.

To add a State: nothing, if its handlers work on the catalog page, for a buyer, with the arguments below. Else give it
a line in `SCENES`, by the name of its class in small letters. What an argument of some name is, says `ARGUMENTS`;
where one handler wants something else, `FIELDS` says so by `state.handler`. Texts in braces are the
`things` of `tests/api/test_access.py` and of `test_marks.py`.
Handlers that need an open dialog, a tick or a list name what opens it in `FIRST`. Whatever everybody may call who is
signed in, with nothing in it but their own, is in `OWN_THINGS`.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Scene:
    """The page on which a State's handlers are called, and what refuses whoever may not be there."""

    address: str = "/o/{outlet}/catalog?seller={seller}"
    refused_as: str = "outlet_not_found"
    caller: str = "buyer"
    """Whose page it is, as `Trade` or `Staff` calls them: the one who may call them all."""


ORGANIZATION = Scene("/organization/{hierarchy}", "hierarchy_not_found", "admin")
PEOPLE = Scene("/organization/{hierarchy}/people", ORGANIZATION.refused_as, ORGANIZATION.caller)
HEADQUARTERS = Scene("/admin/access", "nothing_here", "headquarters")
DESK = Scene("/seller/MAKER-C", "seller_not_found", "maker_clerk")
FIELD = Scene("/field", "nothing_here", "field")
ENTRY = Scene("/admin/orders/new?outlet={outlet}", "outlet_not_found", "service")
NODE = Scene("/organization/{hierarchy}?node={node}", ORGANIZATION.refused_as, ORGANIZATION.caller)

SCENES = {
    "account_state": Scene("/o/{outlet}/account"),
    "audit_state": Scene("/organization/{hierarchy}/audit", ORGANIZATION.refused_as, ORGANIZATION.caller),
    "buy_again_state": Scene("/o/{outlet}/buy-again"),
    "cart_state": Scene("/o/{outlet}/cart/{seller}"),
    "carts_state": Scene("/o/{outlet}/carts"),
    "checkout_state": Scene("/o/{outlet}/checkout/{seller}"),
    "comfort_state": Scene("/o/{outlet}/cart/{seller}"),
    "compare_state": Scene("/o/{outlet}/compare"),
    "counting_state": Scene("/o/{outlet}/templates/{template_id}?mode=count"),
    "difference_state": Scene("/o/{outlet}/templates/{template_id}"),
    "importing_state": Scene("/admin/import", "nothing_here", "headquarters"),
    "order_selection_state": Scene("/o/{outlet}/orders"),
    "order_state": Scene("/o/{outlet}/orders/{number}"),
    "order_views_state": Scene("/o/{outlet}/orders"),
    "orders_state": Scene("/o/{outlet}/orders"),
    "organization_state": ORGANIZATION,
    "beside_picker_state": ORGANIZATION,
    "entry_picker_state": Scene("/admin/orders/new", "nothing_here", "headquarters"),
    "move_picker_state": Scene(
        "/organization/{hierarchy}?node=1001", ORGANIZATION.refused_as, ORGANIZATION.caller
    ),
    "node_picker_state": PEOPLE,
    "ordered_for_picker_state": Scene("/admin/orders", "nothing_here", "headquarters"),
    "outlet_picker_state": HEADQUARTERS,
    "person_picker_state": HEADQUARTERS,
    "placed_by_picker_state": Scene("/admin/orders", "nothing_here", "headquarters"),
    "selling_state": ORGANIZATION,
    "outbox_state": Scene("/admin/outbox", "nothing_here", "headquarters"),
    "people_file_state": PEOPLE,
    "people_state": PEOPLE,
    "profile_state": Scene("/profile"),
    "product_state": Scene("/o/{outlet}/product/{sku}?seller={seller}"),
    "quick_order_state": Scene("/o/{outlet}/quick-order"),
    "seller_inbox_state": DESK,
    "seller_order_state": Scene("/seller/MAKER-C/orders/{number}", DESK.refused_as, DESK.caller),
    "seller_stock_state": Scene("/seller/MAKER-C/stock", DESK.refused_as, DESK.caller),
    "stock_file_state": Scene("/seller/MAKER-C/stock", DESK.refused_as, DESK.caller),
    "suggestion_state": Scene("/o/{outlet}/suggestion?seller={seller}"),
    "template_lines_state": Scene("/o/{outlet}/templates/{template_id}?mode=edit"),
    "template_state": Scene("/o/{outlet}/templates/{template_id}"),
    "templates_state": Scene("/o/{outlet}/templates"),
    "templates_state.share_template": Scene("/o/{outlet}/templates", caller="admin"),
    "wish_lists_state": Scene("/o/{outlet}/wish-lists/{wish_list_id}"),
    "access_state": Scene(
        "/organization/{hierarchy}/access?contact=buyer@first.example&outlet=1001",
        ORGANIZATION.refused_as,
        ORGANIZATION.caller,
    ),
    "acting_state": Scene("/o/{outlet}", caller="field"),
    "asking_state": Scene("/o/{outlet}"),
    "field_state": FIELD,
    "hierarchies_state": Scene("/admin/hierarchies", FIELD.refused_as, "headquarters"),
    "node_setting_state": ORGANIZATION,
    "numbers_state": Scene("/admin/numbers", FIELD.refused_as, "headquarters"),
    "order_entry_state": ENTRY,
    "order_entry_state.find_outlet": Scene(ENTRY.address, FIELD.refused_as, ENTRY.caller),
    "order_entry_state.load_entry": Scene(ENTRY.address, FIELD.refused_as, ENTRY.caller),
    "organization_compare_state": Scene(
        "/organization/{hierarchy}/compare?nodes=1001,1002", ORGANIZATION.refused_as, ORGANIZATION.caller
    ),
    "organization_tree_state": ORGANIZATION,
    "organization_tree_state.move_node": Scene(
        f"{NODE.address}&below={{group}}", ORGANIZATION.refused_as, ORGANIZATION.caller
    ),
    "organization_tree_state.remove_node": Scene(
        "/organization/{hierarchy}?node={node_to_remove}", ORGANIZATION.refused_as, ORGANIZATION.caller
    ),
    "prospect_state": Scene("/admin/prospects/{prospect_number}", FIELD.refused_as, "headquarters"),
    "prospects_state": Scene("/admin/prospects", FIELD.refused_as, "headquarters"),
    "seller_requests_state": Scene("/admin/sellers", FIELD.refused_as, "headquarters"),
    "serving_state": FIELD,
    "trade_order_state": Scene("/admin/orders/{number}", "order_not_found", "service"),
    "trade_orders_state": Scene("/admin/orders", FIELD.refused_as, "service"),
    "visits_state": Scene("/o/{outlet}/visits"),
    "who_buys_state": Scene("/admin/sellers", FIELD.refused_as, "headquarters"),
}

FORM: dict[str, Any] = {
    "sku": "M-002",
    "catalog": "MAKER-MAIN",
    "seller": "MAKER",
    "quantity": "1",
    "q": "mug",
    "name": "Another",
    "note": "For the window",
    "id": "{view_id}",
    "saved": "{saved_id}",
    "template": "{template_id}",
    "wish": "{wish_id}",
    "wish_list": "{wish_list_id}",
    "list": "M-004;2",
}
ARGUMENTS: dict[str, Any] = {
    "by": 1,
    "catalog": "MAKER-MAIN",
    "change_id": "{change_id}",
    "choice": "0",
    "form": FORM,
    "is_ticked": True,
    "key": "M-001@MAKER-MAIN",
    "kind": "all",
    "line_id": "{line_id}",
    "mail_id": "{mail_id}",
    "membership_id": "{membership_id}",
    "name": "Mug",
    "number": "{number}",
    "on_hand": "1",
    "only": True,
    "par_level": "6",
    "place": 0,
    "position": 1,
    "quantities": {},
    "quantity": "4",
    "role": "admin",
    "row_id": "{row_id}",
    "saved_id": "{saved_id}",
    "session_id": "{session_id}",
    "sku": "M-002",
    "sort": "name",
    "template_id": "{template_id}",
    "text": "mug",
    "ticked": True,
    "total": "",
    "view_id": "{view_id}",
    "when_there": "add",
}
FIELDS: dict[str, dict[str, Any]] = {
    "adding_to_template_state.choose_for_product": {"quantity": 1},
    "buy_again_state.add_to_cart": {"form": FORM | {"sku": "M-001"}},
    "counting_state": {"line_id": "{template_line_id}"},
    "importing_state": {"outcome": "new", "skip_wrong": False},
    "importing_state.try_file": {
        "form": {"kind": "organizations", "file": "kind,number,name\norganization,ORG-9,New Gifts"}
    },
    "order_selection_state.save_template": {"form": {"name": "Old", "scope": "contact"}},
    "orders_state.filter_orders": {"form": {"q": "mug"}},
    "orders_state.sort_orders": {"name": "total"},
    "seller_inbox_state.filter_inbox": {"form": {"q": "mug"}},
    "seller_order_state.reject_lines": {"form": {"reason": "Not made any more"}},
    "seller_stock_state.adjust": {"form": {"sku": "M-002", "change": "5", "reason": "Counted"}},
    "stock_file_state.judge_list": {"form": {"list": "sku;on hand;reason\nM-002;120;Counted"}},
    "outbox_state.filter_outbox": {"form": {}},
    "people_file_state.judge_list": {"form": {"list": "email;name;role\nnew@first.example;Nina New;user"}},
    "people_state.disable_person": {"form": {"id": "{membership_id}", "reason": "left"}},
    "profile_state.ask_for_address": {"form": {"email": "bea@first.example"}},
    "people_state.filter_people": {"form": {}},
    "people_state.invite_person": {
        "form": {"email": "new@first.example", "name": "Nina New", "role": "user"}
    },
    "people_state.send_link": {"membership_id": "{invited_id}"},
    "quick_order_state.correct_row": {"form": FORM | {"id": "{row_id}"}},
    "quick_order_state.choose_alternative": {"key": "M-003\nMAKER-MAIN\nMAKER"},
    "template_lines_state": {"line_id": "{template_line_id}"},
    "template_state.order_ticked": {"form": {"{template_line_id}": "on"}},
    "templates_state.share_template": {"template_id": "{template_of_admin}"},
    "wish_lists_state": {"line_id": "{wish_id}"},
    "wishing_state.drop_compared": {"sku": "M-001"},
    "asking_state.ask_for_seller": {"form": {"seller": "SOUTH", "note": "For the summer"}},
    "node_setting_state": {"form": {"amount": "100"}, "key": "cap"},
    "numbers_state.change_sequence": {"form": {"sequence": "{sequence_name}", "padding": "7"}},
    "order_entry_state": {"code": "MAKER", "chosen": "0", "form": {"sku": "M-002", "quantity": "1"}},
    "order_entry_state.paste_lines": {"form": {"list": "M-004;2"}},
    "organization_compare_state.preview_override": {
        "form": {"source": "1001", "to_1002": "on", "kind_address": "on"}
    },
    "organization_tree_state.add_node": {"form": {"kind": "outlet", "name": "Another"}},
    "prospect_state": {"name": "size", "form": {"note": "Called", "reason": "Too far away"}},
    "seller_requests_state": {
        "request_id": "{request_0}",
        "form": {"request": "{request_1}", "reason": "Too far away"},
    },
    "serving_state": {
        "number": "{outlet}",
        "form": {"outlet": "{outlet}", "contact": "buyer@first.example", "reason": "Visit"},
    },
    "trade_orders_state.sort_orders": {"name": "total"},
}
"""By handler, or by State for all of its handlers."""

_ASKED_TO_COMPARE = ("wishing_state.toggle_compared",)
"""A product of another catalog than the one that is compared already."""
_CHOSEN = ("templates_state.choose_template",)
_OPEN_LINE = ("comfort_state.open_line",)
_OPEN_LIST = ("template_state.order_all",)
_VISIT = ("serving_state.start_visit",)
_ENTRY = ("serving_state.start_entry", "order_entry_state.load_entry")
_SETTING = ("node_setting_state.choose_setting",)
_ASKED = ("adding_to_template_state.choose_for_product", "adding_to_template_state.add_to_chosen")
FIRST: dict[str, tuple[str, ...]] = {
    "adding_to_template_state.add_to_chosen": ("adding_to_template_state.choose_for_product",),
    "adding_to_template_state.add_to_those_there": _ASKED,
    "adding_to_template_state.set_those_there": _ASKED,
    "buy_again_state.add_selected": ("buy_again_state.tick_product",),
    "comfort_state.answer_question": (*_OPEN_LINE, "comfort_state.move_to_template"),
    "comfort_state.load_more_changes": ("comfort_state.toggle_history",),
    "comfort_state.move_to_template": _OPEN_LINE,
    "comfort_state.move_to_wish_list": _OPEN_LINE,
    "comfort_state.restore_cart": ("cart_state.clear_cart",),
    "comfort_state.save_note": _OPEN_LINE,
    "difference_state": _OPEN_LIST,
    "importing_state.apply_file": ("importing_state.try_file",),
    "order_selection_state.reorder_selected": ("order_selection_state.tick_order",),
    "order_selection_state.save_template": ("order_selection_state.tick_order",),
    "people_file_state.write_list": ("people_file_state.judge_list",),
    "stock_file_state.write_list": ("stock_file_state.judge_list",),
    "people_state.enable_person": ("people_state.disable_person",),
    "quick_order_state.undo_adding": ("quick_order_state.add_all",),
    "template_state.order_missing": ("template_lines_state.set_par_level", "counting_state.count_line"),
    "templates_state.rename_template": _CHOSEN,
    "templates_state.undo_delete": ("templates_state.delete_template",),
    "wish_lists_state.bring_back": ("wish_lists_state.remove_line",),
    "wish_lists_state.save_note": ("wish_lists_state.open_note",),
    "wishing_state.start_anew": _ASKED_TO_COMPARE,
    "acting_state": _VISIT,
    "node_setting_state.forget_setting": _SETTING,
    "node_setting_state.preview_inheriting": _SETTING,
    "node_setting_state.preview_setting": _SETTING,
    "node_setting_state.set_it": (*_SETTING, "node_setting_state.preview_setting"),
    "order_entry_state": _ENTRY,
    "order_entry_state.choose_instead": (*_ENTRY, "order_entry_state.add_line"),
    "order_entry_state.put_into_cart": (*_ENTRY, "order_entry_state.add_line"),
    "order_entry_state.remove_line": (*_ENTRY, "order_entry_state.add_line"),
    "order_entry_state.set_quantity": (*_ENTRY, "order_entry_state.add_line"),
    "organization_compare_state.override_settings": ("organization_compare_state.preview_override",),
}
"""What its rightful caller does before, on the same page; by handler, or by State."""

OWN_THINGS = {
    "account_state.end_session",
    "desk_state.load_desk",
    "profile_state.end_session",
    "profile_state.load_profile",
    "outlets_state.choose_outlet",
    "outlets_state.forget_choice",
    "outlets_state.load_outlets",
    "outlets_state.load_selector",
    "outlets_state.search_outlets",
}
"""Everybody who is signed in may call these; they show and change nothing but the caller's own."""

OWN_WRITES = {"profile_state.ask_for_address", "profile_state.change_own_name"}
"""Everybody may call these too: they name nothing but the caller, or only lead to another page."""


def scene_of(name: str) -> Scene:
    """The scene of a handler, by its short name `state.handler`."""
    return SCENES.get(name) or SCENES.get(name.partition(".")[0], Scene())


def first_of(name: str) -> tuple[str, ...]:
    """What comes before a handler."""
    return FIRST.get(name, FIRST.get(name.partition(".")[0], ()))


def arguments_of(name: str, parameters: list[str], things: dict[str, str]) -> dict[str, Any]:
    """What a handler is called with; nothing in particular where no table knows the argument."""
    own = FIELDS.get(name.partition(".")[0], {}) | FIELDS.get(name, {})
    return {each: filled((ARGUMENTS | own).get(each, "x"), things) for each in parameters}


def filled(value: Any, things: dict[str, str]) -> Any:
    """A value whose texts in braces name things."""
    if isinstance(value, dict):
        return {filled(key, things): filled(each, things) for key, each in value.items()}
    return value.format(**things) if isinstance(value, str) else value
