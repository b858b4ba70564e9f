"""The dual with a cap on who changes: below every roster that keeps it, above the dual of all, and exact where nobody may."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.engine.bound.capped import CappedDual
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.model.from_roster import solution_of
from scheduler.model.problem import compile_problem
from scheduler.model.published import Published
from scheduler.operate.events import Event, happened
from tests.builders.published import published


@pytest.fixture(scope="module")
def repaired():
    """The problem of a repair, and the roster that is left."""
    plan = published()
    more = {"event": "extra_calls", "from": "2026-12-08T08:00", "to": "2026-12-08T18:00", "value": "60"}
    events = [Event.model_validate(more)]
    instance = plan.instance.with_(calls={"forecast": happened(plan.instance, plan.roster.shifts, events,
                                                                     plan.instance.grid.origin).topics["calls"]})
    problem = compile_problem(instance, demand_of(instance), Published.of(instance, plan.roster.shifts, instance.grid.origin))
    return Crew.of(problem), solution_of(instance, problem, plan.roster.shifts)


def bound_of(crew, known, most, free=()):
    dual = CappedDual(crew, crew.presence(known), known=known, free=free, most=most)
    for _ in range(40):
        dual.improve()
    return dual.bound


def test_bounds_fall_with_the_cap_and_lie_below_every_roster_that_keeps_it(repaired):
    crew, known = repaired
    bounds = [bound_of(crew, known, most) for most in range(crew.problem.operators + 1)]
    assert bounds[0] == crew.cost(known)
    plain = Dual(crew, crew.presence(known))
    for _ in range(40):
        plain.improve()
    assert bounds[-1] == plain.bound
    assert bounds == sorted(bounds, reverse=True)
    for most in (1, 2):
        for seed in range(20):
            trial, dice = known.copy(), np.random.default_rng(seed)
            crew.sweep(trial, dice.permutation(crew.problem.operators)[:most])
            assert crew.cost(trial) >= bounds[most]


def test_who_may_change_anyway_does_not_count(repaired):
    crew, known = repaired
    assert bound_of(crew, known, 0, free={0}) <= bound_of(crew, known, 0)
    everybody = set(range(crew.problem.operators))
    assert bound_of(crew, known, 0, free=everybody) == bound_of(crew, known, len(everybody))
