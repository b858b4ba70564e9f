"""What is remembered of an instance: by identity, so that an equal or a changed one is computed anew."""

from __future__ import annotations

import pytest

from scheduler.demand.cost.parts import cost_parts
from scheduler.demand.memo import remembered
from scheduler.demand.requirement.intervals import requirement


def test_each_instance_and_queue_is_computed_once(hotline):
    asked = []

    @remembered
    def compute(instance, name):
        asked.append((id(instance), name))
        return len(asked)

    one, other = hotline([(60, 300)]), hotline([(60, 300)])
    assert [compute(one), compute(one, None), compute(one, "de"), compute(other), compute(one)] == [1, 1, 2, 3, 1]


def test_a_changed_instance_is_another_one(hotline):
    plan = hotline([(60, 300)])
    richer = plan.model_copy(update={"service": plan.service.model_copy(update={"min_operators": 30})})
    assert requirement(plan)[8] < requirement(richer)[8] == 30
    assert cost_parts(plan)[0].cost[8, 3] < cost_parts(richer)[0].cost[8, 3]


def test_nobody_can_change_what_is_shared(hotline):
    required = requirement(hotline([(60, 300)]))
    with pytest.raises(ValueError, match="read-only"):
        required[8] = 0
