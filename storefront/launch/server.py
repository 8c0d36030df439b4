"""Serves the built application on one port, with nothing but Python at run time."""

import errno
import os
import secrets
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from storefront.kit.errors import StorefrontError
from storefront.launch.project import ROOT

KILL_AFTER = 10
"""Seconds that a worker gets to finish what it is doing when the server stops."""

_READY_WITHIN = 60.0
_EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 -- compared with, not bound to


class CannotServe(StorefrontError):
    """The server could not be started as asked; the message says what would do."""

    code = "cannot_serve"


class _Server(MPServer):
    """Granian that says when the first worker answers."""

    def __init__(self, *, answers_at: str, on_ready: Callable[[], None], **options: Any) -> None:
        super().__init__("storefront.storefront:app", **options)
        self._answers_at = answers_at
        self._on_ready = on_ready

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        super().startup(spawn_target, target_loader)  # pyright: ignore[reportUnknownMemberType] -- granian does not say
        # Only now: workers are forked, and a fork with a second thread running is asking for trouble.
        threading.Thread(target=self._announce, daemon=True).start()

    def _announce(self) -> None:
        if wait_until_ready(self._answers_at):
            self._on_ready()


def serve(
    *,
    host: str,
    port: int,
    workers: int,
    reload: bool,
    redis_url: str,
    origins: tuple[str, ...],
    on_ready: Callable[[], None],
) -> None:
    """Serve until told to stop (SIGINT, SIGTERM); `on_ready` is called once, when the first page can be answered.

    Raises:
        CannotServe: the port is taken, or several workers have nothing to share their state in.
    """
    require_shared_state(workers, redis_url)
    require_free_port(host, port)
    _prepare_environment(host, port, origins)
    # A worker inherits handlers that only its parent can act on, and until it has its own would never stop.
    os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))
    _Server(
        answers_at=local_address(host, port),
        on_ready=on_ready,
        address=host,
        factory=True,
        interface=Interfaces.ASGI,
        port=port,
        workers=workers,
        workers_kill_timeout=KILL_AFTER,
        respawn_failed_workers=True,
        reload=reload,
        reload_paths=[ROOT / "storefront"],
        log_level=LogLevels.warning,
    ).serve()


def require_shared_state(workers: int, redis_url: str) -> None:
    """Refuse several workers that have nothing to share screens and live updates in.

    Raises:
        CannotServe: more than one worker, and no Redis.
    """
    if workers > 1 and not redis_url:
        raise CannotServe(
            "several workers share screens and live updates through Redis: set STOREFRONT_REDIS_URL, or use --workers 1"
        )


def require_free_port(host: str, port: int) -> None:
    """Refuse a port on which somebody listens: the server would share it, and each answer be a matter of luck.

    Raises:
        CannotServe: the port is taken or not ours to use.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise CannotServe(
                f"port {port} on {host} {reason}: stop what uses it, or choose another with --port"
            ) from error


def local_address(host: str, port: int) -> str:
    """The address by which this machine reaches the server."""
    name = "localhost" if host in _EVERYWHERE | {"127.0.0.1"} else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def wait_until_ready(address: str, *, within: float = _READY_WITHIN) -> bool:
    """Whether the server at `address` answers its readiness check within so many seconds."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):  # noqa: S310 -- our own http address
                return True
        except urllib.error.HTTPError:
            return True  # it answers, if only that something else is not ready
        except OSError:
            time.sleep(0.05)
    return False


def _prepare_environment(host: str, port: int, origins: tuple[str, ...]) -> None:
    """Set what Reflex and every worker read from the environment and the working directory."""
    os.chdir(ROOT)
    own = (f"http://{name}:{port}" for name in ("localhost", "127.0.0.1", *({host} - _EVERYWHERE)))
    os.environ.update(
        {
            "REFLEX_ENV_MODE": "prod",
            "REFLEX_TELEMETRY_ENABLED": "false",
            "__REFLEX_SKIP_COMPILE": "true",
            "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
            "STOREFRONT_ORIGINS": ",".join(dict.fromkeys((*origins, *own))),
        }
    )
    if not os.environ.get("STOREFRONT_SECRET"):
        # One for all workers, and gone with them.
        os.environ["STOREFRONT_SECRET"] = secrets.token_urlsafe(32)
    if not Path("rxconfig.py").is_file():
        raise CannotServe(
            f"rxconfig.py is missing in {ROOT}: without it Reflex would serve with unsafe defaults"
        )
