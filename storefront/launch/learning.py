"""What the suggested order knows, kept fresh: learned when the server starts and the newest lesson is a day old."""

from datetime import timedelta

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from storefront.db.session import make_engine
from storefront.kit.clock import now
from storefront.launch.progress import console
from storefront.reordering.service import learn_if_older
from storefront.settings import Settings

STALE_AFTER = timedelta(days=1)


def learn_when_stale(settings: Settings) -> None:
    """Learn once, in the process that started the others; whoever serves meanwhile waits for nothing.

    A database that cannot be written to now is left for the next start.
    """
    engine = make_engine(settings)
    try:
        with Session(engine.execution_options(storefront_writing=True)) as session, session.begin():
            lesson = learn_if_older(session, now() - STALE_AFTER)
    except OperationalError as error:
        console.print(f"Suggestions were not learned anew: {error.orig}", markup=False)
    else:
        if lesson is not None:
            console.print(f"Suggestions learned from {lesson.orders:,} orders", markup=False)
    finally:
        engine.dispose()
