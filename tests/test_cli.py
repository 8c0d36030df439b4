"""The command line as people use it: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def storefront(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "storefront.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


class TestHelp:
    @pytest.mark.parametrize(
        "command",
        [
            [],
            ["run"],
            ["db"],
            ["db", "upgrade"],
            ["db", "check"],
            ["demo", "load"],
            ["user", "create"],
            ["bench"],
        ],
    )
    def test_every_command_explains_itself(self, command: list[str]) -> None:
        shown = storefront(*command, "--help")
        assert shown.returncode == 0
        assert "Usage" in shown.stdout

    def test_help_does_not_wait_for_the_database_and_the_screens(self) -> None:
        code = "import sys, storefront.cli; print([name for name in ('sqlalchemy', 'reflex', 'granian') if name in sys.modules])"
        shown = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert shown.stdout.strip() == "[]"


class TestDatabase:
    def test_upgrade_then_check_agree(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'shop.db'}"
        behind = storefront("db", "check", STOREFRONT_DATABASE_URL=url)
        assert (behind.returncode, behind.stderr.count("\n")) == (1, 1)
        assert "storefront db upgrade" in behind.stderr
        assert storefront("db", "upgrade", STOREFRONT_DATABASE_URL=url).returncode == 0
        assert storefront("db", "check", STOREFRONT_DATABASE_URL=url).returncode == 0


class TestRefusals:
    @pytest.mark.parametrize(
        ("environment", "said"),
        [
            ({"STOREFRONT_DATABASE_URL": "postgresql://127.0.0.1:1/shop"}, "the database cannot be used"),
            ({"STOREFRONT_DATABASE_URL": "sqlite:////nowhere/shop.db"}, "the database cannot be used"),
            (
                {"STOREFRONT_DATABASE_URL": "nonsense"},
                "STOREFRONT_DATABASE_URL is not the address of a SQLite or PostgreSQL database",
            ),
            ({"STOREFRONT_DATABASE_POOL_SIZE": "many"}, "a STOREFRONT_ setting is wrong: database_pool_size"),
        ],
    )
    def test_are_one_line_without_a_traceback(self, environment: dict[str, str], said: str) -> None:
        refused = storefront("db", "upgrade", **environment)
        assert refused.returncode == 1
        assert refused.stderr.startswith(f"storefront: {said}")
        assert refused.stderr.count("\n") == 1

    def test_several_workers_without_redis_touch_nothing(self, tmp_path: Path) -> None:
        file = tmp_path / "shop.db"
        refused = storefront(
            "run", "--port", "65123", "--workers", "2", STOREFRONT_DATABASE_URL=f"sqlite:///{file}"
        )
        assert refused.returncode == 1
        assert not file.exists()

    def test_an_unknown_option_is_a_wrong_use(self) -> None:
        assert storefront("run", "--colour", "green").returncode == 2
