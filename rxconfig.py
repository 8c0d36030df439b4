"""Reflex reads this file from the working directory only; the launcher sees to that."""

import reflex as rx
from reflex.constants import StateManagerMode

from storefront.launch.relocatable import RelocatableFrontend
from storefront.settings import get_settings

settings = get_settings()

config = rx.Config(
    app_name="storefront",
    app_module_import="storefront.storefront",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    # The default keeps screen state in files, also in production.
    state_manager_mode=StateManagerMode.REDIS if settings.redis_url else StateManagerMode.MEMORY,
    redis_url=settings.redis_url or None,
    # The default lets every site open a websocket here with the shopper's cookies.
    cors_allowed_origins=settings.origin_list,
    # The first that the browser accepts wins.
    frontend_compression_formats=["brotli", "gzip"],
    plugins=[
        rx.plugins.TailwindV4Plugin(
            config={
                "theme": {"extend": {}},
                "plugins": [
                    {
                        "name": "daisyui",
                        "import": {"name": "default as daisyui", "from": "daisyui"},
                        "call": "daisyui",
                        "args": {"themes": False, "logs": False},
                    }
                ],
            }
        ),
        RelocatableFrontend(),
    ],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
