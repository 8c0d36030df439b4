"""Composition root: settings → engine → API → pages → app; nothing else."""

import secrets

import reflex as rx
import reflex.model  # pyright: ignore[reportUnusedImport] -- Reflex imports it at the first form, for most of a second
from starlette.types import ASGIApp

from storefront.api.app import make_api
from storefront.api.cookies import SESSION_COOKIE
from storefront.api.request_log import refuse
from storefront.connectors.logs import configure_logs
from storefront.connectors.mail import make_mailer
from storefront.connectors.topics import make_topics, use_topics
from storefront.db.session import make_engine, use_engine
from storefront.launch.content_policy import content_policy
from storefront.launch.courier import delivering
from storefront.launch.memory import spare_the_collector
from storefront.launch.project import BUILT_SITE
from storefront.settings import get_settings
from storefront.ui.failures import report_browser_failure, report_failure
from storefront.ui.gate import Gate, GateRules
from storefront.ui.live import live_tabs
from storefront.ui.marks import DoorKeeper
from storefront.ui.site import STYLESHEETS, add_pages, head_components

settings = get_settings()
use_engine(make_engine(settings))
topics = make_topics(settings.redis_url)
use_topics(topics)

rules = GateRules(
    cookie_name=SESSION_COOKIE,
    secret=(settings.secret.get_secret_value() or secrets.token_urlsafe(32)).encode(),
    origins=frozenset(settings.origin_list),
    content_policy=content_policy() if BUILT_SITE.is_dir() else "",
    built_site=BUILT_SITE,
    is_secure=settings.secure_cookies,
)


def gated(inner: ASGIApp) -> ASGIApp:
    """The whole application behind the gate."""
    return Gate(inner, rules, refuse)


app = rx.App(
    theme=None,
    toaster=None,
    html_lang="en",
    stylesheets=STYLESHEETS,
    head_components=head_components(),
    backend_exception_handler=report_failure,
    frontend_exception_handler=report_browser_failure,
    api_transformer=[make_api(settings), gated],
)
app.add_middleware(DoorKeeper())
app.register_lifespan_task(lambda: configure_logs(settings))  # pyright: ignore[reportUnknownMemberType] -- Reflex's own signature
app.register_lifespan_task(lambda: live_tabs.listening(app, topics))  # pyright: ignore[reportUnknownMemberType] -- Reflex's own signature
app.register_lifespan_task(lambda: delivering(make_mailer(settings)))  # pyright: ignore[reportUnknownMemberType] -- Reflex's own signature
app.register_lifespan_task(spare_the_collector)  # pyright: ignore[reportUnknownMemberType] -- Reflex's own signature
add_pages(app, is_development=settings.environment == "development")
