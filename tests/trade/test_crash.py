"""Whatever breaks a checkout, and whenever: the whole order is there afterwards, or nothing of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from storefront.carts.service import add_lines
from storefront.carts.snapshots import WantedLine
from storefront.db.columns import table_of
from storefront.db.session import in_transaction, reading, transaction
from storefront.orders.service import place
from storefront.orders.snapshots import CheckoutRequest, Placed
from storefront.orders.tables import SalesOrder
from tests.databases import TestDatabase
from tests.digests import counts_of, digest_of
from tests.factories import Trade, act_as, make_trade, new_key

orders = table_of(SalesOrder).c

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = {
    "sales_orders": 1,
    "order_lines": 3,
    "reservations": 3,
    "credit_holds": 1,
    "order_categories": 1,
    "outlet_purchases": 3,
    "idempotency_keys": 1,
    "number_sequences": 1,
    "cart_changes": 1,
    "cart_lines": -3,
}
"""Rows that one order of three lines adds."""


class Broken(Exception):
    """What a test throws in the middle."""


@pytest.fixture
def trade(committing_engine: sa.Engine) -> Trade:
    with transaction() as session:
        made = make_trade(session)
        actor = act_as(session, made.buyer, made.outlet)
        wanted = [WantedLine(sku, 2) for sku in made.maker.skus[:3]]
        add_lines(session, actor, seller="MAKER", lines=wanted)
        return made


def digest() -> dict[str, str]:
    with reading() as session:
        return digest_of(session)


def counts() -> dict[str, int]:
    with reading() as session:
        return counts_of(session)


def added(before: dict[str, int]) -> dict[str, int]:
    return {name: count - before[name] for name, count in counts().items() if count != before[name]}


class Doomed:
    """The process of `doomed.py`."""

    def __init__(self, url: str, trade: Trade) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.trade.doomed",
                url,
                trade.buyer.token,
                trade.outlet.number,
                new_key(),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
        )

    def die_at(self, moment: int | str) -> int:
        """How the checkout that was to die at a moment ended: 0 when it lived."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{moment}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture
def doomed(database: TestDatabase, trade: Trade) -> Iterator[Doomed]:
    process = Doomed(database.url, trade)
    yield process
    process.close()


class TestKilled:
    def test_between_any_two_statements_leaves_the_whole_order_or_nothing(
        self, trade: Trade, doomed: Doomed
    ) -> None:
        before, rows = digest(), counts()
        assert doomed.die_at("commit") == -signal.SIGKILL
        assert digest() == before
        died = 0
        while doomed.die_at(died + 1) == -signal.SIGKILL:
            died += 1
            assert digest() == before, f"killed before statement {died}"
            assert died < 60
        assert died >= 15
        assert added(rows) == WRITTEN
        # A dead attempt took neither its key nor its number with it.
        with reading() as session:
            assert session.execute(sa.select(orders.number)).scalars().all() == ["SO-000001"]
        # And the attempt again, by a process that does not know that it was made: it is only read.
        after = digest()
        assert doomed.die_at("never") == 0
        assert digest() == after


class TestBroken:
    def test_by_an_exception_at_any_statement_leaves_nothing(
        self, trade: Trade, committing_engine: sa.Engine
    ) -> None:
        before, rows = digest(), counts()
        with reading() as session:
            actor = act_as(session, trade.buyer, trade.outlet)
        statements, broken_at = 0, 0

        def count(*_: Any) -> None:
            nonlocal statements
            statements += 1
            if statements == broken_at:
                raise Broken

        def check_out() -> Placed:
            return in_transaction(
                lambda session: place(
                    session, actor, seller="MAKER", request=CheckoutRequest(), idempotency_key="attempt"
                )
            )

        event.listen(committing_engine, "before_cursor_execute", count)
        try:
            while True:
                statements, broken_at = 0, broken_at + 1
                try:
                    placed = check_out()
                    break
                except Broken:
                    statements, at, broken_at = 0, broken_at, 0
                    assert digest() == before, f"broken at statement {at}"
                    broken_at = at
        finally:
            event.remove(committing_engine, "before_cursor_execute", count)
        assert broken_at > 15
        assert not placed.is_replay
        assert added(rows) == WRITTEN
