"""The staffing cost: convex, zero where the requirement is met exactly, and at the instance's prices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.demand.staffing import StaffingCost
from scheduler.instance.calls_grid import open_cells
from scheduler.instance.objective import units
from tests.builders.derived import staffing_of
from tests.builders.hotline import FREE
from tests.builders.properties import examples


def test_open_cells_are_those_of_the_opening_hours(hotline):
    is_open = open_cells(hotline([(60, 300), (60, 300)]))
    assert np.flatnonzero(is_open).tolist() == list(range(32, 40))


def test_prices_of_missing_and_surplus_operators(hotline):
    (cost,) = staffing_of(hotline([(96, 300)], operators=14, service={
        "target_percent": 1, "answer_within_s": 3600, "max_occupancy_percent": 80})).head_counts
    assert cost.required[8] == 10
    assert cost.curves.shape == (24, 15)
    assert cost.curves[8, 10] == 0
    assert cost.curves[8, 9] == units(12, 15)
    assert cost.curves[8, 8] == units(12, 15) + units(36, 15)
    assert cost.curves[8, 11] == units(3, 15)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(50))
@given(st.lists(st.tuples(st.floats(0, 400), st.floats(10, 600)), min_size=1, max_size=8))
def test_every_curve_is_convex_and_least_at_the_requirement(hotline, rows):
    (cost,) = staffing_of(hotline(rows, operators=60)).head_counts
    assert (np.diff(cost.curves, n=2, axis=-1) >= 0).all()
    assert (cost.curves >= 0).all()
    assert (cost.curves.argmin(axis=-1) == np.minimum(cost.required, 60)).all()


def test_cost_of_everybody_is_one_head_count_of_all():
    required, curve = np.array([1, 2]), np.array([[4, 0, 1], [9, 4, 0]])
    cost = StaffingCost.of_everybody(required, curve)
    (head,) = cost.head_counts
    assert cost.is_open.tolist() == head.applies.tolist() == [True, True]
    assert (head.counts.tolist(), head.whole) == ([True, True], True)
    assert np.array_equal(head.curves[head.curve_of], curve)
    assert head.required.tolist() == [1, 2]


def test_an_open_hour_with_nobody_there_costs_more_by_its_price(hotline):
    service = {"min_operators": 1}
    hotlines = (hotline([(0, 300), (0, 300)], operators=3, service=service, objective=objective)
                for objective in ({}, {"unmanned_per_hour": 7}))
    (plain,), (priced,) = (staffing_of(each).head_counts for each in hotlines)
    cells = np.flatnonzero(plain.applies)
    difference = priced.curves[priced.curve_of[cells]] - plain.curves[plain.curve_of[cells]]
    assert set(difference[:, 0].tolist()) == {units(7, 15)}
    assert not difference[:, 1:].any()


def test_a_missing_operator_of_a_hard_minimum_costs_more_than_any_roster(hotline):
    cost = staffing_of(hotline([(0, 300)], operators=3, service={"min_operators": {"hard": 2}}))
    (head,) = cost.head_counts
    steps = -np.diff(head.curves[head.curve_of[np.flatnonzero(head.applies)[0]]])
    assert (steps[:2] > cost.ceiling).all()
    assert steps[2] < 0
    assert [(each.number, int(each.applies.sum())) for each in cost.floors] == [(2, 4)]


@pytest.mark.parametrize("rule", ["days_per_week", "weekly_rest", "max_shifts"])
def test_it_does_so_beside_bounds_at_a_price_for_each_day_and_shift(hotline, rule):
    dear = {"objective": {"bounds": {rule: 300}}, "service": {"min_operators": {"hard": 2}}}
    (head,) = (cost := staffing_of(hotline([(0, 300)], operators=3, **dear))).head_counts
    steps = -np.diff(head.curves[head.curve_of[np.flatnonzero(head.applies)[0]]])
    assert (steps[:2] > cost.ceiling).all()


def test_no_roster_costs_more_than_the_ceiling_with_its_overtime_and_time_off(hotline):
    service = {"min_operators": {"hard": 2}}
    plain, priced = (staffing_of(hotline([(0, 300)], operators=3, service=service, contracts={"free": FREE | more})).ceiling
                     for more in ({}, {"overtime_per_hour": 2, "time_off_per_hour": 1}))
    assert priced - plain == 3 * units(3, 24 * 60)


def test_a_minimum_and_a_rule_of_the_same_people_are_one_head_count(hotline):
    service = {"minimums": [{"operators": 1, "skill": "a", "from": "08:00", "to": "12:00"}]}
    least = {"rule": "least", "number": 2, "who": {"skill": "a"}, "counts": "on_phone", "price_per_hour": 5}
    team = [{"id": name, "contract": "free", "skills": skills} for name, skills in (("x", ["a"]), ("y", ["a"]), ("z", []))]
    (_, both) = staffing_of(hotline([(0, 300)], operators=team, service=service, together=[least])).head_counts
    cell = np.flatnonzero(both.applies)[0]
    assert both.curves[both.curve_of[cell]].tolist() == [units(36, 15) + 2 * units(5, 15), units(5, 15), 0]
