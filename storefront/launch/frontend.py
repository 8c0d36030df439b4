"""Builds the pages for the browser, only when what they are made of has changed."""

import fcntl
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from storefront.kit.errors import StorefrontError
from storefront.launch.project import BUILD, BUILT_SITE, ROOT, WEB, reflex_environment
from storefront.settings import get_settings

SOURCES = (
    "storefront/ui/**/*",
    "storefront/storefront.py",
    "storefront/launch/relocatable.py",
    "assets/**/*",
    "rxconfig.py",
    "reflex.lock/package-lock.json",
)
_LOCK = ROOT / "reflex.lock" / "package-lock.json"
_STAMP = WEB / "build" / "sources.sha256"
_LOG = BUILD / "build.log"
_SHOWN_LINES = 30


class BuildFailed(StorefrontError):
    """The pages could not be built; the end of the log is in the message."""

    code = "build_failed"


def is_built() -> bool:
    """Whether the built pages are those of the present sources."""
    return BUILT_SITE.is_dir() and _STAMP.is_file() and _STAMP.read_text("utf-8") == sources_digest()


def build() -> None:
    """Build the pages into `.web/build`; a second process that wants the same waits, and finds them built.

    Raises:
        BuildFailed: Reflex or npm gave up.
    """
    BUILD.mkdir(exist_ok=True)
    with _one_at_a_time():
        if is_built():
            return
        _STAMP.unlink(missing_ok=True)
        digest = sources_digest()
        locked = _LOCK.is_file()  # the first build of all writes the lock, which is itself a source
        with _LOG.open("w", encoding="utf-8") as log:
            finished = subprocess.run(
                [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip", "--env", "prod"],
                cwd=ROOT,
                env=reflex_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if finished.returncode != 0 or not BUILT_SITE.is_dir():
            end = "\n".join(_LOG.read_text("utf-8", errors="replace").splitlines()[-_SHOWN_LINES:])
            raise BuildFailed(f"the pages could not be built (whole log: {_LOG.relative_to(ROOT)})\n{end}")
        _STAMP.write_text(digest if locked else sources_digest(), "utf-8")


def sources_digest() -> str:
    """A digest over everything that the built pages depend on, names included."""
    # The gallery is a page in development only.
    digest = hashlib.sha256(f"{version('reflex')} {get_settings().environment}".encode())
    for path in sorted(_source_files()):
        digest.update(f"\n{path.relative_to(ROOT).as_posix()} ".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _source_files() -> Iterator[Path]:
    for pattern in SOURCES:
        for path in ROOT.glob(pattern):
            if path.is_file() and path.suffix != ".pyc":
                yield path


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (BUILD / "build.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
