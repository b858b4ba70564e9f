"""Demand of several queues: each from its own calls and goal, and who answers them."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.queue_demand import answers_of
from scheduler.demand.queueing.queue import queue_of
from scheduler.demand.requirement.table import requirement_table
from scheduler.errors import InputError
from tests.demand.conftest import MONDAY

TEAM = [{"id": f"o{number}", "contract": "free", "skills": skills}
        for number, skills in enumerate((["sales"], ["sales", "support", "abuse"], ["other", "support"]))]
ROWS = {"sales": [(60, 300), (30, 200)], "support": [(10, 600), (0, 600)]}


@pytest.fixture
def two(hotline):
    """Two queues open for two hours, and three operators."""
    forecast = [{"start": MONDAY.replace(hour=8) + dt.timedelta(hours=hour), "calls": calls, "aht_s": aht_s, "queue": name}
                for name, rows in ROWS.items() for hour, (calls, aht_s) in enumerate(rows)]
    goals = {"sales": {"patience_s": 60}, "support": {"target_percent": 95, "min_operators": 1}}

    def build(**changes):
        return hotline([(0, 1), (0, 1)], **({"operators": TEAM, "calls": {"forecast": forecast},
                                            "service": {"queues": goals}} | changes))

    return build


def test_each_queue_requires_what_it_would_require_alone(hotline, two):
    plan = two()
    sales = demand_of(hotline(ROWS["sales"], service={"patience_s": 60}))[None].required
    support = demand_of(hotline(ROWS["support"], service={"target_percent": 95, "min_operators": 1}))[None].required
    assert demand_of(plan)["sales"].required.tolist() == sales.tolist()
    assert demand_of(plan)["support"].required.tolist() == support.tolist()
    assert support[9] == 1
    alone = hotline(ROWS["sales"], service={"patience_s": 60})
    assert queue_of(plan, "sales").service_level(5)[8] == queue_of(alone).service_level(5)[8]


def test_the_table_has_a_row_for_each_interval_and_queues_that_share_operators_stand_together(two):
    table = requirement_table(two(), demand_of(two()))
    assert [(need.queue, need.start.hour) for need in table] == [("sales + support", 8), ("sales + support", 9)]
    assert [need.calls for need in table] == [70, 30]
    assert [need.aht_s for need in table] == pytest.approx([(60 * 300 + 10 * 600) / 70, 200])
    apart = two(operators=[TEAM[0], TEAM[2]])
    table = requirement_table(apart, demand_of(apart))
    assert [(need.queue, need.start.hour) for need in table] == [("sales", 8), ("sales", 9), ("support", 8), ("support", 9)]
    assert [need.calls for need in table] == [60, 30, 10, 0]


def test_a_queue_without_a_row_is_named(two):
    plan = two(service={"queues": {"sales": {}, "support": {}, "billing": {}}})
    with pytest.raises(InputError) as caught:
        demand_of(plan)
    assert "2026-12-07 08:00 of queue 'billing'" in str(caught.value)


def test_without_queues_everybody_answers_every_call(hotline, two):
    plan = hotline([(10, 300)], operators=[{"id": "a", "contract": "free", "skills": ["x"]}, {"id": "b", "contract": "free"}])
    assert answers_of(plan, plan.operators).tolist() == [[True], [True]]
    assert answers_of(two(), two().operators).tolist() == [[True, False], [True, True], [False, True]]
