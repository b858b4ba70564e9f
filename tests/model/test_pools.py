"""Pools: who may take the same starts at the same extra cost is counted together, and keeps a start where it is left."""

from __future__ import annotations

import numpy as np

from scheduler.engine.crew import Crew
from scheduler.model.neighbourhood import Neighbourhood
from scheduler.model.pools import Pool, PoolKey
from scheduler.model.program import Variable
from tests.builders.derived import problem_of
from tests.builders.hotlines import LOADS
from tests.builders.plans import DAY, people, plan


def test_the_starts_of_a_pool_are_dealt_so_that_whoever_can_keeps_theirs():
    key = PoolKey(day=0, form=0, skill=0, rows=(3, 5), extra_costs=(0, 2))
    pool = Pool(key, members=[(number, Variable(number)) for number in range(4)], starts=[Variable(4), Variable(5)])
    values = np.array([1, 0, 1, 1, 1, 2])
    assert pool.deal(values, current=np.array([5, 3, -1, 5])) == {0: 5, 3: 5, 2: 3}


def test_operators_with_equal_options_share_a_pool_and_others_do_not():
    wish = [{"operator": "ben", "kind": "avoid", "when": "mon", "from": "08:00", "to": "10:00"}]
    problem = problem_of(plan(LOADS, shifts=[DAY], operators=people("free", "free", "free"), availability=wish))
    free = np.ones((problem.operators, problem.days), dtype=np.bool_)
    pools = Neighbourhood(problem, Crew.of(problem).empty(), free).pools
    members = {key: {operator for operator, _ in pool.members} for key, pool in pools.items()}
    assert {frozenset(each) for each in members.values()} == {frozenset({0, 2}), frozenset({1})}
    assert any(max(key.extra_costs) > 0 for key, each in members.items() if each == {1})
    assert all(min(key.extra_costs) == 0 for key in members)
