"""Goals over days and weeks, and in expectation: kept, with no more operators than needed, and never below the floors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.demand.demand import demand_of
from scheduler.demand.queueing.expectation import expected_over
from scheduler.demand.queueing.queue import queue_of
from scheduler.demand.queueing.uncertainty import certain, lognormal_factors
from scheduler.demand.requirement.intervals import groups, required_over
from scheduler.demand.requirement.spread import required_in_expectation, required_operators
from tests.builders.properties import examples

ROWS = [(12, 300), (96, 300), (60, 300), (0, 300), (30, 240)]
SERVICE = {"patience_s": 120, "goal_over": "day"}


def share_in_time(plan, required) -> float:
    queue = queue_of(plan)
    calls = np.nansum(queue.calls)
    return np.nansum(queue.calls * queue.service_level(required)) / calls if calls else 1.0


def test_the_day_keeps_the_goal_with_fewer_operators_than_its_intervals(hotline):
    each, day = (hotline(ROWS, service={"patience_s": 120, "goal_over": over}) for over in ("interval", "day"))
    assert demand_of(day)[None].required.sum() < demand_of(each)[None].required.sum()
    assert share_in_time(day, demand_of(day)[None].required) >= 0.8 - 1e-9
    levels = queue_of(day).service_level(demand_of(day)[None].required)
    assert np.nanmin(levels) < 0.8  # some interval falls below, or nothing would be saved


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 30), st.floats(60, 600)), min_size=1, max_size=3), st.none() | st.floats(10, 600),
       st.floats(50, 95), st.sampled_from([0, 8, 20]))
def test_no_smaller_choice_keeps_it(hotline, rows, patience, target, shrinkage):
    """Against every choice of up to so many operators in each interval as were found, and a few more."""
    plan = hotline(rows, service={"patience_s": patience, "target_percent": target, "goal_over": "day",
                                  "shrinkage_percent": shrinkage})
    found = required_over(plan, queue_of(plan, None), "day")
    queue, at = queue_of(plan), slice(8, 8 + len(rows))
    assert share_in_time(plan, found.operators) >= target / 100 - 1e-6
    levels = np.stack([queue.calls[at] * queue.service_level(k)[at] for k in range(12)], axis=1)
    if patience is None:
        levels[queue.load[at][:, None] >= np.arange(12) * (1 - shrinkage / 100)] = -np.inf
        levels[queue.load[at] == 0] = 0
    choices = np.stack(np.meshgrid(*[np.arange(12)] * len(rows), indexing="ij"), axis=-1).reshape(-1, len(rows))
    kept = levels[np.arange(len(rows)), choices].sum(axis=1) >= target / 100 * queue.calls[at].sum()
    if kept.any():
        assert found.bound <= choices[kept].sum(axis=1).min() * 4 + 1e-6


def test_largest_occupancy_and_minimum_hold_in_every_interval(hotline):
    plan = hotline(ROWS, service=SERVICE | {"target_percent": 10, "max_occupancy_percent": 80, "min_operators": 2})
    required = demand_of(plan)[None].required
    assert required[8:13].min() >= 2
    assert np.nanmax(queue_of(plan).occupancy(required)) <= 0.8 + 1e-9
    assert required[11] == 2  # no calls


def test_without_patience_no_queue_grows_for_ever(hotline):
    plan = hotline(ROWS, service={"goal_over": "day", "target_percent": 5})
    assert (demand_of(plan)[None].required[8:13] > queue_of(plan).load[8:13]).sum() == 4  # all but the one without calls


def test_weeks_and_days_of_the_horizon_from_its_first_day(hotline):
    plan = hotline(ROWS, horizon={"start": "2026-12-07", "days": 9}, hours={"weekly": {"mon": ["08:00-13:00"]}})
    day, week = groups(plan, "day"), groups(plan, "week")
    assert [day[0], day[23], day[24], day[-1]] == [0, 0, 1, 8]
    assert [week[0], week[24 * 7 - 1], week[24 * 7], week[-1]] == [0, 0, 1, 1]


def test_a_day_cannot_lend_to_another_but_a_week_can(hotline):
    rows = [(12, 300), (96, 300)]
    plan = hotline(rows, service={"patience_s": 120})
    queue = queue_of(plan)
    group = np.arange(24)  # each hour its own group
    apart = required_operators(queue, group, np.full(24, 4))
    together = required_operators(queue, np.zeros(24, dtype=int), np.full(24, 4))
    assert together.cells < apart.cells
    assert (queue.service_level(apart.operators)[8:10] >= 0.8 - 1e-9).all()
    assert together.bound <= together.cells


def test_certain_and_uncertain_requirement_of_intervals(hotline):
    plan = hotline(ROWS, service={"patience_s": 120, "shrinkage_percent": 8})
    queue = queue_of(plan)
    assert required_in_expectation(queue, certain(24)).tolist() == demand_of(plan)[None].required.tolist()
    load = lognormal_factors(np.full(24, 0.3))
    perhaps = required_in_expectation(queue, load)
    level, _ = expected_over(queue, perhaps, load)
    fewer, _ = expected_over(queue, np.maximum(perhaps - 2, 0), load)  # 2, as shrinkage may round up by one
    busy = [8, 9, 10, 12]
    assert (level[busy] >= 0.8 - 1e-9).all()
    assert (fewer[busy] < 0.8).all()
    assert perhaps.sum() > demand_of(plan)[None].required.sum()


def test_expectations_over_a_certain_load_are_those_of_the_queue(hotline):
    queue = queue_of(hotline(ROWS, service={"patience_s": 120}))
    level, abandonment = expected_over(queue, np.full(24, 7), certain(24))
    assert level == pytest.approx(queue.service_level(7), nan_ok=True)
    assert abandonment == pytest.approx(queue.abandonment(7), nan_ok=True)


@pytest.mark.parametrize("over", ["interval", "day", "week"])
@pytest.mark.parametrize("load", [None, lognormal_factors(np.full(24, 0.3))])
def test_a_horizon_that_is_closed_or_without_calls_requires_nobody(hotline, over, load):
    closed = hotline(ROWS, hours={"weekly": {"tue": ["08:00-09:00"]}})
    idle = hotline([(0, 300)], service={"min_operators": 1})
    assert not required_over(closed, queue_of(closed, None), over, load).operators.any()
    assert required_over(idle, queue_of(idle, None), over, load).operators.sum() == 1


def test_what_a_window_has_after_midnight_is_of_the_day_that_opened_it(hotline):
    plan = hotline(ROWS, horizon={"start": "2026-12-07", "days": 7}, hours={"weekly": {"mon-sun": ["20:00-02:00"]}})
    day, week = groups(plan, "day"), groups(plan, "week")
    assert [day[23], day[24], day[25], day[44], day[7 * 24 + 1]] == [0, 0, 0, 1, 6]
    assert set(week.tolist()) == {0}
