"""What can be asked for, and what is said when it cannot be had."""

import importlib
import json
from collections.abc import Iterator

import pytest

from storefront.bench import datasets, measuring
from storefront.bench.datasets import Databases, DataSet
from storefront.bench.figures import Figure, Place
from storefront.bench.measuring import PARTS, ToolsMissing, main
from storefront.bench.shop import NotAsExpected
from storefront.bench.tabs import TABS, Buyer, enough
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


class TestFailures:
    def test_a_part_that_fails_says_why_and_the_later_ones_are_measured(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def fail(data: DataSet, **_: object) -> Iterator[Figure]:
            yield Figure("api", "search", 12.0, "ms", data.place, target=32)
            raise NotAsExpected("GET /orders: 500")

        def find(data: DataSet, **_: object) -> Iterator[Figure]:
            yield Figure("tabs", "errors", 0, "", data.place, target=0)

        data = DataSet(Place("SQLite", 4_400), "sqlite:///x.db", None)
        monkeypatch.setattr(importlib.import_module("storefront.bench.api"), "measure", fail)
        monkeypatch.setattr(importlib.import_module("storefront.bench.tabs"), "measure", find)
        monkeypatch.setattr(measuring, "find_databases", lambda _chosen: Databases(("SQLite",), {}))
        monkeypatch.setattr(measuring, "kept_data_set", lambda *_given, **_named: data)
        monkeypatch.setattr(measuring.frontend, "is_built", lambda: True)
        monkeypatch.setattr(measuring, "PARTS", ("api", "tabs"))
        main(as_json=True, parts=["api", "tabs"], products=4_400)
        read = json.loads(capsys.readouterr().out)
        assert [(each["part"], each["name"], each["verdict"], each["note"]) for each in read["figures"]] == [
            ("api", "search", "ok", ""),
            ("api", "the rest on SQLite", "not measured", "GET /orders: 500"),
            ("tabs", "errors", "ok", ""),
        ]

    def test_fewer_people_than_tabs_are_no_measurement(self) -> None:
        somebody = Buyer("token", "1001", "MAKER")
        with pytest.raises(NotAsExpected, match=r"500 tabs need as many people .*; there are 499"):
            enough([somebody] * (TABS - 1))
        assert len(enough([somebody] * TABS)) == 500


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
