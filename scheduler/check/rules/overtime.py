"""Overtime that was agreed keeps to what contract and shift allow in a day, and in a week, and has its price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from scheduler.check.facts.extra_time import agreed_minutes
from scheduler.check.facts.pay import paid_minutes
from scheduler.check.facts.priced import Priced
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.times import day_of_shift, exact, number
from scheduler.check.facts.weeks import weeks
from scheduler.check.facts.words import shift_text, week_text
from scheduler.check.violation import Violation
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.instance.objective import units
from scheduler.instance.operators import Operator
from scheduler.roster import Shift

NAME = "overtime"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in minutes, for each day and week with more overtime than the contract or the shift has."""
    for operator, own in shifts_by_operator(instance, shifts):
        if operator.id in instance.availability_of:
            yield from _of_days(instance, operator, own)
            yield from _of_weeks(instance, operator, own)


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of the overtime of all shifts, if any was agreed; the pay of these hours is that of any."""
    yield from price_of(instance, shifts, NAME)


def price_of(instance: Instance, shifts: Sequence[Shift], kind: str) -> Iterator[Priced]:
    """Yield the price of the overtime, or of the time off, of all shifts, if any was agreed."""
    if not any(entry.kind == kind for entry in instance.availability):
        return
    total, hours = 0, Fraction(0)
    for operator, own in shifts_by_operator(instance, shifts):
        minutes = sum(agreed_minutes(instance, operator.id, day_of_shift(instance, shift), kind) for shift in own)
        contract = instance.contract_of(operator)
        price = contract.overtime_per_hour if kind == NAME else contract.time_off_per_hour
        total += minutes * units(price, minutes=1)
        hours += Fraction(minutes, 60)
    yield Priced(kind, total, hours, "hours")


def _of_days(instance: Instance, operator: Operator, own: Sequence[Shift]) -> Iterator[Violation]:
    most = instance.contract_of(operator).overtime_minutes_per_day or 0
    for shift in own:
        minutes = agreed_minutes(instance, operator.id, day_of_shift(instance, shift), NAME)
        allowed = min(most, paid_minutes(instance, shift))
        if minutes > allowed:
            yield Violation(NAME, number(minutes - allowed), "min", f"{shift_text(instance, shift)}: {minutes} min of "
                            f"overtime; allowed are {number(allowed)} min")


def _of_weeks(instance: Instance, operator: Operator, own: Sequence[Shift]) -> Iterator[Violation]:
    most = instance.contract_of(operator).overtime_hours_per_week
    for week in () if most is None else weeks(instance):
        days = [day for shift in own if (day := day_of_shift(instance, shift)) in week]
        minutes = sum(agreed_minutes(instance, operator.id, day, NAME) for day in days)
        if most is not None and minutes > exact(most) * 60:
            yield Violation(NAME, number(minutes - exact(most) * 60), "min", f"{operator.id}, {week_text(instance, week)}: "
                            f"{minutes / 60:g} h of overtime; allowed are {most:g} h")
