"""Runs the checks of `make test` and `make check`, in the order in which they fail soonest."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
POSTGRESQL = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
COVERED = "storefront/kit/*,storefront/*/rules.py,storefront/*/service.py,storefront/*/service/*"
COVERED_AT_LEAST = 97
"""Percent of lines and branches of what decides about trade."""

LINT = {
    "style": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "imports": ["lint-imports", "--no-cache"],
    "dependencies": ["deptry", "."],
}
LONGEST_LINE = 300
"""The type checker spells out types of a hundred parameters."""

TYPES = ["pyright", "--warnings"]
WORKERS = ["-n", os.environ.get("STOREFRONT_TEST_WORKERS", str(min(os.cpu_count() or 2, 8)))]


def main(which: str) -> int:
    """Run `all` checks or the `fast` ones; 0 when all is well."""
    started = time.monotonic()
    postgresql = "" if which == "fast" else find_postgresql()
    if not statically_sound():
        return 1
    if which == "fast":
        failed = tests("SQLite", "sqlite", "-m", "not browser and not slow")
    else:
        prepare_browser()
        failed = (
            tests("SQLite", "sqlite", "-m", "not browser", "--cov=storefront", "--cov-report=")
            or coverage()
            or (
                postgresql
                and tests(
                    "PostgreSQL", "postgresql", "-m", "not browser", STOREFRONT_TEST_DATABASE_URL=postgresql
                )
            )
            or journeys(postgresql, f"checks so far took {time.monotonic() - started:.0f} s")
        )
    return 1 if failed else 0


def statically_sound() -> bool:
    """Lint, formatting, import contracts and dependencies beside the types; prints what is wrong."""
    heading("lint, types, import contracts, dependencies")
    with ThreadPoolExecutor(2) as pool:
        types = pool.submit(run_quietly, TYPES)
        results = {name: run_quietly(command) for name, command in LINT.items()}
        results["types"] = types.result()
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
        [BIN / "python", "-m", "pytest", "-q", "-m", selected_journeys(postgresql), "tests"],
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
        command, cwd=ROOT, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, check=False
    ).returncode


def run_quietly(command: list[str]) -> tuple[int, str, float]:
    """Exit code, output and seconds of a tool of this environment."""
    started = time.monotonic()
    finished = subprocess.run(
        [BIN / command[0], *command[1:]],
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
