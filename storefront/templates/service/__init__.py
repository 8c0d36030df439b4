"""What an actor can do with order templates, wish lists and comparisons: the slice's only door."""

from storefront.templates.service.changing import change_template, delete_template, restore_template
from storefront.templates.service.comparing import (
    clear_comparison,
    compare_product,
    drop_compared,
    show_comparison,
    show_marks,
)
from storefront.templates.service.counting import count_lines, forget_counts
from storefront.templates.service.filling import (
    UNCHANGED,
    add_cart_to_template,
    add_to_template,
    change_line,
    check_lines,
    move_line,
    remove_lines,
    replace_lines,
)
from storefront.templates.service.making import (
    clone_template,
    create_from_cart,
    create_from_wish_list,
    create_template,
)
from storefront.templates.service.moving import apply_wish_list, move_line_to_template, wished_lines
from storefront.templates.service.ordering import apply_template, use_template
from storefront.templates.service.reading import list_templates, resolve_template, show_template, show_today
from storefront.templates.service.wish_lists import (
    create_wish_list,
    delete_wish_list,
    list_wish_lists,
    rename_wish_list,
    restore_wish_list,
    show_wish_list,
)
from storefront.templates.service.wishing import (
    change_wish,
    move_line_to_wish_list,
    remove_wish,
    restore_wish,
    unwish,
    wish,
    wished_among,
)

__all__ = [
    "UNCHANGED",
    "add_cart_to_template",
    "add_to_template",
    "apply_template",
    "apply_wish_list",
    "change_line",
    "change_template",
    "change_wish",
    "check_lines",
    "clear_comparison",
    "clone_template",
    "compare_product",
    "count_lines",
    "create_from_cart",
    "create_from_wish_list",
    "create_template",
    "create_wish_list",
    "delete_template",
    "delete_wish_list",
    "drop_compared",
    "forget_counts",
    "list_templates",
    "list_wish_lists",
    "move_line",
    "move_line_to_template",
    "move_line_to_wish_list",
    "remove_lines",
    "remove_wish",
    "rename_wish_list",
    "replace_lines",
    "resolve_template",
    "restore_template",
    "restore_wish",
    "restore_wish_list",
    "show_comparison",
    "show_marks",
    "show_template",
    "show_today",
    "show_wish_list",
    "unwish",
    "use_template",
    "wish",
    "wished_among",
    "wished_lines",
]
