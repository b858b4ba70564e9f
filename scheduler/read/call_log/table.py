"""Calls counted by interval, with their mean handling time. A day without calls is left out: missing is not zero."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from scheduler.errors import Fault, InputError
from scheduler.read.call_log.calls import Call, parse_calls
from scheduler.read.call_log.columns import Columns
from scheduler.read.call_log.outcomes import Outcomes
from scheduler.read.call_log.source import LogSource, open_log
from scheduler.timegrid import MINUTES_PER_DAY, wall_clock_exists, wall_clock_is_ambiguous


@dataclass(frozen=True)
class LogOptions:
    """How a log is to be read.

    Parameters
    ----------
    interval_minutes
        Length of an interval, in minutes; divides an hour.
    zone
        Zone of the wall clock; None: the clock as the log writes it, which then must have no offsets.
    hours
        Minutes after midnight from and to which, on a day with calls, an interval without a call had none; None: from
        the first to the last call of each day.
    day_first
        Whether 03/04/2026 is in April; None: as the log's other dates show.
    sheet
        Worksheet of an Excel log; None: the first.
    """

    columns: Columns = field(default_factory=Columns)
    outcomes: Outcomes = field(default_factory=Outcomes)
    interval_minutes: int = 15
    zone: ZoneInfo | None = None
    hours: tuple[int, int] | None = None
    day_first: bool | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class IntervalCalls:
    """One row of the table.

    Parameters
    ----------
    start
        Wall clock, naive; with an offset in the hour that a clock change repeats.
    calls
        Calls that arrived, answered or not; halves where the log does not say which of two repeated hours it was.
    aht_s
        Mean handling time of the answered ones, in seconds.
    aht_of
        What the mean is over: this interval, or where none was answered the same time of all days, or all calls.
    queue
        Its queue; None where no column of queues was named.
    """

    start: dt.datetime
    calls: float
    aht_s: float
    aht_of: Literal["interval", "time of day", "all"]
    queue: str | None = None


@dataclass(frozen=True)
class CallTable:
    """The table, and what it was made of.

    Parameters
    ----------
    rows
        Queue by queue, in order of time.
    calls, answered, ignored
        Calls, those answered, and rows that are no calls by their outcome.
    answered_without_time
        Answered calls whose handling time the log does not say; they count as calls, not in the mean.
    aht_s
        Mean handling time of all answered calls, in seconds.
    days_without_calls
        Days between the first and the last call that have none; they have no rows.
    """

    rows: tuple[IntervalCalls, ...]
    calls: int
    answered: int
    ignored: int
    answered_without_time: int
    aht_s: float
    days_without_calls: tuple[dt.date, ...]

    def to_csv(self) -> str:
        """The table as an instance reads it: ``start,calls,aht_s``, and ``queue`` where the log says it."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        has_queues = any(row.queue is not None for row in self.rows)
        writer.writerow(["start", "calls", "aht_s", *["queue"] * has_queues])
        for row in self.rows:
            writer.writerow([row.start.isoformat(timespec="minutes"), f"{row.calls:.12g}", f"{row.aht_s:.1f}",
                             *[row.queue] * has_queues])
        return text.getvalue()


def read_call_log(path: Path, options: LogOptions) -> CallTable:
    """Count the calls of a log by interval.

    Raises
    ------
    InputError
        If the log cannot be read or understood; every fault with its row and column.
    """
    if options.interval_minutes < 1 or 60 % options.interval_minutes:
        raise InputError([Fault("", "interval", f"{options.interval_minutes} min does not divide an hour")])
    source = open_log(path, options.sheet)
    calls, ignored = parse_calls(source, options.columns, options.outcomes, options.day_first)
    handled = [call.handling_s for call in calls if call.handling_s is not None]
    if not sum(handled):
        raise InputError([Fault(source.name, "handling", f"none of {len(calls)} calls has a handling time above 0 s; "
                                "one answered call is needed")])
    tallies = _tallies(source, calls, options)
    dates = {key.date for own in tallies.values() for key in own}
    answered = sum(call.answered for call in calls)
    return CallTable(
        rows=tuple(_all_rows(tallies, options)),
        calls=len(calls),
        answered=answered,
        ignored=ignored,
        answered_without_time=answered - len(handled),
        aht_s=sum(handled) / len(handled),
        days_without_calls=tuple(day for day in _days(min(dates), max(dates)) if day not in dates),
    )


