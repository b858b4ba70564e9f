"""A replication depends on the seed and its number alone."""

from __future__ import annotations

import math

import pytest

from scheduler.simulate.draw import Forecast, HandlingTime
from scheduler.simulate.run import Settings, replicate, simulate
from tests.builders.scenarios import always_on, traffic


def test_a_replication_is_the_same_however_many_there_are():
    what = traffic([100], 200, 60, absence=0.2)
    source, duties = Forecast(what, HandlingTime()), always_on(7)
    few, many = (simulate(source, what, duties, Settings(count, seed=5)) for count in (3, 8))
    for name in ("offered", "in_time", "waited_s", "on_phone_s", "absent"):
        assert (getattr(few, name) == getattr(many, name)[:3]).all()
    assert (simulate(source, what, duties, Settings(3, seed=6)).offered != few.offered).any()
    assert len({tuple(row) for row in many.offered[:, 0]}) == 8


def test_another_roster_meets_the_same_calls():
    what = traffic([100], 200, 60, absence=0.2)
    source = Forecast(what, HandlingTime())
    small, large = (replicate(source, what, always_on(count), Settings(), 4) for count in (3, 30))
    assert (small.calls.arrival_s == large.calls.arrival_s).all()
    assert (small.calls.handling_s == large.calls.handling_s).all()


def test_absences_are_as_frequent_as_told():
    what = traffic([10], absence=0.25)
    runs = simulate(Forecast(what, HandlingTime()), what, always_on(40), Settings(100))
    share = runs.absent.sum() / (runs.absent.sum() + runs.shifts.sum())
    assert share == pytest.approx(0.25, abs=4 * math.sqrt(0.25 * 0.75 / 4000))
