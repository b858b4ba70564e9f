"""Expectations of what callers meet over all loads."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.demand.queueing.expectation import expected_over
from scheduler.demand.queueing.queue import queue_of
from scheduler.demand.queueing.uncertainty import LoadDistribution


def test_a_load_of_two_values_weighs_each_by_its_calls(hotline):
    queue = queue_of(hotline([(40, 180)], service={"patience_s": 120}))
    load = LoadDistribution(np.tile([0.5, 1.5], (24, 1)), np.array([0.5, 0.5]))
    level, abandonment = expected_over(queue, np.full(24, 3.5), load)
    few, many = (queue.with_more_calls(np.full(24, factor)) for factor in (0.5, 1.5))
    assert level[8] == pytest.approx(0.25 * few.service_level(3.5)[8] + 0.75 * many.service_level(3.5)[8])
    assert abandonment[8] == pytest.approx(0.25 * few.abandonment(3.5)[8] + 0.75 * many.abandonment(3.5)[8])
