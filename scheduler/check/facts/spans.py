"""What a contract asks for in a week, a month, or over the horizon, from plain dates; and what is off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scheduler.check.facts.dues import days_free, leave, longest_paid
from scheduler.check.facts.extra_time import counted_minutes
from scheduler.check.facts.times import day_of_shift, exact, number
from scheduler.check.facts.weeks import DAYS_PER_WEEK, opens_after, opens_before, weeks
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, Operator
from scheduler.roster import Shift

Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Stretch:
    """Days of the horizon that count together.

    Parameters
    ----------
    name
        Its kind in words.
    days
        Days of the horizon.
    length
        All of its days, also those outside the horizon.
    has_begun, goes_on
        Whether calls are answered on one of its days before the horizon, or after it.
    """

    name: str
    days: range
    length: int
    has_begun: bool
    goes_on: bool


def calendar_weeks(instance: Instance) -> Iterator[Stretch]:
    """Every calendar week."""
    for week in weeks(instance):
        yield Stretch("week", week, DAYS_PER_WEEK, opens_before(instance, week), opens_after(instance, week))


def months(instance: Instance) -> Iterator[Stretch]:
    """Every calendar month that has a day in the horizon."""
    by_month: dict[tuple[int, int], list[int]] = {}
    for day in range(instance.horizon.days):
        date = instance.grid.date(day)
        by_month.setdefault((date.year, date.month), []).append(day)
    for (year, month), days in by_month.items():
        first, after = dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1)
        outside = [(first + dt.timedelta(days=n) - instance.horizon.start).days for n in range((after - first).days)]
        yield Stretch("month", range(days[0], days[-1] + 1), len(outside),
                      any(instance.is_open_on(day) for day in outside if day < 0),
                      any(instance.is_open_on(day) for day in outside if day >= instance.horizon.days))


def whole(instance: Instance) -> Stretch:
    """All days of the horizon."""
    return Stretch("period", range(instance.horizon.days), instance.horizon.days, has_begun=False, goes_on=False)


def hours_off(
    instance: Instance, rule: str, operator: Operator, own: Sequence[Shift], span: Stretch, hours: tuple[float, float],
    before: float | None,
) -> Iterator[Violation]:
    """Yield by how many paid minutes an operator misses the bounds of a stretch."""
    paid = sum(counted_minutes(instance, shift) for shift in own if day_of_shift(instance, shift) in span.days)
    least, most = minutes_due(instance, operator, span, hours, before)
    off = max(least - paid, paid - most)
    if off > 0:
        yield Violation(rule, number(off), "min", f"{_who(instance, operator, span)}: {_hours(paid)} paid hours; allowed is "
                        f"{_hours(least)} to {_hours(most)}")


def shifts_off(
    instance: Instance, rule: str, operator: Operator, own: Sequence[Shift], span: Stretch, shifts: tuple[int, int],
    before: int | None,
) -> Iterator[Violation]:
    """Yield by how many shifts an operator misses the bounds of a stretch."""
    count = sum(day_of_shift(instance, shift) in span.days for shift in own)
    least, most = shifts_due(instance, operator, span, shifts, before)
    off = max(least - count, count - most)
    if off > 0:
        yield Violation(rule, off, "shifts", f"{_who(instance, operator, span)}: {count} shifts; allowed is {least} to {most}")


def minutes_due(
    instance: Instance, operator: Operator, span: Stretch, hours: tuple[float, float], before: float | None
) -> Bounds:
    """Least and most paid minutes of a stretch: less what was worked before and leave, and no more than can be."""
    least, most = (exact(bound) * 60 for bound in hours)
    contract = instance.contract_of(operator)
    mean = sum(map(exact, contract.hours_per_week), Fraction(0)) * 60 / max(1, sum(contract.days_per_week))
    due = least - sum((mean if entry.hours is None else exact(entry.hours) * 60
                       for day, entry in leave_by_day(instance, operator).items() if day in span.days), Fraction(0))
    due, most = _after(span, (due, most), None if before is None else exact(before) * 60)
    longest, of_week = longest_paid(instance, operator), exact(contract.hours_per_week[1]) * 60 // 1
    number_of_weeks = -(-span.length // DAYS_PER_WEEK)
    if min(Fraction(longest * min(DAYS_PER_WEEK, contract.days_per_week[1])), Fraction(of_week)) * number_of_weeks >= least:
        due = min(due, Fraction(sum(min(longest * free, of_week) for free in _free_by_week(instance, operator, span))))
    return max(due, Fraction(0)), most


def shifts_due(
    instance: Instance, operator: Operator, span: Stretch, shifts: tuple[int, int], before: int | None
) -> tuple[int, int]:
    """Least and most shifts of a stretch, likewise; never more are asked for than there are free days."""
    due = Fraction(shifts[0] - sum(day in span.days for day in leave_by_day(instance, operator)))
    due, most = _after(span, (due, Fraction(shifts[1])), None if before is None else Fraction(before))
    return max(0, min(int(due), sum(_free_by_week(instance, operator, span)))), int(most)


def leave_by_day(instance: Instance, operator: Operator) -> dict[int, Availability]:
    """Entry of leave of each day that counts, week by week at most as many as the contract's most days."""
    return {day: entry for week in weeks(instance) for day, entry in leave(instance, operator, week)}


def _after(span: Stretch, bounds: Bounds, before: Fraction | None) -> Bounds:
    """Bounds less what was worked before; the least falls away where that is not known, or the stretch goes on."""
    least, most = bounds
    worked = before or Fraction(0)
    if span.goes_on or (span.has_begun and before is None):
        return Fraction(0), max(most - worked, Fraction(0))
    return least - worked, max(most - worked, Fraction(0))


def _free_by_week(instance: Instance, operator: Operator, span: Stretch) -> list[int]:
    parts = (range(max(week.start, span.days.start), min(week.stop, span.days.stop)) for week in weeks(instance))
    return [days_free(instance, operator, part) for part in parts if part]


def _who(instance: Instance, operator: Operator, span: Stretch) -> str:
    return f"{operator.id}, {span.name} {instance.grid.date(span.days[0])} to {instance.grid.date(span.days[-1])}"


def _hours(minutes: int | Fraction) -> str:
    return f"{float(minutes) / 60:.5g}"
