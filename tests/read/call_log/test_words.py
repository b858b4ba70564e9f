"""A unit of time in a title: it belongs to a duration, and makes no number of calls or word of it."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.errors import InputError
from scheduler.read.call_log.words import key, time_key

MOMENTS = [dt.datetime(2026, 8, 13 + at // 10, 9 + at % 10, 5, tzinfo=dt.UTC) for at in range(30)]
INTERVALS = [dt.datetime(2026, 8, 13 + at // 10, 9 + at % 10, tzinfo=dt.UTC) for at in range(30)]


def rows(header: str, row: str, starts: list[dt.datetime] = MOMENTS) -> str:
    """Rows of one day after another; `row` may use the moment `t` and the number `n` of the row."""
    return "\n".join([header, *(row.format(t=start, n=at) for at, start in enumerate(starts))])


@pytest.mark.parametrize(("title", "full", "of_time"), [
    ("duration_seconds", "durationseconds", "duration"), ("Talk Time (mm:ss)", "talktime", "talktime"),
    ("Bill Sec", "billsec", "bill"), ("Calls minutes", "callsminutes", "calls"), ("seconds", "seconds", "seconds"),
])
def test_keys(title, full, of_time):
    assert (key(title), time_key(title)) == (full, of_time)


@pytest.mark.parametrize("title", [
    "Inbound minutes", "Calls minutes", "Incoming minutes", "Volume seconds", "Calls (min)", "answered_seconds",
    "abandoned (s)",
])
@pytest.mark.parametrize("is_first", [True, False])
def test_time_is_never_counted(understand, title, is_first):
    columns = [(title, "999"), ("Offered", "20")][:: 1 if is_first else -1]
    log = rows(",".join(["Date,Time", *(name for name, _ in columns), "AHT"]),
               ",".join(["{t:%Y-%m-%d},{t:%H:%M}", *(cell for _, cell in columns), "240"]), INTERVALS)
    assert understand(log).facts == (600, None, 240)


@pytest.mark.parametrize("title", ["Inbound minutes", "Calls minutes", "Volume (min)", "answered_seconds"])
def test_time_alone_is_asked_about(understand, title):
    with pytest.raises(InputError, match="calls-column"):
        understand(rows(f"Date,Time,{title},AHT", "{t:%Y-%m-%d},{t:%H:%M},99,240", INTERVALS))


@pytest.mark.parametrize("column", ["abandoned_seconds", "missed_seconds", "status_seconds", "type_seconds", "queue_minutes"])
def test_seconds_are_no_outcome(understand, column):
    found = understand(rows(f"start,talk_time,{column}", "{t:%Y-%m-%d %H:%M:%S},252,1"))
    assert found.facts == (30, 30, 252)


@pytest.mark.parametrize(("header", "row", "seconds"), [
    ("start,duration,duration_seconds,outcome", "{t:%Y-%m-%d %H:%M:%S},00:04:12,252,answered", 252),
    ("start,duration_seconds,duration,outcome", "{t:%Y-%m-%d %H:%M:%S},252,4m 12s,answered", 252),
    ("start,Duration,Duration (s),outcome", "{t:%Y-%m-%d %H:%M:%S},00:04:12,252,answered", 252),
    ("start,duration,outcome,abandoned,abandoned_seconds", "{t:%Y-%m-%d %H:%M:%S},252,answered,no,0", 252),
    ("start,talk_seconds,hold_seconds,acw_seconds,outcome", "{t:%Y-%m-%d %H:%M:%S},200,2,50,answered", 252),
    ("start,bill sec,outcome", "{t:%Y-%m-%d %H:%M:%S},252,answered", 252),
    ("start,talk_seconds,wait_seconds,wait_minutes,outcome", "{t:%Y-%m-%d %H:%M:%S},252,30,0.5,answered", 252),
    ("start,start_seconds,talk_seconds,interval_minutes", "{t:%Y-%m-%d %H:%M:%S},5,252,30", 252),
])
def test_units_tell_durations_apart(understand, header, row, seconds):
    assert understand(rows(header, row)).facts == (30, 30, seconds)


@pytest.mark.parametrize("header", ["start,talk_minutes,talk_seconds", "start,talk_min,talk_sec"])
def test_minutes_and_seconds_of_one_time_are_asked_about(understand, header):
    with pytest.raises(InputError, match=r"columns 'talk_min\w*' and 'talk_sec\w*' may both be it; name it"):
        understand(rows(header, "{t:%Y-%m-%d %H:%M:%S},4,12"))


def test_minutes_of_an_interval_are_no_time_of_day(understand):
    for title in ("interval_minutes", "Interval (min)"):
        log = rows(f"date,time,{title},calls,aht_s", "{t:%Y-%m-%d},{t:%H:%M},30,20,240", INTERVALS)
        assert understand(log).facts == (600, None, 240)
