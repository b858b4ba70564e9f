"""Calendar weeks as far as they lie in the horizon, what is due in them, and weekends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scheduler.instance.instance import Instance
from scheduler.instance.operators import Availability, Operator


@dataclass(frozen=True)
class Week:
    """A calendar week as far as it lies in the horizon.

    Parameters
    ----------
    first, last
        Its first day and its last day in the horizon.
    has_begun, goes_on
        Whether the hotline opens on a day of the week that lies before the horizon, or after it.
    """

    first: int
    last: int
    has_begun: bool
    goes_on: bool

    @property
    def days(self) -> range:
        """Its days in the horizon."""
        return range(self.first, self.last + 1)


def weeks(instance: Instance) -> Iterator[Week]:
    """Every calendar week that the horizon touches."""
    for week in instance.calendar_weeks:
        yield Week(*in_horizon(instance, week))


def in_horizon(instance: Instance, days: range) -> tuple[int, int, bool, bool]:
    """First and last of some days that lie in the horizon, and whether the hotline opens on one before it, or after it."""
    end = instance.horizon.days
    before, after = range(days.start, min(0, days.stop)), range(max(end, days.start), days.stop)
    return (max(days.start, 0), min(days.stop, end) - 1, any(map(instance.is_open_on, before)),
            any(map(instance.is_open_on, after)))


def credited(instance: Instance, operator: Operator, week: Week) -> list[Availability]:
    """Entry of leave, illness or public holiday of each day of a week, at most as many as the contract's most days.

    A day on which calls are never answered, such as the Sunday of an office, is no working day and counts for nothing.
    """
    return list(credited_days(instance, operator, week).values())


def credited_days(instance: Instance, operator: Operator, week: Week) -> dict[int, Availability]:
    """The same by day."""
    entries = [entry for entry in instance.availability_of.get(operator.id, ()) if entry.is_credited]
    found = ((day, next((entry for entry in entries if entry.on(instance.grid.date(day))), None)) for day in week.days
             if instance.usually_opens_on(day))
    away = [(day, entry) for day, entry in found if entry is not None]
    return dict(away[: instance.contract_of(operator).days_per_week[1]])


def free_days(instance: Instance, operator: Operator, week: Week) -> int:
    """Open days of a week on which the operator is not away all day, at most as many as the contract's most days."""
    away = [entry for entry in instance.availability_of.get(operator.id, ()) if entry.is_absence and entry.is_whole_day]
    free = sum(instance.is_open_on(day) and not any(entry.on(instance.grid.date(day)) for entry in away)
               for day in week.days)
    return min(free, instance.contract_of(operator).days_per_week[1])


def mean_day_minutes(instance: Instance, operator: Operator) -> Fraction:
    """Paid minutes of a contract's mean day: the middle of its weekly hours over the middle of its weekly days."""
    contract = instance.contract_of(operator)
    hours = [Fraction(str(bound)) for bound in contract.hours_per_week]
    return sum(hours, Fraction(0)) * 60 / max(1, sum(contract.days_per_week))


def weekends(instance: Instance, *, whole: bool = False) -> Iterator[tuple[int, int]]:
    """First and last day of each weekend, as far as it lies in the horizon; only those that lie in it wholly if `whole`."""
    days, weekend = instance.horizon.days, instance.hotline.weekend_days
    is_free = [instance.grid.date(day).weekday() in weekend for day in range(-1, days + 1)]
    first = 0
    for day in range(days):
        if is_free[day + 1]:
            first = first if is_free[day] and day else day
            if day == days - 1 or not is_free[day + 2]:
                is_cut = (first == 0 and is_free[0]) or (day == days - 1 and is_free[-1])
                if not (whole and is_cut):
                    yield first, day
