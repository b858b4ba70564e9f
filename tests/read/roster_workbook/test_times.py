"""Times that people type, on the nights in which the clock changes too."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from scheduler.read.roster_workbook.times import moment_within, spans
from scheduler.timegrid import TimeGrid

GRID = TimeGrid(ZoneInfo("Europe/Berlin"), dt.date(2026, 10, 24), 3, 15, 15)
SPRING = TimeGrid(ZoneInfo("Europe/Berlin"), dt.date(2026, 3, 28), 2, 15, 15)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_a_shift_over_midnight_ends_on_the_next_day():
    assert spans(GRID, dt.date(2026, 10, 24), "22:00–06:00") == [(utc("2026-10-24T20:00"), utc("2026-10-25T05:00"))]
    assert spans(GRID, dt.date(2026, 10, 26), "16:00–24:00") == [(utc("2026-10-26T15:00"), utc("2026-10-26T23:00"))]


def test_an_hour_that_comes_twice_says_which():
    sunday = dt.date(2026, 10, 25)
    assert spans(GRID, sunday, "02:30 (1st)–02:30 (2nd)") == [(utc("2026-10-25T00:30"), utc("2026-10-25T01:30"))]
    with pytest.raises(ValueError, match="02:30 on 2026-10-25 comes twice, as the clock changes; write"):
        spans(GRID, sunday, "02:30–09:00")
    with pytest.raises(ValueError, match="02:30 on 2026-03-29 is skipped"):
        spans(SPRING, dt.date(2026, 3, 29), "02:30–09:00")


def test_a_time_before_the_start_is_of_the_next_day():
    start = utc("2026-10-25T21:00")
    assert moment_within(GRID, dt.date(2026, 10, 25), "01:15", start) == utc("2026-10-26T00:15")
    assert moment_within(GRID, dt.date(2026, 10, 25), "23:15", start) == utc("2026-10-25T22:15")


def test_a_part_that_starts_before_the_end_of_the_part_before_is_of_the_next_day():
    saturday, text = dt.date(2026, 10, 24), "19:00–22:00, 01:00–05:00"
    assert spans(GRID, saturday, text, may_split=True)[1] == (utc("2026-10-24T23:00"), utc("2026-10-25T04:00"))
    assert spans(GRID, saturday, text)[1] == (utc("2026-10-23T23:00"), utc("2026-10-24T03:00"))
    for unchanged in ("08:00–12:00, 14:00–18:00", "22:00–01:00"):
        assert spans(GRID, saturday, unchanged, may_split=True) == spans(GRID, saturday, unchanged)
    with pytest.raises(ValueError, match="takes longer than a day; allowed are parts in order of time"):
        spans(GRID, saturday, "08:00–12:00, 11:00–15:00", may_split=True)


def test_a_part_of_the_next_day_minds_no_clock_change_of_its_own_day():
    assert spans(GRID, dt.date(2026, 10, 25), "20:00–23:00, 02:30–05:00", may_split=True)[1][0] == utc("2026-10-26T01:30")
    assert spans(SPRING, dt.date(2026, 3, 29), "20:00–23:00, 02:30–05:00", may_split=True)[1][0] == utc("2026-03-30T00:30")
    assert moment_within(GRID, dt.date(2026, 10, 25), "02:30", utc("2026-10-25T15:00")) == utc("2026-10-26T01:30")
    sunday = spans(GRID, dt.date(2026, 10, 25), "01:00–02:45 (1st), 02:15 (2nd)–05:00", may_split=True)
    assert sunday[1] == (utc("2026-10-25T01:15"), utc("2026-10-25T04:00"))
