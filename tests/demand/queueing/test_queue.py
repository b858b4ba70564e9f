"""Demand of several queues: each from its own calls and goal, and who answers them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.queue_demand import answers_of
from scheduler.demand.queueing.queue import performance, queue_of, smallest_agents
from scheduler.demand.requirement.table import requirement_table
from scheduler.errors import InputError
from scheduler.instance.service import Service
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


def test_who_handles_several_at_a_time_is_as_many_servers():
    chat, calls = (Service(patience_s=180, concurrency=number) for number in (3, 1))
    load, agents = np.array([2.0, 10.0, 40.0]), np.array([1, 4, 15])
    found, right = performance(chat, load, agents, 600.0), performance(calls, load, 3 * agents, 600.0)
    assert found.service_level.tolist() == right.service_level.tolist()
    assert found.occupancy.tolist() == right.occupancy.tolist()
    aht_s = np.full(3, 600.0)
    alone = smallest_agents(calls, load, aht_s)
    assert smallest_agents(chat, load, aht_s).tolist() == np.ceil(alone / 3).tolist()


@pytest.mark.parametrize("goal_over", ["interval", "day"])
def test_a_chat_requires_a_share_of_the_operators(hotline, goal_over):
    """Erlang C, where an operator too few lets the queue grow for ever, and a largest share of the places taken."""
    rows, goal = [(60, 600), (20, 600)], {"goal_over": goal_over, "max_occupancy_percent": 85}
    chat, calls = (demand_of(hotline(rows, service=goal | {"concurrency": number}))[None] for number in (2, 1))
    opened = chat.required > 0
    assert (chat.required[opened] >= calls.required[opened] / 2).all()
    assert (chat.required[opened] <= (calls.required[opened] + 1) / 2 + (goal_over == "day")).all()
    met = chat.queue.met(chat.required)
    assert (met.occupancy[opened] <= 0.85 + 1e-9).all()
    assert (met.service_level[opened] >= 0.8).all() or goal_over == "day"


def test_queues_of_one_concurrency_are_pooled(two):
    goals = {"sales": {"patience_s": 60, "concurrency": 2}, "support": {"target_percent": 95, "concurrency": 2}}
    whole = demand_of(two(service={"queues": goals})).wholes[0]
    assert {view.service.concurrency for view in whole.callers.views} == {2}
    apart = demand_of(two(service={"queues": {name: goal | {"concurrency": 1} for name, goal in goals.items()}})).wholes[0]
    assert whole.required.max() < apart.required.max()
