"""What can be known to be impossible before anything is solved, by the supervisor's own hard words: lengths no break fits, and
weekly hours an operator cannot reach.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules import hours_per_week, statements_of
from scheduler.rules.basis.break_forms import forms_of
from scheduler.rules.basis.shift_table import ShiftTable, pin_window, shift_table
from scheduler.rules.basis.statement import Forbid, Statement, Total

Path = tuple[str | int, ...]


def preflight_faults(instance: Instance) -> Iterator[tuple[Path, str]]:
    """Yield the path of a field and what is wrong there, for everything no roster could ever keep."""
    table, unfit = shift_table(instance), [*_lengths_without_breaks(instance), *_pins_without_breaks(instance)]
    yield from unfit
    if len(table) or not unfit:  # else the rest merely follows
        yield from _hours_out_of_reach(instance, table)


def _lengths_without_breaks(instance: Instance) -> Iterator[tuple[Path, str]]:
    for index, template in enumerate(instance.shifts):
        unfit = [minutes for minutes in template.length.minutes
                 if not forms_of(instance.breaks, minutes, instance.grid.cell_minutes)]
        if unfit:
            yield (("shifts", index, "length"),
                   f"template {template.name}: no break pattern fits a shift of {', '.join(map(str, unfit))} min; "
                   "allowed are lengths in which lunch, breathers and stretches of work all find room")


def _pins_without_breaks(instance: Instance) -> Iterator[tuple[Path, str]]:
    grid = instance.grid
    for index, pin in enumerate(instance.availability):
        if pin.kind != "pinned" or pin.start is None:
            continue
        windows = (pin_window(instance, pin, day) for day in range(grid.days) if pin.on(grid.date(day)))
        lengths = sorted({(end - start) * grid.cell_minutes for start, end in windows})  # they differ as the clock does
        unfit = [minutes for minutes in lengths if not forms_of(instance.breaks, minutes, grid.cell_minutes)]
        if unfit:
            yield (("availability", index),
                   f"{pin.operator}: no break pattern fits a pinned shift of {', '.join(map(str, unfit))} min; "
                   "allowed are lengths in which lunch, breathers and stretches of work all find room")


def _hours_out_of_reach(instance: Instance, table: ShiftTable) -> Iterator[tuple[Path, str]]:
    """Operators whose longest possible shifts, on as many days of a week as they may work, make too few paid hours."""
    for index, operator in enumerate(instance.operators):
        for week, best, least in _weeks_too_short(instance, operator, table):
            yield (("operators", index, "contract"),
                   f"{operator.id}: at most {best / 60:g} paid hours can be reached in the week from "
                   f"{instance.grid.date(week)}, below the least of contract {operator.contract!r}, {least / 60:g} h")


def _weeks_too_short(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[tuple[int, int, int]]:
    """First day of a week, the most paid minutes in it, and the least there must be; an optimistic estimate."""
    stated = statements_of(instance, operator, table)
    allowed = allowed_rows(stated, table)
    longest = np.zeros(table.days, dtype=np.int64)
    np.maximum.at(longest, table.day[allowed], table.paid_minutes[allowed])
    days_worked = instance.contract_of(operator).days_per_week[1]
    for total in (each for each in stated if isinstance(each, Total) and each.rule == hours_per_week.NAME):
        for window in total.windows:
            best = int(np.sort(longest[window.first:window.last + 1])[::-1][:days_worked].sum())
            if best < window.least:
                yield window.first, best, window.least


def allowed_rows(statements: tuple[Statement, ...], table: ShiftTable) -> NDArray[np.bool_]:
    """Mask of the shifts that no statement forbids."""
    allowed = np.ones(len(table), dtype=np.bool_)
    for statement in statements:
        if isinstance(statement, Forbid):
            allowed &= ~statement.rows
    return allowed
