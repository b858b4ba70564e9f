"""Whose shifts are whose, and on which days of the horizon they start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from scheduler.check.facts.times import day_of_shift, span
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.roster import Shift


def in_horizon(instance: Instance, shift: Shift) -> bool:
    """Whether a shift starts on a day of the horizon."""
    return 0 <= day_of_shift(instance, shift) < instance.horizon.days


def shifts_by_operator(instance: Instance, shifts: Iterable[Shift]) -> Iterator[tuple[Operator, list[Shift]]]:
    """Every operator of the instance with their shifts in order of time; shifts of unknown operators are left out."""
    groups: dict[str, list[Shift]] = {operator.id: [] for operator in instance.operators}
    for shift in shifts:
        if shift.operator in groups:
            groups[shift.operator].append(shift)
    for operator in instance.operators:
        yield operator, sorted(groups[operator.id], key=span)


def shifts_by_day(instance: Instance, shifts: Iterable[Shift]) -> dict[tuple[str, int], Shift]:
    """The shift of each operator and day."""
    return {(shift.operator, day_of_shift(instance, shift)): shift for shift in shifts}


def breaks_seen(shift: Shift) -> list[tuple[datetime, datetime, str]]:
    """Breaks in UTC: Python holds the two readings of a repeated hour for equal, or for different, by their zones."""
    return sorted((*span(pause), pause.label) for pause in shift.breaks)


def days_worked(instance: Instance, shifts: Sequence[Shift]) -> set[int]:
    """Days of the horizon on which one of the shifts starts."""
    return {day_of_shift(instance, shift) for shift in shifts if in_horizon(instance, shift)}
