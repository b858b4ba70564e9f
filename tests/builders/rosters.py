"""Tiny instances, and what the statements of the rules mean for plain rosters; the tests of all rules read them so."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from types import ModuleType
from typing import Any

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.model.legal import is_kept
from scheduler.rules.basis.shift_table import ShiftTable, shift_table
from scheduler.rules.basis.statement import Forbid, Gap, MustWork, Price, Statement, Total
from tests.builders.checked import FREE, day, instance, moment

ANY = {
    "name": "any",
    "start": {"from": "00:00", "to": "23:45", "every_minutes": 15},
    "length": {"from_minutes": 60, "to_minutes": 720, "every_minutes": 15},
}
"""A template that offers nearly everything, so that only the rule under test forbids."""
AT_FULL_HOURS = ANY | {"start": {"from": "00:00", "to": "23:00", "every_minutes": 60}}
BY_THE_HOUR = AT_FULL_HOURS | {"length": {"from_minutes": 60, "to_minutes": 720, "every_minutes": 60}}
"""The same with whole hours only, for tests to which finer lengths say nothing more."""
FEW_DAYS = 4
"""Over more days than these the template starts at full hours only: a quarter of the shifts, and of the time a test takes."""

Worked = tuple[str, int]
"""Local start, such as ``2026-12-07T08:00``, and elapsed minutes of a shift."""


def plan(days: int = 1, **changes: Any) -> Instance:
    """Operator `anna` without bounds, around the clock, without breaks, from Monday 2026-12-07."""
    free = {"horizon": days, "hours": {"always": True}, "breaks": {},
            "shifts": [ANY if days <= FEW_DAYS else AT_FULL_HOURS]}
    return instance(**(free | changes))


def plan_with_contract(days: int = 7, **bounds: Any) -> Instance:
    """The same with bounds in the contract."""
    return plan(days, contracts={"free": FREE | bounds})


_BEFORE = ("worked_days", "days_off", "nights", "last_shift", "last_start", "last_end", "standby_until")


def plan_with_history(
    days: int = 7, *, first: str = "", nights_are: Any = None, shifts: Any = None, **known: Any
) -> Instance:
    """The same with bounds in the contract and what is known of `anna` from before the horizon; `first` is its first day."""
    before = {name: known.pop(name) for name in _BEFORE if name in known}
    changes: dict[str, Any] = {"horizon": {"start": first, "days": days}} if first else {}
    changes |= {"nights": nights_are} | ({"shifts": shifts} if shifts else {})
    return plan(days, contracts={"free": FREE | known}, history=[{"operator": "anna"} | before], **changes)


NIGHTS = {"from": "23:00", "to": "05:00", "minutes": 120}
"""What a night is in the tests of the rules on nights."""


def plan_with_nights(days: int = 7, **bounds: Any) -> Instance:
    """The same with nights, and bounds on them in the contract."""
    return plan(days, nights=NIGHTS, contracts={"free": FREE | bounds})


def nights(*days: int) -> list[Worked]:
    """A night shift from each of these days."""
    return [on(day, "22:00", 480) for day in days]


def plan_with_entries(*entries: tuple[str, ...], days: int = 3, **changes: Any) -> Instance:
    """The same with availability of `anna`: kind, when, from, to."""
    rows = [dict(zip(("kind", "when", "from", "to"), entry, strict=False)) | {"operator": "anna"} for entry in entries]
    return plan(days, availability=rows, **changes)


def on(number: int, start: str = "08:00", minutes: int = 240) -> Worked:
    """A shift on a day counted from the first Monday."""
    return day(number, start), minutes


def allows(rule: ModuleType, instance: Instance, *shifts: Worked, fold: int = 0) -> bool:
    """Whether all that a rule states of `anna` holds for a roster of these shifts."""
    table = shift_table(instance)
    rows = [row_of(instance, table, start, minutes, fold) for start, minutes in shifts]
    return all(holds(statement, table, rows) for statement in rule.state(instance, instance.operators[0], table))


def price(rule: ModuleType, instance: Instance, *shifts: Worked) -> int:
    """What a soft rule asks for a roster of `anna`, in cost units."""
    table = shift_table(instance)
    rows = [row_of(instance, table, start, minutes) for start, minutes in shifts]
    off = set(range(table.days)) - {int(table.day[row]) for row in rows}
    return sum(
        sum(int(each.rows[row]) for row in rows) + sum(int(each.day_off[day]) for day in off)
        for each in rule.state(instance, instance.operators[0], table)
        if isinstance(each, Price)
    )


def row_of(instance: Instance, table: ShiftTable, start: str, minutes: int, fold: int = 0) -> int:
    """The row of a shift; the table must hold it exactly once."""
    first = instance.grid.cell(moment(instance, start, fold))
    end = first + minutes // instance.grid.cell_minutes
    (row,) = np.flatnonzero((table.start == first) & (table.end == end))
    return int(row)


def holds(statement: Statement, table: ShiftTable, rows: Iterable[int]) -> bool:
    """Whether a roster of these rows keeps a statement."""
    rows = sorted(rows, key=lambda row: table.start[row])
    days = [int(table.day[row]) for row in rows]
    match statement:
        case Forbid():
            return not statement.rows[rows].any()
        case MustWork():
            return statement.day in days
        case Price():
            return True
        case Total():
            sums = ((window, sum(int(statement.amount[row]) for row, day in zip(rows, days, strict=True)
                                 if window.first <= day <= window.last)) for window in statement.windows)
            return all(window.least <= total <= window.most for window, total in sums)
        case Gap():
            return all(table.start[after] - table.end[before] >= statement.cells
                       for before, after in pairwise(rows))
        case _:
            by_day = dict(zip(days, rows, strict=True))
            return is_kept(statement, [by_day.get(day, -1) for day in range(table.days)])
