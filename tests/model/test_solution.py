"""A roster in integers: what it covers, what it costs, and the plain roster it stands for."""

from __future__ import annotations

import numpy as np

from scheduler.model.solution import OFF, Solution, cost_of, own_cost, presence_of, shifts_of_solution
from tests.builders.derived import costs_of, problem_of
from tests.builders.hotline import FREE
from tests.builders.plans import people, plan


def test_nobody_works_in_an_empty_one_and_a_copy_goes_its_own_way():
    one = Solution.empty(2, 3, 1)
    other = one.copy()
    other.rows[0, 0] = 5
    assert (one.rows == OFF).all()


def test_a_shift_is_on_the_phone_from_its_start_to_its_end_and_costs_what_the_checker_says():
    instance = plan((1.0,), operators=people("free", "free"), contracts={"free": FREE | {"cost_per_hour": 3}})
    problem = problem_of(instance)
    solution = Solution.empty(2, problem.days, problem.chains.cells.shape[1])
    row = int(np.flatnonzero((problem.table.start == 8) & (problem.table.end == 12))[0])
    solution.rows[1, 0], solution.chain[1, 0] = row, 0
    (shift,) = shifts_of_solution(instance, problem, solution)
    assert (shift.operator, shift.start.hour, shift.end.hour) == ("ben", 8, 12)
    assert presence_of(problem, solution).sum(axis=0)[: problem.cells].nonzero()[0].tolist() == [8, 9, 10, 11]
    found = costs_of(instance, [shift])
    assert cost_of(problem, solution) == found.units
    assert own_cost(problem, solution) == next(part.units for part in found.parts if part.name == "pay") > 0
