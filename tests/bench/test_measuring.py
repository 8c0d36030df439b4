"""What can be asked for, and what is said when it cannot be had."""

import importlib

import pytest

from storefront.bench import datasets, measuring
from storefront.bench.measuring import PARTS, ToolsMissing, main
from storefront.kit.errors import Invalid


class TestParts:
    @pytest.mark.parametrize("part", PARTS)
    def test_each_part_has_a_module_that_measures(self, part: str) -> None:
        assert callable(importlib.import_module(f"storefront.bench.{part}").measure)

    def test_an_unknown_part_is_refused_with_those_that_there_are(self) -> None:
        with pytest.raises(Invalid, match="no part speed; there are load, start"):
            main(as_json=False, parts=["speed"])

    def test_missing_test_tools_are_named_with_the_way_to_get_them(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(name: str) -> None:
            raise ModuleNotFoundError("No module named 'playwright'", name="playwright")

        monkeypatch.setattr(measuring.importlib, "import_module", fail)
        with pytest.raises(ToolsMissing, match="playwright, one of the test tools"):
            main(as_json=False, parts=["size"])


class TestDatabases:
    def test_sqlite_has_no_processes_of_its_own(self) -> None:
        assert datasets.backends_of("sqlite:///somewhere.db") == frozenset()

    def test_a_server_of_the_measurement_gets_nobodys_settings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("STOREFRONT_REDIS_URL", "redis://elsewhere")
        variables = datasets.environment("sqlite:///x.db")
        assert variables["STOREFRONT_DATABASE_URL"] == "sqlite:///x.db"
        assert "STOREFRONT_REDIS_URL" not in variables

    def test_without_postgresql_the_reason_is_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(datasets.SERVER_VARIABLE, "postgresql://nobody@127.0.0.1:1/nothing")
        found = datasets.find_databases()
        assert found.names == ("SQLite",)
        assert "no PostgreSQL answers" in found.missing["PostgreSQL"]
