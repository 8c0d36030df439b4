"""Order templates of an outlet's organization."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from storefront.api.actor import SignedIn, act_in, ask_in
from storefront.api.answers import PageBody, answer, nothing, page
from storefront.api.schemas.inputs import KnownVersion, OutletNumber
from storefront.api.schemas.lists import AppliedBody, ListKey, applied
from storefront.api.schemas.template_inputs import (
    AddedLinesInput,
    CopyInput,
    CountsInput,
    LineChangeInput,
    NewTemplateInput,
    OrderedInput,
    TemplateChangeInput,
    TemplateQuery,
)
from storefront.api.schemas.templates import TemplateBody, TemplateCardBody, card, template
from storefront.parties.actor import OutletActor
from storefront.templates import service as templates
from storefront.templates.snapshots import TemplateToday, TemplateView

router = APIRouter(prefix="/api/v1/outlets/{outlet}/templates", tags=["templates"])

Change = Callable[[Session, OutletActor], TemplateView]


@router.get("", response_model=PageBody[TemplateCardBody])
def list_templates(
    caller: SignedIn, outlet: OutletNumber, asked: Annotated[TemplateQuery, Query()]
) -> Response:
    """Your own templates in this organization, and those that it shares; the last used first."""
    found = ask_in(
        caller, outlet, lambda session, actor: templates.list_templates(session, actor, asked.filter())
    )
    return answer(page(found, card))


@router.post("", status_code=201, response_model=TemplateBody)
def create_template(caller: SignedIn, outlet: OutletNumber, wanted: NewTemplateInput) -> Response:
    """Make a template of lines, of a cart or of a wish list, which stay; the same product of a catalog twice is one line."""

    def create(session: Session, actor: OutletActor) -> TemplateView:
        if wanted.from_cart is not None:
            return templates.create_from_cart(
                session, actor, seller=wanted.from_cart, name=wanted.name, scope=wanted.scope
            )
        if wanted.from_wish_list is not None:
            return templates.create_from_wish_list(
                session, actor, wish_list_id=wanted.from_wish_list, name=wanted.name, scope=wanted.scope
            )
        return templates.create_template(
            session, actor, name=wanted.name, scope=wanted.scope, lines=wanted.template_lines()
        )

    return _made(caller, outlet, create)


@router.get("/{template_id}", response_model=TemplateBody)
def show_template(caller: SignedIn, outlet: OutletNumber, template_id: UUID) -> Response:
    """A template with its lines, and what each of them means for this outlet now."""
    today = ask_in(
        caller,
        outlet,
        lambda session, actor: templates.show_today(session, actor, template_id=template_id),
    )
    return answer(template(today))


@router.patch("/{template_id}", response_model=TemplateBody)
def change_template(
    caller: SignedIn, outlet: OutletNumber, template_id: UUID, wanted: TemplateChangeInput
) -> Response:
    """Rename, share, put away, or give all lines anew; shared ones are their owner's and the admins' to change."""

    def change(session: Session, actor: OutletActor) -> TemplateView:
        view, version = None, wanted.version
        if wanted.lines is not None:
            lines = [line.line_that_stays() for line in wanted.lines]
            view = templates.replace_lines(
                session, actor, template_id=template_id, lines=lines, version=version
            )
            version = None
        if view is not None and not wanted.is_about_the_whole:
            return view
        return templates.change_template(
            session,
            actor,
            template_id=template_id,
            name=wanted.name,
            scope=wanted.scope,
            is_archived=wanted.is_archived,
            version=version,
        )

    return _changed(caller, outlet, change)


@router.delete("/{template_id}", status_code=204)
def delete_template(
    caller: SignedIn, outlet: OutletNumber, template_id: UUID, version: KnownVersion = None
) -> Response:
    """Take a template away; `restore` brings it back within a month."""
    act_in(
        caller,
        outlet,
        lambda session, actor: templates.delete_template(
            session, actor, template_id=template_id, version=version
        ),
    )
    return nothing()


@router.post("/{template_id}/restore", response_model=TemplateBody)
def restore_template(caller: SignedIn, outlet: OutletNumber, template_id: UUID) -> Response:
    """Bring a deleted template back; when its name was taken meanwhile, with a number behind it."""
    return _changed(
        caller,
        outlet,
        lambda session, actor: templates.restore_template(session, actor, template_id=template_id),
    )


@router.post("/{template_id}/clone", status_code=201, response_model=TemplateBody)
def clone_template(caller: SignedIn, outlet: OutletNumber, template_id: UUID, wanted: CopyInput) -> Response:
    """Make a copy that is yours to change."""
    return _made(
        caller,
        outlet,
        lambda session, actor: templates.clone_template(
            session, actor, template_id=template_id, name=wanted.name, scope=wanted.scope
        ),
    )


@router.post("/{template_id}/apply", response_model=AppliedBody)
def apply_template(
    caller: SignedIn,
    outlet: OutletNumber,
    template_id: UUID,
    idempotency_key: ListKey,
    wanted: OrderedInput | None = None,
) -> Response:
    """Add lines to the carts of their sellers, as many as can be had; without a body all of them.

    The template stays as it is.
    """
    asked = wanted or OrderedInput()
    done = act_in(
        caller,
        outlet,
        lambda session, actor: templates.apply_template(
            session,
            actor,
            template_id=template_id,
            idempotency_key=idempotency_key,
            picks=asked.picks(),
            is_by_count=asked.by_count,
        ),
    )
    return answer(applied(done))


@router.post("/{template_id}/lines", status_code=201, response_model=TemplateBody)
def add_lines(caller: SignedIn, outlet: OutletNumber, template_id: UUID, wanted: AddedLinesInput) -> Response:
    """Add lines, or those of a cart; what is there already is refused with both quantities unless you say what to do."""

    def add(session: Session, actor: OutletActor) -> TemplateView:
        if wanted.from_cart is not None:
            return templates.add_cart_to_template(
                session,
                actor,
                template_id=template_id,
                seller=wanted.from_cart,
                when_there=wanted.when_there,
                version=wanted.version,
            )
        return templates.add_to_template(
            session,
            actor,
            template_id=template_id,
            lines=wanted.template_lines(),
            when_there=wanted.when_there,
            version=wanted.version,
        )

    return _changed(caller, outlet, add, status=201)


@router.patch("/{template_id}/lines/{template_line_id}", response_model=TemplateBody)
def change_line(
    caller: SignedIn, outlet: OutletNumber, template_id: UUID, template_line_id: UUID, wanted: LineChangeInput
) -> Response:
    """Set quantity, par level or place of a line."""

    def change(session: Session, actor: OutletActor) -> TemplateView:
        has_par_level = "par_level" in wanted.model_fields_set
        view = templates.change_line(
            session,
            actor,
            template_id=template_id,
            line_id=template_line_id,
            quantity=wanted.quantity,
            par_level=wanted.par_level if has_par_level else templates.UNCHANGED,
            version=wanted.version,
        )
        if wanted.position is None:
            return view
        return templates.move_line(
            session, actor, template_id=template_id, line_id=template_line_id, to=wanted.position
        )

    return _changed(caller, outlet, change)


@router.delete("/{template_id}/lines/{template_line_id}", response_model=TemplateBody)
def remove_line(
    caller: SignedIn,
    outlet: OutletNumber,
    template_id: UUID,
    template_line_id: UUID,
    version: KnownVersion = None,
) -> Response:
    """Take a line out."""
    return _changed(
        caller,
        outlet,
        lambda session, actor: templates.remove_lines(
            session, actor, template_id=template_id, line_ids=[template_line_id], version=version
        ),
    )


@router.put("/{template_id}/counts", response_model=TemplateBody)
def count_lines(caller: SignedIn, outlet: OutletNumber, template_id: UUID, wanted: CountsInput) -> Response:
    """Write down what is on this outlet's shelf; lines that are not named keep their counts."""
    counts = [line.counted() for line in wanted.lines]
    return _changed(
        caller,
        outlet,
        lambda session, actor: templates.count_lines(session, actor, template_id=template_id, counts=counts),
    )


@router.delete("/{template_id}/counts", response_model=TemplateBody)
def forget_counts(caller: SignedIn, outlet: OutletNumber, template_id: UUID) -> Response:
    """Begin counting anew."""
    return _changed(
        caller,
        outlet,
        lambda session, actor: templates.forget_counts(session, actor, template_id=template_id),
    )


def _changed(caller: SignedIn, outlet: str, change: Change, *, status: int = 200) -> Response:
    return answer(template(_do(caller, outlet, change)), status)


def _made(caller: SignedIn, outlet: str, make: Change) -> Response:
    made = _do(caller, outlet, make)
    where = {"location": f"/api/v1/outlets/{outlet}/templates/{made.template.card.id}"}
    return answer(template(made), 201, headers=where)


def _do(caller: SignedIn, outlet: str, change: Change) -> TemplateToday:
    return act_in(
        caller,
        outlet,
        lambda session, actor: templates.resolve_template(session, actor, change(session, actor)),
    )