@dataclass(frozen=True)
class _Key:
    """An interval of the wall clock; `fold` tells the two readings of a repeated hour apart."""

    date: dt.date
    fold: int
    minute: int

    def start(self, zone: ZoneInfo | None) -> dt.datetime:
        naive = dt.datetime.combine(self.date, dt.time(self.minute // 60, self.minute % 60))
        if zone is None or not wall_clock_is_ambiguous(naive, zone):
            return naive
        return naive.replace(tzinfo=zone, fold=self.fold)

    def order(self, zone: ZoneInfo | None) -> dt.datetime:
        """Moment by which rows are sorted."""
        naive = dt.datetime.combine(self.date, dt.time(self.minute // 60, self.minute % 60))
        return naive if zone is None else naive.replace(tzinfo=zone, fold=self.fold).astimezone(dt.UTC)


@dataclass
class _Tally:
    calls: float = 0.0
    handled: float = 0.0
    handling_s: float = 0.0

    def add(self, call: Call, share: float) -> None:
        self.calls += share
        if call.handling_s is not None:
            self.handled += share
            self.handling_s += share * call.handling_s

    @property
    def aht_s(self) -> float | None:
        """Mean to a tenth of a second; None where it would be 0, which says nothing about a conversation."""
        return (round(self.handling_s / self.handled, 1) or None) if self.handled else None


@dataclass
class _Means:
    by_minute: defaultdict[int, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    overall: _Tally = field(default_factory=_Tally)


_Tallies = dict[_Key, _Tally]


def _tallies(source: LogSource, calls: Iterable[Call], options: LogOptions) -> dict[str | None, _Tallies]:
    """Tallies of each queue, in the order in which they first appear."""
    tallies: defaultdict[str | None, defaultdict[_Key, _Tally]] = defaultdict(lambda: defaultdict(_Tally))
    faults = []
    for call in calls:
        try:
            readings = list(_readings(call.arrived, options.zone))
        except ValueError as error:
            faults.append(Fault(source.place(call.row), "start", str(error)))
            continue
        for moment in readings:
            minute = moment.hour * 60 + moment.minute
            key = _Key(moment.date(), moment.fold, minute - minute % options.interval_minutes)
            tallies[call.queue][key].add(call, 1 / len(readings))
    if faults:
        raise InputError(faults)
    return {queue: dict(own) for queue, own in tallies.items()}


def _readings(arrived: dt.datetime, zone: ZoneInfo | None) -> Iterator[dt.datetime]:
    """Wall-clock readings that a written moment may mean: two where it lies in a repeated hour without an offset."""
    if zone is None:
        if arrived.tzinfo is not None:
            raise ValueError(f"{arrived.isoformat()} has an offset from UTC; name the hotline's zone with --timezone")
        yield arrived
    elif arrived.tzinfo is not None:
        yield arrived.astimezone(zone).replace(tzinfo=None)
    elif not wall_clock_exists(arrived, zone):
        raise ValueError(f"{arrived.isoformat()} does not exist in {zone.key}: the clock skips this hour")
    else:
        yield arrived
        if wall_clock_is_ambiguous(arrived, zone):
            yield arrived.replace(fold=1)


def _all_rows(tallies: dict[str | None, _Tallies], options: LogOptions) -> Iterator[IntervalCalls]:
    """Rows of every queue; where one had a call in an interval and another none, the other had 0 calls."""
    counted = {key for own in tallies.values() for key in own}
    keys = sorted(counted | set(_quiet(counted, options)), key=lambda key: key.order(options.zone))
    overall = _means(tally for own in tallies.values() for tally in own.items()).overall
    for queue, own in tallies.items():
        yield from _rows(queue, own, keys, overall, options)


def _rows(
    queue: str | None, tallies: _Tallies, keys: Iterable[_Key], of_all: _Tally, options: LogOptions
) -> Iterator[IntervalCalls]:
    """Rows of one queue; one that nobody ever answered takes the mean handling time of all queues."""
    means = _means(tallies.items())
    overall = means.overall if means.overall.handling_s else of_all
    for key in keys:
        tally = tallies.get(key, _Tally())
        start = key.start(options.zone)
        if tally.aht_s:
            yield IntervalCalls(start, tally.calls, tally.aht_s, "interval", queue)
        elif same_time := means.by_minute[key.minute].aht_s:
            yield IntervalCalls(start, tally.calls, same_time, "time of day", queue)
        else:
            aht_s = max(round(overall.handling_s / overall.handled, 1), 0.1)
            yield IntervalCalls(start, tally.calls, aht_s, "all", queue)


def _means(tallies: Iterable[tuple[_Key, _Tally]]) -> _Means:
    means = _Means()
    for key, tally in tallies:
        for mean in (means.by_minute[key.minute], means.overall):
            mean.handled += tally.handled
            mean.handling_s += tally.handling_s
    return means


def _quiet(counted: Iterable[_Key], options: LogOptions) -> Iterator[_Key]:
    """Intervals that had no call unless one was counted: those inside the hours of a day that had calls."""
    step = options.interval_minutes
    spans: dict[dt.date, tuple[int, int]] = {}
    for key in counted:
        first, last = spans.get(key.date, (MINUTES_PER_DAY, 0))
        spans[key.date] = min(first, key.minute), max(last, key.minute + step)
    for date, span in spans.items():
        begin, end = options.hours or span
        for minute in range(begin - begin % step, end, step):
            naive = dt.datetime.combine(date, dt.time(minute // 60, minute % 60))
            if options.zone is None:
                yield _Key(date, 0, minute)
            elif wall_clock_exists(naive, options.zone):
                for fold in (0, 1) if wall_clock_is_ambiguous(naive, options.zone) else (0,):
                    yield _Key(date, fold, minute)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for step in range((last - first).days + 1):
        yield first + dt.timedelta(days=step)
