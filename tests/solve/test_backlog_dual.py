"""The bound of rosters with deferrable work is below the best of all of them, found by enumeration."""

from __future__ import annotations

from itertools import product

import pytest

from scheduler.demand.demand import demand_of
from scheduler.engine.crew import Crew
from scheduler.model.problem import compile_problem
from scheduler.solve.backlog import Work
from scheduler.solve.backlog_dual import WorkDual
from tests.builders.mail import GRID, mailing

HOURLY = GRID | {"interval_minutes": 60, "break_grid_minutes": 60}


def best_of_all(work):
    """Least cost of any roster with its best blocks."""
    problem, crew = work.problem, Crew.of(work.problem)
    rows = [(-1, *problem.classes[number].rows.tolist()) for number in problem.class_of]
    found = []
    for chosen in product(*rows):
        solution = crew.empty()
        for person, row in enumerate(chosen):
            if row >= 0:
                solution.rows[person, 0] = row
                solution.chain[person, 0] = problem.chain_orders[1][int(problem.table.form[row]), 0]
        found.append(work.cost(solution, work.placed(solution, 5)))
    return min(found)


@pytest.mark.parametrize("changes", [
    {}, {"work": {"late_per_hour": 2}}, {"calls": {"per_day": 8, "shape": "flat", "aht_s": 120}},
    {"objective": {"missed_call": 3}}, {"hotline": HOURLY | {"seats": 1}},
    {"work": {"who": {"operators": "o0"}}, "service": {"minimums": [{"operators": 1}]}},
])
def test_the_bound_is_below_the_best(changes):
    people = 1 if changes.get("objective") else 2
    plan = mailing(("08:00", 12), ("11:00", 6), people=people, **({"hotline": HOURLY} | changes))
    work = Work(plan, compile_problem(plan, demand_of(plan)))
    dual = WorkDual(work)
    for _ in range(60):
        dual.improve()
    best = best_of_all(work)
    assert 0 < dual.bound <= best
    assert dual.bound >= 0.4 * best, "and worth telling"


def test_what_is_late_by_the_minute_is_rounded_to_no_more():
    """A cell costs multiples of 15 minutes, a minute of lateness does not."""
    plan = mailing(("08:00", 12), work={"late_per_hour": 7, "aht_s": 420}, objective={"overstaffing_per_hour": 5})
    work = Work(plan, compile_problem(plan, demand_of(plan)))
    dual = WorkDual(work)
    assert work.problem.cost_step % dual.cost_step == 0
    assert 700 % dual.cost_step == 500 % dual.cost_step == 0
    assert work.problem.cost_step > dual.cost_step
