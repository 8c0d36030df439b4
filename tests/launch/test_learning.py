"""What the launcher learns when the server starts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from storefront import cli
from storefront.db.columns import table_of
from storefront.db.session import make_engine, reading, transaction
from storefront.kit.clock import now
from storefront.launch import frontend, server
from storefront.launch.learning import STALE_AFTER, learn_when_stale
from storefront.reordering.tables import LastLesson, ProductTrend
from storefront.settings import Settings
from tests.factories import Trade
from tests.reordering.history import order_of

lessons = table_of(LastLesson)


def trends(session: Session) -> int:
    return session.execute(sa.select(sa.func.count()).select_from(table_of(ProductTrend))).scalar_one()


@pytest.fixture
def orders(trade: Trade, committing_engine: sa.Engine) -> None:
    with transaction() as session:
        for days in (30, 20, 10):
            order_of(session, trade, {"M-001": 2, "M-002": 1}, days=days)


class TestLearning:
    def test_learns_at_the_first_start_and_not_again_within_a_day(
        self, orders: None, settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        learn_when_stale(settings)
        assert "Suggestions learned from 3 orders" in " ".join(capsys.readouterr().err.split())
        with reading() as session:
            assert trends(session) == 2
            first = session.execute(sa.select(lessons.c.learned_at)).scalar_one()
        learn_when_stale(settings)
        assert capsys.readouterr().err == ""
        with reading() as session:
            assert session.execute(sa.select(lessons.c.learned_at)).scalar_one() == first

    def test_learns_anew_when_the_lesson_is_a_day_old(
        self, orders: None, settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        learn_when_stale(settings)
        with transaction() as session:
            old = now() - STALE_AFTER - timedelta(seconds=1)
            session.execute(sa.update(lessons).values(learned_at=old))
            session.execute(sa.delete(table_of(ProductTrend)))
        capsys.readouterr()
        learn_when_stale(settings)
        assert "learned from 3 orders" in capsys.readouterr().err
        with reading() as session:
            assert trends(session) == 2

    def test_a_database_that_is_not_there_is_left_for_the_next_start(
        self, settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        nowhere = settings.model_copy(update={"database_url": "sqlite:////nowhere/at/all.db"})
        learn_when_stale(nowhere)
        assert "Suggestions were not learned anew" in capsys.readouterr().err


class TestStart:
    @pytest.mark.parametrize(("learns", "known"), [(True, 2), (False, 0)])
    def test_the_server_learns_once_it_answers(
        self,
        orders: None,
        settings: Settings,
        monkeypatch: pytest.MonkeyPatch,
        learns: bool,
        known: int,
    ) -> None:
        """`storefront run` as it is, but for the socket and the build of the pages."""
        own = settings.model_copy(update={"learn_at_start": learns})
        monkeypatch.setattr(cli, "_database", lambda: (own, make_engine(own)))
        served: list[int] = []

        def serve(*, on_ready: Callable[[], None], **_options: object) -> None:
            with reading() as session:
                served.append(trends(session))
            on_ready()

        monkeypatch.setattr(server, "serve", serve)
        monkeypatch.setattr(server, "require_free_port", lambda *_: None)
        monkeypatch.setattr(frontend, "is_built", lambda: True)
        cli.run()
        assert served == [0]
        with reading() as session:
            assert trends(session) == known
