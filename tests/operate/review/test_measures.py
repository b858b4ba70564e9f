"""What a log says beside what was planned: calls, handling times, patience, service, and forecasts put right."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from scheduler.demand.demand import demand_of
from scheduler.operate.review.measures import corrected, largest_errors, seen
from scheduler.simulate.traffic import traffic_of
from tests.builders.hotline import hotline

DAYS = ("2026-12-07", "2026-12-08")


def planned(calls: float = 40.0):
    rows = [{"start": f"{day}T{hour:02}:00", "calls": calls, "aht_s": 200} for day in DAYS for hour in range(8, 20)]
    instance = hotline(horizon=2, calls={"forecast": rows}, service={"answer_within_s": 20, "patience_s": 100})
    return instance, traffic_of(instance, demand_of(instance))


def log(counts: dict[tuple[int, int], int], **columns: object) -> pd.DataFrame:
    """So many calls by day and hour, 100 s each unless said."""
    starts = [pd.Timestamp(f"{DAYS[day]}T{hour:02}:00") + pd.Timedelta(seconds=index)
              for (day, hour), count in counts.items() for index in range(count)]
    usual = {"queue": None, "handling_s": 100.0, "wait_s": np.nan, "outcome": "answered"}
    return pd.DataFrame({"start": starts} | usual | columns)


def found(came, name):
    return next(each for each in came.measured if each.name == name)


def test_calls_are_counted_by_interval_and_those_outside_are_told():
    instance, traffic = planned()
    came = seen(instance, traffic, log({(0, 8): 3, (1, 19): 2, (0, 23): 4}), "log")
    assert (came.calls[0, 8], came.calls[0, 24 + 19], came.calls.sum(), came.left_out) == (3, 2, 5, (0, 4))
    assert (found(came, "calls").planned, found(came, "calls").found) == (960, 5)


def test_handling_times_are_held_against_those_of_the_same_calls():
    instance, traffic = planned()
    came = seen(instance, traffic, log({(0, 8): 50}), "log")
    assert (found(came, "aht_s").planned, found(came, "aht_s").found, came.handling_ratio[0]) == (200, 100, 0.5)


def test_patience_is_the_time_waited_over_those_who_hung_up_and_service_counts_them_against_it():
    instance, traffic = planned()
    calls = log({(0, 8): 100}, wait_s=[10.0] * 60 + [150.0] * 40, outcome=["answered"] * 60 + ["abandoned"] * 40)
    came = seen(instance, traffic, calls, "log")
    assert found(came, "patience_s").found == pytest.approx((600 + 6000) / 40)
    assert came.in_time == pytest.approx(0.6)
    assert seen(instance, traffic, log({(0, 8): 100}), "log").in_time is None


def test_a_forecast_is_put_right_where_it_was_off_by_more_than_chance_alone():
    _, traffic = planned()
    as_it_was = traffic.calls.copy()
    assert (corrected(traffic, as_it_was * 1.01) == as_it_was).all()
    twice_on_tuesday = as_it_was.copy()
    twice_on_tuesday[0, 24:] *= 2
    assert corrected(traffic, twice_on_tuesday) == pytest.approx(twice_on_tuesday)
    assert list(largest_errors(traffic, twice_on_tuesday)) == [(1, 2.0)]
