"""The requirement as a table: queues that share operators stand together, and rows say what the queue of all meets."""

from __future__ import annotations

import dataclasses

import pytest

from scheduler.demand.demand import demand_of
from scheduler.demand.requirement.table import requirement_table
from tests.builders.queues import hours, one_queue_of, queues_of

ROWS = {"de": [(60, 300), (20, 200)], "fr": [(30, 240), (0, 100)]}
PROMISE = {"patience_s": 120, "shrinkage_percent": 10}


def table_of(plan):
    return requirement_table(plan, demand_of(plan))


def test_with_everybody_trained_for_all_it_is_that_of_one_queue_of_all_calls():
    several = table_of(queues_of(ROWS, ["de fr"] * 3, dict.fromkeys(ROWS, PROMISE)))
    one = table_of(one_queue_of(ROWS, 3, PROMISE))
    assert [each.queue for each in several] == ["de + fr"] * 2
    for mine, alone in zip(several, one, strict=True):
        for name, value in dataclasses.asdict(alone).items():
            if name != "queue":
                assert getattr(mine, name) == (pytest.approx(value) if isinstance(value, float) else value), name


def test_shares_are_means_over_the_calls_of_different_promises():
    promises = {"de": PROMISE, "fr": PROMISE | {"answer_within_s": 0, "target_percent": 50}}
    need = table_of(queues_of(ROWS, ["de fr"] * 3, promises))[0]
    demand = demand_of(queues_of(ROWS, ["de fr"] * 3, promises))
    (of_de, of_fr) = demand.sets[0].callers.service_levels(demand.sets[0].required)[:, 8]
    assert of_fr < of_de
    assert need.service_level == pytest.approx((60 * of_de + 30 * of_fr) / 90)


def test_over_all_calls_that_may_come_every_promise_is_kept():
    rows = [row | {"calls_p10": 0.4 * row["calls"], "calls_p90": 1.8 * row["calls"]}
            for name, own in ROWS.items() for row in hours(own, name)]
    promises = {"de": PROMISE, "fr": PROMISE | {"target_percent": 90}}
    need = table_of(queues_of(ROWS, ["de fr"] * 3, promises, calls={"forecast": rows}))[0]
    assert need.uncertain_level is not None
    assert need.uncertain_level < need.service_level
    assert need.uncertain_required > need.required
    assert table_of(queues_of(ROWS, ["de fr"] * 3))[0].uncertain_level is None
