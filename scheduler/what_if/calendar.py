"""Changes of when a hotline is open and planned: rows of calls are copied to the days that have none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from scheduler.instance.base import WEEKDAYS, parse_weekdays
from scheduler.instance.hours import Hours
from scheduler.timegrid import MINUTES_PER_DAY
from scheduler.what_if.file import Opening
from scheduler.what_if.steps import Data, multiply, refuse, rows_of_calls, set_value

_WEEK, _MONTH = 7, 30
_MINUTE = dt.timedelta(minutes=1)


def opened(how: Opening) -> Callable[[Data], None]:
    """Other opening hours of some days, with calls like those of another weekday where there are none.

    Calls of time that is now closed come no more.
    """
    hours = [str(window) for window in how.hours]

    def apply(data: Data) -> None:
        try:
            dates = {dt.date.fromisoformat(how.when)}
        except ValueError:
            set_value(f"hours.weekly.{how.when}", hours)(data)
            weekdays = parse_weekdays(how.when)
            dates = {date for date in _dates(data) if date.weekday() in weekdays}
        else:
            data.setdefault("hours", {}).setdefault("exceptions", {})[how.when] = hours
        if how.calls_like is not None:
            _add_calls(data, dates, how)
        _drop_calls_of_closed_time(data, dates)

    return apply


def first_day(data: Data) -> dt.date:
    """First day of the horizon."""
    return dt.date.fromisoformat(data["horizon"]["start"])


def _dates(data: Data) -> Iterator[dt.date]:
    return (first_day(data) + dt.timedelta(days=day) for day in range(data["horizon"]["days"]))


def _local(data: Data, row: Data) -> dt.datetime:
    """Start of a row on the hotline's wall clock, without its zone."""
    start = dt.datetime.fromisoformat(row["start"])
    return start if start.tzinfo is None else start.astimezone(ZoneInfo(data["hotline"]["timezone"])).replace(tzinfo=None)


def _add_calls(data: Data, dates: set[dt.date], how: Opening) -> None:
    known = {(_local(data, row), row.get("queue")) for row in rows_of_calls(data)}
    like = [date for date in _dates(data) if date.weekday() == WEEKDAYS.index(how.calls_like or "")]
    if not rows_of_calls(data) or not like:
        raise refuse("open.calls_like", f"found {how.calls_like}; allowed is a weekday of the horizon, of a hotline with a "
                                        "table of calls")
    new = []
    for date in sorted(dates):
        source = min(like, key=lambda each: abs((each - date).days))
        for row in rows_of_calls(data):
            start = _local(data, row)
            moved = start + (date - source)
            is_inside = any(_contains(start, source, window.start, window.end) for window in how.hours)
            if is_inside and (moved, row.get("queue")) not in known:
                new.append(row | {"start": moved.isoformat()})
                multiply(new[-1], how.calls_times)
    data["calls"]["forecast"] = [*rows_of_calls(data), *new]


def _contains(start: dt.datetime, date: dt.date, opens: int, closes: int) -> bool:
    """Whether a moment lies in a window of a day, in minutes after its midnight; one may pass the next midnight."""
    minute = (start - dt.datetime.combine(date, dt.time())) // _MINUTE
    return opens <= minute < (closes if closes > opens else closes + MINUTES_PER_DAY)


def _drop_calls_of_closed_time(data: Data, dates: set[dt.date]) -> None:
    if not rows_of_calls(data):
        return
    before = first_day(data) - dt.timedelta(days=1)
    windows = Hours.model_validate(data["hours"]).windows(before, data["horizon"]["days"] + 1)

    def is_open(start: dt.datetime) -> bool:
        day = (start.date() - before).days
        return any(_contains(start, before + dt.timedelta(days=each), window.start, window.end)
                   for each in (day - 1, day) if 0 <= each < len(windows) for window in windows[each])

    near = dates | {date + dt.timedelta(days=1) for date in dates}
    data["calls"]["forecast"] = [row for row in rows_of_calls(data)
                                 if (start := _local(data, row)).date() not in near or is_open(start)]


def prolonged(weeks: int) -> Callable[[Data], None]:
    """A longer horizon: calls, what is required, and work that waits repeat the last whole weeks."""

    def apply(data: Data) -> None:
        before, days = data["horizon"]["days"], weeks * _WEEK
        if days < before:
            raise refuse("weeks", f"found {weeks}; allowed are at least {-(-before // _WEEK)}: the horizon has {before} days")
        data["horizon"]["days"] = days
        for holder, name in ((data.get("calls", {}), "forecast"), (data, "requirement"), (data, "backlog")):
            if holder.get(name):
                holder[name] = [*holder[name], *_repeated(data, holder[name], before, days)]

    return apply


def _repeated(data: Data, rows: list[Data], before: int, days: int) -> Iterator[Data]:
    whole = before // _WEEK * _WEEK
    if not whole:
        raise refuse("weeks", f"the horizon has {before} days; allowed are at least {_WEEK}, so that there is a week to repeat")
    first = dt.datetime.combine(first_day(data), dt.time())
    by_day: dict[int, list[tuple[dt.datetime, Data]]] = {}
    for row in rows:
        start = _local(data, row)
        by_day.setdefault((start - first).days, []).append((start, row))
    known = {(start, row.get("queue"), row.get("work")) for of_day in by_day.values() for start, row in of_day}
    for day in range(before, days):
        source = before - whole + (day - before) % whole
        for start, row in by_day.get(source, []):
            moved = start + dt.timedelta(days=day - source)
            if (moved, row.get("queue"), row.get("work")) not in known:
                yield row | {"start": moved.isoformat()}
    for start, row in by_day.get(before, []):  # a window that passes the last midnight
        yield row | {"start": (start + dt.timedelta(days=days - before)).isoformat()}


def grown(percent_per_month: float) -> Callable[[Data], None]:
    """Calls that grow day by day, from the first of the horizon."""

    def apply(data: Data) -> None:
        first = dt.datetime.combine(first_day(data), dt.time())
        if not rows_of_calls(data):
            raise refuse("calls_grow_percent_per_month", "calls are not given by interval; allowed with a table of calls")
        for row in rows_of_calls(data):
            multiply(row, (1 + percent_per_month / 100) ** ((_local(data, row) - first).days / _MONTH))

    return apply

