"""Blocks of deferrable work: the program against every choice of blocks, and stretches between breaks."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.engine.crew import Crew
from scheduler.model.blocks import Block, stretches_of
from scheduler.model.problem import compile_problem
from scheduler.model.solution import presence_of
from scheduler.solve.backlog import Work
from tests.builders.hotline import BREAKS
from tests.builders.mail import GRID, MAIL, mailing

HOURLY = GRID | {"interval_minutes": 60, "break_grid_minutes": 60}


def worked(plan):
    """The work of a plan, and a roster of it in which everybody works the longest shift."""
    problem = compile_problem(plan, demand_of(plan))
    solution = Crew.of(problem).empty()
    for person, each in enumerate(problem.classes[number] for number in problem.class_of):
        row = int(each.rows[np.argmax(problem.table.end[each.rows] - problem.table.start[each.rows])])
        chain = next(chain for (form, _), chain in problem.chain_orders[1].items() if form == problem.table.form[row])
        solution.rows[person, 0], solution.chain[person, 0] = row, chain
    return Work(plan, problem), solution


def every_choice(work, stretches):
    """All sets of blocks of one kind: of each stretch every way to be at the work or not that keeps the lengths."""
    def ways(stretch):
        for bits in product((0, 1), repeat=stretch.end - stretch.first):
            runs, at = [], 0
            while at < len(bits):
                end = at
                while end < len(bits) and bits[end]:
                    end += 1
                if end > at:
                    runs.append((at, end))
                at = max(end, at + 1)
            if all(work.backlogs[0].least <= end - first <= work.backlogs[0].most for first, end in runs):
                yield [Block(0, stretch.operator, stretch.day, stretch.first + first, stretch.first + end)
                       for first, end in runs]

    for chosen in product(*(list(ways(each)) for each in stretches)):
        yield [block for own in chosen for block in own]


@pytest.mark.parametrize("changes", [
    {}, {"work": {"within_hours": 2}}, {"work": {"late_per_hour": 5}}, {"objective": {"missed_call": 3}},
    {"service": {"minimums": [{"operators": {"hard": 1}, "from": "10:00", "to": "12:00"}]}},
    {"together": [{"rule": "most", "number": 1, "counts": "on_phone", "price_per_hour": 7}]},
])
def test_no_choice_of_blocks_costs_less(changes):
    work_keys = {"block_minutes": [120, 180]} | changes.get("work", {})
    plan = mailing(("08:00", 12), ("10:20", 9), **(changes | {"work": work_keys, "hotline": HOURLY}))
    work, solution = worked(plan)
    stretches = list(stretches_of(work.problem, solution, 2, frozenset()))
    found = work.placed(solution, 5)
    assert work.cost(solution, found) == min(work.cost(solution, blocks) for blocks in every_choice(work, stretches))


def test_blocks_lie_between_breaks_and_whoever_may_not_has_none():
    plan = mailing(("08:00", 30), breaks=BREAKS, hotline=GRID | {"interval_minutes": 15, "break_grid_minutes": 15},
                   work={"who": {"operators": "o0"}})
    problem = compile_problem(plan, demand_of(plan))
    crew = Crew.of(problem)
    solution = crew.empty()
    crew.sweep(solution, np.arange(problem.operators))
    work = Work(plan, problem)
    blocks = work.placed(solution, 5)
    free = [each for each in stretches_of(problem, solution, 2, frozenset()) if each.operator == 0]
    assert {each.operator for each in blocks} <= {0}
    assert all(any(each.first <= block.first and block.end <= each.end for each in free) for block in blocks)
    assert presence_of(problem, solution).sum() == sum(
        each.end - each.first for each in stretches_of(problem, solution, 2, frozenset()))


def test_a_shift_pinned_with_its_breaks_has_no_block():
    pin = {"operator": "o0", "when": "2026-12-07", "kind": "pinned", "from": "08:00", "to": "14:00",
           "breaks": "breather 09:30-09:45 | breather 11:30-11:45 | lunch 12:30-13:00"}
    pinned = mailing(("08:00", 12), people=1, breaks=BREAKS, hotline=GRID | {"interval_minutes": 15, "break_grid_minutes": 15},
                     availability=[pin])
    problem = compile_problem(pinned, demand_of(pinned))
    crew = Crew.of(problem)
    solution = crew.empty()
    crew.sweep(solution, np.arange(1))
    assert solution.rows[0, 0] >= 0
    assert not Work(pinned, problem).placed(solution, 5)


def test_one_person_is_at_one_kind_of_work_at_a_time():
    letters = {"name": "letters", "aht_s": 600, "within_hours": 4, "per_day": 16, "block_minutes": [60, 60]}
    plan = mailing(people=1, deferrable=[MAIL | {"per_day": 16}, letters])
    work, solution = worked(plan)
    blocks = sorted(work.placed(solution, 5), key=lambda each: each.first)
    assert {each.work for each in blocks} == {0, 1}
    assert all(before.end <= after.first for before, after in pairwise(blocks))


def test_whoever_is_one_too_many_at_the_phone_is_in_no_block_for_nothing():
    work, solution = worked(mailing(("08:00", 0), people=3, calls={"per_day": 8, "shape": "flat", "aht_s": 60}, hotline=HOURLY))
    assert work.placed(solution, 5) == ()
