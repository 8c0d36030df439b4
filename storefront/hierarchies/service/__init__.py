"""What those can do who run an organization, or a part of one: the slice's only door."""

from storefront.hierarchies.service.access import explain_access
from storefront.hierarchies.service.inviting import invite_member, invite_people, judge_people, read_people
from storefront.hierarchies.service.mapping import show_matrix, show_matrix_below
from storefront.hierarchies.service.moving import move_node, preview_move, remove_node
from storefront.hierarchies.service.people import (
    change_role,
    disable_member,
    enable_member,
    export_members,
    list_members,
    remove_member,
    send_invitation,
    show_member,
)
from storefront.hierarchies.service.reading import compare_nodes, show_settings
from storefront.hierarchies.service.requesting import (
    ask_for_seller,
    decline_seller,
    grant_seller,
    list_catalog_choices,
    list_own_requests,
    list_requests,
    list_seller_choices,
)
from storefront.hierarchies.service.setting import (
    change_settings,
    override_settings,
    preview_override,
    preview_settings,
)

__all__ = [
    "ask_for_seller",
    "change_role",
    "change_settings",
    "compare_nodes",
    "decline_seller",
    "disable_member",
    "enable_member",
    "explain_access",
    "export_members",
    "grant_seller",
    "invite_member",
    "invite_people",
    "judge_people",
    "list_catalog_choices",
    "list_members",
    "list_own_requests",
    "list_requests",
    "list_seller_choices",
    "move_node",
    "override_settings",
    "preview_move",
    "preview_override",
    "preview_settings",
    "read_people",
    "remove_member",
    "remove_node",
    "send_invitation",
    "show_matrix",
    "show_matrix_below",
    "show_member",
    "show_settings",
]
