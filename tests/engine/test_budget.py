"""When to stop: counted work in a deterministic run, an interrupt at any moment in every run."""

from __future__ import annotations

import threading

from scheduler.engine.budget import Budget


def test_a_deterministic_budget_counts_work_and_nothing_else():
    budget = Budget(10, deterministic=True)
    assert (budget.spent, budget.left, budget.over) == (0, 10, False)
    budget.charge(4)
    assert (budget.spent, budget.left, budget.over) == (4, 6, False)
    budget.charge(7)
    assert (budget.spent, budget.left, budget.over) == (11, 0, True)


def test_a_wall_clock_budget_ignores_counted_work():
    budget = Budget(3600)
    budget.charge(1e9)
    assert not budget.over


def test_an_interrupt_ends_the_budget_and_stops_the_solvers_of_all_threads():
    budget, stopped = Budget(3600), []
    budget.on_interrupt(lambda: stopped.append("here"))
    other = threading.Thread(target=lambda: budget.on_interrupt(lambda: stopped.append("there")))
    other.start()
    other.join()
    budget.interrupt()
    assert budget.over and budget.interrupted
    assert sorted(stopped) == ["here", "there"]


def test_a_solver_that_starts_after_the_interrupt_is_stopped_at_once():
    budget, stopped = Budget(3600), []
    budget.interrupt()
    budget.on_interrupt(lambda: stopped.append("late"))
    assert stopped == ["late"]


def test_a_solver_that_has_ended_is_not_stopped():
    budget, stopped = Budget(3600), []
    budget.on_interrupt(lambda: stopped.append("ended"))
    budget.on_interrupt(None)
    budget.interrupt()
    assert not stopped


def test_a_pause_does_not_count(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("scheduler.engine.budget.time.monotonic", lambda: now[0])
    budget = Budget(10.0, _began=100.0)
    now[0] += 3
    with budget.pause():
        now[0] += 50
        assert budget.elapsed == 3
        assert not budget.over
    now[0] += 1
    assert budget.elapsed == 4
