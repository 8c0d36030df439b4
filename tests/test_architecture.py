"""The layout and the words of architecture.md, held by a machine."""

import ast
import json
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "storefront"
SLICES = (
    "audit",
    "mail",
    "parties",
    "sellers",
    "catalog",
    "inventory",
    "pricing",
    "offers",
    "carts",
    "templates",
    "credit",
    "orders",
    "reordering",
    "hierarchies",
    "on_behalf",
    "onboarding",
)
"""Lowest first, as in the import contracts."""

SLICE_FILES = {
    "__init__.py",
    "errors.py",
    "rules.py",
    "snapshots.py",
    "tables.py",
    "queries.py",
    "service.py",
}
SLICE_FOLDERS = {"service", "queries", "rules", "snapshots"}
"""A file that grew past its limit becomes a folder with a module per verb."""

EXTRA_FILES = {"parties": {"actor.py"}}
EXTRA_FOLDERS = {"mail": {"templates"}}
FORBIDDEN_NAMES = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "manager",
    "managers",
    "base",
    "misc",
    "stuff",
    "core",
    "lib",
    "shared",
    "functions",
}
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40
BUILDERS = ("storefront/ui", "storefront/api")
"""Pages are one nested expression, routes carry their documentation: their functions have no line limit."""

CLOCKS = {"datetime.now", "datetime.today", "date.today", "time.time", "clock.now", "now", "today"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations/versions" not in path.as_posix())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """A module taken apart, once for all that is asked of it."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


def imports_of(path: Path) -> list[ast.Import | ast.ImportFrom]:
    return [node for node in nodes_of(path) if isinstance(node, ast.Import | ast.ImportFrom)]


def calls_of(path: Path) -> set[str]:
    return {ast.unparse(node.func) for node in nodes_of(path) if isinstance(node, ast.Call)}


def imported_modules(path: Path) -> set[str]:
    found: set[str] = set()
    for node in imports_of(path):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def is_through_the_wall(path: Path, module: str) -> bool:
    """Whether a module of a slice imports what another slice keeps to itself."""
    place = path.relative_to(PACKAGE).parts
    if place[0] not in SLICES:
        return False
    closed = ("queries",) if place[1].startswith("queries") else ("tables", "queries")
    _, _, inner = module.partition("storefront.")
    other, _, part = inner.partition(".")
    return other in SLICES and other != place[0] and part.split(".")[0] in closed


class TestPlaces:
    def test_every_package_and_module_has_a_layer(self) -> None:
        contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
            "contracts"
        ]
        layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
        placed = {name.strip(" ()") for layer in layers for name in layer.replace(":", "|").split("|")}
        present = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
        present |= {path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
        assert present <= placed

    @pytest.mark.parametrize("name", SLICES)
    def test_a_slice_has_only_the_files_of_a_slice(self, name: str) -> None:
        allowed = SLICE_FILES | EXTRA_FILES.get(name, set())
        folders = SLICE_FOLDERS | EXTRA_FOLDERS.get(name, set())
        strangers = [
            path.name
            for path in (PACKAGE / name).iterdir()
            if path.name != "__pycache__"
            and not (path.name in folders if path.is_dir() else path.name in allowed)
        ]
        assert strangers == []

    def test_nothing_is_called_by_a_name_that_says_nothing(self) -> None:
        assert [name_of(path) for path in PACKAGE.rglob("*") if path.stem.strip("_") in FORBIDDEN_NAMES] == []

    def test_every_folder_of_modules_is_a_package(self) -> None:
        folders = {path.parent for path in MODULES}
        assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


class TestSize:
    def test_a_module_fits_in_one_reading(self) -> None:
        long = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
        assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}

    def test_a_function_does_one_thing(self) -> None:
        long = {
            f"{name_of(path)} {node.name}": length
            for path in MODULES
            if not name_of(path).startswith(BUILDERS)
            for node in nodes_of(path)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
        }
        assert long == {}


class TestImports:
    def test_imports_are_absolute(self) -> None:
        assert [
            name_of(path)
            for path in MODULES
            for node in imports_of(path)
            if isinstance(node, ast.ImportFrom) and node.level
        ] == []

    def test_a_slice_reaches_others_only_through_their_door(self) -> None:
        """Plain rules and snapshots are open to the slices above; only `queries` may join with a lower slice's tables."""
        through_the_wall = {
            f"{name_of(path)}: {module}"
            for path in MODULES
            for module in imported_modules(path)
            if is_through_the_wall(path, module)
        }
        assert through_the_wall == set()

    def test_rules_have_no_clock(self) -> None:
        rules = [
            path for path in MODULES if path.relative_to(PACKAGE).parts[1:2] in {("rules.py",), ("rules",)}
        ]
        assert len(rules) > len(SLICES)
        assert {name_of(path): calls for path in rules if (calls := calls_of(path) & CLOCKS)} == {}

    @pytest.mark.parametrize("path", sorted((PACKAGE / "db/migrations/versions").glob("*.py")), ids=name_of)
    def test_migrations_import_nothing_of_the_application(self, path: Path) -> None:
        assert [module for module in imported_modules(path) if module.startswith("storefront")] == []


class TestLocks:
    @pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.lock")), ids=name_of)
    def test_python_packages_are_known_by_hash_and_no_address(self, path: Path) -> None:
        text = path.read_text("utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert text.count("==") <= text.count("--hash=sha256:")

    def test_frontend_packages_are_known_by_hash_and_no_address(self) -> None:
        packages = json.loads((ROOT / "reflex.lock/package-lock.json").read_text("utf-8"))["packages"]
        installed = {name: package for name, package in packages.items() if name}
        assert [name for name, package in installed.items() if "resolved" in package] == []
        assert [
            name
            for name, package in installed.items()
            if "integrity" not in package and not package.get("inBundle")
        ] == []
