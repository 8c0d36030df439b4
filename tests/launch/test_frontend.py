import os
import subprocess
from pathlib import Path

import pytest

from storefront.launch import frontend
from storefront.launch.project import reflex_environment
from storefront.settings import Settings


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three files in place of ours."""
    for name in ("storefront/ui/pages/home.py", "rxconfig.py", "assets/logo.svg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("first", "utf-8")
    monkeypatch.setattr(frontend, "ROOT", tmp_path)
    return tmp_path


class TestSourcesDigest:
    def test_is_the_same_for_the_same_sources(self, project: Path) -> None:
        assert frontend.sources_digest() == frontend.sources_digest()

    @pytest.mark.parametrize("name", ["storefront/ui/pages/home.py", "rxconfig.py", "assets/logo.svg"])
    def test_changes_with_any_source(self, project: Path, name: str) -> None:
        before = frontend.sources_digest()
        (project / name).write_text("second", "utf-8")
        assert frontend.sources_digest() != before

    def test_changes_when_a_source_moves(self, project: Path) -> None:
        before = frontend.sources_digest()
        (project / "assets/logo.svg").rename(project / "assets/mark.svg")
        assert frontend.sources_digest() != before

    def test_changes_with_the_environment_since_the_gallery_is_built_in_one_only(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = frontend.sources_digest()
        monkeypatch.setattr(frontend, "get_settings", lambda: Settings(environment="development"))
        assert frontend.sources_digest() != before

    def test_ignores_what_python_leaves_behind(self, project: Path) -> None:
        before = frontend.sources_digest()
        (project / "storefront/ui/home.pyc").write_text("compiled", "utf-8")
        (project / "storefront/service.py").write_text("not a page", "utf-8")
        assert frontend.sources_digest() == before


class TestReflexEnvironment:
    @pytest.mark.parametrize("program", ["node", "npm"])
    def test_finds_the_programs_of_the_package_first(self, program: str) -> None:
        environment = reflex_environment()
        assert environment["PATH"].split(os.pathsep)[0].endswith(".build/node")
        found = subprocess.run(
            [program, "--version"], env=environment, capture_output=True, text=True, check=True
        )
        assert found.stdout.strip().lstrip("v")[0].isdigit()

    def test_keeps_download_addresses_out_of_the_lock(self) -> None:
        assert reflex_environment()["NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED"] == "true"
