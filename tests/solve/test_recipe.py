"""From an instance to a checked result: what it promises is so, it repeats, and it can be interrupted at any moment."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from scheduler.check.result import check_result
from scheduler.engine.budget import Budget
from scheduler.engine.search import Outcome, Progress, Search
from scheduler.errors import CheckError, InfeasibleError, InterruptedEmptyError
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.read.instance_file import read_instance
from scheduler.roster import Roster
from scheduler.solve.options import Interruption, Options
from scheduler.solve.prepared import prepare
from scheduler.solve.recipe import search
from tests.builders.derived import problem_of
from tests.builders.hotline import FREE
from tests.builders.hotlines import MANY, REF
from tests.builders.plans import entries, optimum, people, plan


def solved(instance: Instance, seconds: float, **asked: Any) -> Roster:
    """Result of a run, by counted work unless asked otherwise."""
    return search(prepare(instance, REF), Options(**({"deterministic": True} | asked), seconds=seconds))[0]


class Stopped(Interruption):
    """An interruption that keeps the budget it ends, for tests to look at."""

    budget: Budget

    def watch(self, budget: Budget) -> Budget:
        self.budget = budget
        return super().watch(budget)


@pytest.fixture(scope="module")
def best_of_tiny(tiny: Instance) -> float:
    """Cost of its best roster, proven by the whole model."""
    best = optimum(problem_of(tiny))
    assert best is not None
    return best[0] / UNITS


@pytest.fixture(scope="module")
def tiny(root: Path) -> Instance:
    """The smallest hotline of the project."""
    return read_instance(root / "instances" / "tiny").instance


def test_a_result_keeps_all_it_promises():
    result = solved(MANY, 0.4)
    assert not check_result(MANY, result, REF)
    assert len({shift.operator for shift in result.shifts}) == len(MANY.operators)
    assert result.run.bound > 0.5 * result.run.objective
    assert not result.run.interrupted


def test_tiny_is_proven_optimal(tiny, best_of_tiny):
    result = solved(tiny, 30)
    assert (result.run.status, result.run.gap) == ("optimal", 0)
    assert result.run.objective == result.run.bound == best_of_tiny
    assert not check_result(tiny, result, REF)


@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.1])
def test_optimal_is_said_only_of_what_is_proven(tiny, best_of_tiny, seconds):
    for instance, best in ((tiny, best_of_tiny), (MANY, None)):
        run = solved(instance, seconds).run
        assert (run.status == "optimal") == (run.objective == run.bound)
        assert run.bound <= run.objective
        if best is not None:
            assert run.bound <= best <= run.objective


def test_the_same_seed_with_one_worker_and_counted_work_gives_the_same_file():
    one, other = (solved(MANY, 0.4, seed=5).to_json() for _ in range(2))
    assert one == other
    assert Roster.model_validate_json(one).run.seconds is None


@pytest.mark.heavy
def test_any_number_of_workers_and_any_seed_give_a_sound_result():
    for seed, workers in ((1, 1), (2, 2), (3, 4)):
        result = solved(MANY, 0.2, seed=seed, workers=workers)
        assert not check_result(MANY, result, REF)
        assert (result.run.seed, result.run.workers) == (seed, workers)


def test_a_run_by_the_clock_says_how_long_it_took():
    result = solved(MANY, 0.5, deterministic=False)
    assert result.run.seconds is not None
    assert not check_result(MANY, result, REF)


def test_the_run_stops_at_the_gap_it_is_asked_for():
    stopped = Stopped()
    result = solved(MANY, 1000, gap=0.5, interruption=stopped)
    assert result.run.gap <= 0.5
    assert stopped.budget.spent < 1000


def test_an_interrupt_before_the_start_gives_a_sound_result_or_says_that_there_is_none():
    interruption = Interruption()
    interruption.ask()
    try:
        result = solved(MANY, 1000, interruption=interruption)
    except InterruptedEmptyError:
        return
    assert result.run.interrupted
    assert not check_result(MANY, result, REF)


@pytest.mark.parametrize("seconds", [0.0, 0.03, 0.3])
def test_an_interrupt_from_elsewhere_at_any_moment_gives_a_sound_result_or_says_that_there_is_none(seconds):
    interruption = Interruption()
    timer = threading.Timer(seconds, interruption.ask)
    timer.start()
    try:
        result = solved(MANY, 1000, deterministic=False, workers=2, interruption=interruption)
    except InterruptedEmptyError:
        return
    finally:
        timer.join()
    assert result.run.interrupted
    assert not check_result(MANY, result, REF)


def test_a_search_that_hangs_after_an_interrupt_is_left_behind(monkeypatch):
    released, interruption = threading.Event(), Interruption()

    def hang(self: Search) -> Outcome | None:
        interruption.ask()
        released.wait()
        return None

    monkeypatch.setattr(Search, "_prepare", hang)
    with pytest.raises(InterruptedEmptyError):
        solved(MANY, 1000, interruption=interruption)
    released.set()


def test_an_error_of_the_search_is_raised_and_nothing_is_returned(monkeypatch):
    def fail(self: Search) -> Outcome | None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr(Search, "_prepare", fail)
    with pytest.raises(ZeroDivisionError):
        solved(MANY, 0.4)


def test_a_roster_the_checker_rejects_is_not_returned(monkeypatch):
    right = Search.outcome

    def without_a_break(self: Search) -> Outcome | None:
        outcome = right(self)
        assert outcome is not None
        operator, day = (int(index[0]) for index in (outcome.solution.rows >= 0).nonzero())
        outcome.solution.rows[operator, day] = -1
        return outcome

    monkeypatch.setattr(Search, "outcome", without_a_break)
    with pytest.raises(CheckError, match="report this"):
        solved(MANY, 0.1)


def test_progress_is_told_of_the_first_roster_and_of_bounds():
    lines: list[Progress] = []
    solved(MANY, 0.2, progress=lines.append)
    assert lines[0].what == "first roster"
    assert lines[0].bound is None
    assert any(line.bound for line in lines)


def test_an_operator_without_a_roster_is_refused_with_the_rules_in_conflict_and_the_place():
    instance = plan(horizon=7, operators=people("free", "short"), contracts={
        "free": FREE, "short": FREE | {"days_per_week": [0, 7], "hours_per_week": [0, 168]}},
        availability=entries(("pinned", "mon"), ("unavailable", "mon"), operator="ben"))
    with pytest.raises(InfeasibleError) as caught:
        prepare(instance, REF, lambda index: f"operators.csv:{index + 2}")
    message = str(caught.value)
    assert "operators.csv:3: ben (contract short)" in message
    assert "availability (Mon 2026-12-07), pinned shifts (Mon 2026-12-07)" in message
    assert message.count("take out this row") == 2
    assert "anna" not in message
    assert all(rule not in message for rule in ("rest", "days_per_week", "hours_per_week", "opening_hours"))


def test_hours_that_availability_puts_out_of_reach_are_refused_with_both_rules():
    instance = plan(horizon=7, contracts={"free": FREE | {"hours_per_week": [10, 40]}},
                    availability=entries(("unavailable", "wed-sun", "00:00", "23:00")))
    with pytest.raises(InfeasibleError, match=r"keeps: availability \(2026-12-09 to 2026-12-13\), hours per week; both of"):
        prepare(instance, REF)
