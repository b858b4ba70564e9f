"""Handling time by weekday and hour, weighted by calls and drawn to the mean where there are few."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from scheduler.demand.forecast import CLOSED, Days
from scheduler.demand.forecast.handling import handling_times

from .conftest import MONDAY

NEXT = Days.of(MONDAY + dt.timedelta(days=84), 7)


def test_equal_times_stay_as_they_are(made):
    np.testing.assert_allclose(handling_times(made(), NEXT), 200)


def test_where_there_are_many_calls_the_hour_has_its_own(made):
    history = made(per_day=6000)
    history.aht_s[:, 10] = 300
    times = handling_times(history, NEXT)
    assert times[0, 10] == pytest.approx(300, rel=0.03)
    assert times[0, 12] == pytest.approx(200, rel=0.03)


def test_a_single_long_call_does_not_make_an_hour(made):
    history = made(per_day=2)
    history.calls[:, 10] = 0
    history.calls[0, 10], history.aht_s[0, 10] = 1, 3000
    assert handling_times(history, NEXT)[0, 10] < 300


def test_calls_weigh_and_not_days(made):
    history = made()
    few = replace(history, calls=history.calls.copy(), aht_s=history.aht_s.copy())
    few.aht_s[:42], few.calls[:42] = 1000, few.calls[:42] * 0.0
    np.testing.assert_allclose(handling_times(few, NEXT), 200)


def test_closed_days_and_unknown_times_have_none(made):
    history = made()
    times = handling_times(history, Days(NEXT.first, np.array([0, CLOSED])))
    assert np.isnan(times[1]).all()
    assert np.isnan(handling_times(replace(history, aht_s=history.aht_s * np.nan), NEXT)).all()
