"""Integer programs: both back ends agree on what no values keep."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.model.program import ImpossibleError, Program, SolverResult, solve_by_cp_sat, solve_by_highs
from tests.builders.plans import answers
from tests.builders.properties import examples


@pytest.mark.parametrize(("weight", "least", "most"), [(1, 2, 5), (-1, 1, 5), (-1, -9, -2)])
def test_a_sum_that_reaches_none_of_its_bounds_leaves_no_values(weight, least, most):
    program = Program()
    variable = program.integer(1, 0, 1)
    program.constrain([(variable, weight)], least, most)
    assert solve_by_highs(program, 1, 10.0) is None
    with pytest.raises(ImpossibleError):
        solve_by_cp_sat(program, 1, 10.0, deterministic=False, seed=0, workers=1, running=lambda _: None)


def by_cp_sat(program: Program, step: int) -> SolverResult | None:
    """Little work, so that answers are often not proven."""
    return solve_by_cp_sat(program, step, 0.3, deterministic=True, seed=1, workers=1, running=lambda _: None)


def by_highs(program: Program, step: int) -> SolverResult | None:
    """Little time."""
    return solve_by_highs(program, step, 1.0)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A few small integers with negative and positive costs under random constraints, all of which the hint keeps."""
    program = Program()
    for _ in range(draw(st.integers(1, 4))):
        largest = draw(st.integers(1, 3))
        program.integer(largest, draw(st.integers(0, largest)), 5 * draw(st.integers(-4, 4)))
    program.constant = 5 * draw(st.integers(-3, 3))
    for _ in range(draw(st.integers(0, 3))):
        chosen = draw(st.lists(st.sampled_from(range(len(program.hints))), min_size=1, unique=True))
        terms = [(variable, draw(st.sampled_from([-2, -1, 1, 2, 3]))) for variable in chosen]
        hinted = sum(program.hints[variable] * weight for variable, weight in terms)
        program.constrain(terms, hinted - draw(st.integers(0, 4)), hinted + draw(st.integers(0, 4)))
    return program


@settings(max_examples=examples(60))
@given(program=programs())
def test_a_program_is_solved_to_the_best_of_all_values_that_keep_it(program):
    kept = answers(program)
    assert {tuple(values) for values in kept} == {
        values for values in product(*(range(largest + 1) for largest in program.largest)) if program.is_kept(np.array(values))}
    for solve in (by_cp_sat, by_highs):
        answer = solve(program, 5)
        assert answer is not None
        assert answer.proven
        assert program.is_kept(answer.values)
        assert program.objective(answer.values) == min(map(program.objective, kept))
        if solve is by_cp_sat:
            assert answer.bound == program.objective(answer.values)
