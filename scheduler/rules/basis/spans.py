"""Calendar months, and the whole period, as far as they lie in the horizon; least and most hours and shifts of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from scheduler.instance.base import WEEKDAYS
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.statement import Window
from scheduler.rules.basis.weeks import Week, credited_days, free_days, in_horizon, mean_day_minutes, weeks
from scheduler.rules.shift_form import longest_paid_minutes


@dataclass(frozen=True)
class Span(Week):
    """A week, a month, or the period, as far as it lies in the horizon; see `Week`.

    Parameters
    ----------
    length
        All of its days, also those outside the horizon.
    """

    length: int

    def weeks(self, instance: Instance) -> Iterator[tuple[Week, Week]]:
        """Every calendar week that it touches, and what of it lies in the span."""
        for week in weeks(instance):
            first, last = max(week.first, self.first), min(week.last, self.last)
            if first <= last:
                yield week, Week(first, last, week.has_begun, week.goes_on)


def each_week(instance: Instance) -> Iterator[Span]:
    """Every calendar week that the horizon touches."""
    for week in weeks(instance):
        yield Span(week.first, week.last, week.has_begun, week.goes_on, len(WEEKDAYS))


def months(instance: Instance) -> Iterator[Span]:
    """Every calendar month that the horizon touches."""
    for month in instance.calendar_months:
        yield Span(*in_horizon(instance, month), len(month))


def period(instance: Instance) -> Span:
    """The horizon, as one span; what was worked in it before day 0 is what `history` says, and else nothing."""
    return Span(0, instance.horizon.days - 1, has_begun=False, goes_on=False, length=instance.horizon.days)


def hours_window(
    instance: Instance, operator: Operator, span: Span, hours: tuple[float, float], before: float | None
) -> Window:
    """Least and most paid minutes of a span, after what was worked in it before the horizon and after leave.

    The least is no more than the days that are left can give, unless no whole span could give it: such a contract is
    contradictory, and its least stays.
    """
    due, most = hours_due(instance, operator, span, hours, before)
    return Window(span.first, span.last, min(ceil(due), _reach(instance, operator, span, hours[0])), floor(most))


def hours_due(
    instance: Instance, operator: Operator, span: Span, hours: tuple[float, float], before: float | None
) -> tuple[Fraction, Fraction]:
    """The same, whether or not the days that are left can give it; exactly, in minutes."""
    least, most = (Fraction(str(bound)) * 60 for bound in hours)
    mean = mean_day_minutes(instance, operator)
    leave = sum((mean if each is None else Fraction(str(each)) * 60 for each in _leave(instance, operator, span)), Fraction(0))
    worked = Fraction(str(before or 0)) * 60
    return _asked(span, before, least - worked - leave), max(Fraction(0), most - worked)


def shifts_window(
    instance: Instance, operator: Operator, span: Span, shifts: tuple[int, int], before: int | None
) -> Window:
    """Least and most shifts of a span, likewise; never more are asked for than there are free days."""
    least, most = shifts
    worked = before or 0
    due = _asked(span, before, Fraction(least - worked - len(_leave(instance, operator, span))))
    free = sum(free_days(instance, operator, part) for _, part in span.weeks(instance))
    return Window(span.first, span.last, min(int(due), free), max(0, most - worked))


def _asked(span: Span, before: float | None, least: Fraction) -> Fraction:
    """No least where what was worked before is not known, or the span goes on after the horizon."""
    return Fraction(0) if span.goes_on or (span.has_begun and before is None) else max(Fraction(0), least)


def _leave(instance: Instance, operator: Operator, span: Span) -> list[float | None]:
    """Hours counted of each day of leave, illness or public holiday; None where they are those of a mean day."""
    return [entry.hours for week, part in span.weeks(instance)
            for day, entry in credited_days(instance, operator, week).items() if day in part.days]


def _reach(instance: Instance, operator: Operator, span: Span, least: float) -> int:
    """Most paid minutes of the free days of a span, week by week within the hours of a week."""
    contract, longest = instance.contract_of(operator), longest_paid_minutes(instance, operator)
    of_week = floor(Fraction(str(contract.hours_per_week[1])) * 60)
    most_days = min(len(WEEKDAYS), contract.days_per_week[1])
    if min(longest * most_days, of_week) * -(-span.length // len(WEEKDAYS)) < Fraction(str(least)) * 60:
        return ceil(Fraction(str(least)) * 60)
    return sum(min(longest * free_days(instance, operator, part), of_week) for _, part in span.weeks(instance))
