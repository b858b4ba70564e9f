"""A call log and an interval table become the same history; what is missing stays unknown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from scheduler.demand.forecast import CLOSED
from scheduler.errors import InputError
from scheduler.read.call_log import LogOptions
from scheduler.read.call_log.history import read_history

HOUR = LogOptions(interval_minutes=60, hours=(0, 1440))


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "calls.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_log_counts_calls_and_leaves_days_without_any_unknown(write):
    history = read_history(write("start,handling\n2026-12-07 09:00,60\n2026-12-07 09:20,120\n2026-12-09 10:00,50\n"), HOUR)
    assert history.days.first == dt.date(2026, 12, 7)
    assert history.calls.shape == (3, 24)
    assert (history.calls[0, 9], history.calls[0, 8], history.aht_s[0, 9]) == (2, 0, 90)
    assert np.isnan(history.calls[1]).all()
    assert np.isnan(history.aht_s[0, 8])


def test_a_finer_table_is_summed_and_an_incomplete_interval_is_unknown(write):
    rows = "2026-12-07 09:00,1,60\n2026-12-07 09:30,3,100\n2026-12-07 10:00,5,80\n"
    history = read_history(write("start,calls,aht_s\n" + rows), HOUR)
    assert (history.calls[0, 9], history.aht_s[0, 9]) == (4, 90)
    assert np.isnan(history.calls[0, 10])


def test_an_empty_cell_is_not_zero(write):
    history = read_history(write("start,calls\n2026-12-07 09:00,\n2026-12-07 10:00,0\n2026-12-07 11:00,2\n"), HOUR)
    assert np.isnan(history.calls[0, 9])
    assert history.calls[0, 10] == 0
    assert np.isnan(history.aht_s).all()


def test_the_hour_that_repeats_is_one_interval_of_the_wall_clock(write):
    zone = LogOptions(interval_minutes=60, zone=ZoneInfo("Europe/Berlin"))
    rows = "".join(f"2026-10-25T{time},{calls}\n" for time, calls in
                   (("01:00+02:00", 8), ("02:00+02:00", 4), ("02:00+01:00", 6), ("03:00+01:00", 9)))
    history = read_history(write("start,calls\n" + rows), zone)
    assert history.calls[0, 1:4].tolist() == [8, 5, 9]


def test_holidays_get_their_kind(write):
    path = write("start,calls\n2026-12-24 09:00,1\n2026-12-25 09:00,2\n")
    history = read_history(path, HOUR, {dt.date(2026, 12, 25): CLOSED})
    assert history.days.kinds.tolist() == [3, CLOSED]


@pytest.mark.parametrize(("text", "message"), [
    ("start,calls\n2026-12-07 09:00,-1\n", r"calls.csv:row 2: calls: found '-1'; allowed are numbers from 0"),
    ("start,calls\n2026-12-07 09:00,many\n", r"row 2: calls: found 'many'"),
    ("start,calls\nyesterday,3\n", r"row 2: 'yesterday' is no moment"),
    ("start,calls\n2026-12-07 09:00,1\n2026-12-07 09:00,2\n", r"2026-12-07T09:00:00 a second time"),
    ("start,calls\n2026-12-07 09:00,1\n2026-12-07 09:07,2\n", r"7 min apart, which does not divide"),
    ("when,calls\n2026-12-07 09:00,1\n", r"start: no column"),
    ("start,calls\n", r"no interval of it is complete"),
    ("start,calls\n1926-12-07 09:00,1\n2026-12-07 09:00,2\n", r"allowed are at most 3660 days"),
])
def test_faults_say_where_and_what(text, message, write):
    with pytest.raises(InputError, match=message):
        read_history(write(text), HOUR)
