"""Which page is at which address, and what each loads first."""

import reflex as rx

from storefront.ui.pages.gallery import gallery
from storefront.ui.sitemap.employees import EMPLOYEES
from storefront.ui.sitemap.organizations import ORGANIZATIONS
from storefront.ui.sitemap.outlets import OUTLETS
from storefront.ui.sitemap.page import page
from storefront.ui.sitemap.sellers import SELLERS
from storefront.ui.sitemap.visitors import VISITORS

STYLESHEETS = ["/storefront.css"]


def head_components() -> list[rx.Component]:
    """What every page has in its head: the scripts of keyboard and quick order, the icon, the width of a phone."""
    return [
        rx.el.script(src="/quick-order.js", defer=True),
        rx.el.script(src="/keyboard.js", defer=True),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.meta(name="color-scheme", content="light dark"),
    ]


def add_pages(app: rx.App, *, is_development: bool) -> None:
    """Give every page its address; the gallery has one in development only."""
    always = (*VISITORS, *OUTLETS, *SELLERS, *ORGANIZATIONS, *EMPLOYEES)
    for each in (*always, page(gallery, "/_gallery", "Gallery")) if is_development else always:
        app.add_page(each.content, route=each.route, title=each.title, on_load=list(each.loads))
