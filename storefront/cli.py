"""The command line: `storefront run | db | demo | user | bench`."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from storefront.kit.errors import StorefrontError
from storefront.launch.progress import console, progress
from storefront.launch.project import BUILD, ROOT

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from storefront.settings import Settings

REFUSED = 1
"""Exit code of what was asked for and cannot be done; wrong options are 2, as everywhere."""

_PASSWORD_NOTE = BUILD / "demo-password"
"""Whom a drawn password would otherwise leave at the second start; for the database that was loaded last."""

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every network of this machine.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The one port for pages, API and live updates.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes; more than one needs STOREFRONT_REDIS_URL.")]
Reload = Annotated[bool, typer.Option("--reload", help="Start anew when a source changes (development).")]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="An open B2B storefront for indirect trade.",
)
database = typer.Typer(no_args_is_help=True, help="The database's tables.")
demo = typer.Typer(no_args_is_help=True, help="The demo company.")
user = typer.Typer(no_args_is_help=True, help="People who sign in.")
app.add_typer(database, name="db")
app.add_typer(demo, name="demo")
app.add_typer(user, name="user")


def main() -> None:
    """Run one command; what cannot be done is said in a line, without a traceback."""
    # Reflex, and a database address like `sqlite:///storefront.db`, mean the project's folder, wherever one stands.
    os.chdir(ROOT)
    try:
        app()
    except StorefrontError as refusal:
        sys.exit(_fail(refusal.message))
    except OSError as error:
        sys.exit(_fail(f"{error.filename + ': ' if error.filename else ''}{error.strerror or error}"))
    except Exception as error:
        # Looked at by name, since `storefront --help` must not import the database; anything else is a bug.
        problem = _explained(error)
        if problem is None:
            raise
        sys.exit(_fail(problem))


@app.command()
def run(host: Host = "127.0.0.1", port: Port = 3000, workers: Workers = 1, reload: Reload = False) -> None:
    """Bring the database up to date, load the demo company into an empty one, build what changed, and serve."""
    from storefront.launch import frontend, server

    server.require_free_port(host, port)
    settings, engine = _database()
    server.require_shared_state(workers, settings.redis_url)
    has_demo = _prepare_database(engine, settings)
    engine.dispose()
    if not frontend.is_built():
        console.print("Building the pages (once per change; the first time takes a minute or two)")
        with console.status("Building"):
            frontend.build()

    def announce() -> None:
        console.print(f"Serving on [bold]{server.local_address(host, port)}[/bold]  (Ctrl+C stops)")
        if has_demo:
            _print_sign_ins(settings)

    server.serve(
        host=host,
        port=port,
        workers=workers,
        reload=reload,
        redis_url=settings.redis_url,
        origins=settings.origin_list,
        on_ready=announce,
    )


@database.command("upgrade")
def upgrade_database() -> None:
    """Apply the migrations that are missing."""
    from storefront.db import schema

    _, engine = _database()
    schema.upgrade(engine)
    console.print("The database is up to date.")


@database.command("check")
def check_database() -> None:
    """Fail when the database is behind the migrations, or the migrations behind the tables in the code."""
    from storefront.db import schema

    _, engine = _database()
    if problem := schema.check(engine):
        raise StorefrontError(problem)
    schema.drift(engine)
    console.print("The database matches the code.")


@demo.command("load")
def load_demo_company(
    scale: Annotated[
        int, typer.Option(min=1, help="Multiplies products; and outlets and orders, unless given.")
    ] = 1,
    scale_outlets: Annotated[int | None, typer.Option(min=1, help="Multiplies outlets.")] = None,
    scale_orders: Annotated[int | None, typer.Option(min=1, help="Multiplies the order history.")] = None,
) -> None:
    """Load the demo company into an empty database."""
    from storefront.db import schema

    settings, engine = _database()
    schema.upgrade(engine)
    _load_demo(
        engine, settings, scale=scale, outlet_scale=scale_outlets or scale, order_scale=scale_orders or scale
    )
    _print_sign_ins(settings)


@user.command("create")
def create_user(
    email: Annotated[str, typer.Option(help="The address that signs in.", prompt=True)],
    name: Annotated[str, typer.Option(help="As the others see it.", prompt=True)],
    password: Annotated[
        str,
        typer.Option(
            help="Asked for when not given.",
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
            envvar="STOREFRONT_PASSWORD",
        ),
    ],
) -> None:
    """Create a contact who can sign in; memberships are given by an admin of an organization."""
    from sqlmodel import Session

    from storefront.parties import service

    _, engine = _database()
    with Session(engine) as session, session.begin():
        service.create_contact(session, email=email, name=name, password=password)
    console.print(f"{email} can sign in.")


@app.command()
def bench(
    parts: Annotated[
        list[str] | None,
        typer.Argument(help="load, start, size, stepper, screen, tabs, api; all when none is named."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print figures for programs.")] = False,
    database: Annotated[
        list[str] | None, typer.Option(help="sqlite or postgresql; all that answer when none is named.")
    ] = None,
    products: Annotated[
        int | None,
        typer.Option(min=1, help="Measure with so many; else at demo scale, and the API with 100,000 too."),
    ] = None,
    requests: Annotated[int, typer.Option(min=1, help="Repetitions of each call in each round.")] = 200,
) -> None:
    """Measure the cost per request on SQLite and PostgreSQL, at demo scale and at 100,000 products."""
    from storefront.bench import main as measure

    measure(
        as_json=as_json, parts=parts or (), databases=database or (), products=products, requests=requests
    )


def _database() -> "tuple[Settings, Engine]":
    from storefront.db.session import make_engine
    from storefront.settings import get_settings

    settings = get_settings()
    return settings, make_engine(settings)


def _prepare_database(engine: "Engine", settings: "Settings") -> bool:
    """Migrate, and fill an empty database; whether the demo company is in it."""
    from storefront.db import schema
    from storefront.demo.load import has_demo, is_empty

    if schema.check(engine):
        schema.upgrade(engine)
    if is_empty(engine):
        _load_demo(engine, settings)
    return has_demo(engine)


def _load_demo(engine: "Engine", settings: "Settings", **scales: int) -> None:
    from storefront.demo.load import load_demo

    with progress("Loading the demo company") as report:
        loaded = load_demo(engine, settings, progress=report, **scales)
    if not settings.demo_password.get_secret_value():
        BUILD.mkdir(exist_ok=True)
        _PASSWORD_NOTE.touch(mode=0o600)
        _PASSWORD_NOTE.write_text(f"{settings.database_url}\n{loaded.password}\n", "utf-8")
    elif _noted_password(settings):
        _PASSWORD_NOTE.unlink()


def _print_sign_ins(settings: "Settings") -> None:
    from storefront.demo.people import SIGN_INS

    console.print(f"Demo sign-ins: {', '.join(SIGN_INS)}", soft_wrap=True)
    console.print(f"Password: [bold]{_demo_password(settings)}[/bold]", soft_wrap=True)


def _demo_password(settings: "Settings") -> str:
    """The one that was printed when this database was loaded, or where to find it."""
    noted = _noted_password(settings)
    return noted or settings.demo_password.get_secret_value() or "as printed when the demo company was loaded"


def _noted_password(settings: "Settings") -> str:
    """The password that was drawn for this database; empty when none was."""
    if not _PASSWORD_NOTE.is_file():
        return ""
    address, password = _PASSWORD_NOTE.read_text("utf-8").splitlines()
    return password if address == settings.database_url else ""


def _explained(error: Exception) -> str | None:
    """What went wrong outside our code, in a line; nothing when it is our own mistake."""
    from alembic.util import CommandError
    from pydantic import ValidationError
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

    if isinstance(error, ValidationError):
        problems = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
            for problem in error.errors(include_input=False)
        )
        return f"a STOREFRONT_ setting is wrong: {problems}"
    if isinstance(error, OperationalError) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    ):
        reason = str(error.orig).strip().splitlines()
        return f"the database cannot be used: {reason[0] if reason else 'no reason given'} (STOREFRONT_DATABASE_URL)"
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return "STOREFRONT_DATABASE_URL is not the address of a SQLite or PostgreSQL database"
    if isinstance(error, CommandError):
        return f"migrations: {error}"
    return None


def _fail(message: str) -> int:
    console.print(f"storefront: {message}", markup=False, soft_wrap=True)
    return REFUSED


if __name__ == "__main__":
    main()
