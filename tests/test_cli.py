"""The command line as people use it: in a process of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session, select
from typer.testing import CliRunner

from storefront.audit.service import record
from storefront.audit.snapshots import Deed, Doer
from storefront.cli import app
from storefront.parties.service.passwords import verify_password
from storefront.parties.tables import Contact
from tests.databases import TestDatabase

ROOT = Path(__file__).resolve().parents[1]
ENOUGH = "correct horse 1"


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


@pytest.fixture(scope="session")
def made_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database after `storefront db upgrade`."""
    file = tmp_path_factory.mktemp("command_line") / "shop.db"
    assert storefront("db", "upgrade", STOREFRONT_DATABASE_URL=f"sqlite:///{file}").returncode == 0
    return file


@pytest.fixture
def url(made_tables: Path, tmp_path: Path) -> str:
    """A copy of it."""
    return f"sqlite:///{shutil.copy(made_tables, tmp_path)}"


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
            ["import", "organizations"],
            ["import", "people-per-account"],
            ["mail", "send"],
            ["audit", "verify"],
            ["bench"],
        ],
    )
    def test_every_command_explains_itself(self, command: list[str]) -> None:
        shown = CliRunner().invoke(app, [*command, "--help"])
        assert shown.exit_code == 0
        assert "Usage" in shown.stdout

    def test_an_unknown_option_is_a_wrong_use(self) -> None:
        assert CliRunner().invoke(app, ["run", "--colour", "green"]).exit_code == 2

    def test_help_does_not_wait_for_the_database_and_the_screens(self) -> None:
        code = "import sys, storefront.cli; print([name for name in ('sqlalchemy', 'reflex', 'granian') if name in sys.modules])"
        shown = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert shown.stdout.strip() == "[]"


@pytest.mark.slow
class TestTables:
    def test_upgrade_then_check_agree(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'shop.db'}"
        behind = storefront("db", "check", STOREFRONT_DATABASE_URL=url)
        assert (behind.returncode, behind.stderr.count("\n")) == (1, 1)
        assert "storefront db upgrade" in behind.stderr
        assert storefront("db", "upgrade", STOREFRONT_DATABASE_URL=url).returncode == 0
        assert storefront("db", "check", STOREFRONT_DATABASE_URL=url).returncode == 0


@pytest.mark.slow
class TestUserCreate:
    def create(
        self, url: str, *, email: str, name: str = "Ann", password: str = ENOUGH
    ) -> subprocess.CompletedProcess[str]:
        return storefront(
            *("user", "create", "--email", email, "--name", name),
            STOREFRONT_DATABASE_URL=url,
            STOREFRONT_PASSWORD=password,
        )

    def test_makes_somebody_who_can_sign_in_and_refuses_in_one_line(self, url: str) -> None:
        made = self.create(url, email="Ann@Shop.example")
        assert (made.returncode, made.stderr) == (0, "Ann@Shop.example can sign in.\n")
        engine = create_engine(url)
        with Session(engine) as session:
            contact = session.exec(select(Contact)).one()
        engine.dispose()
        assert (contact.email, contact.name) == ("ann@shop.example", "Ann")
        assert verify_password(ENOUGH, contact.password_hash)
        refused = [
            self.create(url, email="ann@shop.example"),
            self.create(url, email="nobody", password="short"),
            self.create(url, email="bob@shop.example", name="x" * 121),
        ]
        assert [(each.returncode, each.stderr) for each in refused] == [
            (1, f"storefront: {words}\n")
            for words in (
                "ann@shop.example belongs to a contact already.",
                "The contact was not made: email must be an e-mail address, such as name@example.com; password must have 10 to 200 characters.",
                "The contact was not made: name must have 1 to 120 characters.",
            )
        ]

    def test_without_tables_says_what_makes_them(self, empty_database: TestDatabase) -> None:
        refused = self.create(empty_database.url, email="ann@shop.example")
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
        assert "run `storefront db upgrade`" in refused.stderr


@pytest.mark.slow
class TestMailAndAudit:
    def test_sends_the_outbox_and_finds_a_broken_entry(self, url: str) -> None:
        sent = storefront("mail", "send", STOREFRONT_DATABASE_URL=url)
        assert sent.stderr.strip() == "Sent: 0. Not sent, and tried again later or given up: 0."
        wrong = storefront("mail", "send", STOREFRONT_DATABASE_URL=url, STOREFRONT_SMTP_URL="mail.example")
        assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
        engine = create_engine(url)
        with Session(engine) as session, session.begin():
            record(session, Doer(None, "Ada"), Deed("a.b", "1"), Deed("a.b", "2"))
        whole = storefront("audit", "verify", STOREFRONT_DATABASE_URL=url)
        assert (whole.returncode, whole.stderr.strip()) == (0, "The audit is whole: 2 entries.")
        with engine.connect() as connection:
            connection.exec_driver_sql("drop trigger audit_entries_update")
            connection.exec_driver_sql("update audit_entries set name = 'Bob' where sequence = 2")
            connection.commit()
        broken = storefront("audit", "verify", STOREFRONT_DATABASE_URL=url)
        assert broken.returncode == 1
        assert broken.stderr == (
            "storefront: the audit is broken at entry 2: it was changed after it was written\n"
        )
        engine.dispose()


@pytest.mark.slow
class TestMovingIn:
    def test_tries_writes_and_finds_everything_the_same(self, url: str, tmp_path: Path) -> None:
        file = tmp_path / "organizations.csv"
        file.write_text("kind,number,name,parent\norganization,ORG-7,Corner,\noutlet,7001,York,ORG-7\n")
        accounts = tmp_path / "accounts.csv"
        accounts.write_text("email,name,account\nmia@a.example,Mia,7001\nMIA@a.example,M. M.,ORG-7\n")
        command = ("import", "organizations", str(file))
        tried = storefront(*command, "--dry-run", STOREFRONT_DATABASE_URL=url)
        assert (tried.returncode, tried.stderr.splitlines()[-1]) == (
            0,
            "Nothing written: 2 new, 0 changed, 0 same, 0 wrong.",
        )
        said = [storefront(*command, STOREFRONT_DATABASE_URL=url).stderr.splitlines()[-1] for _ in range(2)]
        assert said == [
            "Written: 2 new, 0 changed, 0 same, 0 wrong.",
            "Written: 0 new, 0 changed, 2 same, 0 wrong.",
        ]
        merged = storefront("import", "people-per-account", str(accounts), STOREFRONT_DATABASE_URL=url)
        assert merged.stderr.splitlines()[-2:] == [
            "merged: mia@a.example: Mia, lines 2, 3; not M. M.",
            "Written: 2 new, 0 changed, 0 same, 0 wrong.",
        ]

    def test_wrong_rows_fail_and_are_told(self, url: str, tmp_path: Path) -> None:
        file = tmp_path / "organizations.csv"
        file.write_text("kind,number,name,parent\noutlet,7001,York,nowhere\n")
        tried = storefront("import", "organizations", str(file), "--dry-run", STOREFRONT_DATABASE_URL=url)
        words = "what it hangs below, nowhere, is neither here nor in this file"
        assert tried.returncode == 1
        assert f"line 2: wrong: outlet 7001: {words}" in tried.stderr
        refused = storefront("import", "organizations", str(file), STOREFRONT_DATABASE_URL=url)
        assert (refused.returncode, "nothing was changed" in refused.stderr) == (1, True)


@pytest.mark.slow
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
