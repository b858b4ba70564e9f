"""Threads of a search: their errors come back, and what will not end is left behind."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from scheduler.engine import workers
from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor
from scheduler.engine.workers import run_in_threads
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY

CREW = Crew.of(problem_of(MANY))


def test_every_task_runs_in_a_thread_of_its_own_and_all_are_waited_for():
    barrier, seen = threading.Barrier(3), []

    def task(number: int) -> None:
        barrier.wait(10)
        seen.append((number, threading.get_ident()))

    run_in_threads([partial(task, number) for number in range(3)], Monitor(CREW, Budget(600)))
    assert sorted(number for number, _ in seen) == [0, 1, 2]
    assert len({thread for _, thread in seen} - {threading.get_ident()}) == 3


def test_an_error_stops_the_other_tasks_and_is_raised_here():
    monitor = Monitor(CREW, Budget(600))
    stopped = threading.Event()

    def work() -> None:
        while not monitor.stop():
            pass
        stopped.set()

    def fail() -> None:
        raise ZeroDivisionError("a defect")

    with pytest.raises(ZeroDivisionError, match="a defect"):
        run_in_threads([work, fail], monitor)
    assert stopped.wait(10)


def test_a_task_that_does_not_end_is_left_behind(monkeypatch):
    monkeypatch.setattr(workers, "_GRACE_INTERRUPTED_S", 0.01)
    budget, never = Budget(600), threading.Event()
    budget.interrupt()
    run_in_threads([lambda: never.wait(60) and None], Monitor(CREW, budget))
    assert budget.halt[0]
    never.set()


def test_an_interrupt_of_whoever_waits_ends_the_search(monkeypatch):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workers, "_wait_for", interrupt)
    monitor = Monitor(CREW, Budget(600))
    with pytest.raises(KeyboardInterrupt):
        run_in_threads([], monitor)
    assert monitor.stop()
