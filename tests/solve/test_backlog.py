"""Problems net of who is at deferrable work cost what the roster with its blocks costs."""

from __future__ import annotations

import numpy as np

from scheduler.check.cost import costs
from scheduler.demand.demand import demand_of
from scheduler.engine.crew import Crew
from scheduler.instance.operators import Availability
from scheduler.model.problem import compile_problem
from scheduler.model.solution import cost_of, presence_of
from scheduler.solve.backlog import Work
from scheduler.solve.backlog_dual import WorkDual
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


PINNED = {"operator": "o0", "when": "2026-12-07", "from": "08:00", "to": "12:00", "kind": "pinned",
          "breaks": "activity e-mail 09:00-10:00 | activity e-mail 10:30-11:30"}


def test_blocks_of_pinned_shifts_count_in_every_figure():
    plan = PLAN.model_copy(update={"availability": (Availability.model_validate(PINNED),)})
    demand = demand_of(plan)
    work = Work(plan, compile_problem(plan, demand))
    solution = swept(work)
    assert [(each.operator, each.first, each.end) for each in work.pinned] == [(0, 18, 20), (0, 21, 23)]
    assert work.held(solution) == work.pinned
    for blocks in ((), work.placed(solution, 5)):
        shifts = work.shifts(solution, blocks)
        assert costs(plan, demand, shifts).units == work.cost(solution, blocks)
        again, apart = work.taken_apart(shifts)
        assert apart == tuple(sorted(blocks))
        assert (again.rows == solution.rows).all()
        assert work.cost(again, apart) == work.cost(solution, blocks)
    without = Work(PLAN, compile_problem(PLAN, demand))
    assert work.minutes(work.placed(solution, 5)).sum() < without.minutes(without.placed(swept(without), 5)).sum()


def test_a_bound_beside_pinned_blocks_holds():
    plan = PLAN.model_copy(update={"availability": (Availability.model_validate(PINNED),)})
    work = Work(plan, compile_problem(plan, demand_of(plan)))
    dual, solution = WorkDual(work), swept(work)
    for _ in range(120):
        dual.improve()
    assert dual.bound <= work.cost(solution, work.placed(solution, 5))


def test_whoever_is_in_a_pinned_block_has_a_seat():
    plan = PLAN.model_copy(update={
        "hotline": PLAN.hotline.model_copy(update={"seats": 1}), "availability": (Availability.model_validate(PINNED),)})
    problem = compile_problem(plan, demand_of(plan))
    (cap,) = [number for number, head in enumerate(problem.staffing.head_counts) if head.cap is not None]
    solution = swept(Work(plan, problem))
    counts = problem.counts_of(presence_of(problem, solution))[cap]
    assert counts[16:24].tolist() == [1] * 8
