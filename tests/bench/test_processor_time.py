"""Clocks count what a process used, and nothing twice."""

import os
import subprocess
import sys

import pytest

from storefront.bench.processor_time import ProcessorClock, Spent, memory_of

BUSY = "import time\nwhile time.process_time() < 0.2: pass\nprint('done', flush=True)\ninput()"


class TestClock:
    def test_it_counts_the_server_with_its_children(self) -> None:
        clock = ProcessorClock(os.getpid(), frozenset)
        before = clock.read()
        with subprocess.Popen(
            [sys.executable, "-c", BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "done\n"
            spent = clock.since(before)
            child.communicate("\n")
        assert spent.server >= 0.19
        assert spent.database == 0

    def test_processes_of_the_database_are_counted_apart(self) -> None:
        with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
            clock = ProcessorClock(child.pid, lambda: frozenset({os.getpid()}))
            assert set(clock.read().database) == {os.getpid()}
            assert memory_of(child.pid) > 0
            child.communicate(b"\n")


class TestSpent:
    def test_milliseconds_are_of_server_and_database_together(self) -> None:
        spent = Spent(server=0.004, database=0.002, others=0.5, wall=1.0) + Spent(
            server=0.001, database=0.001, others=0.5, wall=1.0
        )
        assert spent.milliseconds == pytest.approx(8.0)
        assert spent.others_used_cores == pytest.approx(0.5)
