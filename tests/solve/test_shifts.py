"""How many shifts, and when: day types, the plan against enumeration, and what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.engine.budget import Budget
from scheduler.engine.dayplan.bound import Job, relaxed
from scheduler.engine.dayplan.portfolio import Outcome
from scheduler.errors import InputError, InterruptedEmptyError
from scheduler.instance.instance import Instance
from scheduler.instance.objective import UNITS
from scheduler.solve.anonymous import anonymous_instance
from scheduler.solve.day_types import day_types
from scheduler.solve.options import Interruption, Options
from scheduler.solve.shifts import _by_engine, plan_shifts

START = dt.datetime(2026, 11, 30)  # noqa: DTZ001


def document(days=1, first=9, last=13, load=8.0, **changes):
    """A small hotline, open from `first` to `last` each day (24: around the clock), with half-hours and shifts of 2 or 3 h."""
    quarter = dt.timedelta(minutes=30)
    always = last - first == 24
    rows = [{"start": START + dt.timedelta(days=day, hours=first) + quarter * step,
             "calls": load * (1 + (step + day * changes.get("drift", 0)) % 3), "aht_s": 300}
            for day in range(days) for step in range(2 * (last - first))]
    base = {
        "schema": 1,
        "hotline": {"name": "small", "timezone": "Asia/Jakarta", "interval_minutes": 30, "break_grid_minutes": 30},
        "horizon": {"start": START.date(), "days": days},
        "hours": {"always": True} if always else {"weekly": {"mon-sun": [f"{first:02d}:00-{last:02d}:00"]}},
        "calls": {"forecast": rows},
        "service": {"target_percent": 80, "answer_within_s": 20},
        "shifts": [{"name": "any", "start": {"from": "00:00", "to": "23:00", "every_minutes": 60},
                    "length": {"from_minutes": 120, "to_minutes": 180, "every_minutes": 60}}],
        "breaks": {"breathers": {"minutes": 30, "paid": False, "count": [{"from_shift_minutes": 120, "breathers": 1}]},
                   "spacing": {"edge_minutes": 30, "min_work_minutes": 30, "max_work_minutes": 120}},
        "contracts": {"full": {"hours_per_week": [10, 40], "rest_hours": 11, "cost_per_hour": 2.0},
                      "dear": {"hours_per_week": [10, 40], "cost_per_hour": 3.0}},
        "operators": [{"id": "anna", "contract": "full"}, {"id": "ben", "contract": "dear"}],
        "availability": [{"operator": "anna", "when": "mon", "kind": "unavailable"}],
    }
    return base | {key: value for key, value in changes.items() if key != "drift"}


def hotline(**arguments) -> Instance:
    return Instance.model_validate(document(**arguments))


def least_cost(instance: Instance, price: float) -> float:
    """Least cost of a day, over all multisets of shifts of up to twice the peak, by plain arithmetic."""
    required = demand_of(instance)[None].required[18:26]
    kinds = {}
    for start, hours in product(range(0, 8, 2), (2, 3)):
        for rest in range(start + 1, start + 2 * hours - 1):
            if start + 2 * hours <= 8 and rest - start <= 4 and start + 2 * hours - rest - 1 <= 4:
                kinds[tuple(start <= half < start + 2 * hours and half != rest for half in range(8))] = hours - 0.5
    rows, pay = np.array(list(kinds), dtype=int), np.array(list(kinds.values())) * price
    best = np.inf
    for count in range(int(2 * required.max()) + 1):
        for chosen in combinations_with_replacement(range(len(rows)), count):
            there = rows[list(chosen)].sum(axis=0) if chosen else np.zeros(8)
            missing, surplus = np.maximum(required - there, 0), np.maximum(there - required, 0)
            first = np.minimum(missing, np.maximum(1, required // 10))
            cost = (12 * first + 36 * (missing - first) + 3 * surplus).sum() / 2 + pay[list(chosen)].sum()
            best = min(best, float(cost))
    return best


def test_a_tiny_day_costs_what_enumeration_says():
    instance = hotline(load=0.1)
    plan = plan_shifts(instance, Options(seconds=60))
    assert plan.cost == pytest.approx(least_cost(instance, 2.0)) == plan.bound
    assert plan.cost_per_hour == 2.0
    assert len(plan.all_shifts) == len(plan.shifts) > 0
    assert plan.shifts["paid_hours"].sum() == pytest.approx(sum(shift.minutes - 30 for shift in plan.all_shifts) / 60)
    assert len(plan.breaks) == len(plan.shifts)
    assert (plan.coverage["required"] > 0).all() and len(plan.coverage) == 8


def test_activities_are_left_out():
    meeting = {"name": "meeting", "minutes": 60, "days": "mon-sun"}
    plan = plan_shifts(hotline(load=0.1, activities=[meeting]), Options(seconds=60))
    assert plan.cost == pytest.approx(least_cost(hotline(load=0.1), 2.0)) == plan.bound


def test_a_price_that_is_given_counts():
    plan = plan_shifts(hotline(load=0.1), Options(seconds=60), cost_per_hour=4.0)
    assert plan.cost == pytest.approx(least_cost(hotline(load=0.1), 4.0)) == plan.bound


def types_of(instance: Instance):
    return day_types(anonymous_instance(instance, 2.0)).types


def test_equal_days_are_one_type_and_others_are_not():
    types = types_of(hotline(days=7))
    assert [[block.day for block in each.blocks] for each in types] == [list(range(7))]
    types = types_of(hotline(days=4, drift=1))
    assert [[block.day for block in each.blocks] for each in types] == [[0, 3], [1], [2]]


def test_shifts_past_midnight_tie_days_together_and_every_cell_is_planned_once():
    types = types_of(hotline(days=3, first=0, last=24))
    assert [(block.day, block.days) for each in types for block in each.blocks] == [(0, 3)]
    blocks = sorted((block.first, block.end) for each in types_of(hotline(days=3, drift=1)) for block in each.blocks)
    assert [first for first, _ in blocks] == [0, 48, 96] and [end for _, end in blocks] == [48, 96, 144]


def test_an_evening_that_ends_after_midnight_is_a_day_of_its_own():
    hours = {"weekly": {"mon-sun": ["20:00-01:00"]}}
    rows = [{"start": START + dt.timedelta(days=day, hours=20, minutes=30 * step), "calls": 2, "aht_s": 300}
            for day in range(3) for step in range(10)]
    types = types_of(hotline(days=3, hours=hours, calls={"forecast": rows}))
    assert all(block.days == 1 for each in types for block in each.blocks)


def test_a_plan_around_the_clock_is_legal_and_above_its_bound():
    plan = plan_shifts(hotline(days=1, first=0, last=24, load=0.2), Options(seconds=1, gap=0.2))
    assert 0 < plan.bound <= plan.cost
    assert (plan.coverage["on_phone"] <= len(plan.shifts)).all()


TWO = {"service": {"queues": {"nl": {}, "fr": {}}}}


def two_queues():
    rows = [{"start": START + dt.timedelta(hours=9, minutes=30 * step), "calls": 2, "aht_s": 300, "queue": queue}
            for queue in ("nl", "fr") for step in range(8)]
    return hotline(**TWO, calls={"forecast": rows},
                   operators=[{"id": "anna", "contract": "full", "skills": ["nl", "fr"]}])


def test_several_queues_are_refused_or_pooled():
    with pytest.raises(InputError, match=r"service\.queues: found 2 queues \(nl, fr\)"):
        plan_shifts(two_queues(), Options(seconds=1))
    plan = plan_shifts(two_queues(), Options(seconds=20), pooled=True)
    assert 0 < plan.bound <= plan.cost


def test_an_hour_for_nothing_is_refused():
    with pytest.raises(InputError, match="cost_per_hour of 0"):
        plan_shifts(hotline(), Options(seconds=1), cost_per_hour=0.0)


def test_hours_that_no_shift_covers_stand_empty_and_are_priced():
    shifts = [{"name": "late", "start": {"from": "11:00", "to": "12:00"}, "length": {"from_minutes": 60, "to_minutes": 120}}]
    breaks = {"spacing": {"max_work_minutes": 180}}
    plan = plan_shifts(hotline(shifts=shifts, breaks=breaks), Options(seconds=2))
    assert plan.all_coverage[0].required > plan.all_coverage[0].on_phone == 0
    assert plan.cost >= plan.bound > 0


def test_an_interrupted_search_without_a_plan_says_so():
    interruption = Interruption()
    interruption.ask()
    with pytest.raises(InterruptedEmptyError):
        plan_shifts(hotline(), Options(interruption=interruption))


def test_split_shifts_and_breaks_by_the_clock_are_refused():
    template = {"name": "split", "start": {"from": "11:00", "to": "11:00"}, "length": {"from_minutes": 240, "to_minutes": 240},
                "split": {"gap_minutes": [60, 60], "part_minutes": [120, 120]}}
    lunch = {"minutes": 30, "from_shift_minutes": 60, "clock": ["11:00-13:00"]}
    with pytest.raises(InputError, match=r"(?s)breaks: found windows of the clock.*shifts\[0\]\.split"):
        plan_shifts(hotline(shifts=[template], breaks={"lunch": lunch}), Options(seconds=1))


def test_where_the_first_plan_is_far_from_the_bound_the_engine_finds_a_better_one():
    (each,) = day_types(anonymous_instance(hotline(load=1.0), 2.0)).types
    job = Job(each.task, relaxed(each.task, 5.0))
    best = plan_shifts(hotline(load=1.0), Options(seconds=20))
    poor = Outcome(None, 10 * job.relaxation.bound, job.relaxation.bound, 0.0)
    found = _by_engine(job, poor, Budget(20.0), 1, 0.5)
    assert found.cost == each.task.cost(found.plan)
    assert found.cost * each.step + each.fixed < 1.05 * best.cost * UNITS
    assert _by_engine(job, replace(found, cost=found.cost - 1), Budget(20.0), 1, 0.2).cost == found.cost - 1, "it is dearer"
