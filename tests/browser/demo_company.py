"""The demo company in a SQLite file, loaded once and kept until the code that makes it changes."""

import fcntl
import hashlib
import os
import subprocess
import sys
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
            for old in KEPT.glob("*.db*"):
                old.unlink()
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


def _digest(password: str) -> str:
    digest = hashlib.sha256(password.encode())
    for path in sorted((ROOT / "storefront").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.is_file() and "__pycache__" not in name and not name.startswith(NOT_IN_IT):
            digest.update(name.encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
