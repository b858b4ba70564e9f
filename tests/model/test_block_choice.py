"""Blocks one by one: as long as they may be, in free time, and nearly as good as the best."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.engine.crew import Crew
from scheduler.model.block_choice import one_by_one
from scheduler.model.blocks import stretches_of
from scheduler.model.problem import compile_problem
from scheduler.model.solution import presence_of
from scheduler.solve.backlog import Work
from tests.builders.hotline import BREAKS
from tests.builders.mail import GRID, MAIL, mailing

QUARTERS = GRID | {"interval_minutes": 30, "break_grid_minutes": 15}
LETTERS = MAIL | {"name": "letters", "per_day": 12, "block_minutes": [30, 90], "within_hours": 6}


@pytest.mark.parametrize("changes", [
    {}, {"deferrable": [MAIL | {"who": {"operators": ["o0", "o1"]}}, LETTERS], "backlog": [
        {"start": "2026-12-07T08:10", "contacts": 15, "work": "e-mail"}]},
    {"objective": {"missed_call": 3}},
])
def test_nearly_as_good_as_the_best_and_as_blocks_may_be(changes):
    plan = mailing(("08:00", 20), ("10:00", 10), people=4, breaks=BREAKS, hotline=QUARTERS, **changes)
    problem = compile_problem(plan, demand_of(plan))
    crew = Crew.of(problem)
    solution = crew.empty()
    crew.sweep(solution, np.arange(problem.operators))
    work, free = Work(plan, problem), list(stretches_of(problem, solution, 4, frozenset()))
    found = one_by_one(problem, work.backlogs, free, problem.counts_of(presence_of(problem, solution)),
                       np.zeros((len(work.backlogs), problem.cells), dtype=np.int64), 5)
    assert found
    for each in found:
        backlog = work.backlogs[each.work]
        assert backlog.least <= each.end - each.first <= backlog.most
        assert backlog.who[each.operator]
        assert any(own.operator == each.operator and own.first <= each.first and each.end <= own.end for own in free)
    taken = sorted((each.operator, each.first, each.end) for each in found)
    assert all(before[0] != after[0] or before[2] < after[1] for before, after in pairwise(taken))
    nothing, best = work.cost(solution, ()), work.cost(solution, work.placed(solution, 5))
    assert best <= work.cost(solution, found) <= best + 0.25 * (nothing - best)
