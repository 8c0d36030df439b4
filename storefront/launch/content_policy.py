"""The content security policy of the built pages: their own scripts and nothing else."""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from storefront.launch.project import BUILT_SITE

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


@lru_cache(maxsize=1)
def content_policy(site: Path = BUILT_SITE) -> str:
    """The value of `Content-Security-Policy`, with the hash of every inline script that the build wrote.

    Nothing is evaluated from strings, so Reflex events that send script to the browser (toasts, `call_script`) do
    nothing. Styles may be inline: the styling library writes them while it runs.
    """
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *_script_hashes(site))),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _script_hashes(site: Path) -> list[str]:
    hashes = {
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for page in site.rglob("*.html")
        for script in _INLINE_SCRIPT.findall(page.read_text("utf-8"))
    }
    return [f"'sha256-{value}'" for value in sorted(hashes)]
