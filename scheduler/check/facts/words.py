"""Witnesses in words: times on the hotline's wall clock, dates, weeks and shifts."""

from __future__ import annotations

from datetime import datetime

from scheduler import timegrid
from scheduler.check.facts.times import Span, day_of, span
from scheduler.instance.instance import Instance
from scheduler.roster import Shift


def clock(instance: Instance, moment: datetime) -> str:
    """``HH:MM`` on the hotline's wall clock; in a repeated hour, which of the two."""
    return timegrid.clock(moment, instance.grid.zone)


def window_text(instance: Instance, window: Span) -> str:
    """``HH:MM-HH:MM`` on the hotline's wall clock."""
    return f"{clock(instance, window[0])}-{clock(instance, window[1])}"


def hours_text(instance: Instance, window: Span) -> str:
    """``all day`` from one midnight to the next, else the window."""
    is_day = window == instance.grid.window(day_of(instance, window[0]), 0, timegrid.MINUTES_PER_DAY)
    return "all day" if is_day else window_text(instance, window)


def shift_text(instance: Instance, shift: Shift) -> str:
    """Witness of a shift: operator, date and times on the hotline's wall clock."""
    date = shift.start.astimezone(instance.grid.zone).date()
    return f"{shift.operator} {date} {window_text(instance, span(shift))}"


def day_text(instance: Instance, day: int) -> str:
    """Date of a day, which may lie before the horizon."""
    return str(instance.grid.date(day))


def week_text(instance: Instance, week: range) -> str:
    """First and last date of a week."""
    return f"week {instance.grid.date(week[0])} to {instance.grid.date(week[-1])}"
