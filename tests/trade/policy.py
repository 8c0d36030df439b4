"""Who may do what, written down: every service function has its row here, in `behind` or in `below_the_actors`, or
`test_policy` fails.

A row is a function under the way in that it needs. A way in has its column of outcomes, one for each relation of
somebody to the first outlet of a trade (its organization, its seller): who is let in, and to whom it does not exist.
"""

RELATIONS = (
    "own outlet",
    "other outlet",
    "other organization",
    "disabled",
    "admin above",
    "admin beside",
    "field seller inside",
    "field seller outside",
    "employee of another seller",
    "employee of the seller",
    "headquarters",
)
ALLOWED, NOT_FOUND = "allowed", "not found"


def only(*relations: str) -> dict[str, str]:
    """These are let in; to everybody else it does not exist."""
    return {relation: ALLOWED if relation in relations else NOT_FOUND for relation in RELATIONS}


EVERYBODY = only(*RELATIONS)
WAYS_IN = {
    # On behalf: employees have an open session for the outlet, which counts only for those who may act there.
    "OutletActor": only("own outlet", "admin above", "field seller inside", "headquarters"),
    # An admin beside runs another part of the same hierarchy: which nodes are theirs, `OF_A_NODE` shows.
    "HierarchyActor": only("admin above", "admin beside", "headquarters"),
    "SellerActor": only("employee of the seller", "headquarters"),
}

OWN_THINGS = {
    "on_behalf.end_session",
    "orders.change_view",
    "orders.delete_view",
    "orders.export_lines",
    "orders.export_orders",
    "orders.filter_choices",
    "orders.list_orders",
    "orders.list_views",
    "orders.save_view",
    "orders.sum_orders",
    "parties.ask_for_email_change",
    "parties.describe",
    "parties.keep_alive",
    "parties.list_outlets",
    "parties.list_sessions",
    "parties.recent_outlets",
    "parties.rename",
    "parties.revoke_session",
    "parties.sign_out",
    "sellers.employer",
}
"""Open to everybody who is signed in: they hold nothing but the caller's own (the API's table of routes shows it)."""

OF_AN_ORDER = {
    "orders.contents_of",
    "orders.show_order",
    "reordering.order_as_list",
    "reordering.orders_as_list",
    "reordering.outlet_of",
}
"""About an order of the first outlet's, which its buyer placed (product rule 18)."""

ORDER_SEEN_BY = only(
    "own outlet", "admin above", "field seller inside", "employee of the seller", "headquarters"
)

ACTING = only("field seller inside", "field seller outside", "headquarters")
"""Those who act for some outlet: for which, the statements say."""
BY_RELATION = {
    "on_behalf.find_outlet": ACTING,
    "on_behalf.list_field_outlets": only("field seller inside", "field seller outside"),
    "on_behalf.list_open_sessions": ACTING,
    "on_behalf.search": only("headquarters"),
    "on_behalf.start_session": ACTING,
    "orders.find_orders": only("headquarters"),
    "hierarchies.decline_seller": only("headquarters"),
    "hierarchies.explain_access": only("admin above", "headquarters"),
    "hierarchies.grant_seller": only("headquarters"),
    "hierarchies.list_catalog_choices": only("headquarters"),
    "hierarchies.list_requests": only("headquarters"),
    "hierarchies.show_matrix": only("headquarters"),
    "onboarding.apply_import": only("headquarters"),
    "onboarding.approve": only("headquarters"),
    "onboarding.list_sequences": only("headquarters"),
    "onboarding.change_sequence": only("headquarters"),
    "onboarding.check": only("headquarters"),
    "onboarding.judge_import": only("headquarters"),
    "onboarding.list_choices": only("headquarters"),
    "onboarding.list_prospects": only("headquarters"),
    "onboarding.make_seller": only("headquarters"),
    "onboarding.note": only("headquarters"),
    "onboarding.reject": only("headquarters"),
    "onboarding.show_prospect": only("headquarters"),
    "parties.send_mail_again": only("headquarters"),
    "parties.read_mail": only("headquarters"),
    "parties.list_outbox": only("headquarters"),
    "parties.audit_scope": only("admin above", "employee of another seller", "headquarters"),
    "parties.list_hierarchies": only("headquarters"),
    "parties.suggest_people": only("headquarters"),
}
"""Functions that say themselves who may (the employee of the other seller is its manager) → for whom they are there."""


LEAVES_OUT = {
    "hierarchies.export_members",
    "hierarchies.invite_people",
    "hierarchies.judge_people",
    "hierarchies.list_members",
    "orders.export_lines",
    "orders.export_orders",
    "orders.list_incoming",
    "orders.list_orders",
    "orders.sum_orders",
    "reordering.buy_again",
}
"""What is not theirs is left out, as if it were not there; the others refuse it."""
