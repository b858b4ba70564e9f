"""Outside help in the promise: by the hour as operators who are never absent, by the call as fewer calls."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pytest

from scheduler.demand.demand import demand_of
from tests.builders.hotline import hotline

CALLS = [{"start": f"2026-12-07T{hour:02d}:00", "calls": 60, "aht_s": 240} for hour in range(8, 20)]


def plan(**outside):
    return hotline(calls={"forecast": CALLS}, outside={"name": "X"} | outside, hotline="UTC",
                   service={"target_percent": 80, "patience_s": 120, "shrinkage_percent": 20})


def bought(amount):
    return [SimpleNamespace(start=dt.datetime(2026, 12, 7, hour, tzinfo=dt.UTC), queue=None, amount=amount)
            for hour in range(8, 20)]


def levels(instance, on_phone, amount):
    demand = demand_of(instance).with_help(instance, bought(amount) if amount else [])
    return demand.service_levels(np.full((1, instance.grid.intervals), float(on_phone)))[0, 8:20]


def test_operators_of_an_outside_centre_are_as_many_rostered_ones_as_come():
    instance = plan(price_per_hour=2)
    assert levels(instance, 4, 0.8) == pytest.approx(levels(instance, 5, 0))
    assert (levels(instance, 4, 0.8) > levels(instance, 4, 0)).all()


@pytest.mark.parametrize(("amount", "share"), [(15, 0.25), (60, 1.0), (90, 1.0)])
def test_calls_handed_over_are_answered_and_the_others_meet_fewer(amount, share):
    instance = plan(price_per_call=2)
    rest = demand_of(instance).at_load(np.full(instance.grid.intervals, 1 - share))
    alone = rest.service_levels(np.full((1, instance.grid.intervals), 4.0))[0, 8:20]
    assert levels(instance, 4, amount) == pytest.approx(share + (1 - share) * np.nan_to_num(alone))


def test_nothing_bought_changes_nothing():
    instance = plan(price_per_hour=2)
    demand = demand_of(instance)
    assert demand.with_help(instance, []) is demand
