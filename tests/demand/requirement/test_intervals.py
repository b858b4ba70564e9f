"""The requirement: smallest number that keeps the goal, then shrinkage, then the minimum."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.demand.demand import demand_of
from scheduler.demand.queueing.erlang import erlang_a, erlang_c
from scheduler.demand.queueing.queue import performance, queue_of, smallest_agents
from scheduler.demand.requirement.table import requirement_table
from scheduler.errors import InputError
from scheduler.instance.instance import Instance
from scheduler.instance.service import Service
from tests.builders.hotline import document, hotline

SERVICES = st.builds(
    Service,
    target_percent=st.floats(1, 99.9),
    answer_within_s=st.floats(0, 300),
    patience_s=st.none() | st.floats(1, 3600),
    max_occupancy_percent=st.floats(30, 100),
)


@given(SERVICES, st.floats(0, 200), st.floats(10, 1200))
def test_it_is_the_smallest_number_that_keeps_every_goal(service: Service, load: float, aht_s: float):
    agents = int(smallest_agents(service, np.array([load]), np.array([aht_s]))[0])
    assert agents >= 0
    assert keeps(service, load, agents, aht_s, slack=1e-6)
    assert agents == 0 or not keeps(service, load, agents - 1, aht_s, slack=-1e-6)


def keeps(service: Service, load: float, agents: int, aht_s: float, slack: float) -> bool:
    met = performance(service, load, agents, aht_s)
    level, busy = service.target_percent / 100 - slack, service.max_occupancy_percent / 100 + slack
    return load == 0 or bool(met.service_level >= level and met.occupancy <= busy)


@given(SERVICES)
def test_it_rises_with_the_load(service: Service):
    loads = np.linspace(0, 100, 60)
    assert (np.diff(smallest_agents(service, loads, np.full(60, 240.0))) >= 0).all()


def test_erlang_c_without_patience_and_erlang_a_with(hotline):
    rows = [(60, 300)]  # 5 erlangs
    c = demand_of(hotline(rows, service={}))[None].required[8]
    a = demand_of(hotline(rows, service={"patience_s": 60}))[None].required[8]
    assert erlang_c(5, c, 300, 20).service_level >= 0.8 > erlang_c(5, c - 1, 300, 20).service_level
    assert erlang_a(5, a, 300, 60, 20).service_level >= 0.8 > erlang_a(5, a - 1, 300, 60, 20).service_level
    assert a < c


def test_closed_intervals_require_nobody(hotline):
    required = demand_of(hotline([(60, 300), (0, 300)], service={"min_operators": 2}))[None].required
    assert required.shape == (24,)
    assert required.dtype == np.int64
    assert required[8] > 2
    assert required[9] == 2  # open, but without calls
    assert not required[:8].any()
    assert not required[10:].any()


def test_a_horizon_that_is_closed_throughout_requires_nobody(hotline):
    closed = hotline([(60, 300)], hours={"weekly": {"tue": ["08:00-09:00"]}})
    assert not demand_of(closed)[None].required.any()
    assert requirement_table(closed, demand_of(closed)) == ()


def test_an_interval_open_for_a_part_of_it_requires_as_any(hotline):
    whole = hotline([(60, 300)])
    part = hotline([(60, 300)], hours={"weekly": {"mon": ["08:15-08:45"]}})
    assert demand_of(part)[None].required.tolist() == demand_of(whole)[None].required.tolist()
    (need,) = requirement_table(part, demand_of(part))
    assert need.operator_hours == need.required / 2


def test_largest_occupancy_binds_and_is_inclusive(hotline):
    rows = [(96, 300)]  # 8 erlangs: exactly 80 % of 10 operators
    loose = {"target_percent": 1, "answer_within_s": 3600}
    assert demand_of(hotline(rows, service={**loose, "max_occupancy_percent": 80}))[None].required[8] == 10
    assert demand_of(hotline(rows, service={**loose, "max_occupancy_percent": 79.9}))[None].required[8] == 11


@pytest.mark.parametrize(("shrinkage", "planned"), [(0, 8), (20, 10), (20.1, 11), (50, 16), (60, 20), (90, 80)])
def test_shrinkage_rounds_up_without_fuzz(hotline, shrinkage, planned):
    rows = [(48, 300)]  # 4 erlangs: exactly 50 % of 8
    service = {"target_percent": 1, "answer_within_s": 3600, "max_occupancy_percent": 50,
               "shrinkage_percent": shrinkage}
    assert demand_of(hotline(rows, service=service))[None].required[8] == planned


def test_the_minimum_is_not_raised_by_shrinkage(hotline):
    service = {"min_operators": 4, "shrinkage_percent": 50}
    assert demand_of(hotline([(0, 300)], service=service))[None].required[8] == 4


def test_an_open_interval_without_a_row_is_an_error_not_zero(hotline):
    broken = hotline([(60, 300)], hours={"weekly": {"mon": ["08:00-11:00"]}})
    with pytest.raises(InputError) as caught:
        demand_of(broken)
    assert [fault.field for fault in caught.value.faults] == ["calls.forecast"] * 2
    assert "2026-12-07 09:00" in str(caught.value)
    assert "2026-12-07 10:00" in str(caught.value)


def test_service_level_lies_on_a_line_between_whole_agents(hotline):
    queue = queue_of(hotline([(60, 300)], service={"patience_s": 120}))
    levels = erlang_a(5, [6, 7], 300, 120, 20).service_level
    assert queue.service_level(6)[8] == pytest.approx(levels[0])
    assert queue.service_level(6.25)[8] == pytest.approx(0.75 * levels[0] + 0.25 * levels[1])
    assert np.isnan(queue.service_level(6)[[0, 7, 9]]).all()


def test_service_level_counts_those_who_are_there(hotline):
    queue = queue_of(hotline([(60, 300)], service={"shrinkage_percent": 20}))
    assert queue.service_level(10)[8] == pytest.approx(erlang_c(5, 8, 300, 20).service_level)
    assert queue.occupancy(10)[8] == pytest.approx(5 / 8)


def test_the_requirement_keeps_the_goal_it_was_computed_from(hotline):
    service = {"patience_s": 90, "shrinkage_percent": 8}
    plan = hotline([(calls, 300) for calls in (0, 1, 10, 100, 1000)], service=service)
    table = requirement_table(plan, demand_of(plan))
    assert [need.start.hour for need in table] == [8, 9, 10, 11, 12]
    assert all(need.service_level >= 0.8 for need in table)
    assert table[0].required == 0
    assert table[0].service_level == 1


def test_four_weeks_of_a_thousand_operators_take_no_time():
    loads = np.random.default_rng(0).uniform(0, 900, 28 * 96)
    service = Service(patience_s=180, max_occupancy_percent=88)
    begun = time.process_time()
    smallest_agents(service, loads, np.full(loads.shape, 300.0))
    assert time.process_time() - begun < 2  # 0.3 s on a quiet machine


def test_what_is_given_directly_holds_where_it_is_more():
    rows = [{"start": f"2026-12-07T{hour:02d}:00", "operators": count} for hour, count in ((8, 9), (9, 0))]
    calls = [{"start": f"2026-12-07T{hour:02d}:00", "calls": 10, "aht_s": 300} for hour in (8, 9)]
    open_for = {"weekly": {"mon": ["08:00-10:00"]}}
    beside = hotline(hours=open_for, calls={"forecast": calls}, requirement=rows)
    plain = hotline(hours=open_for, calls={"forecast": calls})
    alone = [need.required for need in requirement_table(plain, demand_of(plain))]
    assert alone[0] == alone[1] < 9
    assert [need.required for need in requirement_table(beside, demand_of(beside))] == [9, alone[1]]


def test_given_in_place_of_calls_nothing_is_known_of_callers():
    rows = [{"start": f"2026-12-07T{hour:02d}:00", "operators": count} for hour, count in ((8, 2), (9, 1))]
    data = document(operators=3, hours={"weekly": {"mon": ["08:00-10:00"]}}, requirement=rows)
    del data["calls"]
    plan = Instance.model_validate(data)
    assert [(need.required, need.calls) for need in requirement_table(plan, demand_of(plan))] == [(2, 0), (1, 0)]
    (queue,) = demand_of(plan).queues
    assert np.isnan(queue.queue.service_level(5)).all()
    (staffed,) = demand_of(plan).sets
    assert staffed.curve[8, 2] == 0 < staffed.curve[8, 1]
