"""Runs the checks of `make test` and `make check`, in the order in which they fail soonest."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
POSTGRESQL = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
COVERED = "storefront/kit/*,storefront/*/rules.py,storefront/*/rules/*,storefront/*/service.py,storefront/*/service/*"
COVERED_AT_LEAST = 97
"""Percent of lines and branches of what decides about trade."""

COVERAGE = ("--cov=storefront", "--cov-report=")
COVERING = tuple(
    f"tests/{path.name}"
    for path in sorted((ROOT / "tests").iterdir())
    if path.name == "kit"
    or (ROOT / "storefront" / path.name / "snapshots.py").is_file()
    or (ROOT / "storefront" / path.name / "snapshots").is_dir()
)
"""The tests of kit and slices: what they cover is counted; tracing the others would take a minute more."""

BELOW_SCREENS = ("--ignore=tests/ui",)
"""Screens know no database: what they call is tested on both."""

LINT = {
    "style": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "imports": ["lint-imports", "--no-cache"],
    "dependencies": ["deptry", "."],
}
LONGEST_LINE = 300
"""The type checker spells out types of a hundred parameters."""

TYPES = ["pyright", "--warnings"]
MOST_CHANGED = 60
"""Modules whose types `make check` looks at by themselves; for more, a look at all takes no longer."""
WORKERS = ["-n", os.environ.get("STOREFRONT_TEST_WORKERS", str(min(os.cpu_count() or 2, 8)))]

JOURNEY_WORKERS = [
    "-n",
    os.environ.get("STOREFRONT_TEST_WORKERS", str(max(1, min((os.cpu_count() or 2) // 2, 8)))),
]
"""A journey keeps a server and a browser busy: with less than two cores for each, clicks come before their pages."""

BY_FILE = ["--dist", "loadfile"]
"""The journeys of one file share a server: they stay with one worker."""


def main(which: str) -> int:
    """Run `all` checks or the `fast` ones, or only find or install the `browser`; 0 when all is well."""
    if which == "browser":
        prepare_browser()
        return 0
    started = time.monotonic()
    if which == "fast":
        return 1 if quickly_unsound() else 0
    postgresql = find_postgresql()
    heading("lint, import contracts, dependencies")
    if not told({name: run_quietly(command) for name, command in LINT.items()}):
        return 1
    prepare_browser()
    failed = (
        tests("SQLite, rules and services", "sqlite", "-m", "not browser", *COVERAGE, *COVERING)
        or coverage()
        or tests(
            "SQLite, all else", "sqlite", "-m", "not browser", *(f"--ignore={path}" for path in COVERING)
        )
        or (
            postgresql
            and tests(
                "PostgreSQL",
                "postgresql",
                "-m",
                "not browser",
                *BELOW_SCREENS,
                STOREFRONT_TEST_DATABASE_URL=postgresql,
            )
        )
        or journeys_and_types(postgresql, f"checks so far took {time.monotonic() - started:.0f} s")
    )
    return 1 if failed else 0


def quickly_unsound() -> int:
    """The types of what changed, beside all else that is quick; not 0 when something is wrong."""
    changed = changed_modules()
    with ThreadPoolExecutor(1) as pool:
        checked = pool.submit(run_quietly, [*TYPES, *(changed or [])]) if changed != [] else None
        is_sound = told({name: run_quietly(command) for name, command in LINT.items()})
        failed = tests(
            "SQLite, a little of each slice",
            "sqlite",
            "-m",
            "not browser and not slow",
            STOREFRONT_TEST_DEPTH="smoke",
        )
        if checked is not None:
            heading(f"types of {'all' if changed is None else len(changed)} modules")
            is_sound = told({"types": checked.result()}) and is_sound
    return failed or int(not is_sound)


def changed_modules() -> list[str] | None:
    """Modules that differ from where this branch left main, or from the last commit; None when all are cheaper."""
    told_by_git = [
        run_quietly(["git", *words])
        for words in (
            ["diff", "--name-only", "--diff-filter=d", "--merge-base", "main", "--", "*.py"],
            ["ls-files", "--others", "--exclude-standard", "--", "*.py"],
        )
    ]
    if any(code != 0 for code, _, _ in told_by_git):
        return None
    changed = [line for _, output, _ in told_by_git for line in output.splitlines()]
    checked = [name for name in changed if name.startswith(("storefront/", "tests/", "rxconfig"))]
    checked = [name for name in checked if "/migrations/versions/" not in name]
    return checked if len(checked) <= MOST_CHANGED else None


def journeys_and_types(postgresql: str, note: str) -> int:
    """The browser journeys, which leave one core half idle, beside the types, which need one; not 0 when something is wrong."""
    with ThreadPoolExecutor(1) as pool:
        types = pool.submit(run_quietly, TYPES)
        failed = journeys(postgresql, note)
        heading("types")
        is_sound = told({"types": types.result()})
    return failed or int(not is_sound)


def told(results: dict[str, tuple[int, str, float]]) -> bool:
    """Print what each tool said; whether all is well."""
    for name, (code, output, seconds) in results.items():
        print(f"{name:14} {'ok' if code == 0 else 'FAILED'}  {seconds:.1f} s")
        if code != 0:
            print("\n".join(line[:LONGEST_LINE] for line in output.splitlines()))
    return all(code == 0 for code, _, _ in results.values())


def tests(title: str, backend: str, *arguments: str, **environment: str) -> int:
    """All tests but the journeys on one database; pytest's exit code."""
    heading(f"tests on {title}")
    return run(
        [BIN / "python", "-m", "pytest", "-q", *WORKERS, *arguments],
        STOREFRONT_TEST_BACKEND=backend,
        **environment,
    )


