"""The layout and the words of architecture.md, held by a machine."""

import ast
import json
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "storefront"
SLICES = ("parties", "sellers", "catalog", "inventory", "pricing", "offers", "carts", "credit", "orders")
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
SLICE_FOLDERS = {"service", "queries", "rules"}
"""A file that grew past its limit becomes a folder with a module per verb."""

EXTRA_FILES = {"parties": {"actor.py"}}
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

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations/versions" not in path.as_posix())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports_of(path: Path) -> list[ast.Import | ast.ImportFrom]:
    return [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def imported_modules(path: Path) -> set[str]:
    found: set[str] = set()
    for node in imports_of(path):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


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
        strangers = [
            path.name
            for path in (PACKAGE / name).iterdir()
            if path.name != "__pycache__"
            and not (path.name in SLICE_FOLDERS if path.is_dir() else path.name in allowed)
        ]
        assert strangers == []

    def test_nothing_is_called_by_a_name_that_says_nothing(self) -> None:
        assert [name_of(path) for path in PACKAGE.rglob("*") if path.stem.strip("_") in FORBIDDEN_NAMES] == []

    def test_every_folder_of_modules_is_a_package(self) -> None:
        folders = {path.parent for path in MODULES}
        assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


class TestSize:
    @pytest.mark.parametrize("path", MODULES, ids=name_of)
    def test_a_module_fits_in_one_reading(self, path: Path) -> None:
        assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES

    @pytest.mark.parametrize(
        "path", [path for path in MODULES if not name_of(path).startswith(BUILDERS)], ids=name_of
    )
    def test_a_function_does_one_thing(self, path: Path) -> None:
        functions = (
            node
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        )
        long = {
            node.name: length
            for node in functions
            if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
        }
        assert long == {}


class TestImports:
    @pytest.mark.parametrize("path", MODULES, ids=name_of)
    def test_imports_are_absolute(self, path: Path) -> None:
        assert [
            node.module for node in imports_of(path) if isinstance(node, ast.ImportFrom) and node.level
        ] == []

    @pytest.mark.parametrize("path", MODULES, ids=name_of)
    def test_a_slice_reaches_others_only_through_their_door(self, path: Path) -> None:
        """Plain rules and snapshots are open to the slices above; only `queries` may join with a lower slice's tables."""
        place = path.relative_to(PACKAGE).parts
        if place[0] not in SLICES:
            return
        closed = ("queries",) if place[1].startswith("queries") else ("tables", "queries")
        through_the_wall = {
            module
            for module in imported_modules(path)
            for other in SLICES
            if other != place[0]
            and any(
                module == f"storefront.{other}.{part}" or module.startswith(f"storefront.{other}.{part}.")
                for part in closed
            )
        }
        assert through_the_wall == set()

    @pytest.mark.parametrize("path", sorted(PACKAGE.glob("*/rules*")), ids=name_of)
    def test_rules_have_no_clock(self, path: Path) -> None:
        for module in [path] if path.is_file() else sorted(path.glob("*.py")):
            calls = {
                ast.unparse(node.func)
                for node in ast.walk(ast.parse(module.read_text("utf-8")))
                if isinstance(node, ast.Call)
            }
            assert not calls & {
                "datetime.now",
                "datetime.today",
                "date.today",
                "time.time",
                "clock.now",
                "now",
                "today",
            }

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
