"""The monitor: what becomes the incumbent, what is reported, and when to stop."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.budget import Budget
from scheduler.engine.crew import Crew
from scheduler.engine.monitor import Monitor, Progress
from scheduler.model.solution import Solution
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY, assert_sound

CREW = Crew.of(problem_of(MANY))


def swept(seed: int = 0) -> Solution:
    """A roster by one sweep in random order."""
    solution = CREW.empty()
    CREW.sweep(solution, np.random.default_rng(seed).permutation(CREW.problem.operators))
    return solution


def begun(**choices: object) -> Monitor:
    """A monitor that has been offered a roster."""
    monitor = Monitor(CREW, Budget(600), **choices)
    monitor.offer(swept(), monitor.incumbent, "first")
    return monitor


def test_there_is_no_outcome_before_a_roster_and_a_bound_before_it_is_not_reported():
    lines: list[Progress] = []
    monitor = Monitor(CREW, Budget(600), progress=lines.append)
    monitor.prove(5)
    assert monitor.outcome() is None
    assert not lines
    monitor.offer(swept(), monitor.incumbent, "first")
    assert [(line.cost, line.bound, line.what) for line in lines] == [(monitor.cost, 5, "first")]


def test_only_a_better_roster_and_a_better_bound_are_taken_and_reported():
    lines: list[Progress] = []
    monitor = begun(progress=lines.append)
    kept = monitor.incumbent
    monitor.offer(kept, kept, "the same")
    worse = kept.copy()
    worse.rows[:] = -1
    monitor.offer(worse, kept, "nobody works, and some must")
    monitor.prove(7)
    monitor.prove(6)
    assert monitor.incumbent is kept
    assert [line.what for line in lines] == ["first", "bound"]
    assert monitor.bound == 7


def test_an_offer_that_is_changed_afterwards_does_not_change_the_incumbent():
    monitor = Monitor(CREW, Budget(600))
    solution = swept()
    monitor.offer(solution, monitor.incumbent, "first")
    solution.rows[:] = -1
    outcome = monitor.outcome()
    assert outcome is not None
    assert_sound(MANY, CREW, outcome.solution)


def test_a_stale_offer_is_taken_only_with_what_it_changed():
    monitor = Monitor(CREW, Budget(600))
    stale = swept()
    base = stale.copy()
    monitor.offer(base, monitor.incumbent, "first")
    for seed in range(4):
        better = monitor.incumbent.copy()
        CREW.sweep(better, np.random.default_rng(seed).permutation([0, 1, 3, 4, 5]))
        monitor.offer(better, monitor.incumbent, "others")
    newer = monitor.incumbent
    CREW.sweep(stale, np.array([2]))
    monitor.offer(stale, base, "stale")
    assert_sound(MANY, CREW, monitor.incumbent)
    assert monitor.cost <= CREW.cost(newer)
    others = [0, 1, 3, 4, 5]
    assert np.array_equal(monitor.incumbent.rows[others], newer.rows[others])


@pytest.mark.parametrize(
    ("gap", "part", "stops"), [(0.1, 0.89, False), (0.1, 0.91, True), (0.0, 0.99, False), (0.0, 1.0, True)])
def test_it_stops_at_the_gap(gap, part, stops):
    monitor = begun(gap=gap)
    monitor.prove(int(part * monitor.cost))
    assert monitor.stop() is stops


def test_a_bound_above_the_roster_is_a_defect_that_is_told():
    monitor = begun()
    monitor.prove(monitor.cost + 1)
    with pytest.raises(AssertionError, match="is above a roster"):
        monitor.outcome()


def test_an_error_ends_the_search_and_the_first_is_raised():
    monitor = begun()
    monitor.raise_errors()
    monitor.fail(ZeroDivisionError("one"))
    monitor.fail(KeyError("another"))
    assert monitor.stop()
    with pytest.raises(ZeroDivisionError, match="one"):
        monitor.raise_errors()
