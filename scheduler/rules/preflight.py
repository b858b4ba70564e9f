"""What can be known to be impossible before anything is solved, by the supervisor's own hard words: lengths no break fits, and
hours an operator cannot reach in a week, a month, or over all days.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import comb

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.base import WEEKDAYS
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, Operator
from scheduler.instance.shifts import ShiftTemplate
from scheduler.rules import days_per_week, different_starts, hours_per_week, statements_of
from scheduler.rules.activity_days import activities_that_nobody_can_have
from scheduler.rules.basis.break_clock import BreakClock, any_forms
from scheduler.rules.basis.break_forms import forms_of
from scheduler.rules.basis.clock_reach import clock_told, lengths_out_of_the_clock
from scheduler.rules.basis.extra_time import counted_minutes
from scheduler.rules.basis.shift_table import (
    ShiftTable,
    gaps_of,
    pin_window,
    pinned_form,
    pinned_gap,
    rows_of_template,
    shifts_of_template,
)
from scheduler.rules.basis.starts import clock_starts
from scheduler.rules.basis.statement import Forbid, Statement, Total
from scheduler.rules.stated import Stated

Path = tuple[str | int, ...]
_NEVER = 1_000_000
"""Minutes of a day on which nothing can be worked: more than any week has."""
_MOST_SETS = 5_000
HOURS = {"hours_per_week": "week", "hours_per_month": "month", "hours_per_period": "period"}
"""Rules that bound paid time, and over what."""


def preflight_faults(instance: Instance, stated: Stated | None = None) -> Iterator[tuple[Path, str]]:
    """Yield the path of a field and what is wrong there, for everything no roster could ever keep.

    Parameters
    ----------
    stated
        What is stated of the operators, where it has been made already.
    """
    stated = Stated(instance) if stated is None else stated
    unfit = [*_lengths_without_breaks(instance), *_pins_without_breaks(instance)]
    yield from unfit
    yield from _too_many_sets_of_starts(instance, stated.table)
    if not unfit:
        yield from activities_that_nobody_can_have(stated)
    if len(stated.table) or not unfit:  # else the rest merely follows
        yield from _hours_out_of_reach(stated)


def _too_many_sets_of_starts(instance: Instance, table: ShiftTable) -> Iterator[tuple[Path, str]]:
    """Contracts of which a week may have more sets of starts than the search can tell apart."""
    for name, contract in instance.contracts.items():
        most, names = contract.max_different_starts_per_week, contract.shifts or [each.name for each in instance.shifts]
        if most is None:
            continue
        starts = clock_starts(instance.grid, table)
        count = len(np.unique(starts[np.logical_or.reduce([rows_of_template(instance, table, each) for each in names])]))
        largest = len(WEEKDAYS) if different_starts.NAME in instance.objective.bound_units else most
        sets = sum(comb(count, size) for size in range(largest + 1)) if count > most else 0
        if sets > _MOST_SETS:
            yield (("contracts", name, "max_different_starts_per_week"),
                   f"found {most}, which of {count} possible starts makes {sets:,} sets to tell apart; allowed are at most "
                   f"{_MOST_SETS:,}: fewer starts{'' if largest == most else ', or no price for more of them'}")


def _lengths_without_breaks(instance: Instance) -> Iterator[tuple[Path, str]]:
    for index, template in enumerate(instance.shifts):
        unfit = [said for said in template.length.minutes if not any(
            any_forms(instance.breaks, said + gap[1], gap, instance.grid.cell_minutes) for gap in gaps_of(template, said))]
        if unfit:
            yield (("shifts", index, "length"),
                   f"template {template.name}: no break pattern fits a shift of {', '.join(map(str, unfit))} min"
                   f"{' in two parts' if template.split else ''}; "
                   "allowed are lengths in which lunch, breathers and stretches of work all find room")
        yield from _changed_without_breaks(instance, index, template)
        if not unfit:
            yield from lengths_out_of_the_clock(instance, index, template)


def _changed_without_breaks(instance: Instance, index: int, template: ShiftTemplate) -> Iterator[tuple[Path, str]]:
    """Shifts that keep the clock in the night it changes, and are then too long or too short for their breaks."""
    found = {(elapsed, said): instance.grid.moment(start) for (_, start, elapsed, gap), said in
             sorted(shifts_of_template(template, instance.grid).items()) if elapsed != said + gap[1]}
    for (elapsed, said), start in sorted(found.items()):
        if _has_breaks(instance, said) and not _has_breaks(instance, elapsed):
            yield (("shifts", index, "length"),
                   f"template {template.name}: as the clock changes, its shift of {start:%Y-%m-%d %H:%M} lasts {elapsed} min, "
                   "and no break pattern fits that; allowed are breaks that fit, or length.counts: elapsed, so that it keeps "
                   f"its {said} min")


def _has_breaks(instance: Instance, minutes: int) -> bool:
    return bool(forms_of(instance.breaks, minutes, instance.grid.cell_minutes))


def _pins_without_breaks(instance: Instance) -> Iterator[tuple[Path, str]]:
    grid, clock = instance.grid, BreakClock(instance)
    for index, pin in enumerate(instance.availability):
        if pin.kind != "pinned" or pin.start is None:
            continue
        days = [day for day in range(grid.days) if pin.on(grid.date(day))]
        windows = [pin_window(instance, pin, day) for day in days]
        lengths = sorted({(end - start) * grid.cell_minutes for start, end in windows})  # they differ as the clock does
        if any(each.kind == "gap" for each in pin.breaks or ()):
            unfit, outside = [], []  # its parts are judged with their breaks
        else:
            unfit = [minutes for minutes in lengths if not forms_of(instance.breaks, minutes, grid.cell_minutes)]
            outside = [day for day, (start, end) in zip(days, windows, strict=True)
                       if not clock.forms(start, (end - start) * grid.cell_minutes)]
        if unfit:
            yield (("availability", index),
                   f"{pin.operator}: no break pattern fits a pinned shift of {', '.join(map(str, unfit))} min; "
                   "allowed are lengths in which lunch, breathers and stretches of work all find room")
        elif outside:
            yield (("availability", index),
                   f"{pin.operator}: the breaks of the shift pinned on {grid.date(outside[0])} cannot lie in their windows of "
                   f"the clock ({clock_told(instance)}); allowed are times in which they do: no break is dropped")
        elif (pin.breaks is not None or pin.fixes_breaks) and not all(_fits(instance, clock, pin, day) for day in days):
            told = " | ".join(map(str, pin.breaks or ())) or "no breaks"
            yield (("availability", index, "breaks"),
                   f"{pin.operator}: no break pattern of a shift of {', '.join(map(str, lengths))} min has exactly "
                   f"{told}; allowed are numbers, lengths and times that `breaks` allows")


def _fits(instance: Instance, clock: BreakClock, pin: Availability, day: int) -> bool:
    """Whether some break pattern allows what a pin says of its breaks."""
    if pin.fixes_breaks:
        return pinned_form(instance, pin, day) is not None
    start, end = pin_window(instance, pin, day)
    return bool(clock.forms(start, (end - start) * instance.grid.cell_minutes, pinned_gap(instance, pin, day)))


def _hours_out_of_reach(stated: Stated) -> Iterator[tuple[Path, str]]:
    """Operators whose longest possible shifts, on as many days of a week as they may work, make too few paid hours."""
    instance = stated.instance
    for index, operator in enumerate(instance.operators):
        for rule, first, best, least in _too_short(stated, operator):
            yield (("operators", index, "contract"),
                   f"{operator.id}: at most {best / 60:g} paid hours can be reached in the {HOURS[rule]} from "
                   f"{instance.grid.date(first)}, below the least of contract {operator.contract!r}, {least / 60:g} h"
                   f"{_change_told(instance, rule, first)}")


def days_beyond_the_hours(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[str]:
    """Weeks of which the least days, each with its shortest shift, make more paid hours than the most."""
    stated = statements_of(instance, operator, table)
    shortest = np.full(table.days, _NEVER)
    allowed = allowed_rows(stated, table)
    np.minimum.at(shortest, table.day[allowed], counted_minutes(instance, operator, table)[allowed])
    totals = {each.rule: each.windows for each in stated if isinstance(each, Total)}
    most = {(each.first, each.last): each.most for each in totals.get(hours_per_week.NAME, ())}
    for week in totals.get(days_per_week.NAME, ()):
        least = int(np.sort(shortest[week.first:week.last + 1])[:week.least].sum())
        if most.get((week.first, week.last), _NEVER) < least < _NEVER:
            yield (f"{week.least} days, the least, make at least {least / 60:g} paid hours in the week from "
                   f"{instance.grid.date(week.first)}, and the most is {most[week.first, week.last] / 60:g} h")


def _change_told(instance: Instance, rule: str, first: int) -> str:
    """That the clock changes in a window from a day on, for shifts that keep the clock make other hours then."""
    days = len(WEEKDAYS) if rule == hours_per_week.NAME else instance.horizon.days
    changes = [day for day in instance.grid.clock_changes() if first <= day < first + days]
    return f"; the clock changes on {instance.grid.date(changes[0])}" if changes else ""


def _too_short(stated: Stated, operator: Operator) -> Iterator[tuple[str, int, int, int]]:
    """Rule, first day of its window, the most paid minutes in it, and the least there must be; an optimistic estimate."""
    instance, table, statements = stated.instance, stated.table, stated.of(operator)
    allowed = allowed_rows(statements, table)
    longest = np.zeros(table.days, dtype=np.int64)
    np.maximum.at(longest, table.day[allowed], counted_minutes(instance, operator, table)[allowed])
    totals = [each for each in statements if isinstance(each, Total)]  # none of the bounds that may be missed at a price
    most = {each.rule: {window.first: window.most for window in each.windows} for each in totals}
    for total in (each for each in totals if each.rule in HOURS):
        for window in total.windows:
            best = 0
            for week in (range(max(each.start, 0), min(each.stop, table.days)) for each in instance.calendar_weeks):
                days = longest[max(week.start, window.first):min(week.stop, window.last + 1)]
                of_days = int(np.sort(days)[::-1][:most.get(days_per_week.NAME, {}).get(week.start)].sum())
                of_week = most.get(hours_per_week.NAME, {}).get(week.start, of_days)
                best += of_days if total.rule == hours_per_week.NAME else min(of_days, of_week)
            if best < window.least:
                yield total.rule, window.first, best, window.least


def allowed_rows(statements: tuple[Statement, ...], table: ShiftTable) -> NDArray[np.bool_]:
    """Mask of the shifts that no statement forbids."""
    allowed = np.ones(len(table), dtype=np.bool_)
    for statement in statements:
        if isinstance(statement, Forbid):
            allowed &= ~statement.rows
    return allowed
