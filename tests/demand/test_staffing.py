"""The staffing cost: convex, zero where the requirement is met exactly, and at the instance's prices."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.instance.calls_grid import open_cells
from scheduler.instance.objective import units
from tests.builders.derived import staffing_of
from tests.builders.properties import examples


def test_open_cells_are_those_of_the_opening_hours(hotline):
    is_open = open_cells(hotline([(60, 300), (60, 300)]))
    assert np.flatnonzero(is_open).tolist() == list(range(32, 40))


def test_prices_of_missing_and_surplus_operators(hotline):
    cost = staffing_of(hotline([(96, 300)], operators=14, service={
        "target_percent": 1, "answer_within_s": 3600, "max_occupancy_percent": 80}))
    assert cost.required[0, 8] == 10
    assert cost.curve.shape == (1, 24, 15)
    assert cost.curve[0, 8, 10] == 0
    assert cost.curve[0, 8, 9] == units(12, 15)
    assert cost.curve[0, 8, 8] == units(12, 15) + units(36, 15)
    assert cost.curve[0, 8, 11] == units(3, 15)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(50))
@given(st.lists(st.tuples(st.floats(0, 400), st.floats(10, 600)), min_size=1, max_size=8))
def test_every_curve_is_convex_and_least_at_the_requirement(hotline, rows):
    cost = staffing_of(hotline(rows, operators=60))
    assert (np.diff(cost.curve, n=2, axis=-1) >= 0).all()
    assert (cost.curve >= 0).all()
    assert (cost.curve.argmin(axis=-1) == np.minimum(cost.required, 60)).all()


def test_an_open_hour_with_nobody_there_costs_more_by_its_price(hotline):
    service = {"min_operators": 1}
    plain, priced = (staffing_of(hotline([(0, 300), (0, 300)], operators=3, service=service, objective=objective))
                     for objective in ({}, {"unmanned_per_hour": 7}))
    difference = priced.curve - plain.curve
    assert difference[0, 8, 0] == units(7, 15)
    assert difference.sum() == 2 * units(7, 15)
    assert not priced.head_counts


def test_a_missing_operator_of_a_hard_minimum_costs_more_than_any_roster(hotline):
    cost = staffing_of(hotline([(0, 300)], operators=3, service={"min_operators": {"hard": 2}}))
    steps = -np.diff(cost.curve[0, 8])
    assert (steps[:2] > cost.ceiling).all()
    assert steps[2] < 0
    assert [(each.number, each.queue, int(each.applies.sum())) for each in cost.floors] == [(2, 0, 4)]
