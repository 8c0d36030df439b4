from pathlib import Path

import pytest

from storefront.launch.relocatable import RelocatableFrontend

NAMES_THE_SERVER = "let a={EVENT:`ws://localhost:8000/_event`,PING:`http://localhost:8000/ping`}"


def write_chunk(site: Path, name: str, script: str) -> Path:
    chunk = site / "assets" / name
    chunk.parent.mkdir(exist_ok=True)
    chunk.write_text(script, "utf-8")
    return chunk


class TestPostBuild:
    def test_the_server_is_where_the_page_came_from(self, tmp_path: Path) -> None:
        chunk = write_chunk(tmp_path, "env.js", NAMES_THE_SERVER)
        other = write_chunk(tmp_path, "other.js", "`http://localhost:8000/elsewhere`")
        RelocatableFrontend().post_build(static_dir=tmp_path)
        assert chunk.read_text("utf-8") == (
            "let a={EVENT:`${location.origin.replace(/^http/,'ws')}/_event`,PING:`${location.origin}/ping`}"
        )
        assert other.read_text("utf-8") == "`http://localhost:8000/elsewhere`"

    def test_a_build_that_names_the_server_nowhere_or_twice_fails(self, tmp_path: Path) -> None:
        with pytest.raises(RuntimeError, match="found 0"):
            RelocatableFrontend().post_build(static_dir=tmp_path)
        write_chunk(tmp_path, "one.js", NAMES_THE_SERVER)
        write_chunk(tmp_path, "two.js", NAMES_THE_SERVER)
        with pytest.raises(RuntimeError, match="found 2"):
            RelocatableFrontend().post_build(static_dir=tmp_path)
