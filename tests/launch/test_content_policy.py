import base64
import hashlib
from pathlib import Path

from storefront.launch.content_policy import content_policy


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


class TestContentPolicy:
    def test_allows_each_inline_script_of_any_page_by_its_hash(self, tmp_path: Path) -> None:
        (tmp_path / "deep").mkdir()
        (tmp_path / "index.html").write_text(
            '<script>first()</script><script type="module">\nsecond()</script>', "utf-8"
        )
        (tmp_path / "deep/page.html").write_text(
            '<script src="/a.js"></script><script>first()</script>', "utf-8"
        )
        policy = content_policy(tmp_path)
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert set(scripts.split()) == {"script-src", "'self'", hash_of("first()"), hash_of("\nsecond()")}

    def test_never_lets_a_page_evaluate_strings_or_be_framed(self, tmp_path: Path) -> None:
        policy = content_policy(tmp_path)
        assert "unsafe-eval" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'self';" in policy
