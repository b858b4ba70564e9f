"""Small worlds for the simulation: rosters as plain minutes, constant traffic, and calls of chosen times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np

from scheduler.roster import Break, Shift
from scheduler.simulate.draw import Forecast, HandlingTime
from scheduler.simulate.duties import Duties, duties_of
from scheduler.simulate.kernel import Calls, Redials
from scheduler.simulate.routing import Ints, Routing
from scheduler.simulate.run import Runs, Settings, simulate
from scheduler.simulate.traffic import Returning, Traffic
from scheduler.timegrid import TimeGrid

NOBODY_AGAIN = Redials(*(np.zeros(3) for _ in range(3)), np.empty(0), np.empty(0), np.uint64(0))
"""Nobody of up to three queues calls again."""

DAY = dt.date(2026, 12, 7)
HOUR_S = 3600.0


def grid(days: int = 1, interval_minutes: int = 60) -> TimeGrid:
    return TimeGrid(ZoneInfo("UTC"), DAY, days, 5, interval_minutes)


def at(minutes: float) -> dt.datetime:
    return dt.datetime(2026, 12, 7, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)


def shift(operator: str, start: float, end: float, *breaks: tuple[float, float]) -> Shift:
    """A shift from minute `start` to minute `end`, with breaks (start, length), all in minutes."""
    return Shift(operator=operator, start=at(start), end=at(end), breaks=tuple(
        Break(kind="breather", start=at(begin), end=at(begin + length)) for begin, length in breaks))


def traffic(
    calls_per_hour: Sequence[float] = (60,), aht_s: float = 60, patience_s: float | None = None, within_s: float = 20,
    hours: int = 24, closing_s: Sequence[float] = (), absence: float = 0.0, again: tuple[float, float] | None = None,
) -> Traffic:
    """Constant traffic of some queues, in intervals of an hour; `again`: share of redials and their mean delay."""
    queues = len(calls_per_hour)
    returning = None if again is None else Returning(*(np.full(queues, each) for each in again), np.zeros(1),
                                                     np.array([hours * HOUR_S]))
    return Traffic(
        queues=(None,) if queues == 1 else tuple(f"q{index}" for index in range(queues)),
        calls=np.repeat(np.asarray(calls_per_hour, dtype=float)[:, None], hours, axis=1),
        aht_s=np.full((queues, hours), float(aht_s)),
        patience_s=np.full(queues, np.inf if patience_s is None else patience_s),
        answer_within_s=np.full(queues, float(within_s)), target=np.full(queues, 0.8),
        day=np.arange(hours) // 24, interval_s=HOUR_S, closing_s=np.asarray(closing_s, dtype=float),
        absence=np.full(queues, absence), returning=returning,
    )


def always_on(operators: int, hours: int = 24, queues: int = 1, concurrency: Ints | None = None) -> Duties:
    """Operators who stay on the phone from beginning to end, without a break."""
    names = [f"o{index}" for index in range(operators)]
    routing = replace(Routing.plain(np.ones((operators, queues), dtype=np.bool_)), concurrency=concurrency)
    return duties_of(grid(), names, [shift(name, 0, hours * 60) for name in names], routing)


def steady(
    what: Traffic, operators: int, replications: int = 20, lines: int | None = None,
    handling: HandlingTime | None = None, seed: int = 0,
) -> Runs:
    """Play constant traffic against operators who stay."""
    source = Forecast(what, handling or HandlingTime("exponential"))
    duties = always_on(operators, what.intervals, len(what.queues), what.concurrency)
    return simulate(source, what, duties, Settings(replications, seed, lines))


def calls(*rows: tuple[float, ...]) -> Calls:
    """Calls (arrival_s, handling_s, patience_s, queue); the last two may be left out."""
    filled = [(*row, *(np.inf, 0)[len(row) - 2:]) for row in sorted(rows)]
    table = np.array(filled, dtype=float).reshape(-1, 4)
    columns = (np.ascontiguousarray(table[:, index]) for index in (0, 3, 1, 2))
    arrival_s, queue, handling_s, patience_s = columns
    return Calls(arrival_s, queue.astype(np.int64), handling_s, patience_s, (arrival_s // HOUR_S).astype(np.int64))
