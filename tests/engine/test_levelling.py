"""Exchanges of days even out burdens; cost, rules and cover stay."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.engine.levelling import Burden, Levelling
from scheduler.model.legal import is_legal
from scheduler.model.solution import OFF, Solution, cost_of, presence_of
from tests.builders.derived import problem_of
from tests.builders.hotline import volunteers

FIVE = [{"id": f"op{number}", "contract": "c"} for number in range(5)]


def mornings(problem, workers: list[int]) -> Solution:
    """One morning a day, worked by these operators in turn of days."""
    solution = Solution.empty(problem.operators, problem.days, problem.chains.cells.shape[1])
    for day, operator in enumerate(workers):
        row = int(np.flatnonzero(problem.table.day == day)[0])
        solution.rows[operator, day] = row
        solution.chain[operator, day] = problem.chain_orders[1][(int(problem.table.form[row]), 0)]
    return solution


def levelling(problem, share=None) -> Levelling:
    shifts = Burden(np.ones(len(problem.table)), np.zeros(problem.operators))
    return Levelling(problem, (shifts,), np.ones(problem.operators) if share is None else np.array(share, dtype=float))


def worked(solution) -> list[int]:
    return (solution.rows != OFF).sum(axis=1).tolist()


def test_cost_rules_and_cover_stay():
    problem = problem_of(volunteers(FIVE))
    before = mornings(problem, [0, 0, 0, 0, 0, 1])
    kept = before.copy()
    after = levelling(problem).level(before, 1000)
    assert sorted(worked(after)) == [1, 1, 1, 1, 2]
    assert is_legal(problem, after, range(5))
    assert cost_of(problem, after) == cost_of(problem, before)
    assert (presence_of(problem, after) == presence_of(problem, before)).all()
    assert (before.rows == kept.rows).all(), "what is given stays as it is"


def test_who_owes_twice_as_much_has_twice_as_much():
    problem = problem_of(volunteers(FIVE[:3]))
    after = levelling(problem, [2, 1, 1]).level(mornings(problem, [1, 1, 1, 1, 1, 2]), 1000)
    assert worked(after) in ([3, 2, 1], [3, 1, 2]), "3 : 1.5 : 1.5"


def test_what_was_before_counts():
    problem = problem_of(volunteers(FIVE[:2]))
    shifts = Burden(np.ones(len(problem.table)), np.array([4.0, 0.0]))
    after = Levelling(problem, (shifts,), np.ones(2)).level(mornings(problem, [0, 0, 0, 1, 1, 1]), 1000)
    assert worked(after) == [1, 5]


@pytest.mark.parametrize("changes", [
    {"availability": [{"operator": "op1", "when": f"2026-11-0{day}", "kind": "unavailable"} for day in range(2, 8)]},
    {"availability": [{"operator": "op0", "when": f"2026-11-0{day}", "kind": "pinned"} for day in range(2, 8)]},
    {"contracts": {name: {"hours_per_week": [0, 40], "cost_per_hour": cost} for name, cost in (("c", 1), ("dear", 2))},
     "operators": [FIVE[0], {"id": "op1", "contract": "dear"}]},
])
def test_nothing_is_given_to_those_who_may_not_or_cost_more(changes):
    changes = {"contracts": {"c": {"hours_per_week": [0, 40], "rest_hours": 11}}} | changes
    problem = problem_of(volunteers(**({"operators": FIVE[:2]} | changes)))
    before = mornings(problem, [0] * 6)
    assert (levelling(problem).level(before, 1000).rows == before.rows).all()


def test_work_is_bounded():
    problem = problem_of(volunteers(FIVE))
    before = mornings(problem, [0] * 6)
    assert (levelling(problem).level(before, 0).rows == before.rows).all()
    few = levelling(problem).level(before, 3)
    assert levelling(problem).uneven(few) <= levelling(problem).uneven(before)
