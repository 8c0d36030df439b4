"""What can be refused about templates."""

from dataclasses import dataclass

from storefront.kit.errors import Conflict, Forbidden, Invalid, NotFound


class TemplateNotFound(NotFound):
    """No such template, or it is another contact's own, or another organization's."""

    code = "template_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such template.")


class TemplateLineNotFound(NotFound):
    """No such line in this template, or it was removed meanwhile."""

    code = "template_line_not_found"

    def __init__(self) -> None:
        super().__init__("This line is not in the template any more.")


class TemplateReadOnly(Forbidden):
    """A shared template is changed by its owner and by admins; everybody else uses it, or copies it."""

    code = "template_read_only"

    def __init__(self, owner: str) -> None:
        super().__init__(
            f"Only {owner} and the admins of your organization change this template. Make a copy to change it.",
            owner=owner,
        )


class SharingRefused(Forbidden):
    """Only admins share templates with their organization."""

    code = "sharing_refused"

    def __init__(self) -> None:
        super().__init__(
            "Only an admin of your organization shares templates. Keep it to yourself, or ask one to copy it."
        )


class NobodyToKeepIt(Forbidden):
    """An employee who acts for an outlet without a contact can make a shared template only."""

    code = "nobody_to_keep_it"

    def __init__(self) -> None:
        super().__init__(
            "You act for no contact, so this template would belong to nobody. Share it with the organization."
        )


class NotTheOwner(Forbidden):
    """What is shared goes back to its owner alone, so only the owner takes it back."""

    code = "not_the_owner"

    def __init__(self, owner: str) -> None:
        super().__init__(f"Only {owner} can stop sharing this template. Archive it instead.", owner=owner)


class TemplateChanged(Conflict):
    """Somebody changed the template since the version that the caller saw."""

    code = "template_changed"

    def __init__(self, expected: int, version: int) -> None:
        super().__init__(
            "The template was changed meanwhile. Look at it again.", expected=expected, version=version
        )


class NameTaken(Conflict):
    """Two templates that one would confuse: names are compared without case and accents."""

    code = "name_taken"

    def __init__(self, name: str, free: str) -> None:
        super().__init__(f"There is a template called {name} already. {free} is free.", name=name, free=free)


class TooManyTemplates(Conflict):
    """A contact, or an organization, has as many templates as it can have."""

    code = "too_many_templates"

    def __init__(self, scope: str, maximum: int) -> None:
        whose = "An organization shares" if scope == "organization" else "A contact has"
        super().__init__(f"{whose} at most {maximum:,} templates. Delete some first.", maximum=maximum)


class TemplateFull(Conflict):
    """The template has as many lines as it can have."""

    code = "template_full"

    def __init__(self, maximum: int) -> None:
        super().__init__(
            f"A template has at most {maximum:,} lines. Remove some, or make a second template.",
            maximum=maximum,
        )


class NothingToOrder(Conflict):
    """No line of the template would be ordered."""

    code = "nothing_to_order"

    def __init__(self, message: str) -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class LineThere:
    """A line asked for that the template has already, with both quantities; `line` counts from 0."""

    line: int
    sku: str
    catalog: str
    name: str
    quantity_there: int
    quantity_wanted: int


class AlreadyInTemplate(Conflict):
    """Some of the products are in the template: set their quantities, or add to them."""

    code = "already_in_template"

    def __init__(self, there: tuple[LineThere, ...]) -> None:
        self.there = there
        first = there[0]
        rest = f", and {len(there) - 1} more" if len(there) > 1 else ""
        super().__init__(
            f"{first.name} is in the template already with {first.quantity_there:,}{rest}. "
            f"Set it to {first.quantity_wanted:,}, or add them to make {first.quantity_there + first.quantity_wanted:,}.",
            lines=[
                {
                    "line": each.line,
                    "sku": each.sku,
                    "catalog": each.catalog,
                    "name": each.name,
                    "quantity_there": each.quantity_there,
                    "quantity_wanted": each.quantity_wanted,
                }
                for each in there
            ],
        )


class TemplateInvalid(Invalid):
    """A name, a number or a choice that a template cannot have; `fields` names which, and what would do."""

    code = "template_invalid"


class WishListNotFound(NotFound):
    """No such wish list of this contact at this outlet, or it was removed."""

    code = "wish_list_not_found"

    def __init__(self) -> None:
        super().__init__("There is no such wish list.")


class WishNotFound(NotFound):
    """No such line in this wish list."""

    code = "wish_not_found"

    def __init__(self) -> None:
        super().__init__("This line is not in the wish list any more.")


class WishListNameTaken(Conflict):
    """Two lists of one contact at one outlet that would be confused."""

    code = "wish_list_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"You have a wish list called {name} here already. Choose another name.", name=name)


class TooManyWishLists(Conflict):
    """A contact has as many wish lists at an outlet as there can be."""

    code = "too_many_wish_lists"

    def __init__(self, maximum: int) -> None:
        super().__init__(f"You have {maximum} wish lists here. Remove one first.", maximum=maximum)


class WishListFull(Conflict):
    """The wish list has as many lines as it can have."""

    code = "wish_list_full"

    def __init__(self, maximum: int) -> None:
        super().__init__(
            f"A wish list has at most {maximum} lines. Remove some, or make another list.", maximum=maximum
        )


class WishInvalid(Invalid):
    """A name, a note or a quantity that a wish list cannot have; `fields` names which, and what would do."""

    code = "wish_invalid"


class OtherCatalog(Conflict):
    """Products of different catalogs are not compared."""

    code = "other_catalog"

    def __init__(self, catalog: str, wanted: str) -> None:
        super().__init__(
            f"You are comparing products of catalog {catalog}; this one is of {wanted}. "
            "Only products of one catalog are compared. Start anew to compare this one.",
            catalog=catalog,
            wanted=wanted,
        )


class ComparisonFull(Conflict):
    """As many products are compared as fit side by side."""

    code = "comparison_full"

    def __init__(self, maximum: int) -> None:
        super().__init__(
            f"You are comparing {maximum} products, which is as many as fit. Take one out first.",
            maximum=maximum,
        )
