"""The command line: `storefront run | db | demo | user | import | mail | audit | bench`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storefront.kit.errors import StorefrontError
from storefront.launch import importing, options
from storefront.launch.progress import console, progress
from storefront.launch.project import BUILD, ROOT

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from storefront.settings import Settings

_STARTED_IN = Path.cwd()
"""Where a path that somebody typed begins."""

REFUSED = 1
"""Exit code of what was asked for and cannot be done; wrong options are 2, as everywhere."""

_PASSWORD_NOTE = BUILD / "demo-password"
"""Whom a drawn password would otherwise leave at the second start; for the database that was loaded last."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="An open B2B storefront for indirect trade.",
)
database = typer.Typer(no_args_is_help=True, help="The database's tables.")
demo = typer.Typer(no_args_is_help=True, help="The demo company.")
user = typer.Typer(no_args_is_help=True, help="People who sign in.")
suggestions = typer.Typer(no_args_is_help=True, help="What the suggested order knows.")
mail = typer.Typer(no_args_is_help=True, help="The outbox.")
audit = typer.Typer(no_args_is_help=True, help="Who did what.")
app.add_typer(database, name="db")
app.add_typer(demo, name="demo")
app.add_typer(user, name="user")
app.add_typer(importing.commands, name="import")
app.add_typer(suggestions, name="suggestions")
app.add_typer(mail, name="mail")
app.add_typer(audit, name="audit")


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
        from storefront.launch.explaining import explained

        problem = explained(error)
        if problem is None:
            raise
        sys.exit(_fail(problem))


@app.command()
def run(
    host: options.Host = "127.0.0.1",
    port: options.Port = 3000,
    workers: options.Workers = 1,
    reload: options.Reload = False,
) -> None:
    """Bring the database up to date, load the demo company into an empty one, build what changed, and serve."""
    from storefront.launch import frontend, server
    from storefront.launch.learning import learn_when_stale

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
        # In the thread that announces: nobody waits for it.
        if settings.learn_at_start:
            learn_when_stale(settings)

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

    _, engine = _database(is_current=True)
    with Session(engine) as session, session.begin():
        service.create_contact(session, email=email, name=name, password=password)
    console.print(f"{email} can sign in.")


@suggestions.command("learn")
def learn_suggestions() -> None:
    """Learn from the orders so far how products sell and what is bought together; once a night is enough."""
    from sqlmodel import Session

    from storefront.reordering import service

    _, engine = _database(is_current=True)
    with Session(engine) as session, session.begin():
        lesson = service.learn(session)
    console.print(
        f"Learned from {lesson.orders:,} orders: {lesson.products:,} products, {lesson.pairs:,} pairs bought together."
    )


@mail.command("send")
def send_mails() -> None:
    """Send what waits in the outbox and is due; a running server does so by itself."""
    from storefront.launch.upkeep import send_mails as send

    console.print(send(*_database(is_current=True)))


@audit.command("verify")
def verify_audit() -> None:
    """Fail when an entry was changed, deleted or put in, and tell the first that does not fit."""
    from storefront.launch.upkeep import verify_audit as verify

    console.print(verify(_database(is_current=True)[1]))


@app.command()
def bench(
    parts: options.Parts = None,
    as_json: options.AsJson = False,
    database: options.Databases = None,
    products: options.Products = None,
    requests: options.Requests = 200,
    orders: options.Orders = None,
    start: options.FirstDay = None,
) -> None:
    """Measure the cost per request on SQLite and PostgreSQL, at demo scale and at 100,000 products.

    `bench suggestions` alone walks forward over invoices and needs neither a database nor the test tools.
    """
    from storefront.bench import main as measure

    measure(
        as_json=as_json,
        parts=parts or (),
        databases=database or (),
        products=products,
        requests=requests,
        orders=_STARTED_IN / orders if orders else None,
        start=start.date() if start else None,
    )


def _database(*, is_current: bool = False) -> "tuple[Settings, Engine]":
    from storefront.db import schema
    from storefront.db.session import make_engine
    from storefront.settings import get_settings

    settings = get_settings()
    engine = make_engine(settings)
    if is_current and (problem := schema.check(engine)):
        raise StorefrontError(problem)
    return settings, engine


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


def _fail(message: str) -> int:
    console.print(f"storefront: {message}", markup=False, soft_wrap=True)
    return REFUSED


if __name__ == "__main__":
    main()
