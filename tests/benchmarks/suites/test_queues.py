"""What the suite of queues compares shared operators with: operators of each queue's own, at equal simulated service."""

from __future__ import annotations

import math

import pytest

from benchmarks.apart import Apart
from benchmarks.queue_hotlines import hotline_of

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module")
def apart():
    return Apart(hotline_of("small", {"a": (30, 180), "b": (30, 180)}, [(12, "ab")], {}), replications=2, seed=1)


def test_hours_for_a_service_are_those_of_the_staffing_that_gives_it(apart):
    for shift in (-0.52, 0.22):
        hours, level = apart.at(shift)
        assert apart.hours_for(level) == pytest.approx(hours, rel=0.03)
    assert apart.hours_for(0.80) < apart.hours_for(0.85) < apart.hours_for(0.90)


def test_a_service_that_no_goal_gives_has_no_hours(apart):
    assert math.isnan(apart.hours_for(0.0))
