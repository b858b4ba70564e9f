"""Paid time in each calendar week lies within the contract's bounds, as far as they can be asked for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from scheduler.instance.base import WEEKDAYS
from scheduler.instance.instance import Instance
from scheduler.instance.operators import Operator
from scheduler.rules.basis.extra_time import counted_minutes
from scheduler.rules.basis.shift_table import ShiftTable
from scheduler.rules.basis.statement import Statement, Total, Window
from scheduler.rules.basis.weeks import Week, credited, free_days, mean_day_minutes, weeks
from scheduler.rules.shift_form import longest_paid_minutes

NAME = "hours_per_week"


def state(instance: Instance, operator: Operator, table: ShiftTable) -> Iterator[Statement]:
    """Sum paid minutes by week.

    What was worked in the week before the horizon counts; where that is not known, or the week goes on after it, there is no
    least. Leave counts towards the least, which is never more than the longest shifts of the free days make.
    """
    longest = longest_paid_minutes(instance, operator)
    windows = tuple(_window(instance, operator, week, longest) for week in weeks(instance))
    yield Total(NAME, counted_minutes(instance, operator, table), windows, "paid minutes")


def usual_least(instance: Instance, operator: Operator) -> tuple[int, ...]:
    """Least paid minutes of each week after history and leave, whether or not the days that are left can give them."""
    return tuple(ceil(_due(instance, operator, week)[0]) for week in weeks(instance))


def _window(instance: Instance, operator: Operator, week: Week, longest: int) -> Window:
    """Bounds of a week; a contract whose least no whole week could give is contradictory, and its least stays."""
    due, most = _due(instance, operator, week)
    contract = instance.contract_of(operator)
    is_sound = longest * min(len(WEEKDAYS), contract.days_per_week[1]) >= Fraction(str(contract.hours_per_week[0])) * 60
    reach = longest * free_days(instance, operator, week)
    return Window(week.first, week.last, min(ceil(due), reach) if is_sound else ceil(due), floor(most))


def _due(instance: Instance, operator: Operator, week: Week) -> tuple[Fraction, Fraction]:
    """Least and most paid minutes of a week, exactly."""
    least, most = (Fraction(str(hours)) * 60 for hours in instance.contract_of(operator).hours_per_week)
    history = instance.history_of.get(operator.id)
    known = history.week_hours if history is not None else None
    before = Fraction(str(known)) * 60 if week.has_begun and known is not None else Fraction(0)
    if week.goes_on or (week.has_begun and known is None):
        least = Fraction(0)
    mean = mean_day_minutes(instance, operator)
    leave = sum((mean if each.hours is None else Fraction(str(each.hours)) * 60
                 for each in credited(instance, operator, week)), Fraction(0))
    return max(Fraction(0), least - before - leave), max(Fraction(0), most - before)
