"""The search: always a complete legal incumbent, a bound that is proven, and the stops it is asked for."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.engine.budget import Budget
from scheduler.engine.moves.annealing import AnnealingParams
from scheduler.engine.search import Progress, Search
from scheduler.engine.search_params import SearchParams
from scheduler.instance.instance import Instance
from scheduler.model.solution import Solution
from tests.builders.derived import problem_of
from tests.builders.hotlines import MANY, assert_sound, hotlines, work
from tests.builders.plans import optimum
from tests.builders.properties import examples


def searched(instance: Instance, budget: Budget, **choices: object) -> Search:
    """A search that has run."""
    search = Search(problem_of(instance), budget, **choices)
    search.run()
    return search


@settings(max_examples=examples(8), suppress_health_check=list(HealthCheck))
@given(instance=hotlines(), seed=st.integers(0, 99))
def test_a_small_hotline_is_solved_to_what_the_whole_model_proves(instance, seed):
    search = searched(instance, work(0.5), seed=seed)
    outcome = search.outcome()
    assert outcome is not None
    assert_sound(instance, search.crew, outcome.solution)
    assert outcome.bound <= outcome.cost == search.crew.cost(outcome.solution)
    best = optimum(search.problem, work=0.3)
    if best is not None:
        assert outcome.bound <= best[0] <= outcome.cost
        if outcome.bound == outcome.cost:
            assert outcome.cost == best[0]


@pytest.mark.parametrize("workers", [1, 3])
def test_every_roster_reported_is_better_and_every_bound_tighter_and_none_passes_the_other(workers):
    lines: list[Progress] = []
    search = searched(MANY, work(0.4), workers=workers, progress=lines.append)
    outcome = search.outcome()
    assert outcome is not None
    assert_sound(MANY, search.crew, outcome.solution)
    assert min(line.cost for line in lines) == outcome.cost
    assert max(line.bound or 0 for line in lines) == outcome.bound <= outcome.cost
    if workers == 1:
        assert all(after.cost <= before.cost for before, after in itertools.pairwise(lines))
        assert all((after.bound or 0) >= (before.bound or 0) for before, after in itertools.pairwise(lines))


def test_the_incumbent_is_complete_and_legal_at_every_line_of_progress():
    search: Search | None = None
    seen: list[Solution] = []

    def look(_: Progress) -> None:
        outcome = search.outcome() if search else None
        if outcome is not None:
            seen.append(outcome.solution)

    search = Search(problem_of(MANY), work(0.4), progress=look)
    assert search.outcome() is None
    search.run()
    assert seen
    for solution in seen:
        assert_sound(MANY, search.crew, solution)


def test_the_same_seed_and_work_repeat_exactly():
    one, other = (searched(MANY, work(0.25), seed=11).outcome() for _ in range(2))
    assert one is not None and other is not None
    assert (one.cost, one.bound) == (other.cost, other.bound)
    for name in ("rows", "chain", "breaks"):
        assert np.array_equal(getattr(one.solution, name), getattr(other.solution, name))


def test_the_search_stops_at_the_gap_it_is_asked_for():
    budget = work(1000)
    outcome = searched(MANY, budget, gap=0.5).outcome()
    assert outcome is not None
    assert outcome.cost - outcome.bound <= 0.5 * outcome.cost
    assert budget.spent < budget.seconds
    assert not outcome.interrupted


@pytest.mark.parametrize("line", [1, 2, 3, 8])
def test_an_interrupt_at_any_line_of_progress_keeps_the_best_roster(line):
    budget = work(1000)
    lines: list[Progress] = []

    def interrupt(progress: Progress) -> None:
        lines.append(progress)
        if len(lines) == line:
            budget.interrupt()

    search = searched(MANY, budget, progress=interrupt)
    outcome = search.outcome()
    assert outcome is not None
    assert outcome.interrupted
    assert_sound(MANY, search.crew, outcome.solution)
    assert outcome.cost == min(each.cost for each in lines)
    assert outcome.bound <= outcome.cost


@pytest.mark.parametrize("phase", ["_first_rosters", "_work"])
def test_an_error_in_any_phase_is_raised_where_the_search_was_started(monkeypatch, phase):
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a defect")

    search = Search(problem_of(MANY), work(50), workers=2)
    monkeypatch.setattr(search, phase, fail)
    with pytest.raises(ZeroDivisionError, match="a defect"):
        search.run()


def test_parameters_change_what_is_tried():
    params = SearchParams(annealing=AnnealingParams(move_s=1.0, least_moves=1))
    plain, other = (searched(MANY, work(0.25), seed=11, params=each).outcome() for each in (SearchParams(), params))
    assert plain is not None and other is not None
    assert not np.array_equal(plain.solution.rows, other.solution.rows)


def test_a_search_begins_with_the_roster_it_is_given():
    good = searched(MANY, work(0.4)).outcome()
    with_start, without = (searched(MANY, work(0.001), start=start) for start in (good.solution, None))
    assert with_start.outcome().cost <= good.cost < without.outcome().cost
    assert_sound(MANY, with_start.crew, with_start.outcome().solution)
