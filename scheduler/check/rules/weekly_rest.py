"""Every calendar week of an operator has one rest as long as the contract says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from datetime import UTC

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.times import Minutes, exact, minutes_between, number, span
from scheduler.check.facts.weeks import DAYS_PER_WEEK, days_into_week, opens_after, opens_before, weeks
from scheduler.check.facts.words import week_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.roster import Shift

NAME = "weekly_rest"

_Rest = list[dt.datetime]
"""From when it counts, and until when."""


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation for each week without its rest; the rest that is used for one week does not count for the next.

    Rest counts from the first week on, or from the last shift where the history tells of it, and in the horizon; closed days of
    the first and the last week are rest. Nothing is asked of a week of which open days lie outside the horizon.
    """
    for operator, own in shifts_by_operator(instance, shifts):
        hours = instance.contract_of(operator).weekly_rest_hours
        if hours is None:
            continue
        least, rests = exact(hours) * 60, _rests(instance, operator, own)
        for week in weeks(instance):
            if opens_before(instance, week) or opens_after(instance, week):
                continue
            first, after = _turn(instance, week.start, week), _turn(instance, week.stop, week)
            near = [rest for rest in rests if rest[0] < after and rest[1] > first]
            found = next((rest for rest in near if minutes_between(*rest) >= least), None)
            if found is None:
                best: Minutes = max((minutes_between(*rest) for rest in near), default=0)
                yield Violation(NAME, 1, "weeks", f"{operator.id}, {week_text(instance, week)}: the longest rest that no other "
                                f"week needs is {number(best)} min; allowed are at least {number(least)} min")
            else:
                found[0] += dt.timedelta(hours=hours)


def _rests(instance: Instance, operator: Operator, own: Sequence[Shift]) -> list[_Rest]:
    """Rests before, between and after an operator's shifts, in UTC."""
    every = list(weeks(instance))
    begin, end = _turn(instance, 0, every[0]), _turn(instance, instance.horizon.days, every[-1])
    history = instance.history_of.get(operator.id)
    known = history.last_end if history is not None else None
    if known is not None:
        least = dt.timedelta(hours=instance.contract_of(operator).weekly_rest_hours or 0)
        last = (known if known.tzinfo else known.replace(tzinfo=instance.grid.zone)).astimezone(UTC)
        begin = last + least if last + least <= begin else last
    moments = [begin, *(moment for shift in own for moment in span(shift)), end]
    return [[before, after] for before, after in zip(moments[::2], moments[1::2], strict=True)]


def _turn(instance: Instance, day: int, week: range) -> dt.datetime:
    """Midnight before a day in UTC; at the ends of the horizon that of the calendar week, where the days between are closed."""
    if day == 0 and not opens_before(instance, week):
        day -= days_into_week(instance, 0)
    elif day == instance.horizon.days and not opens_after(instance, week):
        day += (DAYS_PER_WEEK - days_into_week(instance, day)) % DAYS_PER_WEEK
    return instance.grid.readings(day, 0)[0].astimezone(UTC)