def journeys(postgresql: str, note: str) -> int:
    """The browser journeys, on SQLite, and on PostgreSQL with Redis those of several processes; pytest's exit code."""
    heading(f"browser journeys ({note})")
    environment = {"STOREFRONT_TEST_DATABASE_URL": postgresql} if postgresql else {}
    return run(
        [
            BIN / "python",
            "-m",
            "pytest",
            "-q",
            *JOURNEY_WORKERS,
            *BY_FILE,
            "-m",
            selected_journeys(postgresql),
            "tests",
        ],
        STOREFRONT_TEST_BACKEND="sqlite",
        **environment,
    )


def selected_journeys(postgresql: str) -> str:
    """Which journeys can run here, as pytest's `-m` wants it; says aloud which are left out.

    Raises:
        SystemExit: there is no Redis for those of several processes, and there must be (`CI=true`).
    """
    has_program = shutil.which("redis-server") is not None
    has_redis = has_program or bool(os.environ.get("STOREFRONT_TEST_REDIS_URL"))
    if not has_redis and os.environ.get("CI") == "true":
        raise SystemExit("no Redis: install redis-server, or set STOREFRONT_TEST_REDIS_URL")
    if not postgresql or not has_redis:
        print(
            "Left out: journeys over several processes (they need PostgreSQL, and redis-server or STOREFRONT_TEST_REDIS_URL)."
        )
        return "browser and not scale"
    if not has_program:
        print("Left out: journeys that kill Redis (they need the program redis-server).")
        return "browser and not kills_redis"
    return "browser"


def coverage() -> int:
    """Combine and show what the tests cover of the rules; fails below the limit."""
    heading("coverage of kit, rules and services")
    return run([BIN / "coverage", "report", f"--include={COVERED}", f"--fail-under={COVERED_AT_LEAST}"])


def find_postgresql() -> str:
    """The address of a PostgreSQL that answers; empty, said aloud, when none does.

    Raises:
        SystemExit: none answers, and one must (`CI=true`, or its address was given).
    """
    import psycopg

    given = os.environ.get("STOREFRONT_TEST_DATABASE_URL", "")
    address = given or POSTGRESQL
    try:
        psycopg.connect(address.replace("+psycopg", ""), connect_timeout=5).close()
    except psycopg.OperationalError as error:
        if given or os.environ.get("CI") == "true":
            raise SystemExit(
                f"no PostgreSQL answers at STOREFRONT_TEST_DATABASE_URL ({error})".replace("\n", " ")
            ) from error
        print("No PostgreSQL answers at STOREFRONT_TEST_DATABASE_URL: the tests run on SQLite only.")
        return ""
    return address


def prepare_browser() -> None:
    """Find or install Chromium: the system's, Debian's package when we may, else Playwright's own.

    Raises:
        SystemExit: no way to a browser.
    """
    from tests.browser.chromium import find_chromium

    if find_chromium():
        return
    heading("installing a browser")
    if os.geteuid() == 0 and Path("/usr/bin/apt-get").exists():
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        if (
            run(["apt-get", "update", "-qq"], **quiet) == 0
            and run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"], **quiet) == 0
            and find_chromium()
        ):
            return
    if run([BIN / "playwright", "install", "chromium"]) != 0 or not find_chromium():
        raise SystemExit("no browser: install chromium, or set STOREFRONT_TEST_CHROMIUM to one")


def run(command: list[str | Path], **environment: str) -> int:
    """Run in the open; the exit code."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**keeping_what_is_compiled(os.environ), **environment},
        stdin=subprocess.DEVNULL,
        check=False,
    ).returncode


def keeping_what_is_compiled(environment: Mapping[str, str]) -> dict[str, str]:
    """Where Python may not write beside its sources, it writes elsewhere: else each worker compiles every test anew."""
    kept = dict(environment)
    if kept.pop("PYTHONDONTWRITEBYTECODE", ""):
        kept.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".build" / "compiled"))
    return kept


def run_quietly(command: list[str]) -> tuple[int, str, float]:
    """Exit code, output and seconds of a tool of this environment."""
    started = time.monotonic()
    finished = subprocess.run(
        [command[0] if command[0] == "git" else BIN / command[0], *command[1:]],
        cwd=ROOT,
        env=tool_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return finished.returncode, finished.stdout, time.monotonic() - started


def tool_environment() -> dict[str, str]:
    """With the Node of this environment first, so that pyright fetches none."""
    from storefront.launch.project import reflex_environment

    return {**reflex_environment(), "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}


def heading(text: str) -> None:
    """Say what begins."""
    print(f"\n== {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "all"))
