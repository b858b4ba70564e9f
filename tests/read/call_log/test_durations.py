"""Durations as they are written."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest

from scheduler.read.call_log.complaints import CellError, Complaints
from scheduler.read.call_log.durations import durations, parse_duration


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("184", 184),
        ("184.5", 184.5),
        ("0:03:04", 184),
        ("26:00:01", 93601),
        (184, 184),
        (dt.timedelta(seconds=184), 184),
        (dt.time(0, 3, 4), 184),
        ("3:04", 184),
        ("03:04", 184),
        ("75:30", 4530),
        ("3m 4s", 184),
        ("PT3M4S", 184),
        ("184s", 184),
        ("1h 2m", 3720),
        ("4 min", 240),
        ("0 days 00:03:04", 184),
        ("1 day, 0:00:01", 86401),
    ],
)
def test_durations(value, seconds):
    assert parse_duration(value, decimal=None)[0] == seconds


@pytest.mark.parametrize("value", ["", None, "NULL", "-", float("nan")])
def test_a_blank_cell_says_nothing(value):
    assert math.isnan(parse_duration(value, decimal=None)[0])


@pytest.mark.parametrize(
    ("value", "unit", "seconds"),
    [
        ("4.2", "min", 252),
        ("4,2", "min", 252),
        ("252000", "ms", 252),
        (0.07, "h", 252),
        ("4:12", "h:mm", 15120),
        ("4:12", "m:ss", 252),
        (dt.time(4, 12), "m:ss", 252),
        ("4:12:00", "m:ss", 252),
        (dt.time(0, 4, 12), "h:mm:ss", 252),
    ],
)
def test_a_unit_that_was_told(value, unit, seconds):
    assert parse_duration(value, decimal=None, unit=unit)[0] == pytest.approx(seconds)


@pytest.mark.parametrize("value", ["-4", "soon", "4:61", "1:2:3:4", True])
def test_what_is_no_duration_is_refused(value):
    with pytest.raises(CellError):
        parse_duration(value, decimal=None)


def test_fractions_of_a_day_are_known_by_being_whole_seconds():
    complaints = Complaints(lambda row, column: f"{row}")
    seconds, form = durations(
        pd.Series([252 / 86400, 0.0, 60 / 86400], dtype=object), complaints, "handling", 0, decimal=None, unit=None
    )
    assert seconds.tolist() == pytest.approx([252, 0, 60])
    assert form == "fraction of a day"
