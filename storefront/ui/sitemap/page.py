"""A page at its address, and what it loads first."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from storefront.ui.states.desk import DeskState
from storefront.ui.states.organization import OrganizationState

Content = Callable[[], rx.Component]
Load = rx.event.IndividualEventType[()]


@dataclass(frozen=True, slots=True)
class Page:
    """What stands at an address; `loads` are asked for one after the other when somebody comes there."""

    content: Content
    route: str
    title: str
    loads: tuple[Load, ...]


def page(content: Content, route: str, title: str, *loads: Load) -> Page:
    """A page that loads nothing besides what is its own."""
    return Page(content, route, title, loads)


def desk(content: Content, route: str, title: str, *loads: Load) -> Page:
    """A page of somebody's desk, see `shell.desk_page`."""
    return page(content, route, title, DeskState.load_desk, *loads)


def organization(content: Content, route: str, title: str, *loads: Load) -> Page:
    """A page of an organization's desk, see `organization_tabs`."""
    return desk(content, route, title, OrganizationState.load_organization, *loads)
