"""New templates: from lines, from a cart, from another template."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from storefront.audit.snapshots import Deed
from storefront.carts import service as carts
from storefront.kit.clock import day_of, now
from storefront.kit.ids import new_id
from storefront.parties.actor import OutletActor
from storefront.parties.service import audit
from storefront.settings import get_settings
from storefront.templates.queries import writing as queries
from storefront.templates.rules.lines import Key, PlacedLine
from storefront.templates.rules.naming import checked_name, name_key, name_of_copy, usual_name
from storefront.templates.rules.owning import check_may_make
from storefront.templates.service.opening import take_name
from storefront.templates.service.placing import place_cart_lines, place_known, place_lines
from storefront.templates.service.reading import show_template
from storefront.templates.service.wish_lists import show_wish_list
from storefront.templates.snapshots import KnownLine, TemplateLineInput, TemplateView


def create_template(
    session: Session,
    actor: OutletActor,
    *,
    name: str = "",
    scope: str = "contact",
    lines: Sequence[TemplateLineInput] = (),
    known: Sequence[KnownLine] = (),
) -> TemplateView:
    """A template of the actor's own, or one that all of the organization may use; the same product twice is one line.

    Without a name it is called after the day, with a number behind it when that is taken. `known` is what the caller
    found out that the actor may know, besides what the outlet can buy or has bought.

    Raises:
        TemplateInvalid, SharingRefused, NameTaken, TooManyTemplates, TemplateFull: as they say.
        LinesRefused: with every line that the outlet can neither buy nor has bought, and why.
    """
    check_may_make(scope, is_admin=actor.is_admin, has_buyer=actor.buyer_id is not None)
    return _make(session, actor, name, scope, place_lines(session, actor, lines, known=known))


def create_from_cart(
    session: Session, actor: OutletActor, *, seller: str, name: str = "", scope: str = "contact"
) -> TemplateView:
    """A template of everything in the outlet's cart with a seller, also of what cannot be ordered now; the cart stays.

    Raises:
        SellerNotFound, TemplateInvalid, SharingRefused, NameTaken, TooManyTemplates: as they say.
    """
    check_may_make(scope, is_admin=actor.is_admin, has_buyer=actor.buyer_id is not None)
    cart = carts.show_cart(session, actor, seller=seller)
    return _make(session, actor, name, scope, place_cart_lines(cart.lines))


def create_from_wish_list(
    session: Session, actor: OutletActor, *, wish_list_id: UUID, name: str = "", scope: str | None = None
) -> TemplateView:
    """A template of everything on a wish list of the actor, also of what cannot be ordered now; the list stays.

    Without a name it is called as the list. Without a scope it is the buyer's own; the organization's when an
    employee acts for the outlet without a contact.

    Raises:
        WishListNotFound, TemplateInvalid, SharingRefused, NameTaken, TooManyTemplates: as they say.
    """
    scope = scope or ("contact" if actor.buyer_id else "organization")
    check_may_make(scope, is_admin=actor.is_admin, has_buyer=actor.buyer_id is not None)
    wished = show_wish_list(session, actor, wish_list_id=wish_list_id)
    lines = {
        (wish.product_id, wish.catalog_id): PlacedLine(
            place, (wish.product_id, wish.catalog_id), wish.sku, wish.catalog, wish.name, wish.quantity
        )
        for place, wish in enumerate(wished.lines)
    }
    return _make(session, actor, name, scope, lines, usual=wished.card.name)


def clone_template(
    session: Session, actor: OutletActor, *, template_id: UUID, name: str = "", scope: str = "contact"
) -> TemplateView:
    """A copy that belongs to the actor, with par levels, without counts.

    Raises:
        TemplateNotFound, TemplateInvalid, SharingRefused, NameTaken, TooManyTemplates: as they say.
    """
    check_may_make(scope, is_admin=actor.is_admin, has_buyer=actor.buyer_id is not None)
    source = show_template(session, actor, template_id=template_id)
    lines = {
        (line.product_id, line.catalog_id): place_known(place, line, line.quantity, line.par_level)
        for place, line in enumerate(source.lines)
    }
    return _make(session, actor, name, scope, lines, usual=name_of_copy(source.card.name))


def _make(
    session: Session,
    actor: OutletActor,
    name: str,
    scope: str,
    lines: Mapping[Key, PlacedLine],
    *,
    usual: str = "",
) -> TemplateView:
    moment, is_named = now(), bool(name.strip())
    wanted = checked_name(name) if is_named else usual or usual_name(day_of(moment, get_settings().timezone))
    free = take_name(session, actor, scope, wanted, takes_room=True, may_differ=not is_named)
    template_id = new_id()
    _write(session, actor, template_id, scope, free, lines, moment)
    view = show_template(session, actor, template_id=template_id)
    if actor.on_behalf:
        audit(session, actor, Deed("template.made", free, organization_id=actor.organization_id))
    return view


def _write(
    session: Session,
    actor: OutletActor,
    template_id: UUID,
    scope: str,
    name: str,
    lines: Mapping[Key, PlacedLine],
    moment: datetime,
) -> None:
    queries.insert_template(
        session,
        {
            "id": template_id,
            "organization_id": actor.organization_id,
            "contact_id": actor.owner_id,
            "employee_id": actor.acting_employee_id,
            "acting_session_id": actor.acting_session_id,
            "scope": scope,
            "name": name,
            "name_key": name_key(name),
            "version": 1,
            "line_count": len(lines),
            "created_at": moment,
            "changed_at": moment,
            "used_at": moment,
            "was_used": False,
        },
    )
    queries.put_lines(
        session,
        [
            [new_id(), template_id, position, *line.key, line.quantity, line.par_level]
            for position, line in enumerate(lines.values())
        ],
    )
