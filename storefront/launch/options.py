"""What the commands can be told, with the words of `--help`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every network of this machine.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The one port for pages, API and live updates.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes; more than one needs STOREFRONT_REDIS_URL.")]
Reload = Annotated[bool, typer.Option("--reload", help="Start anew when a source changes (development).")]

Parts = Annotated[
    list[str] | None,
    typer.Argument(
        help="load, start, size, stepper, live, paste, screen, tabs, api, hierarchy, suggestions, history; all when none is named."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print figures for programs.")]
Databases = Annotated[
    list[str] | None, typer.Option(help="sqlite or postgresql; all that answer when none is named.")
]
Products = Annotated[
    int | None,
    typer.Option(min=1, help="Measure with so many; else at demo scale, and the API with 100,000 too."),
]
Requests = Annotated[int, typer.Option(min=1, help="Repetitions of each call in each round.")]
Orders = Annotated[
    Path | None,
    typer.Option(
        help="For suggestions: invoices to predict, in the format of the demo's; else the demo's own."
    ),
]
FirstDay = Annotated[
    datetime | None,
    typer.Option(
        "--from",
        formats=["%Y-%m-%d"],
        help="For suggestions: the first day to predict; else three months before the last.",
    ),
]
