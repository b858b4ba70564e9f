"""Voluntary time off that was agreed keeps to what the contract allows in a day, and has its price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.extra_time import agreed_minutes
from scheduler.check.facts.priced import Priced
from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.times import day_of_shift
from scheduler.check.facts.words import shift_text
from scheduler.check.rules.overtime import price_of
from scheduler.check.violation import Violation
from scheduler.demand.demand import Demand
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "time_off"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in minutes, for each shift with more time off than the contract allows."""
    for operator, own in shifts_by_operator(instance, shifts):
        most = instance.contract_of(operator).time_off_minutes_per_day or 0
        for shift in own if operator.id in instance.availability_of else ():
            minutes = agreed_minutes(instance, operator.id, day_of_shift(instance, shift), NAME)
            if minutes > most:
                yield Violation(NAME, minutes - most, "min", f"{shift_text(instance, shift)}: {minutes} min of time off; "
                                f"allowed are {most} min")


def cost(instance: Instance, demand: Demand, shifts: Sequence[Shift]) -> Iterator[Priced]:
    """Yield the price of the time off of all shifts, if any was agreed."""
    yield from price_of(instance, shifts, NAME)
