"""Integer programs: both back ends agree on what no values keep."""

from __future__ import annotations

import pytest

from scheduler.model.program import Program, solve_by_cp_sat, solve_by_highs


@pytest.mark.parametrize(("weight", "least", "most"), [(1, 2, 5), (-1, 1, 5), (-1, -9, -2)])
def test_a_sum_that_reaches_none_of_its_bounds_leaves_no_values(weight, least, most):
    program = Program()
    variable = program.integer(1, 0, 1)
    program.constrain([(variable, weight)], least, most)
    assert solve_by_highs(program, 1, 10.0) is None
    assert solve_by_cp_sat(program, 1, 10.0, deterministic=False, seed=0, workers=1, running=lambda _: None) is None
