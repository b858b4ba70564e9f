"""A requirement of a test's own choice."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.demand import Demand, SetDemand
from scheduler.demand.queue_demand import QueueDemand
from scheduler.instance.calls_grid import open_cells
from tests.builders import derived


@pytest.fixture
def required(monkeypatch):
    """Sets the requirement of every interval to a number."""

    def use(number):
        def demand_of(plan):
            asked = np.full(plan.grid.intervals, number)
            queues = (QueueDemand(name, None, None, asked) for name in plan.queues)
            return Demand(open_cells(plan), tuple(queues), (SetDemand(tuple(plan.queues), None, None, asked, ()),))

        monkeypatch.setattr(derived, "demand_of", demand_of)

    return use
