"""Calls counted by interval: sums, quiet intervals, means where nobody was answered, clock changes, and what is written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.errors import InputError
from scheduler.read.call_log import LogOptions, read_intervals
from scheduler.read.call_log.intervals import to_csv
from tests.builders.properties import examples

BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 1, 4))  # noqa: DTZ001


def test_calls_are_counted_by_interval_and_handling_times_averaged(read):
    table = read(
        "start,handling_s,outcome\n2026-12-07 08:00:00,100,answered\n2026-12-07 08:14:59,200,answered\n"
        "2026-12-07 08:15:00,300,answered\n2026-12-07 08:20:00,,abandoned\n"
    )
    assert table.starts == ["2026-12-07T08:00", "2026-12-07T08:15"]
    assert (table.calls, table.aht_s) == ([2, 2], [150, 300])
    assert table.facts == (4, 3, 200)


def test_a_quiet_interval_is_zero_but_a_missing_day_is_missing(read):
    table = read("start,handling\n2026-12-07 08:00,60\n2026-12-07 08:50,60\n2026-12-09 09:00,60\n")
    assert table.starts[:4] == [f"2026-12-07T08:{minute}" for minute in ("00", "15", "30", "45")]
    assert table.calls == [1, 0, 0, 1, 1]


def test_hours_widen_each_day_that_has_calls(read):
    table = read("start,handling\n2026-12-07 08:20,60\n2026-12-07 12:00,60\n", hours=(8 * 60, 9 * 60))
    assert [start[11:] for start in table.starts] == ["08:00", "08:15", "08:30", "08:45", "12:00"]
    assert table.calls == [0, 1, 0, 0, 1]


def test_where_nobody_was_answered_the_time_of_day_speaks_then_all(read):
    table = read(
        "start,handling,outcome\n2026-12-07 08:00,100,answered\n2026-12-08 08:00,0,abandoned\n"
        "2026-12-08 08:15,0,abandoned\n2026-12-08 08:30,400,answered\n"
    )
    assert list(zip(table.aht_s, table.frame["aht_of"], strict=True)) == [
        (100, "interval"),
        (100, "time of day"),
        (250, "all"),
        (400, "interval"),
    ]


def test_written_as_an_instance_reads_it(read):
    table = read("start,handling\n2026-12-07 08:00,100.26\n")
    assert to_csv(table.frame, None) == "start,calls,aht_s\n2026-12-07T08:00,1,100.3\n"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=examples(60))
@given(st.lists(st.tuples(MOMENTS, st.integers(0, 900)), min_size=1, max_size=30), st.sampled_from([5, 15, 30, 60]))
def test_no_call_is_lost_and_no_interval_twice(read, log, interval):
    log = [*log, (log[0][0], 600)]
    rows = [f"{moment:%Y-%m-%d %H:%M:%S},{seconds}" for moment, seconds in log]
    table = read("start,handling\n" + "\n".join(rows), interval_minutes=interval, each_row_is_a_call=True, unit="s")
    assert sum(table.calls) == len(log)
    assert len(set(table.starts)) == len(table.frame)
    assert table.starts == sorted(table.starts)
    assert min(table.aht_s) > 0


def test_offsets_become_the_wall_clock_of_the_zone(read):
    table = read("start,handling\n2026-12-07T07:00:00Z,60\n2026-12-07T08:05:00+01:00,60\n", zone=BERLIN)
    assert (table.starts, table.calls) == (["2026-12-07T08:00"], [2])


def test_without_a_zone_moments_with_offsets_are_told_in_utc(read):
    table = read("start,handling\n2026-12-07T08:05:00+01:00,60\n")
    assert table.starts == ["2026-12-07T07:00+00:00"]
    assert table.said("told in UTC")


def test_the_repeated_hour_has_two_of_each_interval(read):
    log = "start,handling\n2026-10-25T00:15:00Z,60\n2026-10-25T01:45:00Z,120\n2026-10-25T02:10:00Z,60\n"
    table = read(log, zone=BERLIN, interval_minutes=30)
    assert table.starts == [
        "2026-10-25T02:00+02:00",
        "2026-10-25T02:30+02:00",
        "2026-10-25T02:00+01:00",
        "2026-10-25T02:30+01:00",
        "2026-10-25T03:00",
    ]
    assert table.calls == [1, 0, 0, 1, 1]


def test_a_call_of_which_nothing_tells_the_reading_counts_half_in_each(read):
    table = read("start,handling\n2026-10-25 02:15,60\n", zone=BERLIN, interval_minutes=60)
    assert table.starts == ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"]
    assert table.calls == [0.5, 0.5]


def test_the_order_of_rows_tells_the_reading(read):
    log = "start,handling\n" + "".join(
        f"2026-10-25 {time},60\n" for time in ("01:50", "02:10", "02:40", "02:05", "02:50", "03:10")
    )
    table = read(log, zone=BERLIN, interval_minutes=60)
    assert dict(zip(table.starts, table.calls, strict=True)) == {
        "2026-10-25T01:00": 1,
        "2026-10-25T02:00+02:00": 2,
        "2026-10-25T02:00+01:00": 2,
        "2026-10-25T03:00": 1,
    }


def test_so_it_does_in_a_table_and_from_the_last_row_to_the_first(read):
    rows = [("01:30", 1), ("02:00", 2), ("02:30", 3), ("02:00", 4), ("02:30", 5), ("03:00", 6)]
    for ordered in (rows, rows[::-1]):
        log = "start,calls,aht_s\n" + "".join(f"2026-10-25 {time},{calls},60\n" for time, calls in ordered)
        table = read(log, zone=BERLIN, interval_minutes=30)
        assert dict(zip(table.starts, table.calls, strict=True)) == {
            "2026-10-25T01:30": 1,
            "2026-10-25T02:00+02:00": 2,
            "2026-10-25T02:30+02:00": 3,
            "2026-10-25T02:00+01:00": 4,
            "2026-10-25T02:30+01:00": 5,
            "2026-10-25T03:00": 6,
        }


def test_the_skipped_hour_has_no_intervals(read):
    table = read("start,handling\n2026-03-29 01:50,60\n2026-03-29 03:05,60\n", zone=BERLIN, interval_minutes=30)
    assert table.starts == ["2026-03-29T01:30", "2026-03-29T03:00"]


def test_a_finer_table_is_summed_and_an_incomplete_interval_left_out(read):
    rows = "2026-12-07 09:00,1,60\n2026-12-07 09:30,3,100\n2026-12-07 10:00,5,80\n"
    table = read("start,calls,aht_s\n" + rows, interval_minutes=60)
    assert (table.starts, table.calls, table.aht_s) == (["2026-12-07T09:00"], [4], [90])


@pytest.mark.parametrize(
    ("log", "options", "said"),
    [
        ("start,handling\n2026-12-07 08:00,60\n", {"interval_minutes": 7}, "does not divide an hour"),
        ("start,handling\n2026-12-07 08:00,0\n", {}, "--aht SECONDS"),
        ("start,calls\n2026-12-07 08:00,60\n2026-12-07 08:15,70\n", {}, "--aht SECONDS"),
        ("start,calls,aht_s\n2026-12-07 09:00,1,60\n2026-12-07 09:07,2,60\n", {}, "7 min apart, which does not divide"),
        ("date,calls,aht_s\n2026-12-07,100,60\n2026-12-08,200,60\n", {}, "a total a day: 300 calls in 2 days"),
        ("date,calls,aht_s\n2026-12-07,100,60\n2026-12-14,200,60\n", {}, "a total a week"),
    ],
)
def test_what_cannot_be_counted_is_named(log, options, said, read):
    with pytest.raises(InputError) as caught:
        read(log, **options)
    assert said in str(caught.value)


@pytest.mark.heavy
@pytest.mark.data
def test_facts_of_a_real_month(data_folder: Path):
    path = data_folder / "calls" / "anonymous_bank_1999_08_calls.csv"
    if not path.is_file():
        pytest.skip(f"no call records at {path}")
    frame, understood = read_intervals(path, LogOptions())
    assert (understood.answered, understood.calls) == (31_402, 31_402 + 10_366)
    assert "310 rows left out: no call by their outcome" in understood.notes
    assert frame["calls"].sum() == understood.calls
    assert round(understood.mean_s) == 184
    assert frame["start"].dt.date.nunique() == 31
