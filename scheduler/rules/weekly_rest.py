"""Every calendar week has one rest between shifts that is as long as the contract says.

A rest over the turn of a week counts for one of the two weeks, and for both if it is twice as long. Nothing is asked of a week
that began before the horizon. What is not known counts as no rest: before the first day, and after the last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from scheduler.instance.calls_grid import moment_of
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.long_rest import LongRest
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Statement
from scheduler.rules.basis.weeks import weeks

NAME = "weekly_rest"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Ask a rest of each whole week; closed days of a week that lie outside the horizon are free."""
    hours = instance.contract_of(operator).weekly_rest_hours
    if hours is None:
        return
    minutes = Fraction(str(hours)) * 60
    cells = ceil(minutes / instance.grid.cell_minutes)
    every, calendar = tuple(weeks(instance)), instance.calendar_weeks
    firsts = [week.first for week in every]
    firsts[0] = 0 if every[0].has_begun else calendar[0].start
    last = instance.horizon.days if every[-1].goes_on else calendar[-1].stop
    edges = tuple(_midnight(instance, day) for day in (*firsts, last))
    yield LongRest(NAME, table.start, table.end, cells, tuple((week.first, week.last) for week in every), edges,
                   tuple(not week.has_begun and not week.goes_on for week in every),
                   _since(instance, operator, edges[0], minutes), instance.objective.bound_units.get(NAME))


def _midnight(instance: Instance, day: int) -> int:
    """First cell of a day, which may lie outside the horizon."""
    return instance.grid.cell(instance.grid.readings(day, 0)[0])


def _since(instance: Instance, operator: Operator, first: int, minutes: Fraction) -> int:
    """From when on rest counts: where a whole rest of so many minutes lay before the first week, that is spent."""
    history, grid = instance.history_of.get(operator.id), instance.grid
    if history is None or history.last_end is None:
        return first
    elapsed = Fraction((moment_of(history.last_end, grid.zone) - grid.origin) // dt.timedelta(microseconds=1), 60_000_000)
    is_spent = elapsed + minutes <= first * grid.cell_minutes
    return ceil((elapsed + minutes * is_spent) / grid.cell_minutes)
