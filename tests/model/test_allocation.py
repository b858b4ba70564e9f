"""Who serves which queue, at the least cost: against all allocations of a tiny hotline."""

from __future__ import annotations

from itertools import product

import numpy as np

from scheduler.model.allocation import flows, staffing_cost_of
from tests.builders.derived import problem_of
from tests.builders.plans import people, plan

TEAM = [each | {"skills": skills} for each, skills in zip(
    people("free", "free", "free"), (["sales"], ["sales", "support"], ["support"]), strict=True)]


def test_the_flow_is_the_cheapest_of_all_allocations():
    problem = problem_of(plan((0.4, 1.4, 2.2), operators=TEAM, service={"queues": {"sales": {}, "support": {}}}))
    rng = np.random.default_rng(0)
    for _ in range(5):
        present = np.zeros((len(problem.skills.serves), problem.cells), dtype=np.int64)
        present[:, problem.open_cells] = rng.integers(0, 2, (len(present), len(problem.open_cells)))
        found = flows(problem, present, problem.open_cells)
        assert (found.sum(axis=1) <= present[:, problem.open_cells]).all()
        for place, cell in enumerate(problem.open_cells.tolist()):
            curves = problem.staffing.curve[:, problem.cell_interval[cell]]
            choices = product(*([queue for queue, can in enumerate(serves) if can] for skill, serves in
                                enumerate(problem.skills.serves) for _ in range(present[skill, cell])))
            costs = [sum(int(curve[chosen.count(queue)]) for queue, curve in enumerate(curves)) for chosen in choices]
            served = found[:, :, place].sum(axis=0)
            assert sum(int(curve[number]) for curve, number in zip(curves, served, strict=True)) == min(costs)


def test_an_empty_hotline_costs_its_curves_at_nobody():
    problem = problem_of(plan((1.0,)))
    nobody = np.zeros((len(problem.skills.serves), problem.cells), dtype=np.int64)
    expected = sum(int(problem.staffing.curve[0, problem.cell_interval[cell], 0]) for cell in problem.open_cells)
    assert staffing_cost_of(problem, nobody) == expected > 0
