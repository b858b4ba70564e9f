"""Dates and times as they are written, and the order of day, month and year."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.read.call_log.complaints import CellError
from scheduler.read.call_log.moments import date_order
from scheduler.read.call_log.stamp import Stamp, parse_stamp


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["13/03/2026", "04/03/2026"], "dmy"),
        (["03/13/2026", "03/04/2026"], "mdy"),
        (["04/03/2026"], None),
        (["04.03.2026"], "dmy"),
        (["2026-03-04"], "dmy"),
        (["03/03/2026"], "dmy"),
        ([], "dmy"),
        (["24/08/26", "25/08/26"], "dmy"),
        (["08/24/26"], "mdy"),
        (["04/03/26"], None),
        (["26-11-02", "26-11-03", "26-11-30"], "ymd"),
        (["Tue 04/03/2026"], None),
    ],
)
def test_the_order_is_what_all_dates_show(dates, order):
    assert date_order(dates) == order


def test_dates_that_contradict_each_other_are_named():
    with pytest.raises(ValueError, match=r"13/03/2026.*03/13/2026"):
        date_order(["13/03/2026", "03/13/2026"])


@pytest.mark.parametrize(
    ("text", "order", "date"),
    [
        ("2026-12-07", None, (2026, 12, 7)),
        ("2026/12/07", None, (2026, 12, 7)),
        ("20261207", None, (2026, 12, 7)),
        ("7.12.2026", None, (2026, 12, 7)),
        ("7.12.2026", "mdy", (2026, 12, 7)),
        ("12/07/2026", "mdy", (2026, 12, 7)),
        ("07-12-2026", "dmy", (2026, 12, 7)),
        ("24/08/26", "dmy", (2026, 8, 24)),
        ("26-11-02", "ymd", (2026, 11, 2)),
        ("2 Nov 2026", None, (2026, 11, 2)),
        ("Nov 2, 2026", None, (2026, 11, 2)),
        ("02-Nov-26", None, (2026, 11, 2)),
        ("Montag, 2. November 2026", None, (2026, 11, 2)),
        ("lun. 2 novembre 2026", None, (2026, 11, 2)),
        ("46328", None, (2026, 11, 2)),
        (46328.0, None, (2026, 11, 2)),
        (dt.date(2026, 11, 2), None, (2026, 11, 2)),
    ],
)
def test_dates(text, order, date):
    assert parse_stamp(text, order) == Stamp(dt.date(*date))


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2026-12-07 8:05", (8, 5, 0)),
        ("2026-12-07T08:05:09", (8, 5, 9)),
        ("2026-12-07, 12:05 AM", (0, 5, 0)),
        ("2026-12-07 12:05:00 p.m.", (12, 5, 0)),
        ("2026-12-07 1:05PM", (13, 5, 0)),
        ("7.12.2026 9h30", (9, 30, 0)),
        ("2026-12-07 9 AM", (9, 0, 0)),
        ("46328.375", (9, 0, 0)),
        ("46328,375", (9, 0, 0)),
        ("202612070930", (9, 30, 0)),
        (dt.datetime(2026, 12, 7, 9, 30), (9, 30, 0)),  # noqa: DTZ001
        ("Wed, 18 Aug 2010 20:01:40", (20, 1, 40)),
    ],
)
def test_times(text, clock):
    found = parse_stamp(text, None)
    assert found.date is not None
    assert found.second == clock[0] * 3600 + clock[1] * 60 + clock[2]
    assert found.offset is None


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2026-12-07T08:05:00-0330", -210),
        ("2026-12-07 08:05Z", 0),
        ("2026-12-07 08:05 UTC", 0),
        ("2026-12-07T08:05+05:45", 345),
        ("Wed, 18 Aug 2010 20:01:40 +0000", 0),
        ("18:53:55 UTC 2021-03-05", 0),
        ("1793606400", 0),
        (1793606400123, 0),
        ("2026-11-02T09:00-03:30", -210),
    ],
)
def test_offsets_and_epochs(text, offset):
    assert parse_stamp(text, None).offset == offset


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("09:00-09:30", 30),
        ("09:00 - 09:29", 30),
        ("9:00 AM - 9:30 AM", 30),
        ("09:00:00-09:15:00", 15),
        ("23:30-00:00", 30),
        ("09:00–10:00", 60),
        ("09:00 to 10:00", 60),
        ("2026-11-02 09:00-09:30", 30),
        ("2026-11-02 09:00 - 2026-11-02 10:00", 60),
    ],
)
def test_intervals_are_no_offsets(text, minutes):
    found = parse_stamp(text, None)
    assert (found.minutes, found.offset) == (minutes, None)


@pytest.mark.parametrize(
    "value", ["soon", "12", "2026-02-30", "25:00", "08:61", "13:00 PM", True, "1926-01-01", "99999999", 3.5]
)
def test_what_is_no_moment_is_refused(value):
    with pytest.raises(CellError):
        parse_stamp(value, "dmy")
