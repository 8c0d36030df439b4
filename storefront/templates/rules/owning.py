"""Who may change a template, and share it."""

from uuid import UUID

from storefront.templates.errors import NobodyToKeepIt, SharingRefused, TemplateInvalid

SCOPES = ("contact", "organization")
MAXIMUM_TEMPLATES = 200
"""Of one contact within an organization, and shared in one organization; each by itself."""


def may_edit(scope: str, owner_id: UUID, *, contact_id: UUID, is_admin: bool) -> bool:
    """Its owner may; what is shared, the organization's admins as well."""
    return owner_id == contact_id or (scope == "organization" and is_admin)


def check_may_make(scope: str, *, is_admin: bool, has_buyer: bool = True) -> None:
    """Do nothing for a contact who may have a template in this scope.

    An employee who acts for the outlet without a contact has nobody to keep one for: the organization shares it.

    Raises:
        TemplateInvalid: there is no such scope.
        SharingRefused: only admins share.
        NobodyToKeepIt: there is no contact whose own it could be.
    """
    if scope not in SCOPES:
        words = f"one of {', '.join(SCOPES)}"
        raise TemplateInvalid(f"A template's scope is {words}.", fields={"scope": words})
    if not has_buyer and scope == "contact":
        raise NobodyToKeepIt
    if has_buyer and scope == "organization" and not is_admin:
        raise SharingRefused
