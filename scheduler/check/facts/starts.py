"""Starts of shifts by the clock, week by week, with the last one before the horizon as far as it is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from scheduler.check.facts.times import day_of, day_of_shift
from scheduler.check.facts.weeks import days_into_week, weeks
from scheduler.check.facts.words import shift_text
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.roster import Shift

Start = tuple[int, str]
"""Minutes after midnight on the wall clock, and of which shift."""


def clock_minutes(instance: Instance, moment: datetime) -> int:
    """Minutes after midnight on the hotline's wall clock."""
    local = moment.astimezone(instance.grid.zone)
    return local.hour * 60 + local.minute


def clock_text(minutes: int) -> str:
    """``HH:MM`` of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def starts(instance: Instance, operator: Operator, own: Sequence[Shift]) -> list[Start]:
    """The last start before the horizon, where it is known, and those of an operator's shifts in order of time."""
    known = _last_before(instance, operator)
    before = [] if known is None else [(clock_minutes(instance, known), f"{operator.id}, last shift before the horizon,")]
    return before + [(clock_minutes(instance, shift.start), shift_text(instance, shift)) for shift in own]


def starts_by_week(instance: Instance, operator: Operator, own: Sequence[Shift]) -> Iterator[tuple[range, list[Start]]]:
    """The same of each calendar week; the first one has the last start before the horizon if that lies in it."""
    known = _last_before(instance, operator)
    for week in weeks(instance):
        inside = [shift for shift in own if day_of_shift(instance, shift) in week]
        goes_on = week.start == 0 and known is not None and day_of(instance, known) >= -days_into_week(instance, 0)
        every = starts(instance, operator, inside)
        yield week, every if goes_on or known is None else every[1:]


def _last_before(instance: Instance, operator: Operator) -> datetime | None:
    history = instance.history_of.get(operator.id)
    last = history.last_start if history is not None else None
    return last if last is None or last.tzinfo else last.replace(tzinfo=instance.grid.zone)
