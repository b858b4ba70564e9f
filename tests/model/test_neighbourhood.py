"""A neighbourhood: its hint is complete and feasible, and what it is solved to is a legal roster at the price it says."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from scheduler.engine.crew import Crew
from scheduler.instance.instance import Instance
from scheduler.model import program as program_module
from scheduler.model.neighbourhood import Neighbourhood
from scheduler.model.program import Program, SolverResult, solve_by_cp_sat, solve_by_highs
from scheduler.model.solution import Solution, cost_of
from tests.builders.derived import problem_of
from tests.builders.hotline import AT_EIGHT, hotline
from tests.builders.hotlines import MANY, assert_sound, hotlines
from tests.builders.properties import examples

HALF_A_DAY = {"from_minutes": 240, "to_minutes": 240}
unhurried = settings(max_examples=examples(15), suppress_health_check=list(HealthCheck))
Solver = Callable[[Program, int], SolverResult | None]


def by_cp_sat(program: Program, step: int) -> SolverResult | None:
    """Little work, so that answers are often not proven."""
    return solve_by_cp_sat(program, step, 0.3, deterministic=True, seed=1, workers=1, running=lambda _: None)


def by_highs(program: Program, step: int) -> SolverResult | None:
    """Little time."""
    return solve_by_highs(program, step, 1.0)


def started(instance: Instance) -> tuple[Crew, Solution]:
    """A first roster, one sweep from nobody working."""
    crew = Crew.of(problem_of(instance))
    solution = crew.empty()
    crew.sweep(solution, np.arange(crew.problem.operators))
    return crew, solution


def free_pairs(crew: Crew, seed: int, share: float) -> np.ndarray:
    """A random mask of free pairs."""
    free = np.random.default_rng(seed).random((crew.problem.operators, crew.problem.days)) < share
    free[0, 0] = True
    return free


@unhurried
@given(instance=hotlines(), seed=st.integers(0, 99), share=st.sampled_from([0.3, 1.0]))
def test_the_hint_is_the_roster_itself_complete_and_feasible_at_its_cost(instance, seed, share):
    crew, solution = started(instance)
    neighbourhood = Neighbourhood(crew.problem, solution, free_pairs(crew, seed, share))
    program, hints = neighbourhood.program, np.array(neighbourhood.program.hints)
    assert len(program.hints) == len(program.costs) == len(program.largest)
    assert program.is_kept(hints)
    assert program.objective(hints) == crew.cost(solution)
    decoded = neighbourhood.decode(hints)
    assert_sound(instance, crew, decoded)
    assert crew.cost(decoded) == crew.cost(solution)
    assert np.array_equal(decoded.rows, solution.rows)


def test_more_people_than_a_stretch_of_work_has_cells_may_take_a_later_break_together():
    """Counts of a third break reach as far as there are people, whatever the bounds of work between breaks."""
    breathers = {"minutes": 15, "paid": True, "count": [{"from_shift_minutes": 240, "breathers": 3}]}
    spacing = {"edge_minutes": 15, "min_work_minutes": 15, "max_work_minutes": 60}
    calls = [{"start": f"2026-12-07T{hour:02d}:00", "calls": 9, "aht_s": 60} for hour in range(8, 12)]
    crew, solution = started(hotline(
        operators=12, hours={"weekly": {"mon": ["08:00-12:00"]}}, calls={"forecast": calls},
        shifts=[AT_EIGHT | {"length": HALF_A_DAY}], contracts={"free": {"hours_per_week": [4, 40]}},
        breaks={"breathers": breathers, "spacing": spacing}))
    together = solution.copy()
    together.breaks[:], together.chain[:] = solution.breaks[0], solution.chain[0]
    assert (together.rows >= 0).all()
    program = Neighbourhood(crew.problem, together, free_pairs(crew, 0, 1.0)).program
    assert program.is_kept(np.array(program.hints))


def test_the_solver_itself_says_that_the_hint_is_complete_and_feasible(monkeypatch):
    lines: list[str] = []

    class Logged(cp_model.CpSolver):
        def __init__(self) -> None:
            super().__init__()
            self.parameters.log_search_progress = True
            self.parameters.log_to_stdout = False
            self.log_callback = lines.append

    monkeypatch.setattr(program_module.cp_model, "CpSolver", Logged)
    crew, solution = started(MANY)
    neighbourhood = Neighbourhood(crew.problem, solution, free_pairs(crew, 0, 0.5))
    assert by_cp_sat(neighbourhood.program, crew.problem.cost_step) is not None
    assert "The solution hint is complete and is feasible" in "\n".join(lines)


@pytest.mark.heavy
@pytest.mark.parametrize("solve", [by_cp_sat, by_highs])
@unhurried
@given(instance=hotlines(), seed=st.integers(0, 99), share=st.sampled_from([0.3, 0.7, 1.0]))
def test_an_answer_is_a_legal_roster_at_the_cost_the_program_says_and_no_dearer(solve: Solver, instance, seed, share):
    crew, solution = started(instance)
    free = free_pairs(crew, seed, share)
    neighbourhood = Neighbourhood(crew.problem, solution, free)
    answer = solve(neighbourhood.program, crew.problem.cost_step)
    if answer is None:
        return
    decoded = neighbourhood.decode(answer.values)
    assert_sound(instance, crew, decoded)
    assert neighbourhood.program.objective(answer.values) >= cost_of(crew.problem, decoded) >= answer.bound
    if answer.proven:
        assert neighbourhood.program.objective(answer.values) == cost_of(crew.problem, decoded) <= crew.cost(solution)
    for name in ("rows", "chain", "breaks"):
        assert np.array_equal(getattr(decoded, name)[~free], getattr(solution, name)[~free]), "a fixed pair has changed"


@pytest.mark.heavy
def test_both_solvers_prove_the_same_optimum_of_a_day_and_of_some_people():
    crew, solution = started(MANY)
    for people, days in ((slice(None), slice(3, 4)), (slice(0, 2), slice(0, 7))):
        free = np.zeros((crew.problem.operators, crew.problem.days), dtype=np.bool_)
        free[people, days] = True
        neighbourhood = Neighbourhood(crew.problem, solution, free)
        one = solve_by_cp_sat(neighbourhood.program, crew.problem.cost_step, 20.0, deterministic=True, seed=0, workers=1,
                              running=lambda _: None)
        other = solve_by_highs(neighbourhood.program, crew.problem.cost_step, 30.0)
        assert one is not None and other is not None
        assert one.proven and other.proven
        costs = [neighbourhood.program.objective(each.values) for each in (one, other)]
        assert costs[0] == costs[1] == one.bound


def test_an_interrupted_solver_is_told_to_stop_and_leaves_nothing_behind():
    crew, solution = started(MANY)
    free = np.ones((crew.problem.operators, crew.problem.days), dtype=np.bool_)
    neighbourhood, registered = Neighbourhood(crew.problem, solution, free), []

    def running(stop: Callable[[], None] | None) -> None:
        registered.append(stop)

    answer = solve_by_cp_sat(neighbourhood.program, crew.problem.cost_step, 0.05, deterministic=True, seed=0, workers=1,
                             running=running)
    assert registered[0] is not None
    assert registered[-1] is None
    assert answer is None or not answer.proven or answer.bound <= neighbourhood.program.objective(answer.values)
