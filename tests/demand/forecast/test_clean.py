"""What is odd in a history is found, named, and does not disturb what is learned."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from scheduler.demand.forecast import Days, History
from scheduler.demand.forecast.clean import clean
from scheduler.read.call_log import Columns, LogOptions
from scheduler.read.call_log.history import read_history

from .conftest import MONDAY


@pytest.mark.parametrize("seed", range(5))
def test_in_ordinary_calls_nothing_is_odd(seed, made):
    cleaned, oddities = clean(made(seed=seed))
    assert oddities == ()
    assert set(cleaned.weights) == {1.0}


def test_a_day_without_a_call_is_not_zero(made, changed):
    history = changed(made(), 30, lambda day: day * 0)
    cleaned, (odd,) = clean(history)
    assert (odd.kind, odd.date) == ("no record", MONDAY + dt.timedelta(days=30))
    assert "not as zero" in str(odd)
    assert np.isnan(cleaned.calls[30]).all()


def test_a_quiet_day_without_a_call_stays_zero(made, changed):
    quiet = changed(made(per_day=4), 30, lambda day: day * 0)
    cleaned, oddities = clean(quiet)
    assert oddities == ()
    assert np.nansum(cleaned.calls[30]) == 0
    assert not np.isnan(cleaned.calls[30, 8:20]).any()


def test_a_gap_becomes_unknown_and_the_rest_of_the_day_stays(made, changed):
    history = made()
    history = changed(history, (28, slice(10, 13)), 0.0)
    cleaned, (odd,) = clean(history)
    assert (odd.kind, odd.window) == ("gap", (600, 780))
    assert np.isnan(cleaned.calls[28, 10:13]).all()
    np.testing.assert_array_equal(cleaned.calls[28, 13:20], history.calls[28, 13:20])
    assert cleaned.weights[28] == 1


def test_a_burst_is_cut_down_to_what_is_usual(made, changed):
    cleaned, (odd,) = clean(changed(made(), (28, 18), lambda calls: calls + 150))
    assert (odd.kind, odd.date.isoformat(), odd.window) == ("burst", "2026-02-02", (1080, 1140))
    assert cleaned.calls[28, 18] == pytest.approx(600 * 1.2 * 2 / 73, abs=12)


def test_an_odd_day_weighs_next_to_nothing(made, changed):
    cleaned, (odd,) = clean(changed(made(), 30, lambda day: np.round(day * 0.4)))
    assert (odd.kind, odd.date) == ("odd day", MONDAY + dt.timedelta(days=30))
    assert cleaned.weights[30] < 0.05
    assert np.delete(cleaned.weights, 30).min() == 1


def test_a_new_level_is_not_odd(made, changed):
    cleaned, oddities = clean(changed(made(), slice(70, 84), lambda days: days * 2))
    assert [(odd.kind, odd.date) for odd in oddities] == [("new level", MONDAY + dt.timedelta(days=70))]
    assert cleaned.weights[70:].min() == 1
    assert cleaned.weights[:70].max() <= 0.1


def test_what_is_closed_is_not_judged(made):
    history = made()
    closed = History.of(Days.of(MONDAY, 84, {MONDAY + dt.timedelta(days=30): -1}), 60, history.calls * 1.0)
    closed.calls[30] = 0
    cleaned, oddities = clean(closed)
    assert oddities == ()
    assert cleaned.weights[30] == 0


@pytest.mark.heavy
@pytest.mark.data
def test_23_may_1999_is_named(data_folder: Path):
    history = read_history(data_folder / "calls" / "anonymous_bank_1999_6min_jan_sep.csv", LogOptions(interval_minutes=30))[0]
    cleaned, oddities = clean(history)
    (odd,) = [odd for odd in oddities if odd.date == dt.date(1999, 5, 23)]
    assert (odd.kind, odd.window, odd.found) == ("burst", (20 * 60, 24 * 60), 1424)
    day = history.days.dates.index(odd.date)
    assert np.nansum(cleaned.calls[day]) < 0.65 * np.nansum(history.calls[day])


@pytest.mark.data
def test_the_odd_evenings_of_august_1999_are_named(data_folder: Path):
    options = LogOptions(Columns(start="vru_entry", date="date", handling="ser_time"), hours=(0, 1440))
    _, oddities = clean(read_history(data_folder / "calls" / "anonymous_bank_1999_08_calls.csv", options)[0])
    assert [(odd.kind, odd.date.day, odd.window) for odd in oddities] == [
        ("burst", 9, (20 * 60, 21 * 60)), ("burst", 22, (22 * 60, 23 * 60)),
    ]
