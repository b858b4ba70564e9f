"""Problems net of who is at deferrable work cost what the roster with its blocks costs."""

from __future__ import annotations

import numpy as np

from scheduler.check.cost import costs
from scheduler.demand.demand import demand_of
from scheduler.engine.crew import Crew
from scheduler.model.problem import compile_problem
from scheduler.model.solution import cost_of
from scheduler.solve.backlog import Work
from tests.builders.mail import mailing

PLAN = mailing(("08:00", 12), ("10:00", 9), people=3, work={"who": {"operators": ["o0", "o1"]}}, horizon=2,
               together=[{"rule": "least", "number": 1, "price_per_hour": 4}])


def swept(work):
    crew = Crew.of(work.problem)
    solution = crew.empty()
    crew.sweep(solution, np.arange(work.problem.operators))
    return solution


def test_a_roster_beside_its_own_blocks_costs_the_same():
    work = Work(PLAN, compile_problem(PLAN, demand_of(PLAN)))
    solution = swept(work)
    blocks = work.placed(solution, 5)
    assert blocks
    beside = cost_of(work.net_of(work.away(blocks)), solution)
    assert beside + sum(each.cost(minutes) for each, minutes in zip(work.backlogs, work.minutes(blocks), strict=True)) == (
        work.cost(solution, blocks))


def test_the_checker_counts_the_same():
    demand = demand_of(PLAN)
    work = Work(PLAN, compile_problem(PLAN, demand))
    solution = swept(work)
    for blocks in ((), work.placed(solution, 5)):
        assert costs(PLAN, demand, work.shifts(solution, blocks)).units == work.cost(solution, blocks)


def test_what_may_be_moved_costs_no_more_and_stays_convex():
    work = Work(PLAN, compile_problem(PLAN, demand_of(PLAN)))
    away = work.away(work.placed(swept(work), 5))
    fixed, free = (work.net_of(away, worth).staffing.head_counts for worth in (0, 4500))
    for head, other in zip(fixed, free, strict=True):
        at = np.flatnonzero(head.applies)
        moved = other.curves[other.curve_of[at]]
        assert (moved <= head.curves[head.curve_of[at]] + 2 * 4500).all(), "as dear as if the most were at the work"
        assert (moved >= 0).all(), "a search ends where a cost is below 0"
        assert (np.diff(other.curves, n=2, axis=1) >= 0).all()


def test_first_plans_keep_to_who_may_be_there():
    work = Work(PLAN, compile_problem(PLAN, demand_of(PLAN)))
    (plan,), (backlog,) = work.first_plans(np.zeros((len(work.problem.skills) // work.problem.skills.lanes, work.problem.cells),
                                                    dtype=np.int64), 10.0), work.backlogs
    (possible,) = work.possible
    assert (plan <= possible).all()
    assert backlog.cost(plan.sum(axis=0) * backlog.cell_minutes) == 0
