"""What this slice takes in and shows to others."""

from storefront.onboarding.snapshots.importing import (
    KINDS,
    OUTCOMES,
    AccountRow,
    ImportReport,
    ImportRow,
    Merge,
    ReadImport,
    RowAnswer,
)
from storefront.onboarding.snapshots.numbers import SequenceChange, SequenceView
from storefront.onboarding.snapshots.prospects import (
    Application,
    Approval,
    Choices,
    Duplicate,
    Note,
    ProspectCard,
    ProspectFilter,
    ProspectView,
)

__all__ = [
    "KINDS",
    "OUTCOMES",
    "AccountRow",
    "Application",
    "Approval",
    "Choices",
    "Duplicate",
    "ImportReport",
    "ImportRow",
    "Merge",
    "Note",
    "ProspectCard",
    "ProspectFilter",
    "ProspectView",
    "ReadImport",
    "RowAnswer",
    "SequenceChange",
    "SequenceView",
]
