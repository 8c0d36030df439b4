"""The demo company in a SQLite file, loaded once and kept until the code that makes it changes."""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".pytest_cache" / "demo"
NOT_IN_IT = ("storefront/ui/", "storefront/api/", "storefront/launch/", "storefront/bench/")


def demo_database(password: str) -> Path:
    """The file to copy; loads it when there is none for the present code."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = KEPT / f"{_digest(password)}.db"
        if not kept.exists():
            _forget_others()
            loading = KEPT / "loading.db"
            subprocess.run(
                [sys.executable, "-m", "storefront.cli", "demo", "load"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "STOREFRONT_DATABASE_URL": f"sqlite:///{loading}",
                    "STOREFRONT_DEMO_PASSWORD": password,
                },
                stdin=subprocess.DEVNULL,
                check=True,
            )
            loading.rename(kept)
    return kept


def keep_demo_database(loaded: str, password: str) -> None:
    """Keep a copy of a SQLite file into which the demo company was just loaded: the journeys need not load it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = KEPT / f"{_digest(password)}.db"
        if not kept.exists():
            _forget_others()
            with closing(sqlite3.connect(loaded)) as connection:
                connection.execute("vacuum into ?", [str(kept)])


def _forget_others() -> None:
    for old in KEPT.glob("*.db*"):
        old.unlink()


def _digest(password: str) -> str:
    digest = hashlib.sha256(password.encode())
    for path in sorted((ROOT / "storefront").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.is_file() and "__pycache__" not in name and not name.startswith(NOT_IN_IT):
            digest.update(name.encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
