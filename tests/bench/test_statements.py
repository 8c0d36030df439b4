"""The number of statements is a promise, and it holds on the demo company whatever the machine does meanwhile."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from storefront.bench.datasets import PASSWORD, make_room
from storefront.bench.figures import GOALS
from storefront.bench.operations import operations
from storefront.bench.statements import count_statements
from storefront.db.session import use_engine
from tests.browser.demo_company import demo_database

PROMISED = {name: goal.statements for name, goal in GOALS.items() if goal.statements}


@pytest.fixture
def demo_url(backend: str, engine: sa.Engine, tmp_path: Path) -> Iterator[str]:
    if backend != "sqlite":
        pytest.skip("the demo company is kept as a SQLite file")
    copy = tmp_path / "demo.db"
    shutil.copyfile(demo_database(PASSWORD), copy)
    url = f"sqlite:///{copy}"
    make_room(url)
    yield url
    use_engine(engine)  # counting put its own in the place of the tests'


@pytest.mark.slow
class TestCount:
    def test_no_call_takes_more_statements_than_promised(self, demo_url: str) -> None:
        counts = count_statements(demo_url, operations())
        assert set(counts) == {operation.name for operation in operations()}
        assert {name: counts[name] for name, most in PROMISED.items() if max(counts[name]) > most} == {}

    def test_long_carts_take_as_many_as_short_ones(self, demo_url: str) -> None:
        counts = count_statements(demo_url, operations())
        short, long = (f"fill a cart with {lines} lines and place the order" for lines in (20, 500))
        assert counts["cart of 500 lines"] == counts["cart of 20 lines"]
        assert counts[long] == counts[short]
