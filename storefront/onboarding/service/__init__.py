"""Prospects, number sequences and moving in: the slice's only door."""

from storefront.onboarding.rules.import_files import MOST_ROWS_OF_COMMAND
from storefront.onboarding.service.applying import (
    ApplicationLimiter,
    apply,
    become_seller,
    must_wait_to_apply,
    top_categories,
)
from storefront.onboarding.service.approving import approve, make_seller
from storefront.onboarding.service.importing import (
    apply_import,
    import_from_command_line,
    judge_import,
    read_import,
)
from storefront.onboarding.service.numbering import change_sequence, list_sequences
from storefront.onboarding.service.reading import list_choices, list_prospects, show_prospect
from storefront.onboarding.service.reviewing import check, note, reject

__all__ = [
    "MOST_ROWS_OF_COMMAND",
    "ApplicationLimiter",
    "apply",
    "apply_import",
    "approve",
    "become_seller",
    "change_sequence",
    "check",
    "import_from_command_line",
    "judge_import",
    "list_choices",
    "list_prospects",
    "list_sequences",
    "make_seller",
    "must_wait_to_apply",
    "note",
    "read_import",
    "reject",
    "show_prospect",
    "top_categories",
]
