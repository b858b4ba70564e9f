"""Other work: on given days whoever works has their activities, and those that are counted come as often as they are due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.activities import Activity
from scheduler.instance.deferrable import DeferrableWork, apart
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, Operator
from scheduler.rules.availability import closed_cells
from scheduler.rules.basis.activity_forms import held_at
from scheduler.rules.basis.break_forms import Form
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.spans import Span, each_week, months, period
from scheduler.rules.basis.statement import Forbid, MustWork, Statement, Total, Window
from scheduler.rules.pins import pins_of
from scheduler.timegrid import MINUTES_PER_DAY

NAME = "activities"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Forbid activities that are not the operator's, and shifts that lack one they have; count those that are counted.

    A pin that names the breaks of a shift names its activities, too: what it does not name is not asked for.
    """
    lacking = np.zeros(len(table), dtype=np.bool_)
    allowed = np.zeros(len(table), dtype=np.int64)
    for activity in (each for each in instance.activities if each.is_for(operator)):
        days = days_of(instance, activity)
        right = _held(instance, activity, table) & np.isin(table.day, days)
        allowed += right
        if activity.per is not None:
            held, windows = table.holds(activity.kind).astype(np.int64), _windows(instance, operator, activity, days)
            yield Total(NAME, held, tuple(windows), "activities")
            continue
        lacking |= np.isin(table.day, days) & ~right
        if activity.everyone or operator.id == activity.facilitator:
            yield from (MustWork(NAME, day) for day in days if not instance.is_away(operator, instance.grid.date(day)))
    for work in (each for each in instance.deferrable if each.is_for(operator)):  # of what was published
        allowed += table.how_many([work.kind])
        lacking |= _wrong_blocks(instance, work, table)
    pinned = [day for day, pin in pins_of(instance, operator) if pin.fixes_breaks]
    if (forbidden := (lacking | (allowed != table.activities)) & ~np.isin(table.day, pinned)).any():
        yield Forbid(NAME, forbidden)


def _wrong_blocks(instance: Instance, work: DeferrableWork, table: ShiftTable) -> NDArray[np.bool_]:
    """Mask of the shifts with a block that is shorter or longer than blocks may be by now."""
    least, most = (minutes // instance.grid.cell_minutes for minutes in work.block_minutes)
    return np.array([any(not least <= cells <= most for cells in _cells_of_blocks(work, form)) for form in table.forms],
                    dtype=np.bool_)[table.form]


def _cells_of_blocks(work: DeferrableWork, form: Form) -> Iterator[int]:
    """Length of each block of a published shift; those that touch are one."""
    held = (each for each in form.orders[0].breaks[: len(form.activities)] if each.kind == work.kind)
    yield from (after - first for first, after in apart((each.earliest, each.earliest + each.cells) for each in held))


def days_of(instance: Instance, activity: Activity) -> list[int]:
    """Days on which an activity may lie: where it is held for one after the other, those that leave its facilitator a time."""
    days = instance.days_of(activity)
    for leader in _leaders(instance, activity):
        closed = [*closed_cells(instance, leader)]
        days = [day for day in days if _has_time(instance, leader, activity, day, closed)]
    return days


def _leaders(instance: Instance, activity: Activity) -> list[Operator]:
    """The facilitator of what is held for one after the other."""
    return [each for each in instance.operators if activity.is_one_to_one and each.id == activity.facilitator]


def _held(instance: Instance, activity: Activity, table: ShiftTable) -> NDArray[np.bool_]:
    """Mask of the shifts in which an activity is held at a time at which it may be."""
    times = {held_at(activity.kind, start, activity.minutes, instance.grid.cell_minutes) for start in activity.starts}
    return np.array([not times.isdisjoint(form.activities) for form in table.forms], dtype=np.bool_)[table.form]


def _windows(instance: Instance, operator: Operator, activity: Activity, days: list[int]) -> Iterator[Window]:
    """Bounds of each span: no least of one that lies in part outside the horizon, nor more than the days on which they can."""
    least, most = activity.times or (0, 0)
    people = (operator, *_leaders(instance, activity))
    closed = [cells for each in people for cells in closed_cells(instance, each)] if least else []
    there = [day for day in days if least and _may_have_it(instance, operator, activity, day, closed)]
    spans = {"week": each_week, "month": months}.get(activity.per or "")
    for span in [period(instance)] if spans is None else spans(instance):
        free = sum(day in span.days for day in there)
        yield Window(span.first, span.last, 0 if _is_cut(span) else min(least, free), most)


def _may_have_it(
    instance: Instance, operator: Operator, activity: Activity, day: int, closed: Sequence[tuple[int, int]]
) -> bool:
    """Whether a day leaves an operator a time for an activity: by what is pinned there, and between absences, `closed`."""
    if said := [each for each in _pins_on(instance, operator, day) if each.fixes_breaks]:
        return any(each.kind == activity.kind for pin in said for each in pin.breaks or ())
    return _has_time(instance, operator, activity, day, closed)


def _has_time(
    instance: Instance, operator: Operator, activity: Activity, day: int, closed: Sequence[tuple[int, int]]
) -> bool:
    """Whether some start of an activity lies in the shift that is pinned on a day, if one is, and outside absences."""
    pins = (pin for pin in _pins_on(instance, operator, day) if pin.start is not None)
    windows = [instance.grid.window_cells(day, *pin.window) for pin in pins]
    return any(all(first >= after or last <= begin for begin, after in closed)
               and all(first >= begin and last <= after for begin, after in windows)
               for first, last in cells_of(instance, activity, day))


def _pins_on(instance: Instance, operator: Operator, day: int) -> list[Availability]:
    date, entries = instance.grid.date(day), instance.availability_of.get(operator.id, ())
    return [each for each in entries if each.kind == "pinned" and each.on(date)]


def cells_of(instance: Instance, activity: Activity, day: int) -> Iterator[tuple[int, int]]:
    """First cell of an activity at each of its starts of a day, and the first cell after it."""
    for start in activity.starts:
        later, minute = divmod(start, MINUTES_PER_DAY)
        first, _ = instance.grid.window_cells(day + later, minute, MINUTES_PER_DAY)
        yield first, first + activity.minutes // instance.grid.cell_minutes


def _is_cut(span: Span) -> bool:
    return span.has_begun or span.goes_on
