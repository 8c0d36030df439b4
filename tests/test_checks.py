"""What `make test` says when a part of it cannot run here, and when that is a failure."""

from typing import Any

import psycopg
import pytest

from tests import checks

NOWHERE = "postgresql+psycopg://postgres@127.0.0.1:1/postgres"
WITHOUT_SCALE = "Left out: journeys over several processes (they need PostgreSQL, and redis-server or STOREFRONT_TEST_REDIS_URL).\n"
WITHOUT_KILLING = "Left out: journeys that kill Redis (they need the program redis-server).\n"


@pytest.fixture(autouse=True)
def nothing_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "STOREFRONT_TEST_DATABASE_URL", "STOREFRONT_TEST_REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


class TestFindPostgresql:
    def test_is_the_local_one_when_it_answers(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        asked: list[str] = []

        class Answers:
            def close(self) -> None:
                asked.append("closed")

        def connect(address: str, **_: Any) -> Answers:
            asked.append(address)
            return Answers()

        monkeypatch.setattr(psycopg, "connect", connect)
        assert checks.find_postgresql() == "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
        assert asked == ["postgresql://postgres@127.0.0.1:5432/postgres", "closed"]
        assert capsys.readouterr().out == ""

    def test_none_that_answers_is_said_aloud(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(checks, "POSTGRESQL", NOWHERE)
        assert checks.find_postgresql() == ""
        assert capsys.readouterr().out == (
            "No PostgreSQL answers at STOREFRONT_TEST_DATABASE_URL: the tests run on SQLite only.\n"
        )

    @pytest.mark.parametrize("given", [{"CI": "true"}, {"STOREFRONT_TEST_DATABASE_URL": NOWHERE}])
    def test_none_is_a_failure_where_there_must_be_one(
        self, monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
    ) -> None:
        monkeypatch.setattr(checks, "POSTGRESQL", NOWHERE)
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(
            SystemExit, match=r"^no PostgreSQL answers at STOREFRONT_TEST_DATABASE_URL"
        ) as said:
            checks.find_postgresql()
        assert "\n" not in str(said.value)


class TestKeepingWhatIsCompiled:
    def test_goes_elsewhere_where_nothing_may_be_written_beside_the_sources(self) -> None:
        elsewhere = str(checks.ROOT / ".build" / "compiled")
        assert checks.keeping_what_is_compiled({"PYTHONDONTWRITEBYTECODE": "1", "A": "b"}) == {
            "A": "b",
            "PYTHONPYCACHEPREFIX": elsewhere,
        }
        assert checks.keeping_what_is_compiled({"A": "b"}) == {"A": "b"}


class TestSelectedJourneys:
    @pytest.mark.parametrize(
        ("postgresql", "has_program", "redis", "selected", "said"),
        [
            (NOWHERE, True, "", "browser", ""),
            (NOWHERE, False, "redis://given", "browser and not kills_redis", WITHOUT_KILLING),
            (NOWHERE, False, "", "browser and not scale", WITHOUT_SCALE),
            ("", True, "", "browser and not scale", WITHOUT_SCALE),
            ("", False, "redis://given", "browser and not scale", WITHOUT_SCALE),
        ],
    )
    def test_are_those_for_which_everything_is_here(
        self,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        postgresql: str,
        has_program: bool,
        redis: str,
        selected: str,
        said: str,
    ) -> None:
        monkeypatch.setattr(checks.shutil, "which", {"redis-server": has_program or None}.get)
        if redis:
            monkeypatch.setenv("STOREFRONT_TEST_REDIS_URL", redis)
        assert checks.selected_journeys(postgresql) == selected
        assert capsys.readouterr().out == said

    def test_without_redis_are_a_failure_where_all_must_run(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checks.shutil, "which", {}.get)
        monkeypatch.setenv("CI", "true")
        with pytest.raises(
            SystemExit, match=r"^no Redis: install redis-server, or set STOREFRONT_TEST_REDIS_URL$"
        ):
            checks.selected_journeys(NOWHERE)
