"""Plain times: elapsed minutes, spans and their overlap, the local day a moment lies in.

Every moment is converted to UTC before it is compared or subtracted, because Python does both naively within one zone;
and nothing is rounded, so that half a minute too much is seen.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from scheduler.instance.instance import Instance
from scheduler.roster import Break, Shift, StandbyPlace

Minutes = int | Fraction
Span = tuple[datetime, datetime]
"""Two moments in UTC, the end excluded."""

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


def span(each: Shift | Break | StandbyPlace) -> Span:
    """Start and end of a shift, a break, or a place on standby, in UTC."""
    return each.start.astimezone(UTC), each.end.astimezone(UTC)


def length(shift: Shift) -> Minutes:
    """Elapsed minutes of a shift, its breaks included."""
    return minutes_between(shift.start, shift.end)


def overlap(one: Span, other: Span) -> Minutes:
    """Minutes two spans share; 0 if they only touch."""
    return max(0, minutes_between(max(one[0], other[0]), min(one[1], other[1])))


def day_of(instance: Instance, moment: datetime) -> int:
    """Day of the horizon in which a moment lies on the hotline's wall clock; negative before the horizon."""
    return (moment.astimezone(instance.grid.zone).date() - instance.horizon.start).days


def day_of_shift(instance: Instance, shift: Shift) -> int:
    """Day a shift belongs to: the one on which it starts, or the last one if it starts in its window after midnight."""
    day, grid = day_of(instance, shift.start), instance.grid
    is_evening = day == grid.days and minutes_between(shift.start, grid.moment(grid.cells)) > 0
    return day - 1 if is_evening else day
