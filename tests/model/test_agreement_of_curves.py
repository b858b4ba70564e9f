"""Model, search, bound and checker agree on the cost where missed calls have a price or an outside call centre helps."""

from __future__ import annotations

import pytest

from scheduler.check.cost import costs
from scheduler.demand.demand import demand_of
from scheduler.engine.bound.dual import Dual
from scheduler.engine.crew import Crew
from scheduler.model.solution import cost_of
from tests.builders.plans import all_pauses, people, to_solution, whole
from tests.model.test_agreement import Case, Universe

H = 60
TWO = {"operators": people("free", "free"), "service": {"patience_s": 600, "min_operators": 1}}
CASES = {
    "missed calls": TWO | {"objective": {"missed_call": 2.5}},
    "missed calls and redials": TWO | {
        "objective": {"missed_call": 2.5},
        "service": {"patience_s": 600, "min_operators": 1, "redials": {"percent": 70, "delay_s": 300}}},
    "redials": TWO | {"service": {"patience_s": 600, "redials": {"percent": 70, "delay_s": 300}}},
    "outside operators": TWO | {"outside": {"name": "X", "price_per_hour": 9.5, "capacity_operators": 1}},
    "outside by the call": TWO | {"outside": {"name": "X", "price_per_call": 3.0}},
    "missed calls handed over": TWO | {
        "objective": {"missed_call": 2.5},
        "outside": {"name": "X", "price_per_call": 1.0, "capacity_calls_per_hour": 0.5}},
    "missed calls and outside operators": TWO | {
        "objective": {"missed_call": 25}, "outside": {"name": "X", "price_per_hour": 3.5}},
}


@pytest.fixture(scope="module", params=CASES)
def case(request) -> Case:
    universe = Universe([0], [8 * H, 10 * H, 12 * H], [2 * H, 4 * H], all_pauses(()))
    return Case((), universe, CASES[request.param]).priced


def test_every_roster_costs_the_same_in_the_model_and_by_the_checker(case):
    assert len(case.legal) > 20
    demand = demand_of(case.instance)
    for roster in case.legal:
        solution = to_solution(case.instance, case.problem, roster)
        assert solution is not None
        assert cost_of(case.problem, solution) == costs(case.instance, demand, roster).units
    program = whole(case.problem, solution).program
    assert program.objective(program.hints) == costs(case.instance, demand, roster).units


def test_the_optimum_is_the_cheapest_of_all_and_no_bound_is_above(case):
    demand = demand_of(case.instance)
    cheapest = min(costs(case.instance, demand, roster).units for roster in case.legal)
    assert case.best[0] == cheapest
    crew = Crew.of(case.problem)
    dual = Dual(crew, crew.presence(crew.empty()))
    for _ in range(20):
        assert dual.improve() <= cheapest
