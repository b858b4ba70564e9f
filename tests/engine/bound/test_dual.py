"""The bound is proven: it is never above the cost of any roster, and never falls."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings

from scheduler.engine.bound.dual import Dual, DualParams
from scheduler.engine.crew import Crew
from scheduler.engine.moves.guidance import best_response
from scheduler.model.solution import own_cost, shifts_of_solution
from tests.builders.derived import costs_of, problem_of
from tests.builders.hotlines import MANY, assert_sound, hotlines
from tests.builders.plans import optimum, plan
from tests.builders.properties import examples

unhurried = settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))


@unhurried
@given(instance=hotlines())
def test_the_bound_is_at_most_the_proven_optimum_or_the_best_roster_known(instance):
    crew = Crew.of(problem_of(instance))
    solution = crew.empty()
    rng = np.random.default_rng(0)
    crew.sweep(solution, np.arange(crew.problem.operators))
    least = best_response(crew, solution, rng, lambda: False)
    best = optimum(crew.problem, work=0.3)
    if best is not None:
        assert_sound(instance, crew, best[1])
        assert best[0] == crew.cost(best[1]) <= least
        least = best[0]
    dual = Dual(crew, crew.presence(solution))
    bounds = [dual.improve() for _ in range(25)]
    assert bounds == sorted(bounds)
    assert bounds[-1] <= least


@unhurried
@given(instance=hotlines())
def test_every_roster_costs_a_multiple_of_the_step_that_bounds_are_rounded_up_to(instance):
    crew = Crew.of(problem_of(instance))
    solution = crew.empty()
    crew.sweep(solution, np.arange(crew.problem.operators))
    cost = costs_of(instance, shifts_of_solution(instance, crew.problem, solution)).units
    assert cost % crew.problem.cost_step == 0
    dual = Dual(crew, crew.presence(solution))
    assert dual.improve() % crew.problem.cost_step == 0


def test_the_bound_of_the_operators_left_and_the_pay_of_the_fixed_are_at_most_what_their_roster_costs():
    crew = Crew.of(problem_of(MANY))
    solution = crew.empty()
    cost = best_response(crew, solution, np.random.default_rng(0), lambda: False)
    dual = Dual(crew, crew.presence(solution))
    for _ in range(40):
        dual.improve()
    alone = dual.bound
    members = np.array([len(each.members) for each in crew.problem.classes])
    fixed = crew.empty()
    for each in range(0, crew.problem.operators, 2):
        members[crew.problem.class_of[each]] -= 1
        fixed.rows[each], fixed.chain[each], fixed.breaks[each] = (
            solution.rows[each], solution.chain[each], solution.breaks[each])
    pay = own_cost(crew.problem, fixed) - own_cost(crew.problem, crew.empty())
    off = sum(int(crew.problem.classes[crew.problem.class_of[each]].day_off_cost.sum())
              for each in range(0, crew.problem.operators, 2))
    dual.fix(members, crew.presence(fixed), (fixed.rows >= 0).sum(axis=0), 1.0)
    for _ in range(40):
        dual.improve()
    assert alone - pay - off <= dual.bound
    assert dual.bound + pay + off <= cost


def test_a_fork_goes_its_own_way():
    crew = Crew.of(problem_of(MANY))
    dual = Dual(crew, crew.presence(crew.empty()))
    for _ in range(10):
        dual.improve()
    bound, columns, other = dual.bound, dual.bundle.size, dual.fork()
    for _ in range(10):
        other.improve()
    assert other.bound >= bound == dual.bound
    assert other.bundle.size > columns == dual.bundle.size


def test_the_presence_that_guides_construction_is_one_that_the_operators_can_give():
    crew = Crew.of(problem_of(MANY))
    dual = Dual(crew, crew.presence(crew.empty()))
    for _ in range(40):
        dual.improve()
    assert (dual.activity >= -1e-9).all()
    assert (dual.activity <= crew.problem.operators + 1e-9).all()
    assert len(dual.activity) == len(dual.prices) == len(crew.problem.open_cells) + crew.problem.days


def test_steps_where_nothing_is_left_to_gain_do_not_grow_without_end():
    """They once grew by half at each step, until prices were no numbers any more."""
    crew = Crew.of(problem_of(plan((0.4,))))
    dual = Dual(crew, crew.presence(crew.empty()), DualParams(longest_step=100))
    for _ in range(40):
        dual.improve()
    assert dual.step == 100
