"""A build step that makes one built frontend serve on any host and port."""

import re
from pathlib import Path
from typing import Any

from reflex.plugins import Plugin

_HTTP_ADDRESS = re.compile(r"`http://localhost:\d+(?=/)")
_SOCKET_ADDRESS = re.compile(r"`ws://localhost:\d+(?=/)")


class RelocatableFrontend(Plugin):
    """Replaces the address that Reflex bakes into the scripts by the one the page came from."""

    def post_build(self, **context: Any) -> None:
        """Rewrite the one chunk that names the server, before it is compressed.

        Raises:
            RuntimeError: not exactly one chunk names the server; Reflex has changed how it builds.
        """
        rewritten = 0
        for chunk in Path(context["static_dir"]).rglob("assets/*.js"):
            script = chunk.read_text("utf-8")
            if "/_event`" not in script:
                continue
            moved = _HTTP_ADDRESS.sub("`${location.origin}", script)
            moved = _SOCKET_ADDRESS.sub("`${location.origin.replace(/^http/,'ws')}", moved)
            if moved != script:
                chunk.write_text(moved, "utf-8")
                rewritten += 1
        if rewritten != 1:
            raise RuntimeError(f"expected one script that names the server's address, found {rewritten}")
