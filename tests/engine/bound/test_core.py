"""The core of a neighbourhood: its bound holds there, its shifts can be worked there, and a program over it stays sound."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.bound.core import core_of
from scheduler.engine.crew import Crew
from scheduler.engine.moves.backends import CpSat, Highs
from scheduler.engine.moves.neighbourhoods import some_days, some_operators
from scheduler.model.neighbourhood import Neighbourhood
from scheduler.model.program import solve_by_cp_sat
from scheduler.model.solution import Solution
from tests.builders.derived import problem_of
from tests.builders.hotlines import LOADS, MANY, assert_sound, work
from tests.builders.plans import DAY, people, plan

CREW = Crew.of(problem_of(MANY))
FEW = Crew.of(problem_of(plan(LOADS, horizon=3, shifts=[DAY], operators=people(*["free"] * 4))))


def swept(crew: Crew) -> Solution:
    """One sweep from nobody working."""
    solution = crew.empty()
    crew.sweep(solution, np.arange(crew.problem.operators))
    return solution


def never() -> bool:
    """No time to stop."""
    return False


@pytest.mark.parametrize("seed", range(6))
def test_no_roster_of_the_neighbourhood_costs_less_than_the_bound(seed):
    solution, free = swept(FEW), np.random.default_rng(seed).random((4, 3)) < 0.7
    free[0, 0] = True
    program = Neighbourhood(FEW.problem, solution, free).program
    best = solve_by_cp_sat(program, FEW.problem.cost_step, 30, deterministic=True, seed=0, workers=1, running=lambda _: None)
    assert best is not None and best.proven
    assert core_of(FEW, solution, free, never).bound <= program.objective(best.values)


@pytest.mark.parametrize("pick", [some_days, some_operators])
def test_the_shifts_are_some_of_those_that_free_operators_may_work_on_free_days(pick):
    problem, solution = CREW.problem, swept(CREW)
    free = pick(CREW, solution, 21, np.random.default_rng(0))
    core = core_of(CREW, solution, free, never)
    rows, chains = np.nonzero(core.shifts)
    assert 0 < len(rows) < core.shifts.size / 2
    assert core.bound <= CREW.cost(solution)
    _, chain_of = problem.chain_orders
    for row, chain in zip(rows, chains, strict=True):
        may = np.flatnonzero(free[:, problem.table.day[row]])
        assert any(row in problem.classes[problem.class_of[operator]].rows for operator in may)
        form = int(problem.table.form[row])
        assert chain in [chain_of[form, number] for number in range(len(problem.table.forms[form].orders))]


def test_a_program_over_a_core_has_no_other_shifts_but_the_rosters_own():
    solution = swept(CREW)
    free = some_days(CREW, solution, 10, np.random.default_rng(3))
    core = core_of(CREW, solution, free, never).shifts
    neighbourhood = Neighbourhood(CREW.problem, solution, free, core)
    assert len(neighbourhood.program.largest) < len(Neighbourhood(CREW.problem, solution, free).program.largest)
    hints = np.array(neighbourhood.program.hints)
    assert neighbourhood.program.is_kept(hints)
    assert CREW.cost(neighbourhood.decode(hints)) == CREW.cost(solution)
    found = Highs(CREW, work(100)).reoptimise(solution, free, 5.0, 0)
    assert found is not None
    assert_sound(MANY, CREW, found.solution)
    changed = np.argwhere((found.solution.rows != solution.rows) & (found.solution.rows >= 0))
    allowed = core.copy()
    worked = free & (solution.rows >= 0)
    allowed[solution.rows[worked], solution.chain[worked]] = True
    for operator, day in changed:
        assert free[operator, day]
        assert allowed[found.solution.rows[operator, day], found.solution.chain[operator, day]]


def test_where_nothing_can_be_gained_the_roster_is_the_answer():
    free = np.ones((4, 3), dtype=np.bool_)
    best = CpSat(FEW, work(100)).reoptimise(swept(FEW), free, 60, 0)
    assert best is not None and best.proven
    again = Highs(FEW, work(100)).reoptimise(best.solution, free, 20, 0)
    assert again is not None and again.proven
    assert again.cost == best.cost
