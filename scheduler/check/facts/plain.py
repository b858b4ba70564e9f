"""What the rules ask of plain shifts: elapsed minutes, the day a shift belongs to, its pay, the weeks of the horizon.

Every moment is converted to UTC before it is compared or subtracted, because Python does both naively within one zone;
and nothing is rounded, so that half a minute too much is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import lru_cache

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, Operator
from scheduler.roster import Shift
from scheduler.timegrid import TimeGrid

Minutes = int | Fraction
Span = tuple[datetime, datetime]
"""Two moments in UTC, the end excluded."""

DAYS_PER_WEEK = 7
_MINUTE = timedelta(minutes=1)
_MICROSECONDS_PER_MINUTE = 60_000_000


def minutes_between(start: datetime, end: datetime) -> Minutes:
    """Exact elapsed minutes from `start` to `end`; negative if `end` comes first."""
    whole, rest = divmod(end.astimezone(UTC) - start.astimezone(UTC), _MINUTE)
    return whole if not rest else whole + Fraction(rest // timedelta(microseconds=1), _MICROSECONDS_PER_MINUTE)


def distance(one: Minutes, other: Minutes) -> Minutes:
    """By how much two numbers of minutes differ."""
    return one - other if one > other else other - one


def number(value: Minutes) -> int | float:
    """The exact value as an integer where it is one, for messages and amounts."""
    return int(value) if value == int(value) else float(value)


def exact(value: float) -> Fraction:
    """The decimal number somebody wrote, exactly: 36.7 is 367/10."""
    return Fraction(str(value))


def span(shift: Shift) -> Span:
    """Start and end of a shift in UTC."""
    return shift.start.astimezone(UTC), shift.end.astimezone(UTC)


def length(shift: Shift) -> Minutes:
    """Elapsed minutes of a shift, its breaks included."""
    return minutes_between(shift.start, shift.end)


def overlap(one: Span, other: Span) -> Minutes:
    """Minutes two spans share; 0 if they only touch."""
    return max(0, minutes_between(max(one[0], other[0]), min(one[1], other[1])))


def day_of(instance: Instance, moment: datetime) -> int:
    """Day of the horizon in which a moment lies on the hotline's wall clock; negative before the horizon."""
    return (moment.astimezone(instance.grid.zone).date() - instance.horizon.start).days


def in_horizon(instance: Instance, shift: Shift) -> bool:
    """Whether a shift starts on a day of the horizon."""
    return 0 <= day_of(instance, shift.start) < instance.horizon.days


def shifts_by_operator(instance: Instance, shifts: Iterable[Shift]) -> Iterator[tuple[Operator, list[Shift]]]:
    """Every operator of the instance with their shifts in order of time; shifts of unknown operators are left out."""
    groups: dict[str, list[Shift]] = {operator.id: [] for operator in instance.operators}
    for shift in shifts:
        if shift.operator in groups:
            groups[shift.operator].append(shift)
    for operator in instance.operators:
        yield operator, sorted(groups[operator.id], key=span)


def days_worked(instance: Instance, shifts: Sequence[Shift]) -> set[int]:
    """Days of the horizon on which one of the shifts starts."""
    return {day_of(instance, shift.start) for shift in shifts if in_horizon(instance, shift)}


def weeks(instance: Instance) -> Iterator[range]:
    """Days of each week, counted from the first day of the horizon; the last week may have fewer than seven."""
    for first in range(0, instance.horizon.days, DAYS_PER_WEEK):
        yield range(first, min(first + DAYS_PER_WEEK, instance.horizon.days))


def week_text(instance: Instance, week: range) -> str:
    """First and last date of a week."""
    return f"week {instance.grid.date(week[0])} to {instance.grid.date(week[-1])}"


def day_text(instance: Instance, day: int) -> str:
    """Date of a day, which may lie before the horizon."""
    return str(instance.grid.date(day))


def weekends_touched(instance: Instance, days: Iterable[int]) -> list[list[int]]:
    """Days of each weekend on which one of `days` lies, in order; also those of its days outside the horizon."""
    weekend = instance.hotline.weekend_days
    found: dict[int, list[int]] = {}
    for day in sorted(days):
        if instance.grid.date(day).weekday() in weekend:
            first, last = day, day
            while instance.grid.date(first - 1).weekday() in weekend and day - first < DAYS_PER_WEEK:
                first -= 1
            while instance.grid.date(last + 1).weekday() in weekend and last - day < DAYS_PER_WEEK:
                last += 1
            found.setdefault(first, list(range(first, last + 1)))
    return list(found.values())


def paid_minutes(instance: Instance, shift: Shift) -> Minutes:
    """Length of a shift less its unpaid breaks; a break no rule speaks of is unpaid."""
    lunch, breathers = instance.breaks.lunch_of(int(length(shift))), instance.breaks.breathers
    paid = {"lunch": lunch is not None and lunch.paid, "breather": breathers is not None and breathers.paid}
    unpaid = (minutes_between(pause.start, pause.end) for pause in shift.breaks if not paid[pause.kind])
    return length(shift) - sum(unpaid)


@lru_cache(maxsize=8192)
def _window(grid: TimeGrid, day: int, start_minute: int, end_minute: int) -> Span:
    return grid.window(day, start_minute, end_minute)


def entry_span(instance: Instance, entry: Availability, day: int) -> Span:
    """Moments (UTC) between which the window of an availability entry lies on a day, at its widest."""
    return _window(instance.grid, day, *entry.window)


def entries_on(instance: Instance, operator: str, kind: str, day: int) -> list[Availability]:
    """Entries of one kind of an operator that speak of a day, which may lie outside the horizon."""
    date = instance.grid.date(day)
    return [entry for entry in instance.availability_of.get(operator, ()) if entry.kind == kind and entry.on(date)]


def days_touched(instance: Instance, shift: Shift) -> range:
    """Days whose windows a shift can overlap: those it touches, and the one before, whose window may pass midnight."""
    return range(day_of(instance, shift.start) - 1, day_of(instance, shift.end) + 1)


def clock(instance: Instance, moment: datetime) -> str:
    """``HH:MM`` on the hotline's wall clock."""
    return f"{moment.astimezone(instance.grid.zone):%H:%M}"


def window_text(instance: Instance, window: Span) -> str:
    """``HH:MM-HH:MM`` on the hotline's wall clock."""
    return f"{clock(instance, window[0])}-{clock(instance, window[1])}"


def shift_text(instance: Instance, shift: Shift) -> str:
    """Witness of a shift: operator, date and times on the hotline's wall clock."""
    date = shift.start.astimezone(instance.grid.zone).date()
    return f"{shift.operator} {date} {window_text(instance, span(shift))}"
