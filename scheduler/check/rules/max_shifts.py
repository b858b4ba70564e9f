"""No operator works more shifts of a template than the contract allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.check.facts.shifts import shifts_by_operator
from scheduler.check.facts.templates import is_of_template
from scheduler.check.facts.times import day_of_shift
from scheduler.check.facts.weeks import weeks
from scheduler.check.facts.words import week_text
from scheduler.check.violation import Violation
from scheduler.instance.instance import Instance
from scheduler.roster import Shift

NAME = "max_shifts"


def check(instance: Instance, shifts: Sequence[Shift]) -> Iterator[Violation]:
    """Yield a violation, in shifts, for each template with too many in the horizon, or in a week of it."""
    for operator, own in shifts_by_operator(instance, shifts):
        contract = instance.contract_of(operator)
        for name, most in contract.max_shifts.items():
            yield from _too_many(instance, own, name, most, range(instance.horizon.days), f"{operator.id}, all days")
        for name, most in contract.max_shifts_per_week.items():
            for week in weeks(instance):
                yield from _too_many(instance, own, name, most, week, f"{operator.id}, {week_text(instance, week)}")


def _too_many(
    instance: Instance, own: Sequence[Shift], name: str, most: int, days: range, who: str
) -> Iterator[Violation]:
    count = sum(day_of_shift(instance, shift) in days and is_of_template(instance, shift, name) for shift in own)
    if count > most:
        yield Violation(NAME, count - most, "shifts", f"{who}: {count} shifts of template {name!r}; allowed are {most}")
