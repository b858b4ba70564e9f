"""Rules of people together as head counts: what each adds, and what a count costs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from scheduler.demand.cost.together import together_counts
from scheduler.instance.objective import UNITS
from tests.builders.derived import problem_of
from tests.builders.plans import BREATHERS, optimum, people, plan

TRIO = [{"id": "anna", "contract": "free", "team": "blue"}, {"id": "ben", "contract": "free", "team": "blue"},
        {"id": "carl", "contract": "free", "skills": ["old"]}]


def counts(*, hard: bool = True, **rule: Any):
    return list(together_counts(plan(operators=TRIO, together=[rule], breaks={"breathers": BREATHERS}), hard=hard))


def test_of_who_is_beside_whom_the_difference_counts_and_is_never_below_nothing():
    (head,) = counts(rule="beside", who={"team": "blue"}, beside={"skill": "old"}, each=2)
    assert head.weights.tolist() == [[1, 1, 1, 0], [1, 1, 1, 0], [-2, -2, -2, 0]]
    assert (head.base, head.curves.tolist()) == (2, [[0, 0, 0, 1, 2]])


def test_a_break_counts_by_its_kind():
    (away,) = counts(rule="most", number=1, counts="on_break")
    assert away.weights.tolist() == [[0, 1, 1, 0]] * 3
    (phone,) = counts(rule="least", number=1, counts="on_phone")
    assert (phone.on_break, phone.curves.tolist()) == (None, [[1, 0, 0, 0]])
    lunches = counts(rule="lunch_together", who={"operators": ["anna", "ben", "carl"]})
    assert lunches[0].weights.tolist() == [[0, 0, 2, 0], [1, 1, 0, 0], [1, 1, 0, 0]]
    assert lunches[0].curves.tolist() == [[0, 0, 0, 1, 2]]


def test_a_price_is_that_of_a_cell_and_each_is_hard_or_priced():
    rule = {"rule": "together", "who": {"team": "blue"}, "price_per_hour": 2.5}
    assert not counts(**rule)
    (head,) = counts(hard=False, **rule)
    assert head.curves.tolist() == [[2.5 * UNITS, 0, 2.5 * UNITS]]


def test_every_cost_is_convex():
    for rule in ({"rule": "most", "number": 2}, {"rule": "apart", "who": {"team": "blue"}},
                 {"rule": "lunch_together", "who": {"team": "blue"}}, {"rule": "least", "number": 9, "price_per_hour": 1}):
        for head in counts(hard="price_per_hour" not in rule, **rule):
            assert (np.diff(head.curves, 2) >= 0).all()


def test_without_rules_of_breaks_only_the_phone_is_told_apart():
    assert problem_of(plan(operators=TRIO)).skills.lanes == 1
    rules = [{"rule": "most", "number": 1}]
    assert problem_of(plan(operators=TRIO, together=rules, breaks={"breathers": BREATHERS})).skills.lanes == 3
    (head,) = problem_of(plan(operators=TRIO, together=rules)).staffing.head_counts
    assert head.on_break is None


def least_cost(*rules: dict[str, Any]) -> int:
    hotline = plan((1.4, 0.6), operators=people("free", "free"), breaks={"breathers": BREATHERS},
                   hours={"weekly": {"mon": ["08:00-14:00"]}}, together=list(rules))
    found = optimum(problem_of(hotline))
    assert found is not None
    return found[0]


@pytest.mark.parametrize("tightening", [
    [{"rule": "most", "number": number} for number in (2, 1, 0)],
    [{"rule": "least", "number": 2, "price_per_hour": price} for price in (0, 1, 40)],
    [{"rule": "most", "number": 0, "counts": "on_break", "price_per_hour": price} for price in (0, 9, 90)],
    [{"rule": "least", "number": 2, "counts": "on_phone", "from": "08:00", "to": end} for end in ("09:00", "11:00", "14:00")],
    [{"rule": "apart", "who": {"operators": ["anna", "ben"]}, "from": "08:00", "to": end} for end in ("09:00", "14:00")],
])
def test_to_loosen_a_rule_never_raises_the_optimum(tightening):
    found = [least_cost(), *map(least_cost, tightening)]
    assert all(looser <= tighter for looser, tighter in pairwise(found)), found
    assert found[0] < found[-1]
