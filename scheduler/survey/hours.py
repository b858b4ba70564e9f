"""Hours on the phone that are required, against those that contracts and availability allow, by week and by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.demand.backlog import hours_of_work
from scheduler.instance.backlog import batches_of
from scheduler.instance.calls_grid import opening_days
from scheduler.instance.instance import Instance
from scheduler.instance.words.paths import FieldPath
from scheduler.survey.reach import Reach, Team


@dataclass(frozen=True)
class Capacity:
    """Some days, and the hours on the phone in them.

    Parameters
    ----------
    first, last
        The days, inclusive.
    required
        Hours that the service goal requires.
    least, most
        Hours that the operators can give at least and at most, breaks taken off; a day has no least. The most is an
        optimistic estimate: the longest shifts on as many days as the contract allows.
    """

    first: dt.date
    last: dt.date
    required: float
    least: float
    most: float

    @property
    def is_short(self) -> bool:
        """Whether not even the most is enough."""
        return self.required > self.most + 1e-9

    @property
    def is_forced(self) -> bool:
        """Whether the contracts ask for more than is required."""
        return self.least > self.required + 1e-9


def whole(team: Team) -> Capacity:
    """Hours of all days: those of the weeks together, within what contracts say of months and of the period."""
    least, most = 0.0, 0.0
    for operator, reach in zip(team.instance.operators, team.reaches, strict=True):
        most_days = team.instance.contract_of(operator).days_per_week[1]
        weeks = sum(most_minutes(reach, number, most_days) for number in range(len(reach.weeks)))
        spans = (reach.weeks, *reach.longer)
        most += min(weeks, *(sum(each.most for each in span) * reach.phone_share[1] for span in spans))
        least += max(sum(each.least for each in span) for span in spans) * reach.phone_share[0]
    grid, days = team.instance.grid, team.instance.horizon.days
    return Capacity(grid.date(0), grid.date(days - 1), _required(team, 0, days - 1), least / 60, most / 60)


def by_week(team: Team) -> tuple[Capacity, ...]:
    """Hours of each calendar week, as far as it lies in the horizon."""
    if not team.reaches:
        return ()
    return tuple(_week(team, number) for number in range(len(team.reaches[0].weeks)))


def by_day(team: Team) -> Iterator[Capacity]:
    """Hours of each day."""
    for day in range(team.instance.horizon.days):
        most = sum(int(each.longest[day]) for each in team.reaches) / 60
        date = team.instance.grid.date(day)
        yield Capacity(date, date, _required(team, day, day), 0.0, most)


def _week(team: Team, number: int) -> Capacity:
    grid, window = team.instance.grid, team.reaches[0].weeks[number]
    least = sum(each.weeks[number].least * each.phone_share[0] for each in team.reaches) / 60
    most = sum(most_minutes(reach, number, team.instance.contract_of(operator).days_per_week[1])
               for operator, reach in zip(team.instance.operators, team.reaches, strict=True)) / 60
    return Capacity(grid.date(window.first), grid.date(window.last), _required(team, window.first, window.last), least, most)


def most_minutes(reach: Reach, number: int, most_days: int, *, by_contract: bool = False) -> float:
    """Minutes on the phone that an operator can give in a week: by days, and by paid hours.

    Parameters
    ----------
    by_contract
        Whether they were there on every day, and only the contract counts.
    """
    window = reach.weeks[number]
    of_day = reach.longest_offered if by_contract else reach.longest
    longest = np.sort(of_day[window.first : window.last + 1])[::-1][:most_days]
    return min(float(longest.sum()), window.most * reach.phone_share[1])


def _required(team: Team, first: int, last: int) -> float:
    """Hours that the opening windows of some days require of own operators, also past midnight."""
    grid = team.instance.grid
    opened = np.repeat(opening_days(team.instance), grid.cells_per_interval)[: len(team.own_required)]
    return float(team.own_required[(opened >= first) & (opened <= last)].sum()) * grid.cell_minutes / 60


def work_beside_calls(instance: Instance) -> Iterator[tuple[FieldPath, str]]:
    """Yield what deferrable work asks for, which no figure of hours required holds, and whether none of it waits at first."""
    for index, (work, each) in enumerate(zip(instance.deferrable, hours_of_work(instance), strict=True)):
        waits = any(batch.arrives < instance.grid.origin for batch in batches_of(instance, work))
        none = "" if waits else ("; none waits at its begin but what a roster before leaves, as no row of `backlog` comes "
                                 "before it")
        yield ("deferrable", index), (f"{each.name} takes {each.due_hours:,.1f} operator-hours by the end of the horizon "
                                      f"beside those that calls require{none}")
