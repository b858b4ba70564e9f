"""Anonymous shifts as plain times: how many a hotline needs, and when, with cost and proven bound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift


class Cover(NamedTuple):
    """An open interval: its start, the operators it requires, and those on the phone, in the mean over its cells."""

    start: dt.datetime
    required: int
    on_phone: float


@dataclass(frozen=True)
class DayPlan:
    """The shifts of one day type.

    Parameters
    ----------
    dates
        First date of every day, or run of days planned together, that the plan is for.
    days
        Number of days planned together: more than 1 where shifts past midnight tie them.
    shifts, coverage
        The shifts of the first of them, in order of start, and its open intervals.
    cost, bound
        Cost of one of them, and what no plan of these shifts can cost less than, in the unit of `cost_per_hour`.
    planned
        Whether the search came to it: one that is interrupted, or has too little time, may not have.
    """

    dates: tuple[dt.date, ...]
    days: int
    shifts: tuple[Shift, ...]
    coverage: tuple[Cover, ...]
    cost: float
    bound: float
    planned: bool

    @property
    def gap(self) -> float:
        """Share of the cost that lies above the bound."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def all_dates(self) -> tuple[dt.date, ...]:
        """Every date the plan is for."""
        return tuple(first + dt.timedelta(days=day) for first in self.dates for day in range(self.days))


class ShiftKind(NamedTuple):
    """Shifts of one day that are equal: how many, and their times."""

    number: int
    start: dt.datetime
    end: dt.datetime
    breaks: tuple[Break, ...]


def kinds_of(shifts: tuple[Shift, ...]) -> Iterator[ShiftKind]:
    """Gather equal shifts, in order of start, end and breaks."""
    counts: dict[tuple[dt.datetime, dt.datetime, tuple[Break, ...]], int] = {}
    for shift in shifts:
        key = (shift.start, shift.end, shift.breaks)
        counts[key] = counts.get(key, 0) + 1
    for (start, end, breaks), count in sorted(counts.items(), key=lambda item: _order(item[0])):
        yield ShiftKind(count, start, end, breaks)


def _order(key: tuple[dt.datetime, dt.datetime, tuple[Break, ...]]) -> tuple[float, ...]:
    start, end, breaks = key
    return (start.timestamp(), end.timestamp(), *(pause.start.timestamp() for pause in breaks))


@dataclass(frozen=True, eq=False)
class ShiftPlan:
    """Anonymous shifts for a hotline, checked.

    Parameters
    ----------
    instance
        The hotline, staffed by nobody in particular.
    cost_per_hour
        What a paid hour was taken to cost.
    day_plans
        One for each day type, in order of their first dates.
    paid_hours
        Of each of the horizon's shifts, in their order.
    all_shifts
        The shifts of every day of the horizon, in order of start; `operator` is a line of work that nobody holds yet.
    all_coverage
        Every open interval of the horizon.
    seconds
        How long it took.
    interrupted
        Whether somebody stopped it.
    """

    instance: Instance
    cost_per_hour: float
    day_plans: tuple[DayPlan, ...]
    all_shifts: tuple[Shift, ...]
    paid_hours: tuple[float, ...]
    all_coverage: tuple[Cover, ...]
    seconds: float
    interrupted: bool

    @property
    def cost(self) -> float:
        """Cost of all days that were planned, in the unit of `cost_per_hour`."""
        return sum(plan.cost * len(plan.dates) for plan in self.day_plans if plan.planned)

    @property
    def bound(self) -> float:
        """What no plan of these days can cost less than."""
        return sum(plan.bound * len(plan.dates) for plan in self.day_plans if plan.planned)

    @property
    def gap(self) -> float:
        """Share of the cost that lies above the bound."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @cached_property
    def shifts(self) -> pd.DataFrame:
        """Every shift of the horizon: `line`, `start`, `end` (times with zone), `paid_hours`."""
        rows = [(shift.operator, shift.start, shift.end, hours)
                for shift, hours in zip(self.all_shifts, self.paid_hours, strict=True)]
        return pd.DataFrame(rows, columns=["line", "start", "end", "paid_hours"])

    @cached_property
    def breaks(self) -> pd.DataFrame:
        """Every break: `line`, `kind`, `start`, `end`."""
        rows = [(shift.operator, pause.kind, pause.start, pause.end) for shift in self.all_shifts for pause in shift.breaks]
        return pd.DataFrame(rows, columns=["line", "kind", "start", "end"])

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Every open interval: `start`, `required`, `on_phone` (mean over its cells)."""
        return pd.DataFrame(self.all_coverage, columns=list(Cover._fields))
